"""Films of clips, made with a pretended network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.media.clip import pictures_at
from sensorium.core.model import CallModel, Job
from sensorium.core.settings import Settings
from sensorium.core.tasks.generation import FilmInput, FilmOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.generation.film.fonts import FONTS
from sensorium.plugins.generation.hub import moving
from sensorium.plugins.generation.hub.clips import CLIP, ClipInput, ClipOutput, fitting, frames, written
from sensorium.plugins.generation.hub.moving import WanFilm, turned

SCRIPT = """# Morning

[image: the red sun]

The sun comes up.

# Evening

[card: The end]
"""


class RedClips(CallModel[ClipInput, ClipOutput]):
    """Red, and redder with time."""

    task = CLIP
    card = Card("red-clips", "1", "MIT")

    def run(self, jobs: Sequence[Job[ClipInput]]) -> Sequence[ClipOutput]:
        return [self._made(job) for job in jobs]

    def _made(self, job: Job[ClipInput]) -> ClipOutput:
        assert job.input.prompt == "the red sun"
        count = frames(job.input.seconds)
        shown = np.zeros((count, 64, 96, 3), np.uint8)
        shown[..., 0] = np.linspace(100, 250, count)[:, None, None]
        written(job.scratch / "clip.mp4", shown)
        return ClipOutput(video=job.keep(job.scratch / "clip.mp4", Video))


class Still(WanFilm):
    card = Card("still-wan", "1", "MIT", weights=FONTS, repeats="never")


def test_a_shot_with_a_prompt_moves_and_a_card_stays_a_card(monkeypatch: pytest.MonkeyPatch):
    store = WeightStore.of(Settings.load())
    if missing := store.missing(FONTS):
        pytest.skip(f"fonts not in the store: {', '.join(file.name for file in missing)}")
    monkeypatch.setattr(moving, "WanClips", RedClips)

    async def once() -> tuple[FilmOutput, list[np.ndarray]]:
        async with host_of(Still, RedClips, weights=store.folder(FONTS)) as host:
            given = FilmInput(script=SCRIPT, width=192, height=128, fps=10, silent=True)
            output = (await host.run(Still, given)).output
            return output, [picture for _, picture in pictures_at(output.video, [0.6, 3.4, 5.5])]

    output, (early, late, card) = asyncio.run(once())
    assert [shot.picture for shot in output.shots] == ["clip: the red sun", "card: The end"]
    assert early[..., 0].mean() > 2 * early[..., 1].mean()
    assert late[..., 0].mean() > early[..., 0].mean() + 10
    assert card[..., 0].mean() < 60


def test_a_clip_is_played_to_and_fro():
    assert [turned(at, 3) for at in range(7)] == [0, 1, 2, 1, 0, 1, 2]
    assert turned(9, 1) == 0


def test_sides_and_frames_are_those_the_network_takes():
    assert (fitting(64), fitting(100), fitting(3)) == (64, 96, 16)
    assert (frames(5.0), frames(0.1)) == (81, 5)
    assert all(frames(seconds / 7) % 4 == 1 for seconds in range(1, 35))


def test_a_written_clip_can_be_read(tmp_path: Path):
    from sensorium.core.media import open_media

    written(tmp_path / "clip.mp4", np.full((9, 64, 96, 3), 128, np.uint8))
    probe = open_media(tmp_path / "clip.mp4").probe
    assert probe.video is not None
    assert (probe.video.width, probe.video.height, probe.video.frames) == (96, 64, 9)
