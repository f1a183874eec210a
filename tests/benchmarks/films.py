"""Composed films of known content, asked many things: ``python tests/benchmarks/films.py [MEDIA]``.

Real shots (mirrored, at other paces) are cut together in other orders with real voices, silences or no sound at all,
at several frame rates and sizes. What each shot shows and how each voice sounds is known, so what each request should
find follows. An answer is right where every expected span is met by a verified one (IoU >= 0.5) and nothing else over
half a second is verified; or where the count is right. Prints what was wrong, and how many were right of each kind.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sensorium.agent import Agent
from sensorium.agent.answer import Answer
from sensorium.core.settings import Settings
from sensorium.core.testing.media import frame_times, make_video
from sensorium.core.values import TimeSpan

Picture = NDArray[np.uint8]
SOUND = 16_000


class Source(NamedTuple):
    """A part of a file, in seconds, and what is the case all through it."""

    file: str
    start: float
    end: float
    facts: frozenset[str]


def source(file: str, start: float, end: float, facts: str) -> Source:
    """With the facts as words."""
    return Source(file, start, end, frozenset(facts.split()))


SOURCES = {
    "drift": source("davis_drift-straight.mp4", 0, 2.04, "car red turns"),
    "drift begins": source("davis_drift-straight.mp4", 0, 1.0, "car red perhaps"),
    "drift ends": source("davis_drift-straight.mp4", 1.0, 2.04, "car red turns"),
    "sedan": source("intel_person-bicycle-car-detection.gif", 0.3, 3.33, "car turns person"),
    "jeep": source("tuneavideo_car-turn.mp4", 0.6, 4.6, "car turns"),
    "panned": source("davis_car-shadow.mp4", 0, 1.62, "car"),
    "chase": source("tlp_carchase2.mp4", 2, 6, "car"),
    "road": source("sobral_video1.avi", 2, 6, "car"),
    "walkers": source("vtest.avi", 4, 8, "person"),
    "joggers": source("otb_jogging.mp4", 0, 4, "person"),
    "face": source("pyfeat_WolfgangLanger_Pexels.mp4", 1, 5, "person"),
}
"""What `perhaps` turns may be claimed or not."""
FEELINGS = {"01": "neutral", "03": "happy", "04": "sad", "05": "angry"}
GERMAN = {"N": "neutral", "F": "happy", "T": "sad", "W": "angry"}


class Shot(NamedTuple):
    """A source as it is shown, and the voice heard over it: a file of the speech folder, or none."""

    source: str
    voice: str = ""
    mirrored: bool = False
    pace: float = 1.0


class Film(NamedTuple):
    """Shots in order, and how the file is made."""

    name: str
    shots: tuple[Shot, ...]
    fps: float = 25
    size: tuple[int, int] = (640, 360)
    silent: bool = False
    rotation: int = 0
    uneven: bool = False


class Part(NamedTuple):
    """A shot in its film's time."""

    shot: Shot
    span: TimeSpan


def _ravdess(emotion: str, statement: int, actor: str) -> str:
    return f"ravdess/03-01-{emotion}-{'01' if emotion == '01' else '02'}-0{statement}-01-{actor}.wav"


