"""How well one thing is followed against boxes drawn by hand: ``python tests/benchmarks/following.py [MEDIA_FOLDER]``.

Of each clip, the one track that fits best; its path between points is straight. A frame in which the thing is to be
seen and the track is not counts as missed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.tracking import TrackingInput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Track, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, shots, tracking
from sensorium.plugins.grounding.detector import WEIGHTS
from sensorium.plugins.tracking.model import Tracking

Boxes = NDArray[np.float64]
DAVIS = ("car-shadow", "car-roundabout", "drift-straight", "drift-chicane")


class Clip(NamedTuple):
    """A file, what is followed in it, and its box (x0, y0, x1, y1 as fractions) in each frame, NaN where it is not."""

    file: str
    phrase: str
    boxes: Boxes


def clips(folder: Path) -> Iterator[Clip]:
    """All with boxes."""
    drawn = json.loads((folder / "tracks" / "davis_boxes_from_masks.json").read_text())
    for name in DAVIS:
        rows = np.array([row or [np.nan] * 4 for row in drawn[name]], np.float64)
        yield Clip(f"davis_{name}.mp4", "car", rows / (854, 480, 854, 480))
    for number in (1, 2):
        rows = np.loadtxt(folder / "tracks" / f"otb_jogging_{number}.txt", delimiter=",")
        yield Clip("otb_jogging.mp4", "person", corners(rows, 352, 288))
    rows = np.loadtxt(folder / "tracks" / "tlp_carchase2_1280x720.txt", delimiter=",")
    yield Clip("tlp_carchase2.mp4", "car", corners(rows[:, 1:5], 1280, 720))


def corners(rows: Boxes, width: int, height: int) -> Boxes:
    """Of x, y, width, height in pixels."""
    return np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], 1) / (width, height, width, height)


def placed(track: Track, times: Boxes) -> Boxes:
    """The track's box at each time, NaN where it is not seen."""
    at = np.array([point.time for point in track.path])
    boxes = np.array([(point.box.x0, point.box.y0, point.box.x1, point.box.y1) for point in track.path])
    path = np.stack([np.interp(times, at, boxes[:, side]) for side in range(4)], 1)
    path[(times < track.span.start) | (times >= track.span.end)] = np.nan
    return path


def shared(one: Boxes, two: Boxes) -> Boxes:
    """IoU row by row, 0 where either is missing."""
    meet = np.clip(np.minimum(one[:, 2:], two[:, 2:]) - np.maximum(one[:, :2], two[:, :2]), 0, None).prod(1)
    union = (one[:, 2:] - one[:, :2]).prod(1) + (two[:, 2:] - two[:, :2]).prod(1) - meet
    return np.asarray(np.nan_to_num(meet / union), np.float64)


async def main(folder: Path) -> None:
    """Print a line for each clip."""
    store = WeightStore.of(Settings.load())
    print("clip                     frames   mean IoU   frames over IoU .5")
    async with host_of(grounding, shots, tracking, weights=store.folder((WEIGHTS,))) as host:
        for clip in clips(folder):
            film = open_media(folder / "video" / clip.file)
            assert isinstance(film, Video)
            assert film.probe.video
            times = np.arange(len(clip.boxes)) / film.probe.video.fps
            context = RunContext()
            found = (await host.run(Tracking, TrackingInput(video=film, phrase=clip.phrase), context)).output
            context.readers.close()
            seen = ~np.isnan(clip.boxes[:, 0])
            fits = [shared(placed(track, times), clip.boxes)[seen] for track in found.tracks]
            best = max(fits, key=lambda fit: float(fit.mean()), default=np.zeros(int(seen.sum())))
            over = 100 * (best >= 0.5).mean()
            print(f"{clip.file:24} {len(best):6d}   {best.mean():8.2f}   {over:6.0f} %", flush=True)


if __name__ == "__main__":
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "media"
    asyncio.run(main(here))
