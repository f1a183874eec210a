"""Answers: rows, words, near misses, exit statuses, the report."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from fakes.told import LENGTH, ToldHost, fake_registry, fake_video, moment
from sensorium.agent.answer.compose import compose
from sensorium.agent.answer.counting import Tally
from sensorium.agent.answer.report import write_report
from sensorium.agent.answer.run import Run
from sensorium.agent.answer.schema import Answer, Timing
from sensorium.agent.answer.words import clock, counted, language_of
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.execute import Execution
from sensorium.agent.query import parse_query
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.errors import ErrorInfo
from sensorium.core.host import RunContext
from sensorium.core.values import Moment, Video

REGISTRY = fake_registry()
TOLD = {
    "car": [moment(8, 12, track="a")],
    "turn": [moment(8.2, 12, track="a"), moment(20, 22, state="contradicted", track="c")],
    "sad": [moment(9, 16), moment(24, 27)],
}


def answered(query: str, told: Mapping[str, Sequence[Moment]] = TOLD, request: str = "a request") -> Answer:
    understood = Understanding(query=parse_query(query), unused=("very",))
    video = fake_video()
    plan = Compiler(REGISTRY).compile(understood.query, Policy(), Video, duration=LENGTH)
    host: Any = ToldHost(told, REGISTRY)
    done = asyncio.run(Execution(host, plan, understood.query, video, RunContext()).run())
    return compose(request, understood, [Run(video, plan, done)], Timing(run=1.0))


def test_another_thing_in_an_answer_is_no_near_miss() -> None:
    told = TOLD | {
        "car": [*TOLD["car"], moment(8, 12, state="contradicted", track="b")],
        "turn": [*TOLD["turn"], moment(9, 12, state="contradicted", track="b")],
    }
    answer = answered('obj("car").event("turn")', told)
    assert [(row.start, row.end) for row in answer.moments] == [(8.2, 12.0)]
    assert [(row.start, row.end) for row in answer.near_misses] == [(20.0, 22.0)]


def test_rows_words_and_status() -> None:
    answer = answered('and(affect("sad"), obj("car").event("turn"))')
    assert [(row.start, row.end, row.state) for row in answer.moments] == [(9.0, 12.0, "verified")]
    assert answer.moments[0].clip == (8.0, 13.0)
    assert answer.answer == "1 moment: 9.0 s–12.0 s"
    assert answer.exit_status == 0
    assert answer.coverage.unused == ("very",)


def test_near_misses_name_the_failing_clause() -> None:
    answer = answered('and(affect("sad"), obj("car").event("turn"))', TOLD | {"sad": [moment(24, 27)]})
    assert answer.exit_status == 3
    assert answer.answer.startswith("none found; searched 30.0 s of picture in clip.mp4")
    assert [(row.start, row.failed, row.why) for row in answer.near_misses] == [
        (8.2, 'affect("sad")', "nothing of the kind there")
    ]


def test_a_contradicted_row_is_a_near_miss_of_its_own_clause() -> None:
    answer = answered('obj("car").event("turn")')
    assert [(row.start, row.failed) for row in answer.near_misses] == [(20.0, 'obj("car").event("turn")')]


def test_counting_gives_a_number() -> None:
    answer = answered('count(obj("car").event("turn"))')
    assert (answer.goal, answer.result, answer.answer, answer.exit_status) == ("count", 1, "once", 0)


def test_counting_none_is_not_verified() -> None:
    assert answered('count(obj("dog"))').exit_status == 3


def test_lanes_show_every_clause() -> None:
    answer = answered('and(affect("sad"), obj("car").event("turn"))')
    assert [lane.clause for lane in answer.lanes] == ['affect("sad")', 'obj("car").event("turn")']


def test_chinese_is_answered_in_chinese() -> None:
    answer = answered('affect("sad")', request="找出悲伤的片段")
    assert answer.answer.startswith("找到 2 处：")


def test_json_survives() -> None:
    answer = answered('and(affect("sad"), obj("car").event("turn"))')
    assert Answer.model_validate_json(answer.model_dump_json()) == answer


@pytest.mark.parametrize(("code", "status"), [("media", 2), ("request", 2), ("weights", 1), ("model_failed", 1)])
def test_errors_have_their_status(code: str, status: int) -> None:
    answer = Answer(request="a", error=ErrorInfo(code=code, where="", message=""))
    assert answer.exit_status == status


def test_report_is_one_file_and_escapes(tmp_path: Path) -> None:
    answer = answered('affect("sad")', request="<script>alert(1)</script>")
    write_report([answer], tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "verified" in html
    assert "http://" not in html


def test_words() -> None:
    assert [clock(5.04), clock(62.5), clock(3723.46)] == ["5.0 s", "1:02.5", "1:02:03.5"]
    assert counted(Tally("times", 2, 1), "en") == "2 times (1 more possible)"
    assert counted(Tally("times", 2, 0), "zh") == "2 次"
    assert language_of("红色汽车") == "zh"
