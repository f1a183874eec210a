"""Sentences as subtitles: parts short enough to read, shown while they are heard."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.values import Segment, TimeSpan
from sensorium.plugins.generation.film.timeline import Cut
from sensorium.plugins.generation.sentences import language_of, pieces

LONGEST = {"zh": 36, "ja": 36, "ko": 44}
"""Characters shown at once, two lines of them; 84 in other languages."""
LINGER = 0.3
"""Seconds a subtitle stays after its words, where nothing follows at once."""


def subtitles(cuts: Sequence[Cut], fps: int) -> tuple[Segment, ...]:
    """All subtitles of a film in order; none overlap, none outlasts its shot."""
    made: list[Segment] = []
    for cut in cuts:
        begin, end = cut.start(fps) + cut.lead, cut.end(fps)
        made += [part for row in cut.narration.said for part in _parts(row, begin, end)]
    following = [row.span.start for row in made[1:]] + [float("inf")]
    ends = {cut.end(fps) for cut in cuts}
    return tuple(_lingering(row, start, ends) for row, start in zip(made, following, strict=True))


def _parts(row: Segment, begin: float, end: float) -> list[Segment]:
    """A sentence in parts, its time shared out by their lengths."""
    language = row.language or language_of(row.text)
    texts = pieces(row.text, LONGEST.get(language, 84))
    whole, said = sum(map(len, texts)), 0
    made = []
    for text in texts:
        first, last = (row.span.start + row.span.seconds * share / whole for share in (said, said + len(text)))
        said += len(text)
        span = TimeSpan(start=round(begin + first, 3), end=round(min(end, begin + last), 3))
        made.append(Segment(text=text, span=span, language=language))
    return made


def _lingering(row: Segment, following: float, ends: set[float]) -> Segment:
    stop = min([row.span.end + LINGER, following, *(end for end in ends if end >= row.span.end)])
    return row.model_copy(update={"span": TimeSpan(start=row.span.start, end=round(max(stop, row.span.end), 3))})
