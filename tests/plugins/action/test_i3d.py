"""The network from its arrays: padding, a checkpoint that would run code, shapes."""

from __future__ import annotations

import io
import os
import pickle

import numpy as np
import onnxruntime
import pytest

from sensorium.plugins.action.i3d import network, read, same

MODULES = {
    "3b": (192, [64, 96, 128, 16, 32, 32]), "3c": (256, [128, 128, 192, 32, 96, 64]),
    "4b": (480, [192, 96, 208, 16, 48, 64]), "4c": (512, [160, 112, 224, 24, 64, 64]),
    "4d": (512, [128, 128, 256, 24, 64, 64]), "4e": (512, [112, 144, 288, 32, 64, 64]),
    "4f": (528, [256, 160, 320, 32, 128, 128]), "5b": (832, [256, 160, 320, 32, 128, 128]),
    "5c": (832, [384, 192, 384, 48, 128, 128]),
}  # fmt: skip


def unit(given: int, told: int, window: int) -> tuple[dict[str, object], dict[str, object]]:
    params = {
        "Conv_0": {"kernel": np.full((window,) * 3 + (given, told), 0.01, np.float32)},
        "BatchNorm_0": {"bias": np.zeros(told, np.float32)},
    }
    stats = {"BatchNorm_0": {"mean": np.zeros((1, 1, 1, 1, told)), "var": np.ones((1, 1, 1, 1, told))}}
    return params, stats


def arrays() -> dict[str, object]:
    params: dict[str, object] = {}
    stats: dict[str, object] = {}
    for name, shape in {"1a_7x7": (3, 64, 7), "2b_1x1": (64, 64, 1), "2c_3x3": (64, 192, 3)}.items():
        params[f"Conv3d_{name}"], stats[f"Conv3d_{name}"] = unit(*shape)
    for name, (given, (a, b, c, d, e, f)) in MODULES.items():
        branches = {
            "Branch_0/Conv3d_0a_1x1": (given, a, 1), "Branch_1/Conv3d_0a_1x1": (given, b, 1),
            "Branch_1/Conv3d_0b_3x3": (b, c, 3), "Branch_2/Conv3d_0a_1x1": (given, d, 1),
            "Branch_2/Conv3d_0b_3x3": (d, e, 3), "Branch_3/Conv3d_0b_1x1": (given, f, 1),
        }  # fmt: skip
        made = {branch: unit(*shape) for branch, shape in branches.items()}
        params[f"Mixed_{name}"] = {branch: pair[0] for branch, pair in made.items()}
        stats[f"Mixed_{name}"] = {branch: pair[1] for branch, pair in made.items()}
    kernel = {"kernel": np.zeros((1, 1, 1, 1024, 400), np.float32), "bias": np.arange(400, dtype=np.float32)}
    params["Logits/Conv3d_0c_1x1"] = {"Conv_0": kernel}
    return {"params": params, "batch_stats": stats}


def test_the_graph_opens_and_gives_400_logits():
    session = onnxruntime.InferenceSession(network(arrays(), 8, 32), providers=["CPUExecutionProvider"])
    clip = np.random.default_rng(0).uniform(-1, 1, (2, 3, 8, 32, 32)).astype(np.float32)
    logits = session.run(None, {"clip": clip})[0]
    assert logits == pytest.approx(np.tile(np.arange(400.0), (2, 1)))


def test_padding_puts_the_odd_one_at_the_end():
    assert same((16, 224, 224), (7, 7, 7), (2, 2, 2)) == ([2, 2, 2, 3, 3, 3], (8, 112, 112))
    assert same((8, 7, 7), (1, 1, 1), (1, 1, 1)) == ([0] * 6, (8, 7, 7))


class Harmful:
    def __reduce__(self) -> tuple[object, ...]:
        return os.getcwd, ()


def test_a_checkpoint_that_names_code_is_not_run():
    with pytest.raises(pickle.UnpicklingError, match="getcwd"):
        read(io.BytesIO(pickle.dumps({"params": Harmful(), "batch_stats": {}})))


def test_a_checkpoint_of_arrays_is_read():
    content = {"params": {"a": np.arange(3.0)}, "batch_stats": {}}
    assert read(io.BytesIO(pickle.dumps(content)))["params"]["a"].tolist() == [0, 1, 2]
    with pytest.raises(pickle.UnpicklingError, match="params"):
        read(io.BytesIO(pickle.dumps([1])))
