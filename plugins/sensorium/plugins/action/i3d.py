"""I3D (Carreira & Zisserman 2017), the RGB stream trained on Kinetics-400: an inflated Inception over short clips.

The weights are arrays in a pickle, which is read without running anything it names; batch normalisation is folded
into the convolutions, and the whole becomes one graph for onnxruntime. It was trained on 64 frames at 25 a second; of
shorter clips, 32 frames at 16 a second kept its answers best among those tried.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from sensorium.plugins.action.onnxgraph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

FRAMES, SIDE, CLASSES = 32, 224, 400
TOP = (2, 7, 7)
"""The last window of time, height and width that is averaged before the logits."""

EPSILON = 1e-3
MIXED = ("Mixed_3b", "Mixed_3c", "pool", *(f"Mixed_4{step}" for step in "bcdef"), "pool5", "Mixed_5b", "Mixed_5c")
POOLS = {"pool": ((3, 3, 3), (2, 2, 2)), "pool5": ((2, 2, 2), (2, 2, 2))}

Arrays = Mapping[str, Any]
Size = tuple[int, int, int]


class I3D:
    """Probabilities of 400 actions for clips of 32 frames."""

    def __init__(self, checkpoint: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        with checkpoint.open("rb") as file:
            model = network(read(file))
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, clip: NDArray[np.uint8]) -> NDArray[np.float32]:
        """From RGB frames, shape (32, 224, 224, 3), to probabilities, shape (400,)."""
        scaled = clip.transpose(3, 0, 1, 2)[None].astype(np.float32) / 127.5 - 1
        logits = self._session.run(None, {"clip": scaled})[0][0].astype(np.float64)
        shares = np.exp(logits - logits.max())
        return np.asarray(shares / shares.sum(), np.float32)


class _ArraysOnly(pickle.Unpickler):
    """Makes arrays and dictionaries and nothing else, whatever the file asks for."""

    def find_class(self, module: str, name: str) -> Any:
        """One of five names; UnpicklingError for any other."""
        if (module.split(".")[0], name) == ("flax", "FrozenDict"):
            return dict
        if module in ("numpy", "numpy.core.multiarray", "numpy._core.multiarray"):
            if name == "_reconstruct":
                return np.ndarray(0).__reduce__()[0]
            if name in ("ndarray", "dtype"):
                return getattr(np, name)
        raise pickle.UnpicklingError(f"the file names {module}.{name}, which is no array")


def read(file: IO[bytes]) -> Arrays:
    """The nested arrays of a flax checkpoint: `params` and `batch_stats`."""
    content = _ArraysOnly(file).load()
    if not (isinstance(content, Mapping) and {"params", "batch_stats"} <= set(content)):
        raise pickle.UnpicklingError("the file holds no params and batch_stats")
    return content


def network(arrays: Arrays, frames: int = FRAMES, side: int = SIDE) -> bytes:
    """The graph from ``clip`` (n, 3, frames, side, side) in -1..1 to logits (n, 400)."""
    graph = Graph("clip", ["n", 3, frames, side, side])
    build = _Builder(graph, arrays)
    size: Size = (frames, side, side)
    x, size = build.unit("clip", ("Conv3d_1a_7x7",), size, (2, 2, 2))
    x, size = build.pool(x, size, (1, 3, 3), (1, 2, 2))
    x, size = build.unit(x, ("Conv3d_2b_1x1",), size)
    x, size = build.unit(x, ("Conv3d_2c_3x3",), size)
    x, size = build.pool(x, size, (1, 3, 3), (1, 2, 2))
    for name in MIXED:
        x, size = build.pool(x, size, *POOLS[name]) if name in POOLS else (build.mixed(x, name, size), size)
    window = (min(TOP[0], size[0]), min(TOP[1], size[1]), min(TOP[2], size[2]))
    x = graph.mean(graph.average_pool(x, window))
    x, _ = build.unit(x, ("Logits/Conv3d_0c_1x1",), (1, 1, 1))
    return graph.serialised(graph.flat(x), ["n", CLASSES])


class _Builder:
    """Adds the network's parts to a graph, keeping (time, height, width) for the padding."""

    def __init__(self, graph: Graph, arrays: Arrays) -> None:
        self._graph = graph
        self._arrays = arrays

    def unit(self, x: str, path: Sequence[str], size: Size, stride: Size = (1, 1, 1)) -> tuple[str, Size]:
        """Convolution, normalisation and rectification; the logits have neither of the latter."""
        given = _at(self._arrays["params"], path)
        kernel = np.asarray(given["Conv_0"]["kernel"], np.float32).transpose(4, 3, 0, 1, 2)
        normal = "BatchNorm_0" in given
        if normal:
            stats = _at(self._arrays["batch_stats"], path)["BatchNorm_0"]
            scale = 1 / np.sqrt(np.ravel(stats["var"]) + EPSILON)
            bias = np.ravel(given["BatchNorm_0"]["bias"]) - np.ravel(stats["mean"]) * scale
            kernel = (kernel * scale[:, None, None, None, None]).astype(np.float32)
        else:
            bias = np.ravel(given["Conv_0"]["bias"])
        pads, size = same(size, kernel.shape[2:], stride)
        told = self._graph.conv(x, kernel, np.asarray(bias, np.float32), stride, pads)
        return (self._graph.relu(told) if normal else told), size

    def pool(self, x: str, size: Size, window: Size, stride: Size) -> tuple[str, Size]:
        """The largest in each window."""
        pads, size = same(size, window, stride)
        return self._graph.max_pool(x, window, stride, pads), size

    def mixed(self, x: str, name: str, size: Size) -> str:
        """An Inception module: four branches side by side."""

        def unit(given: str, branch: str) -> str:
            return self.unit(given, (name, branch), size)[0]

        pooled, _ = self.pool(x, size, (3, 3, 3), (1, 1, 1))
        return self._graph.concat(
            [
                unit(x, "Branch_0/Conv3d_0a_1x1"),
                unit(unit(x, "Branch_1/Conv3d_0a_1x1"), "Branch_1/Conv3d_0b_3x3"),
                unit(unit(x, "Branch_2/Conv3d_0a_1x1"), "Branch_2/Conv3d_0b_3x3"),
                unit(pooled, "Branch_3/Conv3d_0b_1x1"),
            ]
        )


def same(size: Sequence[int], window: Sequence[int], stride: Sequence[int]) -> tuple[list[int], Size]:
    """Padding as TensorFlow's SAME: what is odd goes to the end. All beginnings, then all ends; and the new size."""
    after = [ceil(length / step) for length, step in zip(size, stride, strict=True)]
    missing = [
        max((count - 1) * step + wide - length, 0)
        for count, step, wide, length in zip(after, stride, window, size, strict=True)
    ]
    time, height, width = after
    return [part // 2 for part in missing] + [part - part // 2 for part in missing], (time, height, width)


def _at(arrays: Arrays, path: Sequence[str]) -> Arrays:
    for name in path:
        arrays = arrays[name]
    return arrays
