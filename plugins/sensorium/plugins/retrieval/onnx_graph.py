"""A feed-forward network written down as an ONNX file, for onnxruntime to run.

Only what the networks here need: float tensors, one input, any number of outputs. Source: onnx.proto of ONNX 1.8 (the
field numbers), opset 13 (the operators).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

IR_VERSION = 7
OPSET = 13
FLOAT = 1
ATTRIBUTE_INT, ATTRIBUTE_INTS = 2, 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


class Graph:
    """Nodes are added in the order they run; each gives its one output's name to whoever comes next."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._tensors: list[bytes] = []

    def constant(self, name: str, value: NDArray[np.float32]) -> str:
        """A tensor of the file's own; its name."""
        array = np.ascontiguousarray(value, np.float32)
        dims = b"".join(_number(1, side) for side in array.shape)
        self._tensors.append(dims + _number(2, FLOAT) + _text(8, name) + _bytes(9, array.astype("<f4").tobytes()))
        return name

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: int | Sequence[int]) -> str:
        """An operator over named tensors; the name of what it gives."""
        parts = [_text(1, name) for name in inputs]
        parts += [_text(2, output), _text(4, kind)]
        parts += [_bytes(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(b"".join(parts))
        return output

    def model(self, given: tuple[str, Sequence[int]], outputs: Mapping[str, Sequence[int]]) -> bytes:
        """The file: `given` is the input's name and shape, `outputs` the shapes of those asked for."""
        parts = [_bytes(1, node) for node in self._nodes]
        parts += [_text(2, "network")]
        parts += [_bytes(5, tensor) for tensor in self._tensors]
        parts += [_bytes(11, _described(*given))]
        parts += [_bytes(12, _described(name, shape)) for name, shape in outputs.items()]
        opset = _text(1, "") + _number(2, OPSET)
        return _number(1, IR_VERSION) + _bytes(7, b"".join(parts)) + _bytes(8, opset)


def _attribute(name: str, value: int | Sequence[int]) -> bytes:
    if isinstance(value, int):
        return _text(1, name) + _number(3, value) + _number(20, ATTRIBUTE_INT)
    return _text(1, name) + b"".join(_number(8, part) for part in value) + _number(20, ATTRIBUTE_INTS)


def _described(name: str, shape: Sequence[int]) -> bytes:
    dims = b"".join(_bytes(1, _number(1, side)) for side in shape)
    tensor = _number(1, FLOAT) + _bytes(2, dims)
    return _text(1, name) + _bytes(2, _bytes(1, tensor))
