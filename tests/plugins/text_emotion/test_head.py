"""The head and what it reads: hashed words, language, pieces, arithmetic, fitting."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.plugins.text_emotion.encoder import WIDTH, known_share
from sensorium.plugins.text_emotion.fitting import HIDDEN, QUERIES, Texts, fit
from sensorium.plugins.text_emotion.head import LABELS, Head
from sensorium.plugins.text_emotion.language import PIECE, language_of, pieces
from sensorium.plugins.text_emotion.model import HEAD
from sensorium.plugins.text_emotion.ngrams import BUCKETS, buckets, tokens
from sensorium.plugins.text_emotion.sketches import sketches


def test_words_after_a_negation_are_other_words_up_to_the_clauses_end():
    assert tokens("I don't feel happy, but glad") == ["i", "don't", "~feel", "~happy", ",", "but", "glad"]
    assert buckets("happy") != buckets("not happy")


def test_features_are_distinct_ordered_and_in_range():
    found = buckets("the cat and the cat and the cat!")
    assert found == sorted(set(found))
    assert all(0 <= each < BUCKETS for each in found)
    assert buckets("") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I feel happy", "en"),
        ("我今天很开心", "zh"),
        ("我今天很happy", "zh"),
        ("今日はとても嬉しい", ""),
        ("오늘 행복해요", ""),
        ("я рад", ""),
        ("12:30 !?", ""),
    ],
)
def test_language_by_writing(text: str, language: str):
    assert language_of(text) == language


def test_pieces_keep_every_word_in_order():
    text = " ".join(f"word{i}" + ("." if i % 37 == 0 else "") for i in range(500))
    found = list(pieces(text))
    assert " ".join(found) == text
    assert max(len(piece.split()) for piece in found) <= PIECE


def test_known_share_counts_words_left_whole():
    assert known_share(["the", "cat", "."]) == 1.0
    assert known_share(["la", "##ppen", "the"]) == 0.5
    assert known_share(["!"]) == 0.0


def untrained() -> Head:
    rng = np.random.default_rng(0)
    width = (QUERIES + 1) * WIDTH
    return Head(
        rng.normal(size=(WIDTH, QUERIES)),
        rng.normal(size=(width, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(size=(HIDDEN, 7)),
        np.zeros(7),
        rng.normal(size=(BUCKETS, 7)),
        np.zeros(7),
    )


def test_a_head_survives_its_file(tmp_path: Path):
    head, states = untrained(), np.random.default_rng(1).normal(size=(5, WIDTH)).astype(np.float32)
    head.save(tmp_path / "head.npz")
    back = Head.open(tmp_path / "head.npz")
    assert back.wide("a fine day") == pytest.approx(head.wide("a fine day"), abs=0.05)
    assert sum(back.chances(states, "a fine day").values()) == pytest.approx(1)


def test_the_shipped_head_is_small():
    assert HEAD.stat().st_size < 1_000_000


@pytest.mark.filterwarnings("ignore:lbfgs failed to converge")
def test_fitting_learns_what_is_there_to_learn():
    """Ten texts a label, told apart by their words and by one direction of their vectors."""
    rng = np.random.default_rng(0)
    words = ("hate", "yuck", "scare", "joy", "table", "tears", "wow")
    texts, states, targets = [], [], []
    for label, word in enumerate(words):
        for i in range(10):
            texts.append(f"{word} number {i}")
            vectors = rng.normal(0, 0.05, (4, WIDTH))
            vectors[:, label] += 0.5
            states.append(vectors)
            targets.append(np.eye(7)[label])
    offsets = np.arange(0, 4 * len(texts) + 1, 4)
    data = Texts(texts, np.concatenate(states).astype(np.float16), offsets, np.array(targets, np.float32))
    head = fit(data, np.arange(len(texts)), epochs=12, iterations=5)
    for label, word in enumerate(words):
        vectors = np.zeros((4, WIDTH), np.float32)
        vectors[:, label] = 0.5
        assert head.wide(word).argmax() == label
        assert head.deep(vectors).argmax() == label


def test_sketches_deny_as_well_as_name():
    rows = sketches()
    texts = {row.text.lower().rstrip("."): row.labels for row in rows}
    assert texts["i am not sad"] == ("neutral",)
    assert texts["i am so sad"] == ("sad",)
    assert {label for row in rows for label in row.labels} == set(LABELS)
    assert sketches() == rows
