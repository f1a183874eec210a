"""Networks written down for onnxruntime."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.retrieval.onnx_graph import Graph


def test_onnxruntime_runs_what_is_written() -> None:
    import onnxruntime

    rng = np.random.default_rng(0)
    kernel = rng.standard_normal((300, 2, 1, 1)).astype(np.float32)
    graph = Graph()
    weight = graph.constant("kernel", kernel)
    wide = graph.node("Conv", ["given", weight], "wide", kernel_shape=[1, 1], strides=[2, 2], group=1)
    graph.node("Flatten", [graph.node("GlobalAveragePool", [wide], "mean")], "flat", axis=1)
    session = onnxruntime.InferenceSession(
        graph.model(("given", (1, 2, 4, 4)), {"flat": (1, 300), "wide": (1, 300, 2, 2)}),
        providers=["CPUExecutionProvider"],
    )
    given = rng.standard_normal((1, 2, 4, 4)).astype(np.float32)
    flat, wide_values = session.run(["flat", "wide"], {"given": given})
    expected = np.einsum("oc,chw->ohw", kernel[:, :, 0, 0], given[0, :, ::2, ::2])
    assert np.allclose(wide_values[0], expected, atol=1e-5)
    assert np.allclose(flat[0], expected.mean(axis=(1, 2)), atol=1e-5)
