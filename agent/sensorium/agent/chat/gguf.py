"""A chat model in this process: llama.cpp over a GGUF file from the weight store (extra ``llm``)."""

from __future__ import annotations

import threading
from importlib import import_module
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import PrivateAttr

from sensorium.agent.chat.messages import chat_result, request_body
from sensorium.core.errors import ModelFailed, Refused


class GgufChat(BaseChatModel):
    """Loaded at the first question and kept; `context` is in tokens. One question at a time."""

    path: Path
    threads: int = 2
    context: int = 4096
    max_tokens: int = 512
    _server: Any = PrivateAttr(None)
    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "sensorium-gguf"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        options = {
            "temperature": 0.0,
            "seed": 0,
            "max_tokens": self.max_tokens,
            "cache_prompt": True,
        } | kwargs
        with self._lock:
            reply = self._serving().handle_chat_completions(request_body(messages, stop, **options))
        return chat_result(reply, self.path.name)

    def _serving(self) -> Any:
        if self._server is None:
            self._server = _open(self.path, self.threads, self.context)
        return self._server


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
