"""A learnt fusion as a model: utterances, refusals, its place among the models."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sensorium.core.choosing import Preference, ranked
from sensorium.core.errors import BadInput, MediaError
from sensorium.core.host.join import cut
from sensorium.core.tasks.affect import AffectInput, AffectOutput
from sensorium.core.tasks.shots import ShotsOutput
from sensorium.core.tasks.speech import RecognitionOutput, VoiceOutput
from sensorium.core.training import Result
from sensorium.core.training.results import folder_of, keep
from sensorium.core.values import Audio, AudioStream, Probe, Segment, TimeSpan, Transcript, Video, VideoStream
from sensorium.plugins.affect import perceiving
from sensorium.plugins.affect.features import Parts, joined, places, size
from sensorium.plugins.affect.fusing import network
from sensorium.plugins.affect.learnt import LearntFusion, model_of
from sensorium.plugins.affect.model import LateFusion
from sensorium.plugins.affect.perceiving import perceived
from sensorium.plugins.face_expression.blendshapes import NAMES

VOICED = (TimeSpan(start=1, end=3), TimeSpan(start=5, end=7), TimeSpan(start=9, end=11))
SAID = ("fine", "sorry", "fine")


def medium(kind: Any = Video, sound: bool = True) -> Any:
    seen = VideoStream(width=64, height=36, fps=25) if kind is Video else None
    heard = AudioStream(rate=16_000, channels=1) if sound else None
    return kind(uri="/films/clip.mp4", sha256="0" * 64, probe=Probe(duration=12, video=seen, audio=heard))


class Asking:
    """A job over three shots with an utterance each; a face is to be seen in the second."""

    def __init__(self, **given: Any) -> None:
        self.input = AffectInput(**{"media": medium(), **given})

    def check(self) -> None: ...
    def progress(self, done: float, note: str = "") -> None: ...

    def read(self, media: Any, sees: Any, within: Any = None) -> Iterator[Any]:
        for start in np.arange(0, 12, 0.5):
            cell = TimeSpan(start=start, end=start + 0.5)
            if any(cell.meets(span) for span in within):
                yield SimpleNamespace(cell=cell, frames=[start])

    def ask(self, task: Any, given: Any) -> Awaitable[Any]:
        segments = tuple(Segment(text=text, span=at, language="en") for at, text in zip(VOICED, SAID, strict=True))
        whole = RecognitionOutput(transcript=Transcript(segments=segments))
        answers = {
            "shot_boundary_detection": ShotsOutput(shots=tuple(TimeSpan(start=a, end=a + 4) for a in (0, 4, 8))),
            "voice_activity_detection": VoiceOutput(voiced=VOICED),
            "speech_recognition": whole,
        }

        async def answer() -> Any:
            told = answers[task.name]
            return cut(told, given.within) if told is whole and given.within else told

        return answer()


class Senses:
    """The word sorry is a one, others are none."""

    def words_row(self, text: str) -> Any:
        return np.full(384, text == "sorry", np.float32) if text else None

    def shapes(self, picture: float) -> Any:
        return (1.0,) * len(NAMES) if 5 <= picture < 7 else None


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Says sad where the words say sorry, else happy."""

    def silent(job: Any, media: Any, spans: Any, rate: int) -> Iterator[Any]:
        yield from ((span, np.zeros(16_000, np.float32)) for span in spans)

    monkeypatch.setattr(perceiving, "heard", silent)
    made = network(2, 0)
    for value in made.values.values():
        value[...] = 0
    made.values["1.kernel"][places()["words"], 0] = 1
    made.values["4.kernel"][0] = (-1, 1)
    made.values["4.bias"][...] = (3, -3)
    arrays = {**made.values, "mean": np.zeros(size(), np.float32), "scale": np.ones(size(), np.float32)}
    result = Result(name="mine", trainer="affect", task="multimodal_affect", labels=("happy", "sad"), files=40)
    kind = model_of(keep(folder_of(tmp_path, "mine"), result, arrays), tmp_path)
    monkeypatch.setattr("sensorium.plugins.affect.learnt.Senses", lambda *given, **more: Senses())
    opened = kind()
    opened.load(SimpleNamespace(weights=lambda: tmp_path, threads=1))  # type: ignore[arg-type]
    return opened


def run(model: LearntFusion, **given: Any) -> Any:
    (answer,) = asyncio.run(model.run([Asking(**given)]))  # type: ignore[list-item]
    return answer


def test_every_utterance_is_judged(model: LearntFusion) -> None:
    told = run(model)
    assert [row.scores.best for row in told.timeline] == ["happy", "sad", "happy"]
    assert [(row.span.start, row.span.end) for row in told.timeline] == [(0, 4), (4, 8), (8, 12)]
    assert {row.modality for row in told.timeline} == {"fused"}
    assert told.timeline[1].text == "sorry"
    assert told.moments == ()


@pytest.mark.parametrize("feeling", ["sad", "negative"])
def test_a_feeling_is_found_with_what_it_rests_on(model: LearntFusion, feeling: str) -> None:
    (moment,) = run(model, feeling=feeling).moments
    assert (moment.state, moment.span.start, moment.span.end) == ("verified", 4, 8)
    assert moment.evidence[0].text.startswith("words: ")
    assert moment.evidence[0].voiced == (VOICED[1],)
    assert moment.evidence[0].clause == f'affect("{feeling}")'


def test_faces_count_only_where_allowed(model: LearntFusion) -> None:
    (moment,) = run(model, feeling="sad", faces=True).moments
    assert moment.evidence[0].text.startswith("words and face: ")


def test_a_restricted_run_is_the_whole_run_cut(model: LearntFusion) -> None:
    within = (TimeSpan(start=4.5, end=5), TimeSpan(start=9, end=10))
    whole, part = run(model, feeling="sad"), run(model, feeling="sad", within=within)
    assert len(part.timeline) == 2
    assert cut(part, within) == cut(whole, within)


def test_many_are_answered_as_one(model: LearntFusion) -> None:
    jobs: Any = [Asking(feeling="sad"), Asking(media=medium(Audio))]
    both = asyncio.run(model.run(jobs))
    alone = [asyncio.run(model.run([job]))[0] for job in jobs]
    assert list(both) == alone


def test_what_cannot_be_told_is_refused(model: LearntFusion) -> None:
    strange = run(model, feeling="angry")
    assert isinstance(strange, BadInput)
    assert "happy, sad, positive, negative" in strange.fix
    mute = run(model, media=medium(sound=False))
    assert isinstance(mute, MediaError)
    assert "clip.mp4" in str(mute)


def test_what_nothing_is_perceived_of_stays_unknown(model: LearntFusion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Senses, "words_row", lambda self, text: None)
    told = run(model, feeling="happy")
    assert {row.scores.unknown for row in told.timeline} == {1}
    assert isinstance(told, AffectOutput)
    assert told.moments == ()


def test_a_known_text_is_of_one_utterance(model: LearntFusion) -> None:
    (only,) = asyncio.run(perceived(Asking(), Senses(), "sorry"))  # type: ignore[arg-type]
    assert only.text == "sorry"
    assert only.utterance.voiced == VOICED
    assert (only.row == joined(Parts(np.ones(384, np.float32), None, None))).all()


def test_it_comes_after_the_built_in_fusion(model: LearntFusion) -> None:
    kind = type(model)
    assert ranked([kind, LateFusion], Preference()) == (LateFusion, kind)
    assert kind.card.vocabulary == ("happy", "sad", "positive", "negative")
    assert "your own" in (kind.card.fallback or "")
    assert len(kind.card.weights) == 2
