"""Utterances found while the sound comes in, with a pretended detector: loud is speech."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sensorium.plugins.speech.endpoints import LONGEST, RATE, SECONDS, Endpoints
from sensorium.plugins.speech.silero import STEP


class Loud:
    def feed(self, sound: Any) -> Any:
        return (np.abs(sound.reshape(-1, STEP)).mean(1) > 0.1).astype(np.float32)


def noise(seconds: float, level: float = 0.5) -> Any:
    return np.full(round(seconds * RATE), level, np.float32)


def endpoints() -> Endpoints:
    return Endpoints(Loud())  # type: ignore[arg-type]


@pytest.mark.parametrize("piece", [RATE, 700])
def test_an_utterance_ends_with_the_pause_after_it(piece: int) -> None:
    sound, ends, found = np.concatenate([noise(1, 0), noise(2), noise(1, 0)]), endpoints(), []
    for at in range(0, len(sound), piece):
        found += ends.feed(sound[at : at + piece])
    assert len(found) == 1
    assert found[0].start == pytest.approx(1 - 0.3, abs=0.05)
    assert len(found[0].sound) / RATE == pytest.approx(0.3 + 2 + 0.2, abs=0.1)
    assert ends.open is None
    assert ends.end() is None


def test_silence_and_clicks_are_none() -> None:
    ends = endpoints()
    assert ends.feed(np.concatenate([noise(3, 0), noise(0.1), noise(3, 0)])) == []
    assert ends.end() is None


def test_the_one_under_way_is_open_and_ends_with_the_sound() -> None:
    ends = endpoints()
    assert ends.feed(noise(1.5)) == []
    assert ends.open is not None
    last = ends.end()
    assert last is not None
    assert len(last.sound) / RATE == pytest.approx(1.5, abs=SECONDS)


def test_a_voice_without_pause_is_cut_and_loses_nothing() -> None:
    ends = endpoints()
    found = ends.feed(noise(50))
    last = ends.end()
    assert last is not None
    assert all(len(each.sound) / RATE <= LONGEST + SECONDS for each in found)
    total = sum(len(each.sound) for each in [*found, last])
    assert total / RATE == pytest.approx(50, abs=2 * SECONDS)
    for before, after in pairwise(found):
        assert after.start == pytest.approx(before.start + len(before.sound) / RATE)
