"""Which vehicles turn, in clips whose truth is known: ``python tests/benchmarks/motion_events.py [MEDIA_FOLDER]``.

Each clip is also tried mirrored, slowed and hastened. Prints what was claimed of each, and the confusion table.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.motion import EventsInput
from sensorium.core.tasks.tracking import TrackingInput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Moment, TimeSpan, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, motion, shots, tracking
from sensorium.plugins.grounding.detector import WEIGHTS
from sensorium.plugins.motion.model import Motion
from sensorium.plugins.tracking.model import Tracking

Frames = list[NDArray[np.uint8]]
PACES = {"": 1.0, " slowed": 0.5, " hastened": 2.0}


class Clip(NamedTuple):
    """A file, the part of it that counts, what is followed, and the side it turns to: "" where it does not."""

    file: str
    phrase: str
    side: str
    start: float = 0.0
    end: float = 1e9


CLIPS = (
    Clip("davis_drift-straight.mp4", "red car", "right"),
    Clip("davis_drift-chicane.mp4", "car", "either"),
    Clip("intel_person-bicycle-car-detection.gif", "car", "left"),
    Clip("tuneavideo_car-turn.mp4", "car", "right", 0.0, 6.0),
    Clip("davis_car-shadow.mp4", "car", ""),
    Clip("intel_car-detection.mp4", "car", "", 14.5, 19.0),
    Clip("tlp_carchase2.mp4", "car", "", 0.0, 8.0),
    Clip("sobral_video1.avi", "car", "", 0.0, 8.0),
)
OTHER_SIDE = {"left": "right", "right": "left"}


def decoded(folder: Path, clip: Clip) -> tuple[Frames, float]:
    """The frames of a clip at most 640 wide, and their rate."""
    import av

    frames: Frames = []
    with av.open(str(folder / "video" / clip.file)) as container:
        stream = container.streams.video[0]
        rate = float(stream.average_rate or 25)
        for number, frame in enumerate(container.decode(stream)):
            if clip.start <= number / rate < clip.end:
                width = min(640, frame.width)
                height = round(frame.height * width / frame.width)
                frames.append(frame.reformat(width // 2 * 2, height // 2 * 2).to_ndarray(format="rgb24"))
    return frames, rate


def encoded(path: Path, frames: Frames, rate: float) -> Video:
    """The frames as a file."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(rate).limit_denominator(1000))
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt, stream.options = "yuv420p", {"crf": "18"}
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")))
        container.mux(stream.encode())
    media = open_media(path)
    assert isinstance(media, Video)
    return media


def variants(folder: Path, clip: Clip, into: Path) -> Iterator[tuple[str, str, Video]]:
    """(name, side, film) of a clip as it is, mirrored, and at other paces."""
    frames, rate = decoded(folder, clip)
    changes: dict[str, Callable[[Frames], Frames]] = {"": list, " mirrored": lambda kept: [f[:, ::-1] for f in kept]}
    for how, change in changes.items():
        for pace, factor in PACES.items():
            side = OTHER_SIDE.get(clip.side, clip.side) if how else clip.side
            name = clip.file.rsplit(".", 1)[0] + how + pace
            yield name, side, encoded(into / f"{name}.mp4", change(frames), rate * factor)


async def main(folder: Path) -> None:
    store = WeightStore.of(Settings.load())
    table = {(truth, told): 0 for truth in (True, False) for told in ("verified", "candidate", "none")}
    wrong_side, seconds, spent = 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as into:
        async with host_of(grounding, shots, tracking, motion, weights=store.folder((WEIGHTS,))) as host:
            for clip in CLIPS:
                for name, side, film in variants(folder, clip, Path(into)):
                    context = RunContext()
                    began = time.perf_counter()
                    followed = (await host.run(Tracking, TrackingInput(video=film, phrase=clip.phrase), context)).output
                    given = EventsInput(video=film, tracks=followed.tracks, event="turn")
                    rows: list[Moment] = list((await host.run(Motion, given, context)).output.moments)
                    spent += time.perf_counter() - began
                    context.readers.close()
                    seconds += film.probe.duration
                    best = max(
                        (row for row in rows if row.state != "contradicted"), key=lambda r: r.score, default=None
                    )
                    told = best.state if best else "none"
                    table[bool(side), told] += 1
                    said = best.evidence[0].text if best else ""
                    if best and side in OTHER_SIDE and best.state == "verified" and f"to its {side}" not in said:
                        wrong_side += 1
                    span = best.span if best else TimeSpan(start=0, end=0)
                    print(f"{name:48} {side or 'straight':9} {told:10} {span!s:16} {said}", flush=True)
    print("\n              verified  candidate  none")
    for truth, name in ((True, "turns"), (False, "does not")):
        print(f"{name:12}" + "".join(f"{table[truth, told]:10d}" for told in ("verified", "candidate", "none")))
    print(f"wrong side: {wrong_side}; {1000 * spent / seconds:.0f} ms a second of film, loading included")


if __name__ == "__main__":
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "media"
    asyncio.run(main(here))
