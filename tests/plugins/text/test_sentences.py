"""Sentences of English and Chinese; nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.text.sentences import LONGEST, grouped, sentences

ALPHABET = 'ab A. ?!。，“”\n"(1'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mr. Smith is 3.5 m tall. Is he? Yes!", ["Mr. Smith is 3.5 m tall.", "Is he?", "Yes!"]),
        ("今天很好。你呢？“我也好。”他说。", ["今天很好。", "你呢？", "“我也好。”", "他说。"]),
        ('He said "stop." Then left...', ['He said "stop."', "Then left..."]),
        ("A title\n\nA text without an end", ["A title", "A text without an end"]),
        ("see www.example.com today", ["see www.example.com today"]),
    ],
)
def test_where_they_end(text: str, parts: list[str]) -> None:
    assert [row.text for row in sentences(text)] == parts


def test_nothing_has_none() -> None:
    assert list(sentences(" \n ")) == []


@given(st.text(ALPHABET, max_size=60))
def test_put_together_they_are_the_text(text: str) -> None:
    assert "".join(row.text + row.after for row in sentences(text)) == text.strip()


def test_long_ones_are_cut_and_groups_are_bounded() -> None:
    rows = list(sentences("word " * 500 + "end. " + "好" * 1500 + "。"))
    assert max(len(row.text) for row in rows) <= LONGEST
    assert all(sum(len(row.text) for row in group) <= 700 for group in grouped(rows, 700))
    assert [row for group in grouped(rows, 700) for row in group] == rows
