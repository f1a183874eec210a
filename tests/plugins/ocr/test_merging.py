"""Lines made to last."""

from __future__ import annotations

from sensorium.core.values import TimeSpan
from sensorium.plugins.ocr.lines import SeenLine
from sensorium.plugins.ocr.merging import merged


def seen(start: float, text: str, x: float = 0.1, y: float = 0.1, score: float = 0.9, seconds: float = 1.0) -> SeenLine:
    corners = ((x, y), (x + 0.3, y), (x + 0.3, y + 0.1), (x, y + 0.1))
    return SeenLine(span=TimeSpan(start=start, end=start + seconds), text=text, score=score, corners=corners)


def told(lines: list[SeenLine]) -> list[tuple[str, float, float]]:
    return [(each.best.text, each.span.start, each.span.end) for each in merged(lines)]


def test_one_line_through_time_takes_the_text_read_most():
    lines = [seen(0, "EXIT"), seen(1, "EX1T", score=0.95), seen(2, "EXIT", score=0.8)]
    assert told(lines) == [("EXIT", 0, 3)]
    assert merged(lines)[0].best.score == 0.9


def test_another_text_in_the_same_place_is_another_line():
    assert told([seen(0, "good morning"), seen(1, "how are you")]) == [("good morning", 0, 1), ("how are you", 1, 2)]


def test_a_blink_does_not_part_a_line_but_a_long_absence_does():
    assert told([seen(0, "EXIT"), seen(3, "EXIT")]) == [("EXIT", 0, 4)]
    assert told([seen(0, "EXIT"), seen(4, "EXIT")]) == [("EXIT", 0, 1), ("EXIT", 4, 5)]


def test_a_slowly_moving_line_is_followed():
    assert told([seen(t, "NEWS", x=0.1 + 0.12 * t) for t in range(5)]) == [("NEWS", 0, 5)]


def test_equal_lines_of_one_instant_stay_two():
    assert told([seen(0, "124"), seen(0, "124", x=0.6), seen(1, "124"), seen(1, "124", x=0.6)]) == [
        ("124", 0, 2), ("124", 0, 2),
    ]  # fmt: skip


def test_nothing_stays_nothing():
    assert merged([]) == []