def composed() -> Iterator[Film]:
    """The films; every voice and every source is in several."""
    angry, happy, sad, calm = "05", "03", "04", "01"
    yield Film("reordered", (
        Shot("drift", _ravdess(angry, 1, "01"), pace=0.5), Shot("walkers", _ravdess(sad, 2, "02")),
        Shot("road", _ravdess(happy, 1, "12")), Shot("drift", _ravdess(sad, 1, "01"), True, 0.55),
        Shot("face", _ravdess(calm, 2, "02")), Shot("jeep", _ravdess(angry, 2, "12")),
    ))  # fmt: skip
    yield Film("mirrored, 12 fps", (
        Shot("sedan", _ravdess(sad, 1, "02"), True), Shot("chase", _ravdess(angry, 2, "02"), True),
        Shot("jeep", "", True), Shot("joggers", _ravdess(happy, 2, "01"), True),
        Shot("drift", _ravdess(happy, 1, "02"), True, 0.6),
    ), fps=12)  # fmt: skip
    yield Film("german, 50 fps", (
        Shot("panned", "emodb/03a01Wa.wav", pace=0.6), Shot("sedan", "emodb/08a02Tb.wav"),
        Shot("walkers", "emodb/13a01Fd.wav"), Shot("drift", "emodb/03a04Ta.wav", pace=0.7),
        Shot("road", "emodb/08a01Na.wav"), Shot("jeep", "emodb/13a02Wa.wav", pace=1.3),
    ), fps=50)  # fmt: skip
    yield Film("silent", (
        Shot("road"), Shot("drift", pace=0.6), Shot("walkers"), Shot("sedan", pace=0.8), Shot("panned"),
        Shot("drift", "", True, 0.5), Shot("chase"),
    ), silent=True)  # fmt: skip
    yield Film("turned, silent", (
        Shot("jeep"), Shot("joggers"), Shot("drift", pace=0.5), Shot("panned", "", True, 0.5),
    ), silent=True, rotation=90)  # fmt: skip
    yield Film("uneven frames", (
        Shot("walkers", _ravdess(angry, 1, "12")), Shot("drift", _ravdess(sad, 2, "12"), pace=0.55),
        Shot("chase", ""), Shot("sedan", _ravdess(happy, 2, "12"), pace=0.8), Shot("panned", _ravdess(angry, 2, "01")),
    ), fps=30, uneven=True)  # fmt: skip
    yield Film("small", (
        Shot("face", _ravdess(sad, 2, "01")), Shot("jeep", _ravdess(happy, 2, "02")), Shot("road", ""),
        Shot("drift", _ravdess(angry, 1, "02"), pace=0.5), Shot("drift", _ravdess(sad, 1, "12"), True, 0.5),
    ), size=(320, 180))  # fmt: skip
    yield Film("cuts inside a turn", (
        Shot("drift begins", _ravdess(sad, 2, "02"), pace=0.5), Shot("walkers", ""),
        Shot("drift ends", _ravdess(angry, 2, "01"), pace=0.5), Shot("joggers", _ravdess(calm, 1, "12")),
        Shot("road", _ravdess(happy, 1, "12"), True),
    ))  # fmt: skip
    yield Film("no cars", (
        Shot("walkers", _ravdess(happy, 1, "01")), Shot("face", _ravdess(sad, 1, "02")), Shot("joggers", ""),
    ))  # fmt: skip


class Request(NamedTuple):
    """Words; the kind of knowledge they need; and what holds of a part that answers them."""

    text: str
    kind: str
    holds: Callable[[Part], bool]
    counts: bool = False
    pick: int | None = None


def fact(*names: str) -> Callable[[Part], bool]:
    """All these are the case in the part's source."""
    return lambda part: SOURCES[part.shot.source].facts >= set(names)


def felt(feeling: str) -> Callable[[Part], bool]:
    """The part's voice is one of that feeling."""

    def holds(part: Part) -> bool:
        folder, _, name = part.shot.voice.partition("/")
        if not folder:
            return False
        return feeling == (FEELINGS[name.split("-")[2]] if folder == "ravdess" else GERMAN[name[5]])

    return holds


def both(*conditions: Callable[[Part], bool]) -> Callable[[Part], bool]:
    return lambda part: all(condition(part) for condition in conditions)


def no(condition: Callable[[Part], bool]) -> Callable[[Part], bool]:
    return lambda part: not condition(part)


RED_TURN = fact("red", "turns")
REQUESTS = (
    Request("when does the red car turn", "event", RED_TURN),
    Request("红车什么时候转弯", "event", RED_TURN),
    Request("how many times does the red car turn", "count", RED_TURN, counts=True),
    Request("the first time the red car turns", "order", RED_TURN, pick=0),
    Request("the last time the red car turns", "order", RED_TURN, pick=-1),
    Request("when does a car turn", "event", fact("turns")),
    Request("how many times does a car turn", "count", fact("turns"), counts=True),
    Request("when does the blue car turn", "empty", lambda part: False),
    Request("when does a bus appear", "empty", lambda part: False),
    Request("shots where people are visible", "thing", fact("person")),
    Request("when is there no car", "negation", no(fact("car"))),
    Request("angry moments", "affect", felt("angry")),
    Request("happy moments", "affect", felt("happy")),
    Request("sad moments", "affect", felt("sad")),
    Request("找出愤怒的片段", "affect", felt("angry")),
    Request("angry moments where a car turns", "joined", both(felt("angry"), fact("turns"))),
    Request("happy moments where a car turns", "joined", both(felt("happy"), fact("turns"))),
    Request("sad moments where the red car turns", "joined", both(felt("sad"), RED_TURN)),
    Request("angry moments without a car", "joined", both(felt("angry"), no(fact("car")))),
)


