"""Models of pictures over a video: what they say of a frame is said of its second."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.errors import SensoriumError
from sensorium.core.framewise import over_frames, takes_frames
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Located, Task, Within
from sensorium.core.testing import host_of
from sensorium.core.testing.media import frame_number, make_video
from sensorium.core.values import Box, Evidence, Image, Moment, TimeSpan, Video
from sensorium.core.values.base import Value

FPS = 5


class In(Value):
    image: Image
    least: int = 0


class Out(Located):
    numbers: tuple[int, ...] = ()


TASK = Task("frame_numbers", "Read the number of a picture.", In, Out)


def told(number: int, given: In, time: float) -> Out:
    if number < given.least:
        return Out(numbers=(number,))
    box = Box(x0=0, y0=0, x1=1, y1=1)
    why = Evidence(text=str(given.image.time), span=given.image.whole, boxes=((time, box),))
    return Out(
        numbers=(number,), moments=(Moment(span=given.image.whole, score=0.9, label=str(number), evidence=(why,)),)
    )


class Windows(WindowModel[In, Out, Any, int]):
    task = TASK
    card = Card("author/numbers", "1", "MIT")
    sees = Sees(every=0.0, fps=4, size=(192, 108))

    def prepare(self, window: Window, given: In) -> Any:
        assert isinstance(given.image, Image)
        return window.frames[0]

    def forward(self, units: Sequence[Any]) -> Sequence[int | SensoriumError]:
        return [frame_number(unit) for unit in units]

    def read(self, raw: int, window: Window, given: In) -> Out:
        return told(raw, given, 0.0)


class Calls(CallModel[In, Out]):
    task = TASK
    card = Card("author/calls", "1", "MIT")

    def run(self, jobs: Sequence[Job[In]]) -> Sequence[Out | SensoriumError]:
        return [self._one(job) for job in jobs]

    def _one(self, job: Job[In]) -> Out:
        [window] = job.read(job.input.image, Sees(every=0.0, fps=1, size=(192, 108)))
        return told(frame_number(np.asarray(window.frames[0])), job.input, 0.0)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Video:
    video = open_media(make_video(tmp_path_factory.mktemp("film") / "film.mp4", seconds=9.5, fps=FPS))
    assert isinstance(video, Video)
    return video


def answer(kind: Any, film: Video, **given: Any) -> Out:
    async def once() -> Any:
        over = over_frames(kind)
        async with host_of(kind) as host:
            return (await host.run(over, over.task.input(image=film, **given))).output

    out: Out = asyncio.run(once())
    return out


@pytest.mark.parametrize("kind", [Windows, Calls])
def test_a_frame_a_second_is_seen_and_its_moments_are_that_seconds(kind: Any, film: Video) -> None:
    out = answer(kind, film, least=3 * FPS)
    assert out.numbers == tuple(second * FPS for second in range(10))
    assert [row.label for row in out.moments] == [str(second * FPS) for second in range(3, 10)]
    assert [(row.span.start, row.span.end) for row in out.moments] == [
        (float(s), min(s + 1.0, film.probe.duration)) for s in range(3, 10)
    ]
    for row in out.moments:
        [piece] = row.evidence
        assert piece.span == row.span
        assert piece.boxes[0][0] == row.span.start
        assert piece.text == str(row.span.start), "the picture knew which frame it was"


@pytest.mark.parametrize("kind", [Windows, Calls])
def test_only_the_part_that_is_asked_about_is_answered(kind: Any, film: Video) -> None:
    part = (TimeSpan(start=4.0, end=6.0),)
    assert [row.label for row in answer(kind, film, within=part).moments] == [str(4 * FPS), str(5 * FPS)]
    assert [row.label for row in answer(kind, film.part(part[0])).moments] == [str(4 * FPS), str(5 * FPS)]


def test_each_model_has_one_model_of_videos() -> None:
    assert over_frames(Windows) is over_frames(Windows)
    assert over_frames(Windows) is not over_frames(Calls)


def test_what_sees_videos_already_or_has_no_moments_takes_no_frames() -> None:
    class Both(Value):
        media: Image | Video
        within: Within = None

    class Words(Value):
        text: str = ""

    assert takes_frames(TASK)
    assert not takes_frames(Task("both", "See.", Both, Located))
    assert not takes_frames(Task("caption", "Say.", In, Words))
    assert not takes_frames(Task("text", "Read.", Words, Located))
