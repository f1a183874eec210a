"""The network of second opinion, on random weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.plugins.voice_emotion.encoder import LAYERS, WIDTH, Encoder
from sensorium.plugins.voice_emotion.tuned import CALM, FIRST, LINEARS, Tuned, merged

PROSODY, NARROW, VOICE = 20, 8, 4
SIZES = {
    "self_attention/linear_0": (3 * WIDTH, WIDTH),
    "self_attention/linear_1": (WIDTH, WIDTH),
    "ffn/linear_0": (4 * WIDTH, WIDTH),
    "ffn/linear_1": (WIDTH, 4 * WIDTH),
}


class Bare(Encoder):
    """An encoder of random weights, without a file."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        self._weights = {}
        for i in range(LAYERS):
            for linear, (out, into) in SIZES.items():
                name = f"encoder/layer_{i}/{linear}"
                self._weights[f"{name}/weight"] = (rng.standard_normal((out, into)) / into**0.5).astype(np.float32)
                self._weights[f"{name}/bias"] = np.zeros(out, np.float32)
            for part in ("self_attention", "ffn"):
                self._weights[f"encoder/layer_{i}/{part}/layer_norm/gamma"] = np.ones(WIDTH, np.float32)
                self._weights[f"encoder/layer_{i}/{part}/layer_norm/beta"] = np.zeros(WIDTH, np.float32)


def network(seed: int = 1, changed: float = 0.05) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape).astype(np.float32) / shape[-1] ** 0.5

    parts = {"mix": some(LAYERS - FIRST + 1), "norm/gamma": np.ones(WIDTH, np.float32), "norm/beta": some(WIDTH)}
    for i in range(FIRST, LAYERS):
        for linear, (out, into) in SIZES.items():
            parts[f"layer_{i}/{linear}/up"] = changed * some(out, 2)
            parts[f"layer_{i}/{linear}/down"] = some(2, into)
    linears = {"project": (NARROW, WIDTH), "attend": (4, NARROW), "prosody": (VOICE, PROSODY)}
    for name, (out, into) in {**linears, "out": (CALM + 1, 4 * NARROW + VOICE)}.items():
        parts[f"{name}/weight"], parts[f"{name}/bias"] = 3 * some(out, into), some(out)
    return parts | {"prosody/mean": some(PROSODY), "prosody/deviation": np.ones(PROSODY, np.float32)}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Bare()


def heard(seed: int = 0, steps: int = 30) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((steps, WIDTH)).astype(np.float32), rng.standard_normal(PROSODY).astype(np.float32)


def test_shares_of_the_seven_sum_to_one_and_depend_on_what_is_heard(encoder: Encoder) -> None:
    tuned = Tuned(network(), encoder)
    one, other = tuned.shares(*heard(0)), tuned.shares(*heard(1))
    assert one.shape == (7,)
    assert one.sum() == pytest.approx(1, abs=1e-5)
    assert not np.allclose(one, other)


def test_pooling_does_not_care_for_the_order_of_equal_steps(encoder: Encoder) -> None:
    steps, prosody = heard()
    tuned = Tuned(network(), encoder)
    assert np.allclose(tuned.shares(steps, prosody), tuned.shares(steps[::-1], prosody), atol=1e-4)


def test_the_encoder_itself_stays_as_it_was(encoder: Encoder) -> None:
    steps, _ = heard()
    before = encoder.onwards(steps, FIRST)[-1]
    changes = {f"encoder/layer_{FIRST}/{linear}/weight": np.ones(SIZES[linear], np.float32) for linear in LINEARS}
    assert not np.allclose(encoder.changed(changes).onwards(steps, FIRST)[-1], before)
    assert np.array_equal(encoder.onwards(steps, FIRST)[-1], before)


def test_several_networks_are_kept_in_one_file(encoder: Encoder, tmp_path: Path) -> None:
    first, second = network(1), network(2)
    np.savez(tmp_path / "tuned.npz", **{name: np.stack([first[name], second[name]]) for name in first})
    loaded = Tuned.load(tmp_path / "tuned.npz", encoder)
    for kept, own in zip(loaded, (first, second), strict=True):
        assert np.allclose(kept.shares(*heard()), Tuned(own, encoder).shares(*heard()), atol=1e-5)


def test_calm_counts_as_neutral() -> None:
    assert np.allclose(merged(np.array([[0.1, 0, 0.2, 0, 0, 0, 0, 0.7]], np.float32))[0, :3], (0.8, 0, 0.2))
