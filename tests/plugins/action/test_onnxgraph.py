"""Graphs written by hand give what numpy gives."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

from sensorium.plugins.action.onnxgraph import Graph

RNG = np.random.default_rng(0)


def ran(model: bytes, x: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def test_convolution_pools_and_concatenation():
    x = RNG.standard_normal((2, 3, 2, 4, 4)).astype(np.float32)
    kernel, bias = RNG.standard_normal((5, 3, 1, 1, 1)).astype(np.float32), RNG.standard_normal(5).astype(np.float32)
    graph = Graph("x", ["n", 3, 2, 4, 4])
    name = graph.relu(graph.conv("x", kernel, bias, (1, 1, 1), [0] * 6))
    both = graph.concat([name, graph.max_pool("x", (2, 4, 4), (1, 1, 1), [0, 0, 0, 1, 3, 3])])
    told = ran(graph.serialised(graph.flat(graph.mean(graph.average_pool(both, (1, 1, 1)))), ["n", 8]), x)
    plain = np.maximum(np.einsum("ncthw,oc->nothw", x, kernel[:, :, 0, 0, 0]) + bias[:, None, None, None], 0)
    assert told[:, :5] == pytest.approx(plain.mean((2, 3, 4)), abs=1e-5)
    assert told.shape == (2, 8)


def test_padding_at_one_end_and_strides():
    x = np.arange(4, dtype=np.float32).reshape(1, 1, 1, 1, 4)
    graph = Graph("x", [1, 1, 1, 1, 4])
    kernel = np.ones((1, 1, 1, 1, 3), np.float32)
    out = graph.conv("x", kernel, np.zeros(1, np.float32), (1, 1, 2), [0, 0, 0, 0, 0, 1])
    assert ran(graph.serialised(graph.flat(out), [1, 2]), x).tolist() == [[3.0, 5.0]]
