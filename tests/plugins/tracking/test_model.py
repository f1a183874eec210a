"""The object_tracking model: an answer for some spans is a part of the whole answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.tracking import TrackingInput, TrackingOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import TimeSpan, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, shots, tracking
from sensorium.plugins.grounding.detector import WEIGHTS
from sensorium.plugins.tracking.model import Tracking

PART = (TimeSpan(start=9.0, end=9.5), TimeSpan(start=17.0, end=18.0))


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((WEIGHTS,)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((WEIGHTS,))


def asked(weights: Path, film: Path, phrase: str, *withins: tuple[TimeSpan, ...] | None) -> list[TrackingOutput]:
    """The answers for each of `withins`, each of a host that has kept nothing."""
    video = open_media(film)
    assert isinstance(video, Video)

    async def run(within: tuple[TimeSpan, ...] | None) -> TrackingOutput:
        async with host_of(grounding, shots, tracking, weights=weights) as host:
            context = RunContext()
            given = TrackingInput(video=video, phrase=phrase, within=within)
            outcome = await host.run(Tracking, given, context)
            context.readers.close()
            return outcome.output

    return [asyncio.run(run(within)) for within in withins]


@pytest.mark.shared
@pytest.mark.weights
@pytest.mark.parametrize("phrase", ["red car", "blue car", "the largest car", "person left of a car"])
def test_some_spans_are_the_whole_cut_to_them(shared_media: Path, weights: Path, phrase: str):
    whole, part = asked(weights, shared_media / "video" / "composite_sad_red_car.mp4", phrase, None, PART)
    cut = [
        (shared, row.score, row.state, row.track)
        for row in whole.moments
        for span in PART
        if (shared := row.span.cut(span))
    ]
    told = [(row.span, row.score, row.state, row.track) for row in part.moments]
    assert sorted(told, key=str) == sorted(cut, key=str)
    known = {track.id: track for track in whole.tracks}
    assert all(known[track.id] == track for track in part.tracks)


@pytest.mark.shared
@pytest.mark.weights
def test_no_track_goes_through_a_cut(shared_media: Path, weights: Path):
    (whole,) = asked(weights, shared_media / "video" / "composite_sad_red_car.mp4", "person", None)
    assert whole.tracks
    for track in whole.tracks:
        assert all(not track.span.start + 0.1 < cut < track.span.end - 0.1 for cut in (4, 8, 12, 16, 20, 24))
