"""Moments of phrases."""

from __future__ import annotations

from sensorium.core.values import TimeSpan
from sensorium.plugins.ocr.lines import SeenLine
from sensorium.plugins.ocr.merging import Lasting
from sensorium.plugins.ocr.moments import NEAREST, all_lines, of_phrase


def lasting(text: str, start: float = 0, end: float = 1, y: float = 0.1) -> Lasting:
    corners = ((0.1, y), (0.4, y), (0.4, y + 0.1), (0.1, y + 0.1))
    return Lasting([SeenLine(span=TimeSpan(start=start, end=end), text=text, score=0.9, corners=corners)])


def test_a_phrase_over_two_lines_is_one_moment_while_both_are_seen():
    rows = of_phrase("no smoking", [lasting("NO", 0, 5), lasting("SMOKING", 2, 9, y=0.3)], "m")
    best = max(rows, key=lambda row: row.score)
    assert (best.state, best.score) == ("verified", 1.0)
    assert (best.span.start, best.span.end) == (2, 5)
    assert len(best.evidence[0].boxes) == 2


def test_one_line_that_says_it_is_enough():
    (row,) = of_phrase("exit", [lasting("Exit"), lasting("please", y=0.3)], "m")[:1]
    assert row.state == "verified"
    assert len(row.evidence[0].boxes) == 1


def test_near_misses_are_few_and_contradicted():
    rows = of_phrase(
        "exit", [lasting(text, y=i / 10) for i, text in enumerate(["tax", "sit", "axe", "wit", "ex", "it"])], "m"
    )
    assert 0 < len([row for row in rows if row.state == "contradicted"]) <= NEAREST


def test_without_a_phrase_every_line_is_a_moment():
    assert [row.label for row in all_lines([lasting("a"), lasting("b")], "m")] == ["a", "b"]
