"""The largest rises and falls of a noisy series: turns of a heading, changes of a speed or a size."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

LONGEST = 12.0
SETTLED = 0.12


class Excursion(NamedTuple):
    """A change of a series between two times by `change`, plus or minus `error`; `first` and `last` index it."""

    start: float
    end: float
    change: float
    error: float
    first: int
    last: int


def excursions(
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    errors: NDArray[np.float64],
    least: float,
    drift: Callable[[int, NDArray[np.int64]], NDArray[np.float64]] | None = None,
) -> list[Excursion]:
    """Disjoint changes whose size less one error exceeds `least`, in order of time.

    The clearest comes first, then what lies before and after it. `drift(i, js)` gives further error between sample
    i and samples js. A change begins when a tenth of it is done and ends when a tenth is left.
    """
    found: list[Excursion] = []
    pending = [(0, len(times) - 1)]
    while pending:
        low, high = pending.pop()
        best = _clearest(times, values, errors, low, high, drift) if high > low else None
        if best is None or abs(best.change) - best.error < least:
            continue
        found.append(best)
        pending += [(low, best.first), (best.last, high)]
    return sorted(found, key=lambda e: e.start)


def _clearest(
    times: NDArray[np.float64],
    values: NDArray[np.float64],
    errors: NDArray[np.float64],
    low: int,
    high: int,
    drift: Callable[[int, NDArray[np.int64]], NDArray[np.float64]] | None,
) -> Excursion | None:
    best, pair = -np.inf, None
    for i in range(low, high):
        js = np.arange(i + 1, high + 1)
        js = js[times[js] - times[i] <= LONGEST]
        if not len(js):
            continue
        doubt = np.sqrt(errors[i] ** 2 + errors[js] ** 2)
        if drift is not None:
            doubt = np.hypot(doubt, drift(i, js))
        clear = np.abs(values[js] - values[i]) - doubt
        top = int(clear.argmax())
        if clear[top] > best:
            best, pair = float(clear[top]), (i, int(js[top]), float(doubt[top]))
    if pair is None:
        return None
    i, j, doubt_ij = pair
    change = float(values[j] - values[i])
    done = (values[i : j + 1] - values[i]) / change if change else np.zeros(j - i + 1)
    first = i + max(0, int(np.flatnonzero(done > SETTLED)[0]) - 1) if (done > SETTLED).any() else i
    last = i + min(j - i, int(np.flatnonzero(done < 1 - SETTLED)[-1]) + 1) if (done < 1 - SETTLED).any() else j
    return Excursion(float(times[first]), float(times[last]), change, doubt_ij, i, j)
