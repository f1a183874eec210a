"""A live session with pretended networks: what is committed is never taken back, whatever is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sensorium.plugins.speech.session import Guess, Session
from sensorium.plugins.speech.silero import RATE, STEP
from sensorium.plugins.speech.tokens import Unit

WORDS = ["<>", "we", "need", "more", "time", "now"]


class Loud:
    def feed(self, sound: Any) -> Any:
        return (np.abs(sound.reshape(-1, STEP)).mean(1) > 0.1).astype(np.float32)


class Saying:
    """One word a second, the last one wrong until the next is heard."""

    def guess(self, sound: Any, said: Sequence[int]) -> Guess:
        count = min(5, int(len(sound) / RATE + 0.5))
        tokens = [*range(1, count), 0] if count < 5 else list(range(1, 6))
        return Guess([Unit(WORDS[token], (token,)) for token in tokens[len(said) :]], "en")

    def text(self, tokens: Sequence[int]) -> str:
        return " ".join(WORDS[token] for token in tokens)

    def original(self, sound: Any) -> str:
        return "as spoken"


def run(seconds: list[float]) -> tuple[list[Any], Any]:
    session = Session(Loud(), Saying)  # type: ignore[arg-type]
    steps, now = [], 0.0
    for level in seconds:
        now += 1.0
        steps.append(session.feed(np.full(RATE, level, np.float32), now))
    return steps, session.end()


def test_words_stand_after_two_steps_and_times_go_up() -> None:
    steps, last = run([0.5] * 6 + [0.0] * 2)
    stands = [segment for step in [*steps, last] for segment in step.stands]
    assert " ".join(segment.text for segment in stands) == "we need more time now"
    assert [segment.text for segment in steps[2].stands] == ["we"]
    stable = 0.0
    for step in steps:
        assert all(stable <= segment.span.start < step.stable for segment in step.stands)
        assert step.tail is None or step.tail.span.start >= step.stable
        stable = step.stable
    assert [segment.text for step in steps for segment in step.spoken] == ["as spoken"]


def test_silence_says_nothing() -> None:
    steps, last = run([0.0] * 5)
    assert all(step == ((), None, (), 0.0) for step in [*steps, last])


def test_the_next_utterance_begins_anew() -> None:
    steps, last = run([0.5] * 5 + [0.0] * 2 + [0.5] * 5)
    stands = [segment.text for step in [*steps, last] for segment in step.stands]
    assert " ".join(stands) == "we need more time now we need more time now"
