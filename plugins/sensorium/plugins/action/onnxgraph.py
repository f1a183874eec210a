"""Writing an ONNX graph by hand, so that a network whose weights are bare arrays runs in onnxruntime.

Only what a feed-forward convolutional network needs is written of the format (onnx.proto3, IR version 8, opset 13);
the wire format is that of protocol buffers: a key (field number and wire type) before every value.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

IR_VERSION, OPSET = 8, 13
FLOAT = 1
"""The number of the element type float32."""

INTS, INT = 7, 2
"""The numbers of the attribute types."""


class Graph:
    """Nodes and weights in order; every method adds one node and returns the name of what it gives."""

    def __init__(self, given: str, shape: Sequence[int | str]) -> None:
        self._given = _value(given, shape)
        self._nodes: list[bytes] = []
        self._weights: list[bytes] = []
        self._count = 0

    def conv(
        self,
        x: str,
        kernel: NDArray[np.float32],
        bias: NDArray[np.float32],
        strides: Sequence[int],
        pads: Sequence[int],
    ) -> str:
        """A convolution; `kernel` is (out, in, *window), `pads` all beginnings and then all ends."""
        names = self._weight(kernel), self._weight(bias)
        return self._node("Conv", [x, *names], kernel_shape=kernel.shape[2:], strides=strides, pads=pads)

    def relu(self, x: str) -> str:
        """What is positive."""
        return self._node("Relu", [x])

    def max_pool(self, x: str, window: Sequence[int], strides: Sequence[int], pads: Sequence[int]) -> str:
        """The largest in each window; what is padded counts for nothing."""
        return self._node("MaxPool", [x], kernel_shape=window, strides=strides, pads=pads)

    def average_pool(self, x: str, window: Sequence[int]) -> str:
        """The mean of each window, step by step, without padding."""
        return self._node("AveragePool", [x], kernel_shape=window, strides=[1] * len(window))

    def concat(self, parts: Sequence[str]) -> str:
        """Channels side by side."""
        return self._node("Concat", parts, axis=1)

    def mean(self, x: str) -> str:
        """The mean of every channel: (n, c, ...) to (n, c, 1, ...)."""
        return self._node("GlobalAveragePool", [x])

    def flat(self, x: str) -> str:
        """Everything but the first axis in one."""
        return self._node("Flatten", [x], axis=1)

    def serialised(self, told: str, shape: Sequence[int | str]) -> bytes:
        """The model as onnxruntime reads it, giving `told`."""
        rows = [(1, node) for node in self._nodes] + [(2, b"graph")] + [(5, weight) for weight in self._weights]
        rows += [(11, self._given), (12, _value(told, shape))]
        graph = b"".join(_bytes(number, row) for number, row in rows)
        return _number(1, IR_VERSION) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _number(2, OPSET))

    def _node(self, kind: str, given: Sequence[str], **attributes: Any) -> str:
        told = self._fresh()
        row = b"".join(_bytes(1, name.encode()) for name in given) + _bytes(2, told.encode())
        row += _bytes(4, kind.encode())
        self._nodes.append(row + b"".join(_bytes(5, _attribute(*pair)) for pair in attributes.items()))
        return told

    def _weight(self, array: NDArray[np.float32]) -> str:
        name = self._fresh()
        dims = b"".join(_number(1, size) for size in array.shape)
        raw = np.ascontiguousarray(array, "<f4").tobytes()
        self._weights.append(dims + _number(2, FLOAT) + _bytes(8, name.encode()) + _bytes(9, raw))
        return name

    def _fresh(self) -> str:
        self._count += 1
        return f"v{self._count}"


def _attribute(name: str, value: int | Sequence[int]) -> bytes:
    row = _bytes(1, name.encode())
    if isinstance(value, int):
        return row + _number(3, value) + _number(20, INT)
    return row + b"".join(_number(8, int(each)) for each in value) + _number(20, INTS)


def _value(name: str, shape: Sequence[int | str]) -> bytes:
    """A tensor's name and shape; a size that is a word is free."""
    dims = b"".join(
        _bytes(1, _bytes(2, size.encode()) if isinstance(size, str) else _number(1, size)) for size in shape
    )
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, FLOAT) + _bytes(2, dims)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = b""
    while value >= 128:
        out += struct.pack("B", value & 127 | 128)
        value >>= 7
    return out + struct.pack("B", value)
