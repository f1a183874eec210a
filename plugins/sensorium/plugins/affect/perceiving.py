"""From a medium to its utterances' rows: the same for a file that is learnt from and one that is judged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.core.errors import MediaError
from sensorium.core.hearing import heard
from sensorium.core.model import Job
from sensorium.core.sees import Sees
from sensorium.core.stretches import stretches
from sensorium.core.tasks.affect import AffectInput
from sensorium.core.utterances import Utterance
from sensorium.core.values import TimeSpan, Video
from sensorium.plugins.affect.features import Parts, Senses, face_row, joined, voice_row
from sensorium.plugins.affect.listening import Listener
from sensorium.plugins.voice_emotion.features import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

LONGEST = 12.0
"""Seconds of an utterance that are judged at once; longer ones are divided."""
SEES = Sees(every=0.5, fps=2, size=(512, 512), fit="pad")


class Perceived(NamedTuple):
    """An utterance, its words, and its row of features."""

    utterance: Utterance
    text: str
    row: Array


async def perceived(job: Job[AffectInput], senses: Senses, text: str = "") -> list[Perceived]:
    """The utterances that the job is about, in order of time.

    With `text` the whole sound is taken for one utterance that says it, of which the first 12 s are heard. Raises
    MediaError where there is no sound.
    """
    given = job.input
    if given.media.probe.audio is None:
        raise MediaError(
            "it has no sound, so there are no utterances to judge",
            where=given.media.uri.rsplit("/", 1)[-1],
            fix="give a file in which somebody speaks",
        )
    listener = Listener(job)
    whole = await listener.utterances(await listener.shots())
    units = [_first(whole)] if text and whole else [part for each in whole for part in stretches(each, LONGEST)]
    wanted = [each for each in units if given.within is None or any(each.span.meets(part) for part in given.within)]
    cores = tuple(each.core for each in wanted)
    if text or not wanted:
        said = [text] * len(wanted)
    else:
        said = [words for words, _ in await listener.said(cores, None if len(wanted) == len(units) else cores)]
    rows = await asyncio.to_thread(_rows, job, senses, cores, said)
    return [Perceived(*each) for each in zip(wanted, said, rows, strict=True)]


def looked_at(given: AffectInput) -> bool:
    """Whether faces are read: in films, where that is allowed and not the words alone are meant."""
    return given.faces and given.modality == "any" and isinstance(given.media, Video) and bool(given.media.probe.video)


def _first(whole: Sequence[Utterance]) -> Utterance:
    """All utterances as one, as far as the first 12 s go."""
    voiced = [span for each in whole for span in each.voiced]
    span = TimeSpan(start=whole[0].span.start, end=whole[-1].span.end)
    heard = TimeSpan(start=voiced[0].start, end=voiced[0].start + LONGEST)
    return Utterance(span, tuple(part for each in voiced if (part := each.cut(heard))))


def _rows(job: Job[Any], senses: Senses, cores: tuple[TimeSpan, ...], said: Sequence[str]) -> list[Array]:
    given: AffectInput = job.input
    voices: list[Array | None] = [None] * len(cores)
    if given.modality == "any":
        sounds = heard(job, given.media, cores, RATE)
        voices = [voice_row(sound, text, core.seconds) for (core, sound), text in zip(sounds, said, strict=True)]
    faces = _faces(job, senses, cores) if looked_at(given) else [None] * len(cores)
    words = (senses.words_row(text) for text in said)
    return [joined(Parts(*each)) for each in zip(words, voices, faces, strict=True)]


def _faces(job: Job[Any], senses: Senses, cores: tuple[TimeSpan, ...]) -> list[Array | None]:
    shown: list[list[tuple[float, ...]]] = [[] for _ in cores]
    for window in job.read(job.input.media, SEES, cores) if cores else ():
        shapes = senses.shapes(window.frames[0])
        for at in _meeting(cores, window.cell) if shapes else ():
            shown[at].append(shapes or ())
    return [face_row(each) for each in shown]


def _meeting(cores: Sequence[TimeSpan], cell: TimeSpan) -> Iterable[int]:
    return (at for at, core in enumerate(cores) if core.meets(cell))
