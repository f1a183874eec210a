"""Checkpoints read without PyTorch."""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.core.errors import WeightsError
from sensorium.plugins.retrieval.tensors import read_tensors


class Named:
    """Pickles as a reference to a name of a module, as torch's own classes do."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class Reference:
    """Pickles as what stands for a storage."""

    def __init__(self, key: str, count: int, kind: str = "FloatStorage") -> None:
        self.pid = ("storage", Named("torch", kind), key, "cpu", count, None)


class Rebuilt:
    """Pickles as a call of torch's that makes a tensor."""

    def __init__(self, storage: Reference, offset: int, shape: tuple[int, ...], stride: tuple[int, ...]) -> None:
        self.given = (storage, offset, shape, stride, False, OrderedDict())


class Writer(pickle._Pickler):
    """A pickler in Python, which lets names of modules that are not there be written."""

    def persistent_id(self, obj: Any) -> Any:
        return obj.pid if isinstance(obj, Reference) else None

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:
        if isinstance(obj, Named):
            self.write(b"c" + obj.module.encode() + b"\n" + obj.name.encode() + b"\n")
        elif isinstance(obj, Rebuilt):
            self.save(Named("torch._utils", "_rebuild_tensor_v2"))
            self.save(obj.given)
            self.write(b"R")
        else:
            super().save(obj, save_persistent_id)


def pickled(value: Any) -> bytes:
    stream = io.BytesIO()
    Writer(stream, 2).dump(value)
    return stream.getvalue()


def checkpoint(folder: Path, named: dict[str, Any], storages: dict[str, np.ndarray[Any, Any]]) -> Path:
    parts = [pickled(0x1950A86A20F9469CFC6C), pickled(1001), pickled({"little_endian": True})]
    parts += [pickled(OrderedDict(named)), pickled(list(storages))]
    parts += [len(values).to_bytes(8, "little") + values.tobytes() for values in storages.values()]
    (folder / "model.pth").write_bytes(b"".join(parts))
    return folder / "model.pth"


def test_tensors_come_out_by_name_shape_and_stride(tmp_path: Path) -> None:
    shared = Reference("7", 6)
    named = {
        "weight": Rebuilt(shared, 0, (2, 3), (3, 1)),
        "turned": Rebuilt(shared, 0, (3, 2), (1, 3)),
        "part": Rebuilt(shared, 4, (2,), (1,)),
        "count": Rebuilt(Reference("8", 1, "LongStorage"), 0, (), ()),
    }
    values = np.arange(6, dtype=np.float32)
    found = read_tensors(checkpoint(tmp_path, named, {"7": values, "8": np.array([5], np.int64)}))
    assert np.array_equal(found["weight"], values.reshape(2, 3))
    assert np.array_equal(found["turned"], values.reshape(2, 3).T)
    assert found["part"].tolist() == [4.0, 5.0]
    assert found["count"] == 5


@pytest.mark.parametrize(
    ("shape", "stride", "offset"), [((2, 4), (4, 1), 0), ((2,), (1,), 5), ((2,), (-1,), 1), ((2,), (1,), -1)]
)
def test_a_tensor_beyond_its_storage_is_refused(
    tmp_path: Path, shape: tuple[int, ...], stride: tuple[int, ...], offset: int
) -> None:
    named = {"weight": Rebuilt(Reference("7", 6), offset, shape, stride)}
    with pytest.raises(WeightsError, match="beyond its storage"):
        read_tensors(checkpoint(tmp_path, named, {"7": np.zeros(6, np.float32)}))


def test_whatever_else_a_pickle_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.pth"
    file.write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(WeightsError, match=r"names os\.system"):
        read_tensors(file)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04"])
def test_a_damaged_file_is_a_typed_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cut.pth"
    file.write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        read_tensors(file)
