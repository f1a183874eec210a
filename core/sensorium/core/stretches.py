"""What is judged at once: an utterance, or a part of a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from sensorium.core.tasks.speech import VOICE_ACTIVITY_DETECTION, VoiceInput
from sensorium.core.utterances import Utterance, regrouped
from sensorium.core.values import TimeSpan

if TYPE_CHECKING:
    from sensorium.core.model import Job
    from sensorium.core.task import Within
    from sensorium.core.values import Audio, Video

LONGEST = 20.0


async def voiced_stretches(
    job: Job[Any], media: Audio | Video, within: Within, longest: float = LONGEST
) -> list[Utterance]:
    """The stretches of speech in `media` that meet `within`, all of them without it, in order."""
    voices = await job.ask(VOICE_ACTIVITY_DETECTION, VoiceInput(media=media))
    found = [part for each in regrouped(voices.utterances, voices.voiced) for part in stretches(each, longest)]
    return [each for each in found if within is None or any(each.span.meets(span) for span in within)]


def stretches(utterance: Utterance, longest: float = LONGEST) -> list[Utterance]:
    """The utterance in parts of at most `longest` seconds, divided in the middle of its pauses where it has any.

    Together the parts' spans are the utterance's; a voice without pause for longer is divided evenly.
    """
    if utterance.core.seconds <= longest:
        return [utterance]
    groups: list[list[TimeSpan]] = []
    for part in _even(utterance.voiced, longest):
        if groups and part.end - groups[-1][0].start <= longest:
            groups[-1].append(part)
        else:
            groups.append([part])
    borders = [(left[-1].end + right[0].start) / 2 for left, right in pairwise(groups)]
    edges = [utterance.span.start, *borders, utterance.span.end]
    return [
        Utterance(TimeSpan(start=a, end=b), tuple(group)) for (a, b), group in zip(pairwise(edges), groups, strict=True)
    ]


def _even(voiced: Sequence[TimeSpan], longest: float) -> Iterator[TimeSpan]:
    for span in voiced:
        count = max(1, ceil(span.seconds / longest))
        edges = [span.start + span.seconds * i / count for i in range(count)] + [span.end]
        yield from (TimeSpan(start=a, end=b) for a, b in pairwise(edges))
