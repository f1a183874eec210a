from __future__ import annotations

import pytest

from sensorium.core.scheduler.ledger import Ledger, OverCommit


def test_what_is_measured_replaces_what_was_declared() -> None:
    ledger = Ledger(100)
    ledger.reserve(60)
    assert ledger.free == 40
    ledger.settle(60, 70)
    assert (ledger.reserved, ledger.resident, ledger.free) == (0, 70, 30)
    ledger.evict(70)
    assert ledger.free == 100


def test_nothing_is_promised_twice() -> None:
    ledger = Ledger(100)
    ledger.reserve(60)
    with pytest.raises(OverCommit, match="50 bytes wanted, 40 of 100 free"):
        ledger.charge(50)
    ledger.abandon(60)
    ledger.charge(50)
    ledger.discharge(50)
    assert ledger.free == 100


def test_a_model_larger_than_declared_leaves_room_for_nothing_but_the_weightless() -> None:
    ledger = Ledger(100)
    ledger.reserve(90)
    ledger.settle(90, 120)
    assert ledger.free == -20
    ledger.charge(0)
    with pytest.raises(OverCommit):
        ledger.reserve(1)
