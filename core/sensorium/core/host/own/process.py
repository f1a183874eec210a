"""This side of an interpreter of its own: started when needed, and again after it died."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from sensorium.core.cache.codec import Unstorable
from sensorium.core.errors import ModelFailed
from sensorium.core.host.own.wire import Wire, packed, unpacked

Back = Callable[..., Any]
STOPPING = 5.0


class OwnProcess:
    """One child interpreter that serves one model class; one call at a time.

    `begin` are the calls that every new child starts with, such as ``("load", ...)``.
    """

    def __init__(self, name: str, module: str, path: str, begin: tuple[tuple[Any, ...], ...] = ()) -> None:
        self._name = name
        self._target = (module, path)
        self._begin = begin
        self._child: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._lock = threading.Lock()

    def call(self, verb: str, *values: Any, back: Back | None = None) -> Any:
        """The answer to a call; `back(verb, *values)` answers what the child asks meanwhile.

        Raises what the child raised, and ModelFailed where it died; the next call starts another.
        """
        with self._lock:
            try:
                return self._dialogue(self._started(), (verb, *values), back)
            except (EOFError, OSError) as error:
                raise self._died() from error
            except Unstorable as error:
                self._stop()
                fix = "give numpy arrays, pydantic models and tuples of them"
                raise ModelFailed(f"{verb}: {error}", where=self._name, fix=fix) from error

    def start(self) -> None:
        """Start the child and make its first calls, so that what is wrong with them is raised here."""
        with self._lock:
            try:
                self._started()
            except (EOFError, OSError) as error:
                raise self._died() from error

    def stop(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def _dialogue(self, wire: Wire, call: tuple[Any, ...], back: Back | None) -> Any:
        wire.send(*call)
        while True:
            verb, values = wire.receive()
            if verb == "answer":
                return values[0]
            if verb == "fault":
                raise unpacked(values[0])
            wire.send("answer", _answered(back, verb, values))

    def _started(self) -> Wire:
        if self._wire is not None:
            return self._wire
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", "sensorium.core.host.own.child", *self._target]
        # A session of its own: Ctrl-C is the host's to handle, which then ends the child.
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._wire = Wire(self._child.stdout, self._child.stdin)
        try:
            for call in self._begin:
                self._dialogue(self._wire, call, None)
        except BaseException as error:
            if not isinstance(error, EOFError | OSError):
                self._stop()
            raise
        return self._wire

    def _died(self) -> ModelFailed:
        child = self._child
        self._stop()
        code = child.returncode if child is not None else None
        how = f"killed by signal {-code}" if code is not None and code < 0 else f"exit status {code}"
        fix = "its process is started again for the next request"
        return ModelFailed(f"its process died: {how}", where=self._name, fix=fix)

    def _stop(self) -> None:
        child, self._child, wire, self._wire = self._child, None, self._wire, None
        if child is None or wire is None:
            return
        try:
            wire.close()
        except OSError:
            child.kill()
        try:
            child.wait(STOPPING)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _answered(back: Back | None, verb: str, values: tuple[Any, ...]) -> Any:
    try:
        if back is None:
            raise ModelFailed(f"asked for {verb} where no job is", fix="use the job inside run, open and feed")
        return back(verb, *values)
    except Exception as error:
        return packed(error)
