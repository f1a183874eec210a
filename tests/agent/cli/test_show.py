"""What a person reads on a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sensorium.agent.answer.schema import Answer, Coverage, Row, Searched, Timing
from sensorium.agent.cli.ask import with_report
from sensorium.agent.cli.listings import _type_name
from sensorium.agent.cli.show import WIDTH, best, show_answer, timeline
from sensorium.agent.cli.sizes import size
from sensorium.core.errors import ErrorInfo
from sensorium.core.task import Located
from sensorium.core.values import Audio, Evidence, Provenance, Video


def row(start: float, end: float, state: str = "verified") -> Row:
    evidence = Evidence(clause='obj("[red] car")', text="a [red] car", model="eye", score=0.9)
    return Row(start=start, end=end, score=0.9, state=state, evidence=(evidence,))  # type: ignore[arg-type]


def bare(line: str) -> str:
    return re.sub(r"\[/?\w+\]", "", line)


def test_a_timeline_is_as_long_whatever_is_on_it() -> None:
    for rows in ([], [row(0, 100)], [row(99.99, 100)], [row(0, 0.001), row(50, 51, "candidate")]):
        assert len(bare(timeline(rows, 100.0))) == WIDTH


def test_the_shortest_moment_shows_and_what_is_verified_lies_on_top() -> None:
    assert bare(timeline([row(99.999, 100)], 100.0))[-1] == "█"
    both = bare(timeline([row(0, 50), row(0, 100, "candidate")], 100.0))
    assert both == "█" * (WIDTH // 2) + "▒" * (WIDTH // 2)


def test_brackets_in_what_was_said_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(
        request="[bold]x", answer="1 moment [/x]", query='obj("[red] car")', moments=(row(1, 2),),
        coverage=Coverage(searched=(Searched(media="/a/[b].mp4", seconds=4, picture=True, sound=False),)),
    )  # fmt: skip
    show_answer(answer)
    out = capsys.readouterr().out
    for text in ("1 moment [/x]", 'obj("[red] car"): a [red] car (eye 0.90)', "[b].mp4"):
        assert text in out


def test_rows_of_several_media_name_their_file(capsys: pytest.CaptureFixture[str]) -> None:
    searched = tuple(Searched(media=f"/a/{name}.mp4", seconds=4, picture=True, sound=False) for name in ("one", "two"))
    second = row(3, 4).model_copy(update={"media": 1})
    show_answer(Answer(request="x", moments=(row(1, 2), second), coverage=Coverage(searched=searched)))
    lines = [line for line in capsys.readouterr().out.splitlines() if "verified" in line]
    assert [line.split()[0] for line in lines] == ["one.mp4", "two.mp4"]
    show_answer(Answer(request="x", moments=(row(1, 2),), coverage=Coverage(searched=searched[:1])))
    assert "one.mp4  1.0" not in capsys.readouterr().out


def pieces(*scores: tuple[str, float]) -> tuple[Evidence, ...]:
    return tuple(Evidence(clause=clause, text=f"seen {score}", model="eye", score=score) for clause, score in scores)


def test_the_best_pieces_stand_for_the_rest_each_clause_first() -> None:
    evidence = pieces(("a", 0.2), ("a", 0.9), ("a", 0.8), ("b", 0.1), ("a", 0.7))
    assert [(piece.clause, piece.score) for piece in best(evidence)] == [("a", 0.9), ("a", 0.8), ("b", 0.1)]
    assert best(evidence[:2]) == list(evidence[:2])


def test_long_evidence_is_cut_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    many = row(1, 2).model_copy(update={"evidence": pieces(*(("a", share / 10) for share in range(8)))})
    show_answer(Answer(request="x", moments=(many, row(3, 4))))
    out = capsys.readouterr().out
    assert len(re.findall(r"a: seen", out)) == 3
    assert "seen 0.7" in out
    assert re.findall(r"and \d+ more", out) == ["and 5 more"]


def test_a_model_is_listed_once_with_its_uses(capsys: pytest.CaptureFixture[str]) -> None:
    def used(task: str, *, cached: bool = False) -> Provenance:
        return Provenance(task=task, model="eye", version="1", licence="MIT", cached=cached)

    models = (used("looking"), used("seeing", cached=True), used("looking", cached=True), used("looking"))
    show_answer(Answer(request="x", coverage=Coverage(models=models)))
    lines = [line for line in capsys.readouterr().out.splitlines() if "eye" in line]
    assert lines == ["looking: eye 1, MIT (3 uses, 1 kept from before)", "seeing: eye 1, MIT (kept from before)"]


def test_a_picture_has_no_times(capsys: pytest.CaptureFixture[str]) -> None:
    searched = Searched(media="/a/dog.jpg", seconds=1, picture=True, still=True)
    missed = row(0, 1, "contradicted").model_copy(update={"failed": 'obj("cat")', "why": "no"})
    answer = Answer(request="x", moments=(row(0, 1, "candidate"),), near_misses=(missed,),
                    coverage=Coverage(searched=(searched,)))  # fmt: skip
    show_answer(answer)
    out = capsys.readouterr().out
    assert "in the picture  score 0.90  candidate" in out
    assert "near miss: " in out
    assert not re.search(r"\d s–|▒|real time", out)


def test_an_error_still_says_where_the_report_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    error = ErrorInfo(code="media", where="a.mp4", message="no such file")
    answer = with_report(Answer(request="x", answer="a.mp4: no such file", error=error), tmp_path / "report.html")
    show_answer(answer)
    printed = capsys.readouterr()
    assert printed.err.strip() == "sensorium: a.mp4: no such file"
    assert printed.out.strip() == f"report: {tmp_path / 'report.html'}"
    assert "no such file" in (tmp_path / "report.html").read_text(encoding="utf-8")


LATIN = re.compile(r"[A-Za-z]{2,}")


def test_a_chinese_answer_is_chinese_but_for_names(capsys: pytest.CaptureFixture[str]) -> None:
    evidence = (
        Evidence(clause='affect("happy")', text="voice: happy .95, unknown .20", model="M", score=0.9),
        Evidence(clause='obj("red car").event("turn")', model="M",
                 text="car 1.00 (detector); red 0.81 (30% black, 30% red); heading changed 79±11 degrees to its right"),
    )  # fmt: skip
    answer = Answer(
        request="红车", language="zh", answer="找到 1 处", query="q", moments=(Row(start=1, end=2, score=1,
        state="verified", evidence=evidence),),
        coverage=Coverage(unused=("快",), understood_by="rules",
                          searched=(Searched(media="/a/片.mp4", seconds=4, picture=True, sound=True),)),
        warnings=("facial expression takes part because the request names a face",),
        timing=Timing(total=1, realtime=4),
    )  # fmt: skip
    show_answer(answer)
    unsure = answer.moments[0].model_copy(update={"failed": 'obj("dog")', "why": "nothing of the kind there"})
    show_answer(answer.model_copy(update={"moments": (), "near_misses": (unsure,)}))
    out = capsys.readouterr().out.replace("片.mp4", "")
    assert not LATIN.findall(out)
    for said in ("已证实", "开心", "红色汽车转弯", "方向向右改变", "没有用到的词", "接近但不符"):
        assert said in out


def test_sizes_and_types_are_for_people() -> None:
    assert (size(0), size(4_602_795)) == ("-", "4.6MB")
    assert _type_name(Located) == "Located"
    assert _type_name(Audio | Video) == "Audio | Video"
    assert _type_name(Located.model_fields["moments"].annotation) == "tuple[Moment, ...]"
