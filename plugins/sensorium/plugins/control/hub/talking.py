"""vision_language_action by models that talk: a chain of thought, and the action as JSON behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sensorium.core.card import Card
from sensorium.core.checkpoints import TRANSFORMERS
from sensorium.core.checkpoints.pictures import look
from sensorium.core.errors import Refused, SensoriumError
from sensorium.core.media.kind import frame_of
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.control import VISION_LANGUAGE_ACTION, ControlInput, ControlOutput
from sensorium.core.values import Video
from sensorium.plugins.captioning.hub.chat import QWEN, SMOL, ChatVision, Frames, Speech, frames
from sensorium.plugins.control.hub.spoken import prompt, read
from sensorium.plugins.vqa.hub.talking import Qwen3VLAnswers, SmolVLMAnswers

FRAMES, STEP = 4, 0.5
"""Pictures of a video that are shown, the last ones, and the seconds between them."""

WORDS = 400
"""Tokens of an answer."""


class TalkingPolicy(CallModel[ControlInput, ControlOutput]):
    """Decides once, for the end of what it is shown; each job by itself, as prompts differ in length."""

    task = VISION_LANGUAGE_ACTION
    speech: ClassVar[Speech]

    def load(self, context: LoadContext) -> None:
        """Open the model."""
        self._chat = ChatVision(context, self.card, self.speech)

    def run(self, jobs: Sequence[Job[ControlInput]]) -> Sequence[ControlOutput | SensoriumError]:
        """One decision per job; an answer that is no action is an error in its place."""
        return [self._decided(job) for job in jobs]

    def say(self, shown: Frames, words: str) -> str:
        """What the model answers."""
        return self._chat.ask(shown, words, WORDS).text

    def _decided(self, job: Job[ControlInput]) -> ControlOutput | SensoriumError:
        given = job.input
        answer = self.say(_shown(job), prompt(given.instruction, given.state))
        try:
            decision = read(answer, self.card.name)
        except Refused as error:
            return error
        text = f"{decision.action.label}: {decision.reasoning[-1]}" if decision.reasoning else decision.action.label
        return ControlOutput(action=decision.action, reasoning=decision.reasoning, text=text, decisions=(decision,))


def _shown(job: Job[ControlInput]) -> Frames:
    """The picture, or the last frames of what was asked about."""
    media = job.input.media
    if not isinstance(media, Video):
        return frames([look(job, media)])
    span = job.input.within[-1] if job.input.within else media.whole
    instants = [max(span.start, span.end - STEP * (FRAMES - 0.5 - number)) for number in range(FRAMES)]
    pictures = []
    for instant in instants:
        job.check()
        pictures.append(look(job, frame_of(media, instant)))
    return frames(pictures, STEP)


def _card(name: str, answering: Card) -> Card:
    """The card of the same checkpoint as a policy."""
    return Card(
        name,
        "1",
        answering.licence,
        answering.runs_on,
        answering.weights,
        languages=answering.languages,
        repeats=answering.repeats,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"{answering.note} Reasons in words and states the action as JSON, which is read strictly or refused. It "
        "was not trained to act: no machine is to be driven by it unwatched.",
    )


class SmolPolicy(TalkingPolicy):
    """SmolVLM2-500M."""

    speech = SMOL
    card = _card("smolvlm2-500m-policy", SmolVLMAnswers.card)


class QwenPolicy(TalkingPolicy):
    """Qwen3-VL-2B."""

    speech = QWEN
    card = _card("qwen3-vl-2b-policy", Qwen3VLAnswers.card)
