"""Key frames and boxes of the report."""

from __future__ import annotations

from pathlib import Path

from sensorium.agent.answer.report import _boxes, _times, write_report
from sensorium.agent.answer.schema import Answer, Coverage, Row, Searched, Timing
from sensorium.core.errors import ErrorInfo
from sensorium.core.values import Box, Evidence


def box(left: float) -> Box:
    return Box(x0=left, y0=0.2, x1=left + 0.2, y1=0.4)


def row(*pieces: Evidence) -> Row:
    return Row(start=0, end=10, score=1, state="verified", evidence=pieces)


CAR = Evidence(clause='obj("car")', boxes=((1.0, box(0.1)), (9.0, box(0.5))), track="a")
TURN = Evidence(clause='obj("car").event("turn")', boxes=((5.0, box(0.3)),), track="a")


def test_a_picture_has_no_times_in_the_report(tmp_path: Path) -> None:
    still = Searched(media="dog.jpg", seconds=1, picture=True, still=True)
    answer = Answer(request="狗", language="zh", query='obj("dog")', moments=(row(CAR),), near_misses=(row(CAR),),
                    coverage=Coverage(searched=(still,)), timing=Timing(total=1))  # fmt: skip
    write_report([answer], tmp_path / "report.html")
    body = (tmp_path / "report.html").read_text(encoding="utf-8").split("<body>")[1]
    assert "已证实" in body
    assert "verified<" not in body
    assert "–" not in body
    assert 'class="lane"' not in body


def test_an_error_has_a_report_too(tmp_path: Path) -> None:
    error = ErrorInfo(code="media", where="a.mp4", message="no such file")
    write_report([Answer(request="x", answer="a.mp4: no such file", error=error)], tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "a.mp4: no such file" in html
    assert "None" not in html


def test_frames_are_taken_where_boxes_are_known():
    assert _times(row(CAR, TURN)) == [1.0, 5.0, 9.0]
    assert _times(row(CAR.model_copy(update={"boxes": ((4.0, box(0)), (44.0, box(0)))}))) == [4.0]
    assert _times(row()) == [1.0, 5.0, 9.0]


def test_one_thing_has_one_box_however_many_clauses_speak_of_it():
    ((left, top, width, height, name),) = _boxes(row(CAR, TURN), 5.0)
    assert [round(side, 6) for side in (left, top, width, height)] == [30, 20, 20, 20]
    assert name == TURN.clause


def test_a_box_moves_between_what_is_known_and_is_not_drawn_far_from_it():
    assert round(_boxes(row(CAR), 7.0)[0][0], 6) == 40
    assert _boxes(row(CAR), 9.5) == []
    assert _boxes(row(Evidence(clause="x")), 1.0) == []
