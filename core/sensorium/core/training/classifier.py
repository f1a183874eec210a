"""A network that learns classes from arrays in memory, as a `Learner` of the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.training.adam import Adam
from sensorium.core.training.layers import Network, cross_entropy, softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Vary = Callable[[Array, np.random.Generator], Array]

AT_ONCE = 64


class Samples(NamedTuple):
    """`rows` (n, ...) and the index of each one's class."""

    rows: Array
    labels: NDArray[np.int64]

    def some(self, chosen: NDArray[np.bool_]) -> Samples:
        """Those alone."""
        return Samples(self.rows[chosen], self.labels[chosen])


class Classifier:
    """Every class weighs the same, however many samples it has. `vary` changes a batch as the world might."""

    def __init__(
        self, network: Network, learnt: Samples, watched: Samples, *, batch: int = 32, rate: float = 2e-3,
        decay: float = 1e-2, vary: Vary | None = None,
    ) -> None:  # fmt: skip
        self._network, self._learnt, self._watched = network, learnt, watched
        self._adam = Adam(network.values, rate, decay)
        self._batch, self._vary = batch, vary
        counts = np.bincount(learnt.labels)
        self._weight = (counts.sum() / (len(counts) * np.maximum(1, counts))).astype(np.float32)

    def epoch(self, rng: np.random.Generator) -> float:
        """Once over what is learnt from, in a new order."""
        order, losses = rng.permutation(len(self._learnt.labels)), list[float]()
        for start in range(0, len(order), self._batch):
            chosen = order[start : start + self._batch]
            rows, true = self._learnt.rows[chosen], self._learnt.labels[chosen]
            rows = self._vary(rows, rng) if self._vary else rows
            self._adam.step(self._network.slopes(rows, true, self._weight[true], rng))
            losses.append(self._network.loss)
        return float(np.mean(losses))

    def watched(self) -> float:
        """The loss on the watched samples."""
        true = self._watched.labels
        return cross_entropy(probabilities(self._network, self._watched.rows), true, self._weight[true])

    def state(self) -> dict[str, Array]:
        return self._adam.state()

    def restore(self, state: Mapping[str, Array]) -> None:
        self._adam.restore(state)

    def values(self) -> dict[str, Array]:
        return {name: value.copy() for name, value in self._network.values.items()}


def probabilities(network: Network, rows: Array) -> Array:
    """(n, classes), a part at a time."""
    parts = [softmax(network.forward(rows[i : i + AT_ONCE])) for i in range(0, len(rows), AT_ONCE)]
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)
