"""The detector over a pretended network: shots, exact spans, phrases outside the vocabulary; and real clips."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.errors import RequestError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job, LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.settings import Settings
from sensorium.core.task import Located
from sensorium.core.tasks import SHOT_BOUNDARY_DETECTION
from sensorium.core.tasks.action import ActionInput
from sensorium.core.tasks.shots import ShotsInput, ShotsOutput
from sensorium.core.testing.media import make_video
from sensorium.core.testing.running import host_of
from sensorium.core.values import TimeSpan, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import action, shots
from sensorium.plugins.action.detector import ActionDetector
from sensorium.plugins.action.model import I3DActions
from sensorium.plugins.action.snippets import SNIPPETS, SnippetsInput, SnippetsOutput, told

LABELS = ("juggling balls", "clapping", "laughing")
CUT = 12.0


class Dull(WindowModel[SnippetsInput, SnippetsOutput, float, float]):
    """Juggling from 4 to 8 s and from 14 to 17 s; laughing else."""

    task = SNIPPETS
    sees = Sees(every=1.0, fps=1, size=(16, 16))
    card = Card("dull", "1", "MIT")

    def prepare(self, window: Window, given: SnippetsInput) -> float:
        return window.cell.start

    def forward(self, units: Sequence[float]) -> Sequence[float]:
        return list(units)

    def read(self, raw: float, window: Window, given: SnippetsInput) -> SnippetsOutput:
        juggles = 4 <= raw < 8 or 14 <= raw < 17
        return told(np.array([0.9, 0.05, 0.05] if juggles else [0.02, 0.08, 0.9], np.float32), window.cell, LABELS)


class Dulled(ActionDetector):
    network = Dull
    card = Card("dulled", "1", "MIT")

    def load(self, context: LoadContext) -> None:
        self._vectors = lambda texts: np.eye(len(texts), dtype=np.float32)


class TwoShots(CallModel[ShotsInput, ShotsOutput]):
    task = SHOT_BOUNDARY_DETECTION
    card = Card("two-shots", "1", "MIT")

    def run(self, jobs: Sequence[Job[ShotsInput]]) -> Sequence[ShotsOutput]:
        spans = TimeSpan(start=0, end=CUT), TimeSpan(start=CUT, end=20)
        return [ShotsOutput(shots=spans) for _ in jobs]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Video:
    video = open_media(make_video(tmp_path_factory.mktemp("film") / "film.mp4", seconds=20, fps=4, size=(32, 32)))
    assert isinstance(video, Video)
    return video


def answered(film: Video, phrase: str, within: tuple[TimeSpan, ...] | None = None) -> Located:
    async def once() -> Located:
        async with host_of(Dull, Dulled, TwoShots) as host:
            return (await host.run(Dulled, ActionInput(video=film, phrase=phrase, within=within))).output

    return asyncio.run(once())


def rows(answer: Located) -> list[tuple[str, str, float]]:
    return [(str(row.span), row.state, round(row.score, 2)) for row in answer.moments]


def test_each_time_is_found(film: Video):
    assert rows(answered(film, "person juggles balls")) == [
        ("4.00-8.00 s", "verified", 0.9),
        ("14.00-17.00 s", "verified", 0.9),
    ]


def test_nothing_goes_through_a_cut(film: Video):
    assert [span for span, state, _ in rows(answered(film, "someone laughs")) if state == "verified"] == [
        "0.00-4.00 s", "8.00-12.00 s", "12.00-14.00 s", "17.00-20.00 s",
    ]  # fmt: skip


def test_some_spans_are_the_whole_cut_to_them(film: Video):
    part = (TimeSpan(start=15.0, end=16.5),)
    assert rows(answered(film, "person juggles balls", part)) == [("15.00-16.50 s", "verified", 0.9)]


def test_what_is_nearly_seen_is_contradicted(film: Video):
    found = answered(film, "person claps").moments
    assert {row.state for row in found} == {"contradicted"}
    assert all("laughing" in row.evidence[0].text for row in found)


def test_an_unknown_action_is_an_error_that_helps(film: Video):
    with pytest.raises(RequestError, match=r"like 'stock market crash'.*another word"):
        answered(film, "stock market crash")


def real(shared_media: Path, name: str, phrase: str, *withins: tuple[TimeSpan, ...] | None) -> list[Located]:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(I3DActions.card.weights):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    video = open_media(shared_media / "video" / name)
    assert isinstance(video, Video)

    async def once() -> list[Located]:
        async with host_of(action, shots, weights=store.folder(I3DActions.card.weights)) as host:
            context = RunContext()
            asked = [ActionInput(video=video, phrase=phrase, within=within) for within in withins]
            answers = [(await host.run(I3DActions, each, context)).output for each in asked]
            context.readers.close()
            return answers

    return asyncio.run(once())


@pytest.mark.weights
def test_a_real_breakdance_is_found(shared_media: Path):
    (answer,) = real(shared_media, "davis_breakdance.mp4", "person breakdances", None)
    (row,) = (row for row in answer.moments if row.state == "verified")
    assert row.score > 0.8
    assert row.span.start < 0.5


@pytest.mark.weights
def test_it_is_not_taken_for_something_else(shared_media: Path):
    (answer,) = real(shared_media, "davis_motocross-jump.mp4", "person hugs", None)
    assert not [row for row in answer.moments if row.state != "contradicted"]
