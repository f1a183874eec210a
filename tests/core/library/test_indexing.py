"""What a file holds, asked of made-up models."""

from __future__ import annotations

from typing import Any

import pytest

from core.library.shelf import TOWER, image
from sensorium.core.errors import BadInput, MediaError, ModelFailed, WeightsError
from sensorium.core.library.indexing import LONGEST, OPTIONAL, Indexer, parts
from sensorium.core.tasks import (
    AUDIO_CLASSIFICATION,
    IMAGE_CAPTIONING,
    OPTICAL_CHARACTER_RECOGNITION,
    SHOT_BOUNDARY_DETECTION,
    SPEECH_RECOGNITION,
)
from sensorium.core.tasks.captioning import CaptioningOutput
from sensorium.core.tasks.matching import EmbeddingOutput
from sensorium.core.tasks.reading import ReadingOutput
from sensorium.core.tasks.shots import ShotsOutput
from sensorium.core.tasks.sound import SoundLabel, SoundOutput
from sensorium.core.tasks.speech import RecognitionOutput
from sensorium.core.values import (
    Audio,
    AudioStream,
    Probe,
    Segment,
    TimeSpan,
    Transcript,
    Video,
    VideoStream,
)

ALL = frozenset(task.name for task in OPTIONAL)
SPAN = TimeSpan(start=1.0, end=2.0)
PROBE = Probe(duration=20, video=VideoStream(width=4, height=4, fps=5), audio=AudioStream(rate=8000, channels=1))
FILM = Video(uri="/film.mp4", sha256="f" * 64, probe=PROBE)


class Models:
    """Answers every task; those named in `faults` fail."""

    def __init__(self, **faults: Exception) -> None:
        self.faults = faults
        self.asked: list[str] = []

    async def __call__(self, task: Any, given: Any) -> Any:
        name = task if isinstance(task, str) else task.name
        self.asked.append(name)
        if name in self.faults:
            raise self.faults[name]
        shots = (TimeSpan(start=0, end=4), TimeSpan(start=4, end=20))
        said = Segment(text=" Good morning. ", span=SPAN)
        return {
            TOWER: EmbeddingOutput(space="s", vector=(1.0, 0.0), text="grey dog"),
            SHOT_BOUNDARY_DETECTION.name: ShotsOutput(shots=shots),
            SPEECH_RECOGNITION.name: RecognitionOutput(
                transcript=Transcript(segments=(said, Segment(text=" ", span=SPAN)))
            ),
            OPTICAL_CHARACTER_RECOGNITION.name: ReadingOutput(text="EXIT\n 12"),
            AUDIO_CLASSIFICATION.name: SoundOutput(sounds=(SoundLabel(span=SPAN, label="siren", score=1.0),)),
            IMAGE_CAPTIONING.name: CaptioningOutput(caption="A dog."),
        }[name]


async def test_a_film_gives_shots_speech_writing_and_sounds() -> None:
    found = await Indexer(Models(), TOWER, "r", ALL).index(FILM)
    rows = [(row.kind, row.text, row.span and (row.span.start, row.span.end)) for row in found.indexed.rows]
    shots = [(0.0, 4.0), (4.0, 12.0), (12.0, 20.0)]
    assert rows == [
        *(("picture", "A dog. (grey dog)", span) for span in shots),
        ("writing", "EXIT 12", shots[0]),
        ("speech", "Good morning.", (1.0, 2.0)),
        ("sound", "siren", (1.0, 2.0)),
    ]
    assert found.notes == ()
    assert found.indexed.recipe == "r"


async def test_a_picture_has_no_span_and_only_what_may_be_asked_is() -> None:
    models = Models()
    found = await Indexer(models, TOWER, "r", frozenset()).index(image(1))
    assert [(row.kind, row.text, row.span) for row in found.indexed.rows] == [("picture", "grey dog", None)]
    assert models.asked == [TOWER]


async def test_sound_alone_is_heard_only() -> None:
    sound = Audio(uri="/a.wav", sha256="a" * 64, probe=Probe(duration=20, audio=PROBE.audio))
    found = await Indexer(Models(), TOWER, "r", ALL).index(sound)
    assert {row.kind for row in found.indexed.rows} == {"speech", "sound"}


async def test_what_one_model_cannot_tell_is_noted_and_the_rest_kept() -> None:
    models = Models(speech_recognition=MediaError("broken sound", where="/film.mp4"))
    found = await Indexer(models, TOWER, "r", ALL).index(FILM)
    assert {row.kind for row in found.indexed.rows} == {"picture", "writing", "sound"}
    assert found.notes == ("/film.mp4: broken sound",)


async def test_where_nothing_can_be_told_the_first_error_is_raised() -> None:
    with pytest.raises(ModelFailed, match="oh"):
        await Indexer(Models(tower=ModelFailed("oh")), TOWER, "r", frozenset()).index(image(1))
    silent = Audio(uri="/a.wav", sha256="a" * 64, probe=Probe(duration=1))
    with pytest.raises(BadInput, match="neither picture nor sound"):
        await Indexer(Models(), TOWER, "r", ALL).index(silent)


async def test_what_is_wrong_with_the_machine_ends_everything() -> None:
    with pytest.raises(WeightsError):
        await Indexer(Models(speech_recognition=WeightsError("missing")), TOWER, "r", ALL).index(FILM)


def test_long_shots_are_looked_at_again() -> None:
    shots = [TimeSpan(start=0, end=LONGEST), TimeSpan(start=LONGEST, end=LONGEST * 3 + 0.5), TimeSpan(start=30, end=30)]
    found = list(parts(shots))
    assert len(found) == 1 + 3
    assert found[0] == shots[0]
    assert found[-1].end == shots[1].end
    assert all(part.seconds <= LONGEST for part in found)
