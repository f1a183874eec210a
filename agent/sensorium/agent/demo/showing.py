"""Run the demonstration: fetch what it needs at once, make the film, ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from sensorium.agent.agent import Agent
from sensorium.agent.answer.schema import Answer
from sensorium.agent.demo.film import make_film
from sensorium.agent.demo.parts import PARTS, READER, STREET
from sensorium.agent.demo.questions import QUESTIONS
from sensorium.agent.fetching import Fetched
from sensorium.core.errors import WeightsError
from sensorium.core.values import Video
from sensorium.core.weights import WeightFile


class Showing:
    """One demonstration with one agent, which stays the caller's to close."""

    def __init__(self, agent: Agent, questions: Sequence[str] = QUESTIONS) -> None:
        self.questions = questions
        self._agent = agent

    async def missing(self) -> tuple[WeightFile, ...]:
        """Clips and weights that are not in the store yet."""
        files = dict.fromkeys(PARTS)
        for question in self.questions:
            understood = await self._agent.understand(question, llm="none")
            for step in self._agent.plan(understood, Video).steps:
                files |= dict.fromkeys(self._agent.registry.model(step.model).card.weights)
        return self._agent.store.missing(files)

    async def film(self, fetched: Fetched | None = None) -> Path:
        """The film, in the user's home folder; what it and the models need is fetched first.

        All in one pull, because a clip and a model may lie in one archive. WeightsError where that may not be.
        """
        missing = await self.missing()
        store = self._agent.store
        if missing and store.offline:
            names = ", ".join(file.name for file in missing[:3]) + (", ..." if len(missing) > 3 else "")
            fix = "run `sensorium demo` once where the network may be used"
            raise WeightsError(f"not in the weight store: {names}", where="demo", fix=fix)
        store.pull_all(missing, fetched)
        return make_film(store.path(STREET), store.path(READER), self._agent.settings.home / "demo" / "street.mp4")

    async def answers(self, film: Path) -> AsyncIterator[Answer]:
        """An answer per question, as they come."""
        for question in self.questions:
            yield await self._agent.ask([film], question, llm="none")
