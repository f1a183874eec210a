"""Values to bytes and back, without pickle: a JSON tree with arrays laid out behind it.

Takes None, numbers, texts, bytes, tuples, lists, dicts, numpy arrays and scalars, pydantic models, named tuples and
dataclasses. Classes are found by name in modules already imported or lying in a package that is, so that reading
runs no foreign code.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from pydantic import BaseModel, ValidationError

ALIGN = 64
MAGIC = b"SR01"


class Unstorable(Exception):
    """A value the codec cannot give back unchanged, or bytes it cannot read; never seen outside the cache."""


def encode(value: Any) -> bytes:
    """The bytes of a value; Unstorable where it holds anything else than the codec takes."""
    buffers = _Buffers()
    try:
        tree = json.dumps(_pack(value, buffers), separators=(",", ":"), allow_nan=True).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Unstorable(str(error)) from error
    head = MAGIC + len(tree).to_bytes(8, "little") + tree
    return b"".join([head, bytes(-len(head) % ALIGN), *buffers.parts])


def decode(body: bytes) -> Any:
    """The value of `encode`'s bytes. Its arrays are read-only views into `body`."""
    try:
        if body[:4] != MAGIC:
            raise Unstorable("not a stored result")
        size = int.from_bytes(body[4:12], "little")
        start = 12 + size
        return _unpack(json.loads(body[12:start]), memoryview(body)[start + -start % ALIGN :])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ValidationError) as error:
        raise Unstorable(str(error)) from error


class _Buffers:
    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._size = 0

    def add(self, data: bytes) -> int:
        at = self._size
        padding = bytes(-len(data) % ALIGN)
        self.parts += [data, padding]
        self._size += len(data) + len(padding)
        return at


def _pack(value: Any, buffers: _Buffers) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if type(value) is list:
        return [_pack(item, buffers) for item in value]
    if type(value) is tuple:
        return {"t": [_pack(item, buffers) for item in value]}
    if type(value) is dict:
        return {"d": [[_pack(key, buffers), _pack(item, buffers)] for key, item in value.items()]}
    if type(value) is bytes:
        return {"b": buffers.add(value), "n": len(value)}
    return _pack_typed(value, buffers)


def _pack_typed(value: Any, buffers: _Buffers) -> Any:
    if isinstance(value, BaseModel):
        return {"m": _name(type(value)), "v": value.model_dump_json()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {"f": _name(type(value)), "v": [_pack(item, buffers) for item in value]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        items = [_pack(getattr(value, f.name), buffers) for f in dataclasses.fields(value)]
        return {"f": _name(type(value)), "v": items}
    if type(value).__module__ == "numpy" and hasattr(value, "dtype"):
        return _pack_array(value, buffers)
    raise Unstorable(f"a {type(value).__name__} cannot be stored")


def _pack_array(value: Any, buffers: _Buffers) -> Any:
    import numpy as np

    if value.dtype.hasobject or value.dtype.names is not None:
        raise Unstorable(f"an array of {value.dtype} cannot be stored")
    array = np.asarray(value)
    node = {"a": value.dtype.str, "s": list(array.shape), "at": buffers.add(array.tobytes())}
    return node if isinstance(value, np.ndarray) else {**node, "scalar": True}


def _unpack(node: Any, rest: memoryview) -> Any:
    if isinstance(node, list):
        return [_unpack(item, rest) for item in node]
    if not isinstance(node, dict):
        return node
    if "t" in node:
        return tuple(_unpack(item, rest) for item in node["t"])
    if "d" in node:
        return {_unpack(key, rest): _unpack(item, rest) for key, item in node["d"]}
    if "b" in node:
        return bytes(rest[node["b"] : node["b"] + node["n"]])
    if "m" in node:
        return _class(node["m"]).model_validate_json(node["v"])
    if "f" in node:
        return _class(node["f"])(*(_unpack(item, rest) for item in node["v"]))
    return _array(node, rest)


def _array(node: dict[str, Any], rest: memoryview) -> Any:
    import numpy as np

    shape, dtype = tuple(node["s"]), np.dtype(node["a"])
    count = int(np.prod(shape, dtype=np.int64))
    array = np.frombuffer(rest, dtype, count, node["at"]) if count else np.zeros(0, dtype)
    array = array.reshape(shape)
    array.flags.writeable = False
    return array[()] if node.get("scalar") else array


def _name(kind: type[Any]) -> str:
    name = f"{kind.__module__}:{kind.__qualname__}"
    if _found(name) is not kind:
        raise Unstorable(f"{name} is not found under its own name")
    return name


def _found(name: str) -> Any:
    module, _, path = name.partition(":")
    if module not in sys.modules and module.rpartition(".")[0] in sys.modules:
        with suppress(ImportError):
            import_module(module)
    thing: Any = sys.modules.get(module)
    for part in path.split("."):
        thing = getattr(thing, part, None)
    return thing


def _class(name: str) -> Any:
    kind = _found(name)
    if not isinstance(kind, type):
        raise Unstorable(f"{name} is not imported")
    if issubclass(kind, BaseModel) or dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        return kind
    raise Unstorable(f"{name} is not a class of values")
