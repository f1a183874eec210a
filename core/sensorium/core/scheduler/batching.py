"""How many units to run at once: learned by climbing powers of two, broken down by out-of-memory errors."""

from __future__ import annotations

from statistics import median

START = 4
LARGEST = 256
SAMPLES = 5
JUDGED_AT = 2
GAIN = 0.97
HAND_OFF = 1e-4
"""Seconds a batch costs on its way there and back, whatever it holds; it keeps tiny work in large batches."""
REFRESH = 512


class BatchSize:
    """The largest batch worth running for one model and bucket.

    Only full batches teach: their seconds per unit at this size are compared with the neighbouring powers of
    two, and the size moves while a unit gets cheaper by at least three parts in a hundred. A size that ran out of
    memory is not tried again until the knowledge is refreshed.
    """

    __slots__ = ("_broke", "_costs", "_full", "limit")

    def __init__(self) -> None:
        self.limit = START
        self._costs: dict[int, list[float]] = {}
        self._broke: int | None = None
        self._full = 0

    def observe(self, units: int, seconds: float) -> None:
        """A batch of `units` took `seconds`."""
        if units != self.limit:
            return
        samples = self._costs.setdefault(units, [])
        samples.append((seconds + HAND_OFF) / units)
        del samples[:-SAMPLES]
        self._full += 1
        if self._full % REFRESH == 0:
            self._costs = {units: samples}
            self._broke = None
        if len(samples) >= JUDGED_AT:
            self.limit = self._next()

    def broke(self, units: int) -> None:
        """A batch of `units` ran out of memory: half of it is tried next."""
        self._broke = min(units, self._broke or units)
        self.limit = max(1, min(self.limit, units) // 2)

    def _next(self) -> int:
        """The best size known, or a neighbour of it that nobody tried yet."""
        costs = {size: median(samples) for size, samples in self._costs.items() if len(samples) >= JUDGED_AT}
        best = min(costs, key=lambda size: (costs[size], size))
        while best // 2 in costs and costs[best] > costs[best // 2] * GAIN:
            best //= 2
        if self._allowed(best * 2) and best * 2 not in costs:
            return best * 2
        if best > 1 and best // 2 not in costs:
            return best // 2
        return best

    def _allowed(self, size: int) -> bool:
        return size <= LARGEST and (self._broke is None or size < self._broke)
