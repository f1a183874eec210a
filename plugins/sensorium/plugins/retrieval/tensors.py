"""Tensors of a PyTorch checkpoint, read without PyTorch and without running anything the file says.

Source: the format `torch.save` wrote before 1.6, in which the weights of that time are published: a row of pickles,
then the storages. The pickles may name three harmless things only; whatever else they name is refused.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.errors import WeightsError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DTYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
HEADER_PICKLES = 3
"""What comes before the tensors in the older format: a magic number, the protocol's version, the machine's facts."""


class _Storage(NamedTuple):
    key: str
    dtype: np.dtype[Any]


class _Tensor(NamedTuple):
    """Where a tensor lies in its storage, counted in elements."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    stride: tuple[int, ...]


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        raise WeightsError(f"names {module}.{name}, which is no tensor", where="checkpoint", fix="fetch it again")

    def persistent_load(self, pid: Any) -> _Storage:
        return _Storage(str(pid[2]), pid[1])


def _tensor(storage: _Storage, offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object) -> _Tensor:
    return _Tensor(storage, offset, shape, stride)


def read_tensors(file: Path) -> dict[str, NDArray[Any]]:
    """The state dict as arrays by name; WeightsError where the file is damaged or holds anything else."""
    try:
        with file.open("rb") as stream:
            return _read(stream)
    except (pickle.UnpicklingError, EOFError, ValueError, IndexError, KeyError) as error:
        raise WeightsError(f"is damaged: {error}", where=file.name, fix="sensorium models verify") from None


def _read(stream: IO[bytes]) -> dict[str, NDArray[Any]]:
    for _ in range(HEADER_PICKLES):
        _Unpickler(stream).load()
    named: dict[str, _Tensor] = _Unpickler(stream).load()
    keys: list[str] = _Unpickler(stream).load()
    dtypes = {tensor.storage.key: tensor.storage.dtype for tensor in named.values()}
    storages = {}
    for key in keys:
        count = int(np.frombuffer(stream.read(8), "<i8")[0])
        storages[key] = np.frombuffer(stream.read(count * dtypes[key].itemsize), dtypes[key])
    return {name: _placed(tensor, storages[tensor.storage.key]) for name, tensor in named.items()}


def _placed(tensor: _Tensor, storage: NDArray[Any]) -> NDArray[Any]:
    reach = tensor.offset + sum(step * (side - 1) for step, side in zip(tensor.stride, tensor.shape, strict=True))
    if min((tensor.offset, *tensor.stride)) < 0 or reach >= storage.size:
        raise ValueError("a tensor reaches beyond its storage")
    strides = tuple(step * storage.itemsize for step in tensor.stride)
    return np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, strides, writeable=False).copy()
