"""A trained fusion as a model: what ``sensorium train affect`` made is run by this."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.affect import FEELINGS, MULTIMODAL_AFFECT, AffectInput, AffectOutput, Feeling
from sensorium.core.training.classifier import probabilities
from sensorium.core.training.results import Result, weights
from sensorium.core.values import AffectAt, AffectScores, Evidence, Moment
from sensorium.plugins.affect.features import MODALITIES, Senses, present
from sensorium.plugins.affect.feelings import Thresholds, described, mass
from sensorium.plugins.affect.fusing import Usual, network
from sensorium.plugins.affect.labels import answerable, spread
from sensorium.plugins.affect.perceiving import Perceived, perceived
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER
from sensorium.plugins.text_emotion.weights import MINILM

SURE = Thresholds(verified=0.5, candidate=0.25, notable=0.1)
"""A claim is what is likelier than all else together; set by hand, as the chances are not calibrated."""


class LearntFusion(CallModel[AffectInput, AffectOutput]):
    """Judges every utterance by a row of its words, voice and, where allowed and learnt, face."""

    task = MULTIMODAL_AFFECT
    restricts = "exact"
    home: ClassVar[Path]
    result: ClassVar[Result]
    learnt: ClassVar[tuple[Feeling, ...]]

    def load(self, context: LoadContext) -> None:
        """Open what was trained, and the networks whose features it reads."""
        kept = weights(self.home, self.result)
        self._usual = Usual.kept(kept)
        self._network = network(len(self.learnt), 0)
        self._network.restore(kept)
        self._senses = Senses(context.weights(), context.threads, faces=LANDMARKER in self.card.weights)

    async def run(self, jobs: Sequence[Job[AffectInput]]) -> Sequence[AffectOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answered(job) for job in jobs]

    async def _answered(self, job: Job[AffectInput]) -> AffectOutput | SensoriumError:
        given = job.input
        if given.feeling is not None and given.feeling not in answerable(self.learnt):
            return BadInput(
                f"the feeling {given.feeling!r} was not learnt",
                where=self.card.name,
                fix=f"ask for {', '.join(answerable(self.learnt))}",
            )
        try:
            found = await perceived(job, self._senses)
        except BadInput as error:
            return error
        timeline = tuple(
            AffectAt(span=each.utterance.span, scores=self._scores(each), voiced=each.utterance.voiced, text=each.text)
            for each in found
        )
        if given.feeling is None:
            return AffectOutput(timeline=timeline)
        clause = f'{"wording" if given.modality == "words" else "affect"}("{given.feeling}")'
        told = (self._moment(row, each, given.feeling, clause) for row, each in zip(timeline, found, strict=True))
        return AffectOutput(timeline=timeline, moments=tuple(moment for moment in told if moment))

    def _scores(self, each: Perceived) -> AffectScores:
        """Unknown where nothing was perceived."""
        row = each.row[None]
        if not present(row).any():
            return AffectScores(unknown=1.0)
        chances = probabilities(self._network, self._usual.scaled(row))[0].tolist()
        return spread(dict(zip(self.learnt, chances, strict=True)))

    def _moment(self, row: AffectAt, each: Perceived, feeling: Feeling, clause: str) -> Moment | None:
        score, state = mass(row.scores, feeling), SURE.state(row.scores, feeling)
        if state is None:
            return None
        there = present(each.row[None])[0]
        sources = " and ".join(name for name, here in zip(MODALITIES, np.asarray(there), strict=True) if here)
        evidence = Evidence(
            clause=clause,
            text=f"{sources}: {described(row.scores, feeling)}",
            model=self.card.name,
            score=score,
            span=row.span,
            voiced=row.voiced,
        )
        return Moment(span=row.span, score=score, label=feeling, state=state, evidence=(evidence,))


def model_of(result: Result, home: Path) -> type[LearntFusion]:
    """A model class for one result."""
    learnt: tuple[Feeling, ...] = tuple(each for each in FEELINGS if each in result.labels)
    faces = (LANDMARKER, EXPRESSION) if result.options.get("faces") else ()
    card = Card(
        name=result.card_name,
        version=result.sha256[:16],
        licence=result.licence,
        runs_on=(RunsOn("cpu", bytes=(160 if faces else 100) << 20),),
        weights=(*MINILM, *faces),
        vocabulary=answerable(learnt),
        repeats=1e-3,
        measured=result.measured,
        fallback=f"a fusion of your own making: tells {len(learnt)} feelings apart as your {result.files} files do, "
        "and takes every utterance for one of them",
        note=result.note,
    )
    made = {"card": card, "result": result, "home": home, "learnt": learnt, "__module__": __name__}
    return type("LearntFusion", (LearntFusion,), made)
