"""What is said in a span, from a transcript whose segments need not be the utterances."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.values import AffectAt, AffectScores, Segment, TimeSpan, Transcript
from sensorium.plugins.affect.fusion import averaged


def words_within(transcript: Transcript, span: TimeSpan) -> tuple[str, str]:
    """The text spoken in `span` and its language: words, or whole segments, whose middle lies there."""
    said: list[str] = []
    language = ""
    for segment in transcript.segments:
        if not segment.span.meets(span):
            continue
        part = _part(segment, span)
        if part:
            said.append(part)
            language = language or segment.language or transcript.language
    return ("" if language in ("zh", "ja") else " ").join(said), language


def _part(segment: Segment, span: TimeSpan) -> str:
    if _middle_in(segment.span, span) and (not segment.words or span.cut(segment.span) == segment.span):
        return segment.text.strip()
    joint = "" if segment.language in ("zh", "ja") else " "
    return joint.join(word.text.strip() for word in segment.words if _middle_in(word.span, span))


def _middle_in(inner: TimeSpan, outer: TimeSpan) -> bool:
    return outer.start <= (inner.start + inner.end) / 2 < outer.end


def heard_within(timeline: Sequence[AffectAt], span: TimeSpan) -> AffectScores:
    """What a timeline says of `span`: the mean of the rows that share time with it, by the seconds shared."""
    shared = ((row.scores, row.span.cut(span)) for row in timeline)
    return averaged((scores, part.seconds) for scores, part in shared if part)
