from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.media import open_media
from sensorium.core.tasks.shots import ShotsInput, ShotsOutput
from sensorium.core.testing import check_plugin, run_model
from sensorium.core.testing.media import Paint, make_video
from sensorium.core.values import TimeSpan, Video
from sensorium.plugins.shots.model import ShotBoundaries

pytest.importorskip("cv2")
pytest.importorskip("scenedetect")


def scene(seed: int) -> np.ndarray:
    """A smooth picture in a tint of its own, much wider than a frame, to pan over."""
    rng = np.random.default_rng(seed)
    rough = np.clip(rng.uniform(40, 215, 3) + rng.uniform(-60, 60, (6, 40, 3)), 0, 255)
    columns, rows = np.arange(WIDE) * 39 / WIDE, np.arange(90) * 5 / 90
    wide = np.stack([[np.interp(columns, np.arange(40), line) for line in rough[:, :, c]] for c in range(3)])
    grown = np.stack([[np.interp(rows, np.arange(6), line) for line in plane.T] for plane in wide])
    return np.asarray(grown.transpose(2, 1, 0), np.uint8)


WIDE = 2400
Change = Callable[[np.ndarray, int], np.ndarray]
SCENES = [scene(seed) for seed in range(6)]


def panning(
    cuts: list[float], speed: float = 60.0, change: Callable[[np.ndarray, int], np.ndarray] | None = None
) -> Paint:
    """Frames that pan over one scene after the other, `speed` pixels a second."""

    def paint(number: int, time: float, size: tuple[int, int]) -> np.ndarray:
        shot = sum(time >= cut for cut in cuts)
        left = int(time * speed) % (WIDE - size[0])
        picture = SCENES[shot % len(SCENES)][: size[1], left : left + size[0]]
        return np.ascontiguousarray(change(picture, number) if change else picture)

    return paint


def shots(path: Path, part: TimeSpan | None = None) -> ShotsOutput:
    video = open_media(path)
    assert isinstance(video, Video)
    output = run_model(ShotBoundaries, ShotsInput(video=video.part(part) if part else video))
    assert isinstance(output, ShotsOutput)
    return output


def film(path: Path, paint: Paint, seconds: float = 6.0, fps: float = 25.0, **options: object) -> Path:
    return make_video(path, seconds, fps, (160, 90), paint=paint, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("fps", "vfr"), [(25.0, False), (29.97, True), (10.0, False), (6.0, False)])
def test_cuts_between_panning_shots_are_found(tmp_path: Path, fps: float, vfr: bool) -> None:
    cuts = [1.3, 2.9, 4.4]
    found = shots(film(tmp_path / "a.mp4", panning(cuts), fps=fps, vfr=vfr)).cuts
    assert len(found) == 3
    assert max(abs(a - b) for a, b in zip(found, cuts, strict=True)) < 1 / fps + 1 / 32


def test_shots_tile_the_video(tmp_path: Path) -> None:
    output = shots(film(tmp_path / "a.mp4", panning([2.0, 4.0])))
    edges = [0.0, *output.cuts, open_media(tmp_path / "a.mp4").probe.duration]
    assert [(shot.start, shot.end) for shot in output.shots] == list(pairwise(edges))


@pytest.mark.parametrize("speed", [0.0, 120.0, 900.0])
def test_a_pan_is_no_cut(tmp_path: Path, speed: float) -> None:
    output = shots(film(tmp_path / "a.mp4", panning([], speed), seconds=2.4))
    assert output.cuts == ()
    assert len(output.shots) == 1


def test_dark_shots_are_told_apart(tmp_path: Path) -> None:
    dark = panning([3.0], change=lambda picture, number: (picture * 0.2).astype(np.uint8))
    assert len(shots(film(tmp_path / "a.mp4", dark)).cuts) == 1


def test_a_flash_is_no_cut(tmp_path: Path) -> None:
    def flash(picture: np.ndarray, number: int) -> np.ndarray:
        return np.minimum(picture.astype(int) + 120, 255).astype(np.uint8) if number in (40, 41) else picture

    assert shots(film(tmp_path / "a.mp4", panning([], 100.0, flash), seconds=4)).cuts == ()


def test_slides_that_stand_still_are_cut(tmp_path: Path) -> None:
    assert len(shots(film(tmp_path / "a.mp4", panning([2.0, 4.0], speed=0.0))).cuts) == 2


def test_a_part_of_a_video_is_watched_alone(tmp_path: Path) -> None:
    part = TimeSpan(start=2.5, end=5.0)
    output = shots(film(tmp_path / "a.mp4", panning([1.3, 4.0])), part)
    assert [round(cut, 1) for cut in output.cuts] == [4.0]
    assert (output.shots[0].start, output.shots[-1].end) == (2.5, 5.0)


def test_the_plugin_keeps_the_contract(tmp_path: Path) -> None:
    video = open_media(film(tmp_path / "a.mp4", panning([1.0]), seconds=2))
    check_plugin("sensorium.plugins.shots", tries={"adaptive-content": ShotsInput(video=video)})  # type: ignore[arg-type]


@pytest.mark.shared
def test_real_shots_with_drifting_and_panning_cameras(shared_media: Path) -> None:
    found = shots(shared_media / "video" / "composite_sad_red_car.mp4").cuts
    assert len(found) == 6
    assert max(abs(a - b) for a, b in zip(found, (4, 8, 12, 16, 20, 24), strict=True)) < 0.1


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["davis_drift-straight", "davis_scooter-black", "davis_motocross-jump", "davis_car-shadow"]
)
def test_one_shot_of_a_chasing_camera_has_no_cut(shared_media: Path, name: str) -> None:
    assert shots(shared_media / "video" / f"{name}.mp4").cuts == ()
