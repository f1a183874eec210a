"""The optimiser: Adam (Kingma & Ba 2015) with decoupled weight decay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.float32]]


class Adam:
    """Changes `values` in place; its own memory is kept with them, so that a training can be taken up again."""

    def __init__(self, values: Arrays, rate: float = 1e-3, decay: float = 1e-3) -> None:
        self.values = values
        self.rate, self.decay = rate, decay
        self._first = {name: np.zeros_like(value) for name, value in values.items()}
        self._second = {name: np.zeros_like(value) for name, value in values.items()}
        self._steps = 0

    def step(self, slopes: Mapping[str, NDArray[np.float32]], rate: float | None = None) -> None:
        """One step against the gradient; biases (one axis) do not decay."""
        self._steps += 1
        rate = self.rate if rate is None else rate
        even, odd = 1 - 0.9**self._steps, 1 - 0.999**self._steps
        for name, slope in slopes.items():
            value, first, second = self.values[name], self._first[name], self._second[name]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope * slope - second)
            value -= (rate * (first / even) / (np.sqrt(second / odd) + 1e-8)).astype(np.float32)
            if value.ndim > 1:
                value -= np.float32(rate * self.decay) * value

    def state(self) -> Arrays:
        """Values and memory by name, to be kept."""
        kept = {f"value.{name}": value for name, value in self.values.items()}
        kept |= {f"first.{name}": value for name, value in self._first.items()}
        kept |= {f"second.{name}": value for name, value in self._second.items()}
        return kept | {"steps": np.array([self._steps], np.float32)}

    def restore(self, state: Mapping[str, NDArray[np.float32]]) -> None:
        """Take up where `state` was taken."""
        self._steps = int(state["steps"][0])
        for prefix, into in (("value", self.values), ("first", self._first), ("second", self._second)):
            for name in into:
                into[name][...] = state[f"{prefix}.{name}"]
