"""Hard cuts found in clips cut together at random: ``python tests/benchmarks/cuts.py [MEDIA]``.

Parts of 0.8 to 4 s of the folder's videos, some mirrored or darkened, are joined and encoded anew at even and uneven
rates. Counted are cuts told within 0.1 s, cuts missed and cuts told where none is.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
from films import pictures

from sensorium.core.media import open_media
from sensorium.core.tasks.shots import ShotsInput
from sensorium.core.testing import run_model
from sensorium.core.testing.media import frame_times, make_video
from sensorium.core.values import Video
from sensorium.plugins.shots.model import ShotBoundaries

FILMS = 12
PARTS = 20
RATES = (12, 15, 25, 30)
SIZE = (320, 180)
NEAR = 0.1


def made(seed: int, clips: list[Path], target: Path) -> list[float]:
    """Write a film of random parts; its cuts."""
    import cv2

    rng = np.random.default_rng(seed)
    parts, cuts = [], [0.0]
    last = -1
    for _ in range(PARTS):
        which = int(rng.choice([i for i in range(len(clips)) if i != last]))
        last = which
        begin = float(rng.uniform(0, 4))
        times, frames = pictures(clips[which], begin, begin + float(rng.uniform(0.8, 4)))
        if len(frames) > 8:
            parts.append((times, frames, rng.random() < 0.3, float(rng.choice([1, 1, 1, 0.4]))))
            cuts.append(cuts[-1] + times[-1] + times[1])
    starts = np.array(cuts[:-1])

    def paint(number: int, time: float, size: tuple[int, int]) -> np.ndarray:
        at = max(0, int(np.searchsorted(starts, time + 1e-6)) - 1)
        times, frames, mirrored, light = parts[at]
        picture = frames[max(0, int(np.searchsorted(times, time - starts[at] + 1e-6)) - 1)]
        small = cv2.resize(picture[:, ::-1] if mirrored else picture, size, interpolation=cv2.INTER_AREA)
        return np.asarray(small * light, np.uint8)

    rate = RATES[seed % len(RATES)]
    make_video(target, size=SIZE, fps=rate, times=frame_times(cuts[-1], rate, vfr=seed % 2 == 1), paint=paint)
    return cuts[1:-1]


def main(media: Path) -> None:
    """Print the figures."""
    clips = sorted(
        path for path in (media / "video").iterdir() if path.suffix != ".gif" and "composite" not in path.name
    )
    found, missed, false = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(FILMS):
            path = Path(folder) / f"{seed}.mp4"
            cuts = made(seed, clips, path)
            video = open_media(path)
            assert isinstance(video, Video)
            told = run_model(ShotBoundaries, ShotsInput(video=video)).cuts
            lost = [cut for cut in cuts if not any(abs(cut - other) < NEAR for other in told)]
            wrong = [other for other in told if not any(abs(cut - other) < NEAR for cut in cuts)]
            print(
                f"film {seed}: {len(cuts)} cuts; missed {np.round(lost, 2)}, wrongly told {np.round(wrong, 2)}",
                flush=True,
            )
            found, missed, false = found + len(cuts) - len(lost), missed + len(lost), false + len(wrong)
    print(
        f"{found + missed} cuts: recall {found / (found + missed):.3f}, precision {found / max(1, found + false):.3f}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "media")
