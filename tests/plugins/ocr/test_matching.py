"""Phrases looked for in what was read."""

from __future__ import annotations

import pytest

from sensorium.plugins.ocr.matching import CLOSE, WRITTEN, words, written


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        ("EXIT", ["Emergency exit"]),
        ("exit", ["EXIT 24"]),
        ("EXIT", ["EX1T"]),
        ("London landmark", ["Take a trip on a London landmark"]),
        ("no smoking", ["NO", "SMOKING"]),
        ("出口", ["安全出口"]),
        ("会议室", ["会议室正在使用"]),
        ("24 hours", ["OPEN 24HOURS"]),
        ("café", ["CAFE"]),
        ("modern", ["modem"]),
        ("WARREN'S PHARMACY", ["WARRENS", "PHARMACY"]),
    ],
)
def test_written_whatever_case_spacing_and_confusion(phrase: str, lines: list[str]):
    found = written(phrase, lines)
    assert found is not None
    assert found.score >= WRITTEN


@pytest.mark.parametrize(
    ("phrase", "line"),
    [("is", "this"), ("open", "opening hours"), ("stop", "bus depot"), ("出口", "进站"), ("car", "CARE")],
)
def test_not_inside_other_words(phrase: str, line: str):
    found = written(phrase, [line])
    assert found is None or found.score < WRITTEN


def test_one_letter_of_several_makes_a_candidate_or_better():
    found = written("Karlsruhe", ["Kartsruhe"])
    assert found is not None
    assert WRITTEN <= found.score < 1
    near = written("exit", ["exat"])
    assert near is not None
    assert CLOSE <= near.score < WRITTEN


def test_an_exact_phrase_is_worth_more_than_a_confused_one():
    exact, confused = written("EXIT", ["EXIT"]), written("EXIT", ["EX1T"])
    assert exact is not None
    assert confused is not None
    assert exact.score == 1.0 > confused.score


def test_lines_of_the_match_are_told():
    found = written("no smoking", ["Welcome", "No", "smoking", "please"])
    assert found is not None
    assert (found.first, found.end) == (1, 3)


def test_chinese_characters_are_words():
    assert words("小心地滑 Platform 12, don't") == ["小", "心", "地", "滑", "Platform", "12", "don't"]
