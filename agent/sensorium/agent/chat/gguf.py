"""A chat model in this process: llama.cpp over a GGUF file from the weight store (extra ``llm``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import PrivateAttr

from sensorium.agent.chat.messages import chat_result, request_body
from sensorium.core.chat.gguf import Gguf


class GgufChat(BaseChatModel):
    """Loaded at the first question and kept; `context` is in tokens. One question at a time."""

    path: Path
    threads: int = 2
    context: int = 4096
    max_tokens: int = 512
    _gguf: Gguf | None = PrivateAttr(None)

    @property
    def _llm_type(self) -> str:
        return "sensorium-gguf"

    @property
    def gguf(self) -> Gguf:
        """The model itself."""
        if self._gguf is None:
            self._gguf = Gguf(self.path, self.threads, self.context)
        return self._gguf

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
        return chat_result(self.gguf.complete(request_body(messages, stop, **options)), self.path.name)
