"""Every layer's backward pass is the slope of its forward pass."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.core.training.layers import Averaging, Convolution, Dense, Network, Pooling, Rectifier

RNG = np.random.default_rng(0)


def networks() -> list[tuple[Network, tuple[int, ...]]]:
    rng = np.random.default_rng(0)
    deep = Network([Convolution(2, 3, rng), Rectifier(), Pooling(), Averaging(), Dense(3, 4, rng)])
    return [(Network([Dense(3, 5, rng), Rectifier(), Dense(5, 4, rng)]), (6, 3)), (deep, (6, 5, 4, 2))]


@pytest.mark.parametrize(("network", "shape"), networks(), ids=["dense", "convolution"])
def test_slopes_are_differences(network: Network, shape: tuple[int, ...]) -> None:
    for layer in network.layers:
        layer.values = {name: value.astype(np.float64) for name, value in layer.values.items()}
    rows, true = RNG.standard_normal(shape), np.array([0, 1, 2, 3, 0, 1])
    weight = np.array([1, 2, 1, 2, 1, 1], np.float32)
    slopes = {name: slope.copy() for name, slope in network.slopes(rows, true, weight, RNG).items()}
    for name, value in network.values.items():
        place = np.unravel_index(int(np.abs(slopes[name]).argmax()), value.shape)
        kept, losses = value[place], list[float]()
        for step in (1e-2, -1e-2):
            value[place] = kept + step
            network.slopes(rows, true, weight, RNG)
            losses.append(network.loss)
        value[place] = kept
        assert (losses[0] - losses[1]) / 2e-2 == pytest.approx(slopes[name][place], rel=0.05, abs=1e-4)
