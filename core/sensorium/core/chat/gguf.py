"""A language model in this process: llama.cpp over a GGUF file (extra ``llm``)."""

from __future__ import annotations

import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from sensorium.core.errors import ModelFailed, Refused


class Gguf:
    """Loaded at the first question and kept; `context` is in tokens. One question at a time."""

    def __init__(self, path: Path, threads: int = 2, context: int = 4096) -> None:
        self._path = path
        self._threads = threads
        self._context = context
        self._server: Any = None
        self._lock = threading.Lock()

    def complete(self, body: dict[str, Any]) -> Any:
        """The reply to a chat-completions request."""
        with self._lock:
            return self.serving().handle_chat_completions(body)

    def serving(self) -> Any:
        """llama.cpp's server, which also listens on a loopback port; Refused where the extra is not installed."""
        if self._server is None:
            self._server = _open(self._path, self._threads, self._context)
        return self._server

    def close(self) -> None:
        """Let go of the model."""
        self._server = None


def _open(path: Path, threads: int, context: int) -> Any:
    try:
        xllamacpp: Any = import_module("xllamacpp")
    except ImportError as error:
        raise Refused(
            "the in-process language model needs the extra 'llm'",
            where=path.name,
            fix="pip install 'sensorium[llm]'",
        ) from error
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.verbosity = -1
    params.ui = False
    try:
        return xllamacpp.Server(params)
    except Exception as error:  # llama.cpp raises bare RuntimeErrors for every cause
        raise ModelFailed(f"llama.cpp could not open the file: {error}", where=path.name) from error
