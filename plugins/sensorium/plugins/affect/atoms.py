"""Moments of affect: one for each utterance that has, or nearly has, the feeling asked for.

A moment lasts its utterance with the adjoining pauses; its evidence keeps the voiced times, every source's vote and
the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sensorium.core.tasks.affect import Feeling
from sensorium.core.values import AffectAt, AffectScores, Evidence, Moment, TimeSpan
from sensorium.plugins.affect.feelings import Thresholds, described, mass
from sensorium.plugins.affect.fusion import Vote


class Judged(NamedTuple):
    """One span with what each source said of it and what they say together."""

    span: TimeSpan
    voiced: tuple[TimeSpan, ...]
    votes: tuple[Vote, ...]
    scores: AffectScores
    text: str = ""

    def rows(self) -> Iterator[AffectAt]:
        """The span's rows of the timeline: all together first, then each source that knows something."""
        yield AffectAt(span=self.span, scores=self.scores, voiced=self.voiced, text=self.text)
        for vote in self.heard():
            text = self.text if vote.modality == "words" else ""
            yield AffectAt(span=self.span, scores=vote.scores, modality=vote.modality, voiced=self.voiced, text=text)

    def heard(self) -> tuple[Vote, ...]:
        """The votes that are not all unknown."""
        return tuple(vote for vote in self.votes if vote.scores.unknown < 1)


def moments(
    judged: Sequence[Judged], feeling: Feeling, sure: Thresholds, clause: str, model: str
) -> tuple[Moment, ...]:
    """The claims and near misses for `feeling`, in the order given."""
    rows = (moment(each, feeling, sure, clause, model) for each in judged)
    return tuple(row for row in rows if row is not None)


def moment(judged: Judged, feeling: Feeling, sure: Thresholds, clause: str, model: str) -> Moment | None:
    """One span's claim, None where its score is not worth a row."""
    score = mass(judged.scores, feeling)
    state = sure.state(judged.scores, feeling)
    if state is None:
        return None
    evidence = tuple(_evidence(vote, judged, feeling, clause, model) for vote in judged.heard())
    return Moment(span=judged.span, score=score, label=feeling, state=state, evidence=evidence)


def _evidence(vote: Vote, judged: Judged, feeling: Feeling, clause: str, model: str) -> Evidence:
    said = f" “{judged.text}”:" if vote.modality == "words" else ""
    return Evidence(
        clause=clause,
        text=f"{vote.modality}:{said} {described(vote.scores, feeling)}",
        model=model,
        score=mass(vote.scores, feeling),
        span=judged.span,
        voiced=judged.voiced,
    )
