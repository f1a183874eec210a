"""How fast 10^5 intervals intersect, unite and complement: ``python tests/benchmarks/moments.py``."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from sensorium.core import moments as algebra
from sensorium.core.values import TimeSpan

SIZE = 100_000
RUNS = 7


def intervals(seed: int, seconds: float) -> algebra.MomentSet:
    """`SIZE` rows over ten hours, a tenth of them candidates, some overlapping."""
    draw = np.random.default_rng(seed)
    start = np.sort(draw.uniform(0, 36_000, SIZE))
    state = np.where(draw.random(SIZE) < 0.1, 1, 2)
    return algebra.MomentSet.columns(start, start + draw.uniform(0, seconds, SIZE), draw.random(SIZE), state)


def measured(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the best of a few runs."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return 1000 * min(taken)


def main() -> None:
    left, right = intervals(1, 0.5), intervals(2, 0.5)
    whole = TimeSpan(start=0, end=36_000)
    works: dict[str, Callable[[], object]] = {
        "conjoin": lambda: algebra.conjoin(left, right),
        "disjoin": lambda: algebra.disjoin(left, right),
        "negate": lambda: algebra.negate(left, whole),
        "before": lambda: algebra.before(left, right, 5),
        "overlaps": lambda: algebra.overlaps(left, right),
        "merge": lambda: algebra.merge(left, 0.1),
    }
    for name, work in works.items():
        print(f"{name:10} {measured(work):7.1f} ms")


if __name__ == "__main__":
    main()
