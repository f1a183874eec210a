"""The same tasks through the OpenAI-compatible endpoint of the user's settings; text leaves the machine.

The endpoint is not known when this is written, so its models are made when plugins load: their cards name its host,
and the user must allow it like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from sensorium.core.card import Card, Remote, RunsOn
from sensorium.core.chat.completion import body_of, text_of
from sensorium.core.choosing import ModelClass
from sensorium.core.errors import BadInput, ModelFailed, RetryLater, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.settings import Llm
from sensorium.core.tasks import SUMMARIZE_TEXT, TRANSLATE_TEXT
from sensorium.core.tasks.text import TextOutput
from sensorium.plugins.text.dialogue import Dialogue, Question, held_away
from sensorium.plugins.text.summarising import summarised
from sensorium.plugins.text.thinning import thinned
from sensorium.plugins.text.translating import translated


class Endpoint(CallModel[Any, TextOutput]):
    """Asks `llm`; one question at a time for each job."""

    llm: Llm

    def load(self, context: LoadContext) -> None:
        """Take the client that reaches the endpoint's host alone."""
        self._http = context.http

    async def run(self, jobs: Sequence[Job[Any]]) -> Sequence[TextOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    def work(self, given: Any) -> Dialogue[str]:
        """The questions to ask for an input."""
        raise NotImplementedError

    async def _answer(self, job: Job[Any]) -> TextOutput | SensoriumError:
        async def answer(question: Question) -> str:
            job.check()
            job.progress(question.done, "writing")
            return await self._reply(question)

        try:
            return TextOutput(text=await held_away(self.work(job.input), answer))
        except (BadInput, RetryLater) as error:
            return error

    async def _reply(self, question: Question) -> str:
        import httpx

        where = f"{self.llm.url.rstrip('/')}/chat/completions"
        key = self.llm.key.get_secret_value()
        body = body_of(question.turns, model=self.llm.model or "default", temperature=0.0, max_tokens=question.tokens)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            reply = await self._http.post(where, json=body, headers=headers, timeout=self.llm.timeout)
            if reply.status_code == httpx.codes.TOO_MANY_REQUESTS:
                raise RetryLater("the endpoint asks for patience", where=where)
            if not reply.is_success:
                raise ModelFailed(f"HTTP {reply.status_code}: {reply.text[:120]}", where=where)
            return text_of(reply.json(), where)
        except httpx.HTTPError as error:
            raise ModelFailed(f"no answer: {error or type(error).__name__}", where=where) from error
        except ValueError as error:
            raise ModelFailed("the reply is not JSON", where=where) from error


def endpoint_models(llm: Llm) -> tuple[ModelClass, ...]:
    """The models that ask the endpoint; none where the settings name none."""
    host, settings = urlsplit(llm.url).hostname or "", llm
    if not host:
        return ()

    class EndpointTranslation(Endpoint):
        """Sentence by sentence."""

        task = TRANSLATE_TEXT
        card = _card("endpoint-translation", host)
        llm = settings

        def work(self, given: Any) -> Dialogue[str]:
            return translated(given.text, given.to, given.source)

    class EndpointSummary(Endpoint):
        """Parts, then their summaries."""

        task = SUMMARIZE_TEXT
        card = _card("endpoint-summary", host)
        llm = settings

        def work(self, given: Any) -> Dialogue[str]:
            return summarised(thinned(given.text), given.sentences, given.language)

    return EndpointTranslation, EndpointSummary


def _card(name: str, host: str) -> Card:
    return Card(
        name=name,
        version="1",
        licence="LicenseRef-endpoint",
        runs_on=(RunsOn("remote"),),
        remote=Remote((host,), frozenset({"text"})),
        repeats="never",
        note="Whatever the endpoint of the settings runs.",
    )
