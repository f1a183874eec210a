from __future__ import annotations

from collections.abc import Callable

import pytest

from sensorium.core.scheduler.batching import LARGEST, BatchSize


def climb(size: BatchSize, cost: Callable[[int], float], batches: int = 60) -> int:
    for _ in range(batches):
        size.observe(size.limit, cost(size.limit))
    return size.limit


@pytest.mark.parametrize(
    "cost",
    [
        lambda n: 0.02 + 0.001 * n,
        lambda n: 0.01 * n,
        lambda n: 0.01 + 0.001 * n + 0.0001 * n * n,
        lambda n: 0.05 + 0.01 * n * n,
    ],
    ids=["batching pays", "it does not", "large ones hurt", "even small ones hurt"],
)
def test_the_size_found_costs_little_more_than_the_best(cost: Callable[[int], float]) -> None:
    found = climb(BatchSize(), cost)
    assert cost(found) / found <= 1.08 * min(cost(n) / n for n in range(1, LARGEST + 1))


def test_what_does_not_pay_stays_small() -> None:
    assert climb(BatchSize(), lambda n: 0.01 * n) == 1


def test_a_size_that_broke_is_not_tried_again() -> None:
    size = BatchSize()
    cost = lambda n: 1.0 + 0.001 * n
    while size.limit < 32:
        size.observe(size.limit, cost(size.limit))
    size.broke(32)
    assert size.limit == 16
    assert climb(size, cost) == 16


def test_part_batches_teach_nothing() -> None:
    size = BatchSize()
    before = size.limit
    for _ in range(50):
        size.observe(before - 1, 0.001)
    assert size.limit == before
