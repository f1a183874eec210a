"""Folders as feelings."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.core.errors import BadInput
from sensorium.plugins.affect.feelings import mass
from sensorium.plugins.affect.labels import answerable, feelings_of, spread

HERE = Path("folder")


def test_names_and_nouns_are_known() -> None:
    told = feelings_of({"Joy", "anger", "surprised", "neutral"}, HERE)
    assert told == {"Joy": "happy", "anger": "angry", "surprised": "surprised", "neutral": "neutral"}
    assert set(feelings_of({"positive", "neutral", "negative"}, HERE).values()) == {"positive", "neutral", "negative"}


def test_other_names_and_mixtures_are_refused() -> None:
    with pytest.raises(BadInput, match="no feeling is called dogs") as error:
        feelings_of({"dogs", "happy"}, HERE)
    assert "positive" in error.value.fix
    with pytest.raises(BadInput, match="negative and happy overlap"):
        feelings_of({"happy", "negative"}, HERE)


def test_only_what_was_learnt_can_be_asked_for() -> None:
    assert answerable(("happy", "sad")) == ("happy", "sad", "positive", "negative")
    assert answerable(("neutral", "positive", "negative")) == ("neutral", "positive", "negative")
    assert answerable(("neutral", "surprised")) == ("neutral", "surprised")


def test_poles_are_shared_out() -> None:
    scores = spread({"positive": 0.5, "neutral": 0.1, "negative": 0.4})
    assert mass(scores, "positive") == pytest.approx(0.5)
    assert mass(scores, "negative") == pytest.approx(0.4)
    assert scores.angry == pytest.approx(0.1)
    assert scores.unknown == 0
