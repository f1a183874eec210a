"""A third party's task of pictures is asked of a video, and gives way to what sees the video itself."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from driving.films import flashing
from sensorium.agent import Agent
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.plan import Plan
from sensorium.agent.query import parse_query
from sensorium.core.card import Card
from sensorium.core.errors import RequestError
from sensorium.core.model import CallModel, WindowModel
from sensorium.core.registry import Registry
from sensorium.core.sees import Sees
from sensorium.core.settings import Settings
from sensorium.core.task import Answers, Example, Located, Task
from sensorium.core.values import Audio, Image, Media, Moment, Video
from sensorium.core.values.base import Value


class In(Value):
    image: Image
    what: str = "glow"


class Whole(Value):
    video: Video
    what: str = "glow"


EXAMPLE = Example({"en": "when is there a glow", "zh": "什么时候有光亮"}, {"what": "glow"})
GLOW = Task("glow_detection", "Find a bright picture.", In, Located, (Answers("obj", "what"),), (EXAMPLE,))
WHOLE = Task("glow_in_films", "Find a bright film.", Whole, Located, (Answers("obj", "what"),))


class Glows(WindowModel[In, Located, float, float]):
    task = GLOW
    card = Card("author/glow", "1", "MIT", vocabulary=("glow",))
    sees = Sees(every=0.0, fps=1, size=(32, 18))

    def prepare(self, window: Any, given: In) -> float:
        return float(window.frames.mean())

    def forward(self, units: Any) -> Any:
        return units

    def read(self, raw: float, window: Any, given: In) -> Located:
        return Located(moments=(Moment(span=window.cell, score=0.9, label="glow"),)) if raw > 150 else Located()


class Films(CallModel[Whole, Located]):
    task = WHOLE
    card = Card("author/films", "1", "MIT", vocabulary=("glow", "glimmer"))

    def run(self, jobs: Any) -> Any:
        return [Located() for _ in jobs]


def registry(*models: Any) -> Registry:
    tasks = [model.task for model in models]
    plugin = SimpleNamespace(sensorium_register=lambda registrar: registrar.add(1, *tasks, *models))
    return Registry({"author": plugin}, discover=False)


def plan(query: str, kind: type[Media], *models: Any) -> Plan:
    return Compiler(registry(*models)).compile(parse_query(query), Policy(), kind, duration=8.0)


def test_the_plan_says_that_frames_are_seen() -> None:
    [step] = plan('obj("glow")', Video, Glows).steps
    assert (step.task, step.model, str(step.args["image"])) == (
        "glow_detection", "author/glow", "a frame of media every 1 s",
    )  # fmt: skip
    [step] = plan('call("glow_detection")', Video, Glows).steps
    assert step.framewise
    [step] = plan('obj("glow")', Image, Glows).steps
    assert not step.framewise


def test_what_sees_the_video_itself_goes_first() -> None:
    for models in ((Glows, Films), (Films, Glows)):
        assert plan('obj("glow")', Video, *models).tasks == ("glow_in_films",)
    assert plan('obj("glow")', Image, Glows, Films).tasks == ("glow_detection",)
    with pytest.raises(RequestError, match="known here: glimmer, glow"):
        plan('obj("comet")', Video, Glows, Films)


def test_sound_has_no_frames() -> None:
    with pytest.raises(RequestError, match="this needs image, and the medium is audio"):
        plan('obj("glow")', Audio, Glows)


@pytest.mark.parametrize("request_", ["when is there a glow", "什么时候有光亮", 'call("glow_detection")'])
async def test_it_is_answered_with_moments_of_the_film(tmp_path: Path, request_: str) -> None:
    film = flashing(tmp_path / "film.mp4", flashes=((2.0, 4.5), (7.0, 7.5)))
    async with Agent(Settings(home=tmp_path), registry(Glows)) as agent:
        answer = await agent.ask(film, request_, llm="none")
        assert answer.error is None
        assert [(row.start, row.end) for row in answer.verified] == [(2.0, 5.0), (7.0, 8.0)], (
            "seconds that touch are one"
        )
        counted = await agent.ask(film, "how many glows are there", llm="none")
        assert counted.result == 2
