"""Scaling and hiding of modalities."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.affect.features import places, present, size
from sensorium.plugins.affect.fusing import Usual, blanked, network


def rows(count: int, there: tuple[int, int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    made = np.random.default_rng(1).normal(3, 2, (count, size())).astype(np.float32)
    present(made)[:] = there
    for on, place in zip(there, places().values(), strict=True):
        made[:, place] *= on
    return made


def test_what_is_absent_neither_counts_nor_shows() -> None:
    given = np.concatenate([rows(40, (1, 1, 0)), rows(10, (0, 1, 0))])
    told = Usual.of(given).scaled(given)
    words = told[:, places()["words"]]
    assert abs(words[:40].mean()) < 0.05
    assert 0.9 < words[:40].std() < 1.1
    assert not words[40:].any()
    assert not told[:, places()["face"]].any()
    assert (present(told) == present(given)).all()


def test_what_never_changes_and_what_is_far_out_is_tamed() -> None:
    given = rows(20, (1, 1, 1))
    given[:, 0] = 7
    usual = Usual.of(given)
    odd = given[:1].copy()
    odd[0, 0], odd[0, 1] = 1e6, 1e6
    told = usual.scaled(odd)
    assert told[0, 0] == 0
    assert told[0, 1] == 4


def test_something_is_always_left() -> None:
    given = np.concatenate([rows(200, (1, 0, 0)), rows(200, (1, 1, 1))])
    told = blanked(given, np.random.default_rng(0))
    left = present(told)
    assert left.any(1).all()
    assert (left[:200] == (1, 0, 0)).all()
    assert 0 < left[200:, 1].mean() < 1
    assert not told[left[:, 2] == 0][:, places()["face"]].any()
    assert present(given)[200:].all()


def test_the_seed_makes_the_network() -> None:
    one, same, other = (network(3, seed).values for seed in (0, 0, 1))
    assert all((one[name] == same[name]).all() for name in one)
    assert any((one[name] != other[name]).any() for name in one)
