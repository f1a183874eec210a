"""What a lexical index compares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.library.terms import LONGEST, MOST, stem, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [("cars", "car"), ("running", "run"), ("stopped", "stop"), ("parties", "party"), ("horses", "horse"),
     ("classes", "class"), ("driving", "drive"), ("riding", "rides"), ("standing", "stand")],
)  # fmt: skip
def test_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["bus", "glass", "red", "tennis", "sing", "sheep"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    assert stem(word) == word


def test_stop_words_alone_leave_nothing() -> None:
    assert terms("is there a the of") == []
    assert terms("的了") == []
    assert terms("") == []


def test_chinese_becomes_pairs_cut_at_stop_signs() -> None:
    assert terms("红色的汽车") == ["红色", "汽车"]
    assert terms("双层巴士") == ["双层", "层巴", "巴士"]
    assert terms("狗 dog's") == ["狗", "dog"]


@given(st.text(max_size=60))
def test_terms_are_bounded_and_never_hold_space(text: str) -> None:
    found = terms(text * 20)
    assert len(found) <= MOST
    assert all(term and len(term) <= LONGEST and not any(sign.isspace() for sign in term) for term in found)
