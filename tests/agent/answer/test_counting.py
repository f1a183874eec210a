"""How many: things of a picture, appearances in a film, occurrences, moments."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from fakes.told import LENGTH, ToldHost, fake_registry, fake_video, moment
from sensorium.agent import Agent
from sensorium.agent.answer.compose import compose
from sensorium.agent.answer.counting import Tally
from sensorium.agent.answer.run import Run
from sensorium.agent.answer.schema import Answer, Timing
from sensorium.agent.answer.words import counted
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.execute import Execution
from sensorium.agent.query import parse_query
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.host import RunContext
from sensorium.core.values import Video

REGISTRY = fake_registry()
TOLD = {
    "car": [moment(0, 4, track="a"), moment(2, 8, track="b"), moment(3, 5, track="c"), moment(4, 9, track="d"),
            moment(9, 10, 0.3, "candidate", track="e")],
    "bus": [moment(0, 9), moment(12, 14)],
    "person": [moment(0, 9, track="p")],
    "turn": [moment(1, 3, track="a"), moment(4, 6, track="b")],
    "sad": [moment(9, 16), moment(24, 27)],
}  # fmt: skip


def of_film(query: str, request: str = "how many") -> Answer:
    understood = Understanding(query=parse_query(query))
    plan = Compiler(REGISTRY).compile(understood.query, Policy(), Video, duration=LENGTH)
    host: Any = ToldHost(TOLD, REGISTRY)
    done = asyncio.run(Execution(host, plan, understood.query, fake_video(), RunContext()).run())
    return compose(request, understood, [Run(fake_video(), plan, done)], Timing())


@pytest.mark.parametrize(
    ("query", "unit", "english", "chinese"),
    [
        ('obj("car")', "appearances", "4 appearances of a car, at most 3 at once (1 more possible)",
         "汽车出现 4 次，同时最多 3 辆（另有 1 次待确认）"),
        ('obj("person")', "appearances", "1 appearance of a person", "人出现 1 次"),
        ('obj("dog")', "appearances", "0 appearances of a dog", "狗出现 0 次"),
        ('obj("bus")', "moments", "2 moments", "2 处"),
        ('and(obj("car"), time(0, 1))', "appearances", "1 appearance of a car", "汽车出现 1 次"),
        ('obj("car").event("turn")', "times", "2 times", "2 次"),
        ('before(obj("car").event("turn"), affect("sad"))', "times", "2 times", "2 次"),
        ('affect("sad")', "moments", "2 moments", "2 处"),
        ('and(affect("sad"), obj("bus"))', "moments", "1 moment", "1 处"),
    ],
)  # fmt: skip
def test_a_film_is_counted_in_what_was_found(query: str, unit: str, english: str, chinese: str) -> None:
    answer = of_film(f"count({query})")
    assert (answer.unit, answer.answer) == (unit, english)
    assert of_film(f"count({query})", request="几个").answer == chinese


@pytest.mark.parametrize(
    ("tally", "english", "chinese"),
    [
        (Tally("things", 6, 1, "person"), "6 people in the picture (1 more possible)",
         "图中有 6 个人（另有 1 个待确认）"),
        (Tally("things", 1, 0, "person"), "1 person in the picture", "图中有 1 个人"),
        (Tally("things", 0, 2, "red car"), "0 red cars in the picture (2 possible)",
         "图中有 0 辆红色汽车（有 2 辆待确认）"),
        (Tally("things", 7, 0, "child in red", media=2), "7 children in red in 2 pictures",
         "2 张图中共有 7 个穿红色衣服的孩子"),
        (Tally("appearances", 30, 10, "dog", 6), "30 appearances of a dog, at most 6 at once (10 more possible)",
         "狗出现 30 次，同时最多 6 只（另有 10 次待确认）"),
        (Tally("times", 1, 0), "once", "1 次"),
        (Tally("pictures", 2, 0, media=3), "2 pictures", "2 张图片"),
    ],
)  # fmt: skip
def test_what_was_counted_is_named(tally: Tally, english: str, chinese: str) -> None:
    assert counted(tally, "en") == english
    assert counted(tally, "zh") == chinese


@pytest.mark.weights
@pytest.mark.parametrize(
    ("request_", "said"),
    [("how many persons are there", "{} people in the picture"), ("图里有几个人", "图中有 {} 个人")],
)
async def test_persons_of_a_picture_are_counted_each(shared_media: Path, request_: str, said: str) -> None:
    picture = next((shared_media / "photos").rglob("2007_000793.jpg"))
    async with Agent() as agent:
        answer = await agent.ask(picture, request_, llm="none")
    assert answer.result in range(5, 9)
    assert answer.unit == "things"
    assert answer.answer.startswith(said.format(answer.result))
