"""Affect by faces alone, for stretches in which nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sensorium.core.values import EMOTIONS, AffectAt, Emotion, TimeSpan
from sensorium.plugins.affect.atoms import Judged
from sensorium.plugins.affect.fusion import Vote, averaged, fused

CLEAR = 0.4
"""A face that shows a label at least this much shows that label."""
LEAST = 1.0
"""Seconds a look must last: shorter ones are twitches, blinks, mouths at work."""


def looks(timeline: Sequence[AffectAt], stretches: Sequence[TimeSpan]) -> list[Judged]:
    """Runs of cells in which the faces show one and the same label, each inside one stretch."""
    found = []
    for stretch in stretches:
        cells = sorted({row.span.start: row.span for row in timeline if row.span.meets(stretch)}.items())
        shown = [(span, _shown(timeline, span)) for _, span in cells]
        for label, run in groupby(shown, key=lambda each: each[1]):
            spans = [span for span, _ in run]
            whole = TimeSpan(start=spans[0].start, end=spans[-1].end).cut(stretch)
            if label is not None and whole is not None and whole.seconds >= LEAST:
                found.append(_judged(timeline, whole))
    return found


def _shown(timeline: Sequence[AffectAt], span: TimeSpan) -> Emotion | None:
    """The label that some face of the cell shows most clearly."""
    rows = [row.scores for row in timeline if row.span == span]
    best: Emotion = max(EMOTIONS, key=lambda label: max(scores.of(label) for scores in rows))
    return best if max(scores.of(best) for scores in rows) >= CLEAR else None


def _judged(timeline: Sequence[AffectAt], span: TimeSpan) -> Judged:
    rows = [(row.scores, part.seconds) for row in timeline if (part := row.span.cut(span))]
    votes = (Vote("face", averaged(rows)),)
    return Judged(span, (), votes, fused(votes))
