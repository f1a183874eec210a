"""temporal_action_detection over snippet scores: TSN consensus, actionness grouping, suppression, shot by shot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from sensorium.core.choosing import ModelClass
from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.task import Located
from sensorium.core.tasks.action import TEMPORAL_ACTION_DETECTION, ActionInput
from sensorium.core.values import Moment
from sensorium.plugins.action.moments import moments
from sensorium.plugins.action.naming import Named, named
from sensorium.plugins.action.sentence import Sentences
from sensorium.plugins.action.snippets import SnippetsInput, SnippetsOutput, matrix
from sensorium.plugins.tracking.shots import Shots, shots_of


class ActionDetector(CallModel[ActionInput, Located]):
    """Asks its `network` for the scores of snippets; a phrase's scores are those of the classes that it names.

    An action is looked for within each shot, so that the answer for some spans needs the shots that meet them only.
    """

    task = TEMPORAL_ACTION_DETECTION
    restricts = "exact"
    network: ClassVar[ModelClass]
    told_in_words: ClassVar[bool] = False
    """Whether the network reads the phrase itself and answers with its probability as the first class."""

    def load(self, context: LoadContext) -> None:
        """Be ready to open the sentence encoder, for phrases that share no word with a class."""
        if not self.told_in_words:
            self._vectors = Sentences(context.weights(), context.threads)

    async def run(self, jobs: Sequence[Job[ActionInput]]) -> Sequence[Located | SensoriumError]:
        """One answer per job; an unknown action is an error in its place."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[ActionInput]) -> Located | SensoriumError:
        given = job.input
        shots = await shots_of(job, given.video)
        network: Any = self.network
        phrase = given.phrase if self.told_in_words else ""
        asked = SnippetsInput(video=given.video, phrase=phrase, within=shots.meeting(given.within))
        seen: SnippetsOutput = await job.ask(network, asked)
        labels = seen.labels.split("\n")
        names = await asyncio.to_thread(self._names, given.phrase, labels)
        if isinstance(names, SensoriumError):
            return names
        live = shots if given.within is None else Shots(shots.meeting(given.within) or shots.spans)
        return Located(moments=tuple(located(seen, live, job, names, labels)))

    def _names(self, phrase: str, labels: Sequence[str]) -> Named | SensoriumError:
        if self.told_in_words:
            return Named((0,), "words")
        names = named(phrase, labels, self._vectors)
        return names or RequestError(
            f"none of the {len(labels)} actions that can be told is like {phrase!r}",
            where=self.card.name,
            fix="name it by another word, or use a zero-shot model: --profile hub, xclip-base-patch32",
        )


def located(
    seen: SnippetsOutput, shots: Shots, job: Job[ActionInput], names: Named, labels: Sequence[str]
) -> list[Moment]:
    """The moments of all shots; a snippet belongs to the shot that its middle lies in."""
    rows: list[Moment] = []
    middles = [(each.span.start + each.span.end) / 2 for each in seen.snippets]
    for shot in shots.spans:
        job.check()
        own = [each for each, middle in zip(seen.snippets, middles, strict=True) if shot.start <= middle < shot.end]
        if own:
            rows += moments(own, matrix(own), shot, job.input.phrase, names, labels)
    return rows
