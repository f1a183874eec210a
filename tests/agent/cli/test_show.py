"""What a person reads on a terminal."""

from __future__ import annotations

import re

import pytest

from sensorium.agent.answer.schema import Answer, Coverage, Row, Searched
from sensorium.agent.cli.listings import _type_name
from sensorium.agent.cli.show import WIDTH, show_answer, timeline
from sensorium.agent.cli.sizes import size
from sensorium.core.task import Located
from sensorium.core.values import Audio, Evidence, Video


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


def test_sizes_and_types_are_for_people() -> None:
    assert (size(0), size(4_602_795)) == ("-", "4.6MB")
    assert _type_name(Located) == "Located"
    assert _type_name(Audio | Video) == "Audio | Video"
    assert _type_name(Located.model_fields["moments"].annotation) == "tuple[Moment, ...]"
