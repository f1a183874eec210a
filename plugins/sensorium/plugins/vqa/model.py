"""The visual_question_answering model: questions that boxes, colours, tracks and writing can answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import Refused, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.questions import VISUAL_QUESTION_ANSWERING, Guess, QuestionInput, QuestionOutput
from sensorium.core.values import Evidence, Image, Moment, Video
from sensorium.plugins.grounding.likelihood import state_of
from sensorium.plugins.vqa import chinese, english
from sensorium.plugins.vqa.answers import Reply, reply
from sensorium.plugins.vqa.question import Question
from sensorium.plugins.vqa.seeing import HUB, Seen, Seer

READS = "how many, is there, what colour, where, what is next to, which is bigger, what is written, when"
SHOWN = 20


class QuestionTable(CallModel[QuestionInput, QuestionOutput]):
    """Reads a question by a table of patterns; all it says rests on boxes that are told along."""

    task = VISUAL_QUESTION_ANSWERING
    restricts = "never"
    card = Card(
        "question-table",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=1 << 20),),
        languages=("en", "zh"),
        repeats=1e-3,
        fallback="answers are put together from detected boxes, their colours and the writing: it has no understanding "
        "of scenes, and refuses what these cannot tell",
        note="Composed of visual_grounding, object_tracking, optical_character_recognition and vqa:surroundings, whose "
        "limits hold: 80 kinds of things, small ones missed.",
    )

    async def run(self, jobs: Sequence[Job[QuestionInput]]) -> Sequence[QuestionOutput | SensoriumError]:
        return list(await asyncio.gather(*(_answered(job, self.card.name) for job in jobs)))


async def _answered(job: Job[QuestionInput], model: str) -> QuestionOutput | SensoriumError:
    given = job.input
    question = read(given.question)
    if question is None:
        return Refused(
            f"boxes, colours and writing cannot answer {shortened(given.question)!r}",
            where="question",
            fix=f"{HUB}, or ask: {READS}",
        )
    try:
        found = await reply(question, Seer(job, given.media))
    except Refused as error:
        return error
    return _output(found, given, model)


def read(text: str) -> Question | None:
    """A question in either language; None where no pattern of the tables fits."""
    if re.search(r"[一-鿿]", text):
        return chinese.ask(text)
    return english.ask(text)


def shortened(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _output(found: Reply, given: QuestionInput, model: str) -> QuestionOutput:
    rows = [(found.text, found.score), *found.others]
    guesses = tuple(Guess(text=text, score=min(1.0, max(0.0, score))) for text, score in rows if score > 0.01)
    moments = tuple(_moment(seen, given, model) for seen in found.seen[:SHOWN])
    return QuestionOutput(answer=found.text, score=min(1.0, found.score), guesses=guesses, moments=moments)


def _moment(seen: Seen, given: QuestionInput, model: str) -> Moment:
    assert isinstance(given.media, Image | Video)
    evidence = Evidence(
        clause=f'answer("{shortened(given.question)}")', text=f"{seen.label} {seen.score:.2f}", model=model,
        score=seen.score, span=seen.span, boxes=((seen.time, seen.box),),
    )  # fmt: skip
    return Moment(span=seen.span, score=seen.score, label=seen.label, state=state_of(seen.score), evidence=(evidence,))
