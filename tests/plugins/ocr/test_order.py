"""Lines in reading order."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.ocr.order import in_reading_order
from sensorium.plugins.ocr.reader import Line


def line(text: str, x: float, y: float, height: float = 0.05) -> Line:
    return Line(np.array([[x, y], [x + 0.2, y], [x + 0.2, y + height], [x, y + height]], np.float32), text, 0.9)


def test_rows_from_the_top_each_from_the_left():
    lines = [line("d", 0.5, 0.52), line("b", 0.5, 0.1), line("c", 0.1, 0.5), line("a", 0.1, 0.12)]
    assert [each.text for each in in_reading_order(lines)] == ["a", "b", "c", "d"]


def test_no_lines():
    assert in_reading_order([]) == []