@cache
def pictures(file: Path, start: float, end: float) -> tuple[tuple[float, ...], tuple[Picture, ...]]:
    """Times from `start` on, and frames."""
    import av

    times, frames = [], []
    with av.open(str(file)) as container:
        for frame in container.decode(video=0):
            at = float(frame.time or 0)
            if start <= at < end:
                times.append(at - start)
                frames.append(
                    frame.reformat(640, 640 * frame.height // frame.width // 2 * 2).to_ndarray(format="rgb24")
                )
    return tuple(times), tuple(frames)


def laid_out(film: Film) -> list[Part]:
    """The shots one after another; each lasts as long as its source at its pace."""
    parts, at = [], 0.0
    for shot in film.shots:
        shown = SOURCES[shot.source]
        seconds = (shown.end - shown.start) / shot.pace
        parts.append(Part(shot, TimeSpan(start=at, end=at + seconds)))
        at += seconds
    return parts


def made(film: Film, media: Path, into: Path) -> Path:
    """The film as a file."""
    import cv2

    parts = laid_out(film)
    width, height = film.size

    def paint(number: int, time: float, size: tuple[int, int]) -> Picture:
        part = next((part for part in parts if part.span.start <= time < part.span.end), parts[-1])
        shown = SOURCES[part.shot.source]
        times, frames = pictures(media / "video" / shown.file, shown.start, shown.end)
        at = (time - part.span.start) * part.shot.pace
        picture: Any = frames[max(0, int(np.searchsorted(times, at + 1e-6)) - 1)]
        tall = picture.shape[0] * width // picture.shape[1]
        if tall >= height:
            scaled = cv2.resize(picture, (width, tall), interpolation=cv2.INTER_AREA)
            picture = scaled[(tall - height) // 2 :][:height]
        else:
            wide = picture.shape[1] * height // picture.shape[0]
            scaled = cv2.resize(picture, (wide, height), interpolation=cv2.INTER_AREA)
            picture = scaled[:, (wide - width) // 2 :][:, :width]
        return np.ascontiguousarray(picture[:, ::-1] if part.shot.mirrored else picture)

    name = film.name.replace(" ", "-").replace(",", "")
    seconds = parts[-1].span.end
    times = frame_times(seconds, film.fps, film.uneven)
    seen = into / f"{name}-seen.mp4"
    make_video(seen, size=film.size, fps=film.fps, rotation=film.rotation, times=times, paint=paint)
    if film.silent:
        return seen
    return voiced(seen, into / f"{name}.mp4", soundtrack(parts, media), seconds)


def soundtrack(parts: Sequence[Part], media: Path) -> NDArray[np.float32]:
    """Each part's voice, 0.2 s after its beginning and cut at its end, over faint noise."""
    import soundfile
    import soxr

    sound = np.random.default_rng(0).normal(0, 1e-4, round(parts[-1].span.end * SOUND)).astype(np.float32)
    for part in parts:
        if part.shot.voice:
            voice, rate = soundfile.read(media / "speech" / part.shot.voice, dtype="float32")
            voice = soxr.resample(voice if voice.ndim == 1 else voice.mean(1), rate, SOUND)
            heard = np.flatnonzero(np.abs(voice) > 0.02 * np.abs(voice).max())
            voice = voice[heard[0] : heard[-1]]
            first = round((part.span.start + 0.2) * SOUND)
            room = round(part.span.end * SOUND) - first
            sound[first : first + min(room, len(voice))] += voice[:room]
    return sound


def voiced(seen: Path, target: Path, sound: NDArray[np.float32], seconds: float) -> Path:
    """The pictures of `seen` with `sound`."""
    import av

    with av.open(str(seen)) as film, av.open(str(target), "w") as out:
        copied = out.add_stream_from_template(film.streams.video[0])
        track: Any = out.add_stream("aac", rate=SOUND, layout="mono")
        track.bit_rate = 64_000
        for packet in film.demux(video=0):
            if packet.dts is not None:
                packet.stream = copied
                out.mux(packet)
        for at in range(0, len(sound), 1024):
            frame = av.AudioFrame.from_ndarray(sound[None, at : at + 1024], "fltp", "mono")
            frame.sample_rate, frame.pts = SOUND, at
            out.mux(track.encode(frame))
        out.mux(track.encode(None))
    return target


def expected(request: Request, parts: Sequence[Part]) -> list[TimeSpan]:
    """The spans that answer the request."""
    spans = [part.span for part in parts if request.holds(part)]
    if request.pick is not None:
        return [spans[request.pick]] if spans else []
    return spans


def faults(request: Request, answer: Answer, wanted: Sequence[TimeSpan], open_to: Sequence[TimeSpan]) -> list[str]:
    """What is wrong with the answer; what lies in `open_to` may be claimed or not."""
    if answer.error is not None:
        return [str(answer.error)]
    if request.counts:
        fine = range(len(wanted), len(wanted) + len(open_to) + 1)
        return [] if answer.result in fine else [f"told {answer.result}, not {len(wanted)}"]
    rows = [TimeSpan(start=row.start, end=row.end) for row in answer.verified]
    merged = list(wanted)
    if request.kind in ("thing", "negation"):
        # Every thing has rows of its own, and nothing ends with a shot that goes on in the next.
        merged, rows = joined(wanted), joined(rows)
    missed = [f"missed {span}" for span in merged if not any(row.iou(span) >= 0.5 for row in rows)]
    claims = [row for row in rows if row.seconds > 0.5 and not any(row.meets(span) for span in open_to)]
    false = [row for row in claims if not any(row.iou(span) >= 0.5 for span in merged)]
    return [*missed, *(f"wrongly {row}" for row in false)]


def joined(spans: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Overlapping and adjoining spans as one, in order."""
    merged: list[TimeSpan] = []
    for span in sorted(spans, key=lambda each: each.start):
        if merged and span.start - merged[-1].end < 0.1:
            merged[-1] = TimeSpan(start=merged[-1].start, end=max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


async def main(media: Path, only: str, kinds: str) -> None:
    """Print the figures."""
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    settings = Settings.load()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as home:
        # Nothing kept from before: what is measured is the code as it is now.
        (Path(home) / "weights").symlink_to(settings.home / "weights")
        async with Agent(settings.model_copy(update={"home": Path(home)})) as agent:
            for film in composed():
                if only not in film.name:
                    continue
                path = made(film, media, Path(folder))
                parts = laid_out(film)
                open_to = [part.span for part in parts if fact("perhaps")(part)]
                print(film.name, " ".join(f"{part.shot.source}@{part.span.start:.1f}" for part in parts), flush=True)
                for request in REQUESTS:
                    if kinds and request.kind not in kinds.split(","):
                        continue
                    if film.silent and request.kind in ("affect", "joined"):
                        continue
                    answer = await agent.ask(path, request.text, llm="none")
                    wrong = faults(request, answer, expected(request, parts), open_to)
                    right[request.kind][0] += not wrong
                    right[request.kind][1] += 1
                    if wrong:
                        print(f"  {request.text}: {'; '.join(wrong)}", flush=True)
    for kind, (good, count) in right.items():
        print(f"{kind:10} {good} of {count}")
    print(f"{'all':10} {sum(good for good, _ in right.values())} of {sum(count for _, count in right.values())}")


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("media", type=Path, nargs="?", default=Path(__file__).resolve().parents[3] / "shared" / "media")
    told.add_argument("--only", default="", help="films whose name has this")
    told.add_argument("--kinds", default="", help="these kinds of request alone, with commas")
    given = told.parse_args()
    asyncio.run(main(given.media, given.only, given.kinds))
