"""Reading single tensors out of a CTranslate2 model file, to run a part of the network elsewhere.

Little-endian: version, name and revision of the specification, then each variable as name, shape, type and bytes
(CTranslate2's model_spec.py writes it so; version 6).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from sensorium.core.errors import WeightsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

VERSION = 6
TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


def tensors(path: Path, wanted: Callable[[str], bool]) -> dict[str, NDArray[np.float32]]:
    """The variables whose names are `wanted`, as 32-bit floats; WeightsError where the file is of another kind."""
    with path.open("rb") as file:
        try:
            found = dict(_variables(file, wanted))
        except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
            raise WeightsError(
                f"is not a CTranslate2 model of version {VERSION}", where=path.name, fix="run: sensorium models verify"
            ) from error
    return found


def _variables(file: IO[bytes], wanted: Callable[[str], bool]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    if _number(file, "I") != VERSION:
        raise ValueError("another version")
    _text(file)
    _number(file, "I")
    for _ in range(_number(file, "I")):
        name = _text(file)
        shape = [_number(file, "I") for _ in range(_number(file, "B"))]
        kind, size = TYPES[_number(file, "B")], _number(file, "I")
        if wanted(name):
            yield name, np.frombuffer(file.read(size), kind).reshape(shape).astype(np.float32)
        else:
            file.seek(size, 1)


def _number(file: IO[bytes], kind: str) -> int:
    code = "<" + kind
    (value,) = struct.unpack(code, file.read(struct.calcsize(code)))
    return int(value)


def _text(file: IO[bytes]) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()
