"""What needs no network of the hub's text classifiers: labels, pieces, scores."""

from __future__ import annotations

import pytest

from sensorium.core.values import EMOTIONS
from sensorium.plugins.text_emotion.hub.classifiers import PIECE, GoEmotions, SevenEmotions, pieces
from sensorium.plugins.text_emotion.hub.labels import GOEMOTIONS, SENTIMENT, SEVEN, polarity_of


def test_every_label_is_one_of_ours():
    assert set(SEVEN.values()) == set(EMOTIONS)
    assert set(GOEMOTIONS.values()) == set(EMOTIONS)
    assert len(GOEMOTIONS) == 28
    assert not set(SENTIMENT["positive"]) & set(SENTIMENT["negative"])


def test_long_texts_are_cut_between_words_and_nothing_is_lost():
    text = " ".join(f"word{number}" for number in range(2_000))
    parts = pieces(text)
    assert " ".join(parts) == text
    assert max(map(len, parts)) <= PIECE


def test_a_text_without_spaces_is_cut_all_the_same():
    assert "".join(pieces("x" * 3_000)) == "x" * 3_000
    assert pieces("  ") == []


def test_seven_labels_keep_their_shares():
    shares = dict.fromkeys(SEVEN, 0.05) | {"joy": 0.7}
    told = SevenEmotions().affect(shares)
    assert told.scores.happy == pytest.approx(0.7)
    assert told.polarity == pytest.approx(0.7 - 0.2)


def test_what_no_label_claims_is_unknown():
    told = GoEmotions().affect(dict.fromkeys(GOEMOTIONS, 0.0) | {"grief": 0.6, "sadness": 0.3})
    assert told.scores.sad == pytest.approx(0.6)
    assert told.scores.unknown == pytest.approx(0.4)
    assert told.polarity == pytest.approx(-0.6)


def test_polarity_is_bounded():
    assert polarity_of({"sad": 0.9, "angry": 0.9}) == -1
