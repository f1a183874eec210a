"""How exactly a shifted sound is found: ``python tests/benchmarks/alignment.py ../shared/media``.

No video of ours shows a person speaking throughout with the sound of it, so most of this is measured on puppets: a
photograph of a face whose mouth is opened as wide as recorded speech is loud, with the sound shifted by known offsets.
Beside them the one real clip with a speaking mouth (mmaction_test.avi, six seconds), its sound shifted in the same way,
and puppets with the speech of another recording, of which nothing should be told.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

import av
import cv2
import librosa
import numpy as np

import sensorium.plugins.shots
import sensorium.plugins.sound
import sensorium.plugins.speech
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import AlignmentInput
from sensorium.core.testing.running import isolated_registry
from sensorium.core.weights.store import WeightStore

RATE, FPS, SIDE = 16_000, 25, 384
OFFSETS = (-0.4, -0.2, 0.0, 0.2, 0.4)
FACES = ("faceapi_neutral", "langer_02s", "single_0.1")


def loudness(sound: np.ndarray) -> np.ndarray:
    """0..1 a frame, smoothed as a jaw would."""
    size = RATE // FPS
    level = np.sqrt((sound[: len(sound) // size * size].reshape(-1, size) ** 2).mean(1))
    return np.clip(np.convolve(level, [0.25, 0.5, 0.25], "same") / np.percentile(level, 95), 0, 1)


def mouth_of(picture: np.ndarray) -> tuple[float, float, float] | None:
    """Centre and width of the mouth of a square picture, in pixels, by the face detector's points."""
    from sensorium.plugins.face_expression.reader import FaceReader
    from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER

    folder = WeightStore.of(Settings.load()).folder((LANDMARKER, EXPRESSION), model="alignment")
    faces = FaceReader(folder / LANDMARKER.name, folder / EXPRESSION.name).find(picture)
    if not faces:
        return None
    face = faces[0]
    eyes = face.points[:2] * len(picture)
    centre = face.points[3] * len(picture)
    return float(centre[0]), float(centre[1]), float(np.linalg.norm(eyes[0] - eyes[1]))


def puppet(picture: np.ndarray, mouth: tuple[float, float, float], open_by: float) -> np.ndarray:
    """The picture with what lies under the lips' line moved down by `open_by` of the mouth's width."""
    x, y, width = mouth
    rows, columns = np.mgrid[: len(picture), : len(picture)].astype(np.float32)
    reach = np.exp(-(((columns - x) / (0.6 * width)) ** 2))
    gap = open_by * 0.5 * width * reach
    below = rows > y
    fade = np.clip(1 - (rows - y) / (2.0 * width), 0, 1)
    moved = cv2.remap(picture, columns, np.where(below, rows - gap * fade, rows).astype(np.float32), cv2.INTER_LINEAR)
    moved[below & (rows - gap * fade < y)] = (50, 15, 20)
    return moved


def film(path: Path, frames: list[np.ndarray], sound: np.ndarray, fps: float = FPS) -> None:
    with av.open(str(path), "w") as out:
        picture, voice = (
            out.add_stream("libx264", rate=round(fps)),
            out.add_stream("pcm_s16le", rate=RATE, layout="mono"),
        )
        picture.height, picture.width = frames[0].shape[:2]
        picture.pix_fmt = "yuv420p"
        for frame in frames:
            out.mux(picture.encode(av.VideoFrame.from_ndarray(frame, "rgb24")))
        out.mux(picture.encode(None))
        whole = av.AudioFrame.from_ndarray((sound[None] * 32767).astype(np.int16), "s16", "mono")
        whole.sample_rate = RATE
        out.mux([*voice.encode(whole), *voice.encode(None)])


def shifted(sound: np.ndarray, seconds: float) -> np.ndarray:
    """The same sound so much later, of the same length."""
    by = round(seconds * RATE)
    return np.concatenate([np.zeros(max(0, by)), sound[max(0, -by) :], np.zeros(max(0, -by))])[: len(sound)]


def films(media: Path, folder: Path) -> Any:
    """Name, true offset (None where nothing belongs together), and the file."""
    speech = [librosa.load(file, sr=RATE)[0] for file in sorted((media / "speech" / "librivox").glob("*.wav"))]
    for number, name in enumerate(FACES):
        stored = cv2.cvtColor(cv2.imread(str(media / "faces" / f"{name}.jpg")), cv2.COLOR_BGR2RGB)
        side = min(stored.shape[:2])
        top, left = (stored.shape[0] - side) // 2, (stored.shape[1] - side) // 2
        picture = cv2.resize(stored[top : top + side, left : left + side], (SIDE, SIDE))
        mouth = mouth_of(picture)
        if mouth is None:
            print(f"no face in {name}")
            continue
        voice = np.pad(np.concatenate([speech[number], np.zeros(RATE // 2), speech[number + 1]])[: 9 * RATE], RATE // 2)
        frames = [puppet(picture, mouth, each) for each in loudness(voice)]
        for offset in OFFSETS:
            path = folder / f"{name}{offset}.mkv"
            film(path, frames, shifted(voice, offset))
            yield f"puppet {name}", offset, path
        other = np.pad(np.concatenate([speech[-1 - number], np.zeros(len(voice))])[: len(voice) - RATE], RATE // 2)
        path = folder / f"{name}-other.mkv"
        film(path, frames, other)
        yield f"puppet {name}", None, path
    real = media / "video" / "mmaction_test.avi"
    sound = np.concatenate([part.to_ndarray()[0] for part in resampled(real)])
    with av.open(str(real)) as opened:
        frames = [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]
    for offset in OFFSETS:
        path = folder / f"real{offset}.mkv"
        film(path, frames, shifted(sound, offset))
        yield "real mmaction_test", offset, path


def resampled(path: Path) -> Any:
    resampler = av.AudioResampler("fltp", "mono", RATE)
    with av.open(str(path)) as opened:
        for frame in opened.decode(audio=0):
            yield from resampler.resample(frame)


async def measured(media: Path) -> None:
    registry = isolated_registry(sensorium.plugins.sound, sensorium.plugins.speech, sensorium.plugins.shots)
    errors, silent = [], []
    with tempfile.TemporaryDirectory() as home:
        store = WeightStore.of(Settings.load())
        async with Host(registry, LocalEngine(), store, Settings(home=Path(home))) as host:
            for name, true, path in films(media, Path(home)):
                given = AlignmentInput(video=open_media(path))
                output: Any = (await host.run("audio_visual_alignment", given, RunContext())).output
                shown = ", ".join(f"{each.span} {each.track} {each.score:.2f}" for each in output.speaking)
                print(f"{name:24} true {true}  told {output.offset} (score {output.score:.2f})  speaking: {shown}")
                if true is None:
                    silent.append(output.offset is None)
                elif name.startswith("puppet"):
                    errors.append(float("nan") if output.offset is None else abs(output.offset - true))
    known = np.array([error for error in errors if error == error])
    print(f"puppets: told {len(known)} of {len(errors)}, mean error {known.mean():.3f} s, largest {known.max():.3f} s")
    print(f"of another recording: rightly nothing told in {sum(silent)} of {len(silent)}")


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("media", type=Path)
    asyncio.run(measured(told.parse_args().media))


if __name__ == "__main__":
    main()
