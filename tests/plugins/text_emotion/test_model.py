"""The model: routing without weights, and real English through the real encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sensorium.core.settings import Settings
from sensorium.core.tasks.affect import TextEmotionInput, TextEmotionOutput
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.text_emotion.english import English
from sensorium.plugins.text_emotion.model import HEAD, TextEmotion
from sensorium.plugins.text_emotion.weights import MINILM


class Given:
    """A job that only carries a text."""

    def __init__(self, text: str, language: str = "") -> None:
        self.input = TextEmotionInput(text=text, language=language)
        self.scratch = Path()

    def check(self) -> None: ...
    def progress(self, done: float, note: str = "") -> None: ...
    def read(self, media: Any, sees: Any, within: Any = None) -> Any: ...
    def keep(self, file: Path, kind: Any) -> Any: ...
    def ask(self, task: Any, given: Any) -> Any: ...


def told(model: TextEmotion, *texts: str, language: str = "") -> list[TextEmotionOutput]:
    answers = model.run([Given(text, language) for text in texts])
    assert all(isinstance(answer, TextEmotionOutput) for answer in answers)
    return [answer for answer in answers if isinstance(answer, TextEmotionOutput)]


def test_chinese_needs_no_network():
    happy, plain = told(TextEmotion(), "我今天很开心", "孩子们在门口说话")
    assert happy.scores.best == "happy"
    assert happy.polarity > 0.5
    assert (plain.scores.unknown, plain.polarity) == (1.0, 0.0)


def test_other_languages_are_left_unknown():
    model = TextEmotion()
    assert told(model, "я очень рад")[0].scores.best is None
    assert told(model, "Ich bin froh", language="de")[0].scores.unknown == 1.0


@pytest.fixture(scope="module")
def model() -> TextEmotion:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(MINILM):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    ready = TextEmotion()
    ready._english = English(store.folder(MINILM), HEAD)
    return ready


@pytest.mark.weights
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I feel happy today", "happy"),
        ("I am not happy", "sad"),
        ("I am not sad", "neutral"),
        ("I miss my mother so much", "sad"),
        ("I hate you!", "angry"),
        ("I'm scared", "fearful"),
        ("This is so disgusting", "disgusted"),
        ("Oh my god, what was that?", "surprised"),
        ("A man is buying bread at the market.", "neutral"),
    ],
)
def test_english(model: TextEmotion, text: str, label: str):
    assert told(model, text)[0].scores.best == label


@pytest.mark.weights
def test_plain_sentences_claim_no_feeling(model: TextEmotion):
    for answer in told(model, "Kids are talking by the door.", "Dogs are sitting by the door"):
        assert answer.scores.neutral + answer.scores.unknown > 0.9
        assert abs(answer.polarity) < 0.1


@pytest.mark.weights
def test_a_batch_answers_as_one_by_one(model: TextEmotion):
    texts = ["I feel happy today", "no", "A long walk along the river took us home before the rain began."]
    assert told(model, *texts) == [told(model, text)[0] for text in texts]


@pytest.mark.weights
def test_foreign_writing_in_latin_letters_is_mostly_unknown(model: TextEmotion):
    (answer,) = told(model, "Der Lappen liegt auf dem Eisschrank.")
    assert answer.scores.best is None


@pytest.mark.weights
def test_empty_and_very_long_texts(model: TextEmotion):
    empty, long = told(model, " ", "I am so happy today. " * 200)
    assert empty.scores.unknown == 1.0
    assert long.scores.best == "happy"
