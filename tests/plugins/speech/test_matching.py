"""Finding a phrase in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.speech.matching import CLOSE, SAID, best_match, letters

WORDS = ["kids", "are", "talking", "by", "the", "door"]


def distance(one: str, other: str) -> int:
    """Levenshtein's recursion, as the oracle."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        fresh = [i + 1]
        for j, b in enumerate(other):
            fresh.append(min(fresh[j] + 1, row[j + 1] + 1, row[j] + (a != b)))
        row = fresh
    return row[-1]


def best_score(phrase: str, words: list[str]) -> float:
    wanted = letters(phrase)
    heard = [letters(word) for word in words]
    scores = [0.0]
    for first in range(len(heard)):
        for last in range(first + 1, len(heard) + 1):
            stretch = "".join(heard[first:last])
            scores.append(1 - distance(wanted, stretch) / max(len(wanted), len(stretch)))
    return max(scores)


def test_a_phrase_is_found_where_it_is_said() -> None:
    found = best_match("by the door", WORDS)
    assert found == (3, 6, 1.0)


@pytest.mark.parametrize("phrase", ["Talking, by the DOOR!", "talking by the dor", "talk-ing by the door"])
def test_spelling_case_and_marks_do_not_matter(phrase: str) -> None:
    found = best_match(phrase, WORDS)
    assert found is not None
    assert found.score >= SAID
    assert (found.first, found.last) == (2, 6)


def test_another_sentence_is_not_it() -> None:
    found = best_match("good morning everyone", WORDS)
    assert found is not None
    assert found.score < CLOSE


def test_a_word_is_not_found_inside_another() -> None:
    found = best_match("is", ["this"])
    assert found is not None
    assert found.score < CLOSE


def test_chinese_is_compared_by_character() -> None:
    assert best_match("早上好", list("大家早上好")) == (2, 5, 1.0)


def test_accents_are_forgiven() -> None:
    assert best_match("cafe", ["Café,"]) == (0, 1, 1.0)


@pytest.mark.parametrize(("phrase", "words"), [("", WORDS), ("...", WORDS), ("door", []), ("door", ["!"])])
def test_nothing_matches_nothing(phrase: str, words: list[str]) -> None:
    assert best_match(phrase, words) is None


@given(st.text("abc ", min_size=1, max_size=8), st.lists(st.text("abc", min_size=1, max_size=4), max_size=6))
def test_the_score_is_never_better_than_the_best_stretch_and_exact_when_said(phrase: str, words: list[str]) -> None:
    found = best_match(phrase, words)
    true = best_score(phrase, words) if letters(phrase) else 0.0
    score = found.score if found else 0.0
    assert score <= true + 1e-9
    if true == 1:
        assert score == 1
