"""The track_events model, on made-up tracks and on real films."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.motion import Event, EventsInput
from sensorium.core.tasks.tracking import TrackingInput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Moment, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, motion, shots, tracking
from sensorium.plugins.grounding.detector import WEIGHTS
from sensorium.plugins.motion.model import Motion
from sensorium.plugins.tracking.model import Tracking

PLUGINS: tuple[ModuleType, ...] = (grounding, shots, tracking, motion)


class Asked(NamedTuple):
    seen: tuple[Moment, ...]
    done: dict[Event, tuple[Moment, ...]]


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((WEIGHTS,)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((WEIGHTS,))


def asked(weights: Path, film: Path, questions: dict[str, tuple[Event, ...]]) -> dict[str, Asked]:
    """What is seen and done, by phrase, all asked of one host."""

    async def run() -> dict[str, Asked]:
        video = open_media(film)
        assert isinstance(video, Video)
        answers = {}
        async with host_of(*PLUGINS, weights=weights) as host:
            context = RunContext()
            for phrase, events in questions.items():
                seen = (await host.run(Tracking, TrackingInput(video=video, phrase=phrase), context)).output
                done = {}
                for event in events:
                    given = EventsInput(video=video, tracks=seen.tracks, event=event)
                    done[event] = (await host.run(Motion, given, context)).output.moments
                answers[phrase] = Asked(seen.moments, done)
            context.readers.close()
        return answers

    return asyncio.run(run())


def sure(rows: tuple[Moment, ...]) -> list[Moment]:
    return [row for row in rows if row.state == "verified"]


@pytest.mark.shared
@pytest.mark.weights
def test_only_the_red_car_turns_and_twice(shared_media: Path, weights: Path):
    film = shared_media / "video" / "composite_sad_red_car.mp4"
    told = asked(weights, film, {"red car": ("turn", "turn right", "turn left"), "blue car": ("turn",), "car": ()})
    turns = sure(told["red car"].done["turn"])
    assert len(turns) == 2
    for turn, (start, end) in zip(turns, ((8, 12), (16, 20)), strict=True):
        shared = min(turn.span.end, end) - max(turn.span.start, start)
        union = max(turn.span.end, end) - min(turn.span.start, start)
        assert shared / union >= 0.5
        assert "degrees to its right" in turn.evidence[0].text
    assert len(sure(told["red car"].done["turn right"])) == 2
    assert sure(told["red car"].done["turn left"]) == []
    assert sure(told["blue car"].seen) == sure(told["blue car"].done["turn"]) == []
    assert told["blue car"].seen
    visible = sure(told["red car"].seen)
    assert any(row.span.start < 4.6 and row.span.end > 7.3 for row in visible)
    assert all(row.span.end <= 20.2 for row in sure(told["car"].seen))
    for low, high in ((12.2, 15.9), (16.2, 19.9)):
        assert any(row.span.start <= low and row.span.end >= high for row in sure(told["car"].seen))


@pytest.mark.shared
@pytest.mark.weights
def test_a_panning_camera_turns_no_car(shared_media: Path, weights: Path):
    told = asked(weights, shared_media / "video" / "davis_car-shadow.mp4", {"car": ("turn", "stop", "approach")})
    assert len(sure(told["car"].seen)) >= 1
    assert all(sure(rows) == [] for rows in told["car"].done.values())


@pytest.mark.shared
@pytest.mark.weights
def test_a_car_seen_from_above_turns_left(shared_media: Path, weights: Path):
    film = shared_media / "video" / "intel_person-bicycle-car-detection.gif"
    told = asked(weights, film, {"car": ("turn", "turn left", "turn right", "leave")})
    (turn,) = sure(told["car"].done["turn left"])
    assert turn.span.seconds > 1.5
    assert len(sure(told["car"].done["turn"])) == 1
    assert sure(told["car"].done["turn right"]) == []


@pytest.mark.shared
@pytest.mark.weights
def test_cars_that_pass_come_in_and_go_out(shared_media: Path, weights: Path):
    film = shared_media / "video" / "intel_car-detection.mp4"
    told = asked(weights, film, {"red car": ("enter", "leave", "turn", "stop")})
    (enter,), (leave,) = sure(told["red car"].done["enter"]), sure(told["red car"].done["leave"])
    assert enter.span.end < leave.span.start
    assert sure(told["red car"].done["turn"]) == sure(told["red car"].done["stop"]) == []


def test_no_tracks_no_events():
    video = Video.model_validate({"uri": "x.mp4", "sha256": "0" * 64, "probe": {"duration": 1.0}})

    async def run() -> tuple[Moment, ...]:
        async with host_of(*PLUGINS) as host:
            given = EventsInput(video=video, tracks=(), event="turn")
            return (await host.run(Motion, given, RunContext())).output.moments

    assert asyncio.run(run()) == ()
