"""Messages between two interpreters: a verb with values, framed, in the cache's codec. Nothing is unpickled."""

from __future__ import annotations

from typing import IO, Any, NamedTuple

from sensorium.core import errors
from sensorium.core.cache.codec import decode, encode
from sensorium.core.debug import show, trace
from sensorium.core.errors import ModelFailed, SensoriumError
from sensorium.core.invalid import raised
from sensorium.core.scheduler.faults import out_of_memory


class Fault(NamedTuple):
    """An error on its way: the name of its class among ours, and its parts."""

    kind: str
    message: str
    where: str = ""
    fix: str = ""
    seconds: float = 0.0
    trace: str = ""


class Wire:
    """One end of a pair of byte streams. A call may be answered by calls back before its own answer comes."""

    def __init__(self, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    def send(self, verb: str, *values: Any) -> None:
        """Write one message; Unstorable where a value is none that can travel."""
        body = encode((verb, values))
        self._outgoing.write(len(body).to_bytes(8, "little") + body)
        self._outgoing.flush()

    def receive(self) -> tuple[str, tuple[Any, ...]]:
        """The next message; EOFError where the other side is gone."""
        size = int.from_bytes(self._read(8), "little")
        verb, values = decode(self._read(size))
        return verb, values

    def close(self) -> None:
        self._incoming.close()
        self._outgoing.close()

    def _read(self, size: int) -> bytes:
        parts = []
        while size:
            part = self._incoming.read(size)
            if not part:
                raise EOFError("the other side is gone")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def packed(error: BaseException, model: str = "") -> Fault:
    """An error of `model` as a value; one that is not ours becomes ModelFailed, one of memory stays one."""
    if isinstance(error, SensoriumError):
        seconds = getattr(error, "seconds", 0.0)
        return Fault(type(error).__name__, error.message, error.where, error.fix, seconds)
    if out_of_memory(error):
        return Fault("OutOfMemory", str(error) or "out of memory", model)
    return Fault("ModelFailed", raised(error), model, "report it to the plugin's author", trace=trace(error))


def unpacked(fault: Fault) -> SensoriumError:
    """The error again; its traceback, where the other side sent one, is shown on this one."""
    show(fault.trace)
    kind = getattr(errors, fault.kind, ModelFailed)
    error: SensoriumError = kind(fault.message, where=fault.where, fix=fault.fix)
    if fault.seconds:
        error.seconds = fault.seconds  # type: ignore[attr-defined]
    return error


def crossing(result: Any, model: str) -> Any:
    """A result of `model` as it travels: errors in an item's place as faults."""
    return packed(result, model) if isinstance(result, BaseException) else result


def arrived(result: Any) -> Any:
    """A result that has travelled."""
    return unpacked(result) if isinstance(result, Fault) else result
