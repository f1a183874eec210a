"""A chat model behind any OpenAI-compatible endpoint: Ollama, vLLM, llama.cpp, or a hosted one."""

from __future__ import annotations

from typing import Any

import httpx
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatResult
from pydantic import SecretStr

from sensorium.agent.chat.messages import chat_result, request_body
from sensorium.core.errors import ModelFailed, RetryLater

LARGEST_REPLY = 1 << 20


class HttpChat(BaseChatModel):
    """`url` is the endpoint's base, such as ``http://localhost:11434/v1``; `timeout` bounds a whole reply, seconds."""

    url: str
    model: str
    key: SecretStr | None = None
    timeout: float = 60.0
    max_tokens: int = 512

    @property
    def _llm_type(self) -> str:
        return "sensorium-http"

    @property
    def endpoint(self) -> str:
        return f"{self.url.rstrip('/')}/chat/completions"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        with httpx.Client(timeout=self._timeouts, headers=self._headers) as client:
            try:
                reply = client.post(self.endpoint, json=self._body(messages, stop, kwargs))
            except httpx.HTTPError as error:
                raise self._unreachable(error) from error
        return self._read(reply)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        async with httpx.AsyncClient(timeout=self._timeouts, headers=self._headers) as client:
            try:
                reply = await client.post(self.endpoint, json=self._body(messages, stop, kwargs))
            except httpx.HTTPError as error:
                raise self._unreachable(error) from error
        return self._read(reply)

    @property
    def _timeouts(self) -> httpx.Timeout:
        return httpx.Timeout(self.timeout, connect=min(5.0, self.timeout))

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key.get_secret_value()}"} if self.key else {}

    def _body(self, messages: list[BaseMessage], stop: list[str] | None, options: dict[str, Any]) -> dict[str, Any]:
        fixed = {"model": self.model, "temperature": 0.0, "max_tokens": self.max_tokens}
        return request_body(messages, stop, **(fixed | options))

    def _unreachable(self, error: httpx.HTTPError) -> ModelFailed:
        reason = str(error) or type(error).__name__
        return ModelFailed(f"no answer: {reason}", where=self.endpoint, fix="is the endpoint running?")

    def _read(self, reply: httpx.Response) -> ChatResult:
        if reply.status_code == httpx.codes.TOO_MANY_REQUESTS:
            wait = reply.headers.get("retry-after", "")
            seconds = float(wait) if wait.replace(".", "", 1).isdigit() else 1.0
            raise RetryLater("the endpoint asks for patience", seconds=seconds, where=self.endpoint)
        if not reply.is_success:
            raise ModelFailed(f"HTTP {reply.status_code}: {reply.text[:120]}", where=self.endpoint)
        if len(reply.content) > LARGEST_REPLY:
            raise ModelFailed(f"a reply of {len(reply.content)} bytes is too long", where=self.endpoint)
        try:
            return chat_result(reply.json(), self.endpoint)
        except ValueError as error:
            raise ModelFailed(f"the reply is not JSON: {reply.text[:120]}", where=self.endpoint) from error
