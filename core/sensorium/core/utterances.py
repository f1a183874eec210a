"""How long a spoken or affective moment lasts: its utterance with the adjoining pauses.

The voice gives exact times, but nobody cuts a film at the first and last sound of a sentence: the pause before and
after belongs to it, up to `reach` seconds, as far as the next utterance or shot cut. Evidence keeps the voiced times.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sensorium.core.values import TimeSpan

REACH = 2.0
PAUSE = 0.8
SLIVER = 0.35


@dataclass(frozen=True)
class Utterance:
    """One utterance: `span` with its pauses, `voiced` without (ordered, disjoint, inside `span`)."""

    span: TimeSpan
    voiced: tuple[TimeSpan, ...]

    @property
    def core(self) -> TimeSpan:
        """From the first to the last voiced instant."""
        return TimeSpan(start=self.voiced[0].start, end=self.voiced[-1].end)


def utterances(
    voiced: Iterable[TimeSpan],
    cuts: Iterable[float] = (),
    duration: float = float("inf"),
    *,
    reach: float = REACH,
    pause: float = PAUSE,
    sliver: float = SLIVER,
) -> list[Utterance]:
    """Utterances in order of time, disjoint, none across a cut.

    Voiced spans less than `pause` seconds apart are one utterance. A voice that runs on over a cut is two, one a
    shot, unless less than `sliver` seconds of it lie on one side: that rest is left out. Each utterance takes
    the pause on either side, at most `reach` seconds; a pause that two could claim is halved. A `reach` of 0 gives
    the utterances bare.
    """
    shots = [0.0, *sorted({cut for cut in cuts if 0 < cut < duration}), duration]
    parts = list(_split(sorted(voiced, key=lambda span: span.start), shots, sliver))
    groups = _grouped(parts, pause)
    out: list[Utterance] = []
    for i, (shot, spans) in enumerate(groups):
        start, end = max(shots[shot], spans[0].start - reach), min(shots[shot + 1], spans[-1].end + reach)
        if i and groups[i - 1][0] == shot:
            start = max(start, (groups[i - 1][1][-1].end + spans[0].start) / 2)
        if i + 1 < len(groups) and groups[i + 1][0] == shot:
            end = min(end, (spans[-1].end + groups[i + 1][1][0].start) / 2)
        out.append(Utterance(TimeSpan(start=start, end=end), tuple(spans)))
    return out


def utterance_spans(
    voiced: Iterable[TimeSpan], cuts: Iterable[float] = (), duration: float = float("inf"), reach: float = REACH
) -> list[TimeSpan]:
    """The spans of `utterances`."""
    return [utterance.span for utterance in utterances(voiced, cuts, duration, reach=reach)]


def regrouped(spans: Iterable[TimeSpan], voiced: Sequence[TimeSpan]) -> list[Utterance]:
    """Utterances rebuilt from their spans and the voiced spans: what voice_activity_detection's output tells."""
    found = ((span, tuple(cut for part in voiced if (cut := part.cut(span)))) for span in spans)
    return [Utterance(span, parts) for span, parts in found if parts]


def _split(voiced: Iterable[TimeSpan], shots: Sequence[float], sliver: float) -> Iterator[tuple[int, TimeSpan]]:
    """Each voiced span cut at the shots' borders, as (shot, part); of a divided one, no part under `sliver`."""
    reached = 0.0
    for span in voiced:
        start, end = max(span.start, reached), min(span.end, shots[-1])
        if end <= start:
            continue
        reached = end
        first, last = bisect_right(shots, start) - 1, min(bisect_right(shots, end), len(shots) - 1)
        edges = [start, *(cut for cut in shots[first + 1 : last] if cut < end), end]
        parts = [(first + i, a, b) for i, (a, b) in enumerate(pairwise(edges))]
        longest = max(b - a for _, a, b in parts)
        yield from ((shot, TimeSpan(start=a, end=b)) for shot, a, b in parts if b - a >= min(sliver, longest))


def _grouped(parts: Iterable[tuple[int, TimeSpan]], pause: float) -> list[tuple[int, list[TimeSpan]]]:
    groups: list[tuple[int, list[TimeSpan]]] = []
    for shot, span in parts:
        if groups and groups[-1][0] == shot and span.start - groups[-1][1][-1].end < pause:
            groups[-1][1].append(span)
        else:
            groups.append((shot, [span]))
    return groups
