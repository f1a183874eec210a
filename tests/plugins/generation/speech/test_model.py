"""The voice that comes with the installation, as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sensorium.core.errors import BadInput, Refused
from sensorium.core.tasks.generation import SpeechInput, SpeechOutput
from sensorium.core.testing import run_model
from sensorium.plugins.generation.speech.model import RATE, HibariSpeech

TEXT = "Dr. Smith paid $9.99, i.e. too much. He left!\n\nThe end."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def spoken(home: Path) -> SpeechOutput:
    return said(home, TEXT)


def said(home: Path, text: str, **how: Any) -> SpeechOutput:
    answer = run_model(HibariSpeech, SpeechInput(text=text, **how), home=home)
    assert isinstance(answer, SpeechOutput)
    return answer


def samples(output: SpeechOutput) -> np.ndarray:
    sound, rate = soundfile.read(output.audio.uri, dtype="float32")
    assert rate == RATE
    return np.asarray(sound)


def test_segments_are_the_sentences_with_silence_between(spoken: SpeechOutput) -> None:
    assert [row.text for row in spoken.segments] == ["Dr. Smith paid $9.99, i.e. too much.", "He left!", "The end."]
    sound = samples(spoken)
    at = 0.0
    for row in spoken.segments:
        gap = sound[round(at * RATE) : round(row.span.start * RATE)]
        assert len(gap)
        assert not gap.any()
        assert np.abs(sound[round(row.span.start * RATE) : round(row.span.end * RATE)]).max() > 0.1
        at = row.span.end
    assert not sound[round(at * RATE) :].any()


def test_it_neither_clips_nor_whispers(spoken: SpeechOutput) -> None:
    assert 0.3 < np.abs(samples(spoken)).max() < 0.95


def test_the_same_text_is_the_same_file(home: Path, spoken: SpeechOutput) -> None:
    assert said(home, TEXT).audio.sha256 == spoken.audio.sha256


def test_twice_as_fast_is_about_half_as_long(home: Path, spoken: SpeechOutput) -> None:
    fast = said(home, TEXT, speed=2.0)
    assert 0.35 < fast.audio.probe.duration / spoken.audio.probe.duration < 0.65


def test_several_at_once_are_as_each_alone(home: Path, spoken: SpeechOutput) -> None:
    class Job:
        def __init__(self, text: str, folder: Path) -> None:
            self.input, self.scratch = SpeechInput(text=text, seed=7), folder
            folder.mkdir()

        def check(self) -> None: ...

        def progress(self, done: float, note: str = "") -> None: ...

        def keep(self, file: Path, kind: type) -> Any:
            from sensorium.core.media import open_media

            return open_media(file)

    class Context:
        threads = 1

    model = HibariSpeech()
    model.load(Context())  # type: ignore[arg-type]
    texts = ["Good morning.", "你好", "Good night."]
    together = model.run([Job(text, home / f"t{n}") for n, text in enumerate(texts)])  # type: ignore[misc]
    alone = [model.run([Job(text, home / f"a{n}")])[0] for n, text in enumerate(texts)]  # type: ignore[misc]
    assert isinstance(together[1], Refused)
    for one, other in zip((together[0], together[2]), (alone[0], alone[2]), strict=True):
        assert isinstance(one, SpeechOutput)
        assert isinstance(other, SpeechOutput)
        assert one.audio.sha256 == other.audio.sha256


@pytest.mark.parametrize(
    ("given", "error", "said_"),
    [
        ({"text": "你好"}, Refused, "hub profile"),
        ({"text": "Bonjour", "language": "fr"}, Refused, "'fr'"),
        ({"text": "say 你好 to my friends"}, BadInput, "character 5"),
        ({"text": "hi", "voice": "nobody"}, BadInput, "heart"),
        ({"text": "... 🙂 !"}, BadInput, "no words"),
    ],
)
def test_what_it_cannot_say(given: dict[str, Any], error: type[Exception], said_: str) -> None:
    with pytest.raises(error, match=said_):
        run_model(HibariSpeech, SpeechInput(**given))
