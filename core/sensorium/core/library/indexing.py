"""What a file holds, found by asking tasks: shots and what they show, what is said, written and heard."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import BaseModel

from sensorium.core.errors import BadInput, MediaError, ModelFailed, SensoriumError
from sensorium.core.library.rows import Indexed, Row, RowKind
from sensorium.core.media.kind import frame_of, has_picture
from sensorium.core.task import Task
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING, CaptioningInput
from sensorium.core.tasks.matching import EmbeddingInput, EmbeddingOutput
from sensorium.core.tasks.reading import OPTICAL_CHARACTER_RECOGNITION, ReadingInput
from sensorium.core.tasks.shots import SHOT_BOUNDARY_DETECTION, ShotsInput
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION, SoundInput
from sensorium.core.tasks.speech import SPEECH_RECOGNITION, RecognitionInput
from sensorium.core.values import Audio, Image, Media, TimeSpan, Video

Ask = Callable[[Task[Any, Any] | str, BaseModel], Awaitable[Any]]
"""Answers an input by a task's best model, or by the model of that name."""

NEEDED = (SHOT_BOUNDARY_DETECTION,)
OPTIONAL = (SPEECH_RECOGNITION, OPTICAL_CHARACTER_RECOGNITION, AUDIO_CLASSIFICATION, IMAGE_CAPTIONING)
"""What is asked where a model answers it."""
LONGEST = 8.0
"""Seconds of one row of a shot: a longer shot changes as it goes, and is looked at again."""
TEXT = 2_000
"""Characters of one row's text."""
SPARED = (BadInput, ModelFailed)
"""What a file's content may cause; everything else is wrong with the machine, and would be so for every file."""


class Found(NamedTuple):
    """An indexed file, and what could not be found out about it."""

    indexed: Indexed
    notes: tuple[str, ...]


class Indexer:
    """Indexes one file after the other; `tasks` are the names of the optional ones that may be asked.

    `tower` is the name of the model of image_text_embedding that gives the vectors.
    """

    def __init__(self, ask: Ask, tower: str, recipe: str, tasks: frozenset[str]) -> None:
        self._ask = ask
        self._tower = tower
        self._recipe = recipe
        self._tasks = tasks

    async def index(self, medium: Image | Audio | Video) -> Found:
        """All rows of a file. The first error where nothing at all could be found out about it."""
        rows: list[Row] = []
        faults: list[SensoriumError] = []
        aspects = self._aspects(medium)
        if not aspects:
            raise MediaError("has neither picture nor sound", where=medium.uri, fix="give another file")
        for aspect in aspects:
            try:
                rows += await aspect(medium)
            except SPARED as error:
                faults.append(error)
        if len(faults) == len(aspects):
            raise faults[0]
        return Found(Indexed(medium, self._recipe, tuple(rows)), tuple(map(str, faults)))

    def _aspects(self, medium: Media) -> list[Callable[[Any], Awaitable[list[Row]]]]:
        found: list[Callable[[Any], Awaitable[list[Row]]]] = []
        if has_picture(medium):
            found.append(self._pictures)
            if OPTICAL_CHARACTER_RECOGNITION.name in self._tasks:
                found.append(self._writing)
        if medium.probe.audio is not None and not isinstance(medium, Image):
            found += [self._speech] if SPEECH_RECOGNITION.name in self._tasks else []
            found += [self._sounds] if AUDIO_CLASSIFICATION.name in self._tasks else []
        return found

    async def _pictures(self, medium: Image | Video) -> list[Row]:
        rows = []
        for picture, span in await self._looks(medium):
            seen: EmbeddingOutput = await self._ask(self._tower, EmbeddingInput(image=picture))
            text = seen.text
            if IMAGE_CAPTIONING.name in self._tasks:
                told = await self._ask(IMAGE_CAPTIONING, CaptioningInput(media=picture))
                text = f"{told.caption} ({text})" if text else told.caption
            rows.append(Row("picture", text[:TEXT], seen.vector, span))
        return rows

    async def _writing(self, medium: Image | Video) -> list[Row]:
        rows: list[Row] = []
        before = ""
        for picture, span in await self._looks(medium):
            read = await self._ask(OPTICAL_CHARACTER_RECOGNITION, ReadingInput(media=picture))
            text = " ".join(read.text.split())
            if text and text != before:
                rows.append(await self._told("writing", text, span))
            before = text
        return rows

    async def _speech(self, medium: Audio | Video) -> list[Row]:
        heard = await self._ask(SPEECH_RECOGNITION, RecognitionInput(media=medium))
        said = [segment for segment in heard.transcript.segments if segment.text.strip()]
        return [await self._told("speech", segment.text.strip(), segment.span) for segment in said]

    async def _sounds(self, medium: Audio | Video) -> list[Row]:
        heard = await self._ask(AUDIO_CLASSIFICATION, SoundInput(media=medium))
        return [await self._told("sound", sound.label, sound.span) for sound in heard.sounds]

    async def _told(self, kind: RowKind, text: str, span: TimeSpan | None) -> Row:
        text = text[:TEXT]
        placed: EmbeddingOutput = await self._ask(self._tower, EmbeddingInput(text=text))
        return Row(kind, text, placed.vector, span)

    async def _looks(self, medium: Image | Video) -> list[tuple[Image, TimeSpan | None]]:
        """The pictures to look at: a still itself, or the middle of each part of each shot."""
        if isinstance(medium, Image):
            return [(medium, None)]
        found = await self._ask(SHOT_BOUNDARY_DETECTION, ShotsInput(video=medium))
        return [(frame_of(medium, (part.start + part.end) / 2), part) for part in parts(found.shots)]


def parts(shots: Sequence[TimeSpan]) -> Iterator[TimeSpan]:
    """Shots in equal parts of at most LONGEST seconds."""
    for shot in shots:
        count = max(1, -int(-shot.seconds // LONGEST))
        edges = [shot.start + shot.seconds * at / count for at in range(count)] + [shot.end]
        for start, end in pairwise(edges):
            if end > start:
                yield TimeSpan(start=start, end=end)
