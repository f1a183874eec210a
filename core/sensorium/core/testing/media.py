"""Small synthetic media for tests: every frame carries its number, every sound is a tone.

    video = make_video(tmp_path / "clip.mp4", seconds=3, fps=25, audio=True)
    frame_number(window.frames[0])

Plugin authors use it to test on films whose truth they know: turned, of variable frame rate, with odd sizes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

Paint = Callable[[int, float, tuple[int, int]], NDArray[np.uint8]]
"""What a frame shows: (number, time in seconds, (width, height)) to RGB (height, width, 3)."""

Wave = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""A sound: from times in seconds to samples in -1..1."""

BITS = 12
TICKS = 60_000


def stripes(number: int, time: float, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The frame's number as twelve upright stripes, the highest bit left: red over blue for 1, black for 0.

    The upper half is brighter, so that turned and mirrored pictures read differently.
    """
    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    edges = np.linspace(0, width, BITS + 1).astype(int)
    for bit in range(BITS):
        if number >> (BITS - 1 - bit) & 1:
            picture[: height // 2, edges[bit] : edges[bit + 1]] = (255, 255, 255)
            picture[height // 2 :, edges[bit] : edges[bit + 1]] = (160, 160, 160)
    return picture


def frame_number(picture: NDArray[np.uint8]) -> int:
    """The number that `stripes` wrote into an upright picture (height, width, 3) of any size."""
    height, width = picture.shape[:2]
    row = picture[height // 8 : height * 3 // 8].mean(axis=(0, 2))
    centres = ((np.arange(BITS) + 0.5) * width / BITS).astype(int)
    return int(sum(1 << (BITS - 1 - bit) for bit, at in enumerate(centres) if row[at] > 127))


def make_video(
    path: str | os.PathLike[str],
    seconds: float = 2.0,
    fps: float = 25.0,
    size: tuple[int, int] = (192, 108),
    *,
    rotation: int = 0,
    vfr: bool = False,
    times: Sequence[float] | None = None,
    audio: bool = False,
    audio_from: float = 0.0,
    pix_fmt: str = "yuv420p",
    codec: str = "libx264",
    gop: int = 12,
    aspect: float = 1.0,
    paint: Paint = stripes,
) -> Path:
    """Write a film and return its path; the container follows from the name.

    Frames lie `fps` a second apart, or unevenly with `vfr`, or at exactly `times`. `rotation` is by how many
    degrees clockwise players must turn it (mp4 and mov only); `paint` draws upright pictures of `size`, stored
    turned back. `aspect` is a pixel's width over its height. `audio` adds a 440 Hz tone from `audio_from` on.
    """
    import av

    file = Path(path)
    moments = list(times) if times is not None else frame_times(seconds, fps, vfr)
    stored = (size[1], size[0]) if rotation % 180 == 90 else size
    with av.open(str(file), "w") as container:
        film = _film_stream(container, codec, fps, stored, pix_fmt, gop, aspect)
        tone = _Tone(container, file.suffix, seconds - audio_from, audio_from) if audio else None
        for number, time in enumerate(moments):
            container.mux(film.encode(_frame(np.rot90(paint(number, time, size), rotation // 90), time, pix_fmt)))
            if tone is not None:
                tone.write(until=time)
        container.mux(film.encode(None))
        if tone is not None:
            tone.write()
    if rotation:
        _mark_turned(file, rotation)
    return file


def make_audio(
    path: str | os.PathLike[str],
    seconds: float = 2.0,
    rate: int = 48_000,
    channels: int = 1,
    hertz: float = 440.0,
    *,
    wave: Wave | None = None,
) -> Path:
    """Write a sound and return its path; wav, flac, mp3, mkv or m4a by the name.

    It is what `wave` gives for the times of the samples, by default a tone at half of full scale.
    """
    import av

    file = Path(path)
    with av.open(str(file), "w") as container:
        _Tone(container, file.suffix, seconds, 0.0, rate, channels, wave or _tone(hertz)).write()
    return file


def frame_times(seconds: float, fps: float, vfr: bool = False) -> list[float]:
    """The frame times `make_video` uses: even, or shifted to and fro by up to 0.3 of a step."""
    count = max(1, round(seconds * fps))
    shift = [0.3 * np.sin(2.4 * k) if vfr and k else 0.0 for k in range(count)]
    return [float((k + s) / fps) for k, s in enumerate(shift)]


def _film_stream(
    container: OutputContainer, codec: str, fps: float, size: tuple[int, int], pix_fmt: str, gop: int, aspect: float
) -> VideoStream:
    rate = Fraction(fps).limit_denominator(1001)
    stream = cast("VideoStream", container.add_stream(codec, rate=rate))
    stream.width, stream.height = size
    stream.pix_fmt = cast(Any, pix_fmt)
    context = cast(Any, stream.codec_context)
    context.time_base, context.gop_size = Fraction(1, TICKS), gop
    context.sample_aspect_ratio = Fraction(aspect).limit_denominator(1000)
    if codec == "libx264":
        stream.options = {"preset": "ultrafast", "crf": "18", "bf": "2"}
    return stream


def _frame(picture: NDArray[np.uint8], time: float, pix_fmt: str) -> VideoFrame:
    import av

    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24").reformat(format=pix_fmt)
    frame.pts, frame.time_base = round(time * TICKS), Fraction(1, TICKS)
    return frame


def _tone(hertz: float = 440.0) -> Wave:
    return lambda times: 0.5 * np.sin(2 * np.pi * hertz * times)


class _Tone:
    """A sound of a container, written bit by bit so that pictures and sound lie side by side in the file."""

    def __init__(
        self, container: OutputContainer, suffix: str, seconds: float, begin: float,
        rate: int = 48_000, channels: int = 1, wave: Wave | None = None,
    ) -> None:  # fmt: skip
        codec = {".wav": "pcm_s16le", ".flac": "flac", ".mp3": "libmp3lame", ".mkv": "flac"}
        self._container = container
        self._stream = cast("AudioStream", container.add_stream(codec.get(suffix, "aac"), rate=rate))
        self._stream.layout = cast(Any, {1: "mono", 2: "stereo", 6: "5.1"}[channels])
        self._stream.bit_rate = 128_000 * channels
        self._rate, self._begin, self._at = rate, begin, 0
        samples = (wave or _tone())(np.arange(round(seconds * rate)) / rate)
        self._planes = np.tile(samples.astype(np.float32), (channels, 1))

    def write(self, until: float | None = None) -> None:
        """Encode on up to a time in seconds, or to the end."""
        import av

        total = self._planes.shape[1]
        while self._at < total and (until is None or self._begin + self._at / self._rate <= until):
            piece = np.ascontiguousarray(self._planes[:, self._at : self._at + 1024])
            frame = av.AudioFrame.from_ndarray(piece, format="fltp", layout=self._stream.layout.name)
            frame.sample_rate, frame.time_base = self._rate, Fraction(1, self._rate)
            frame.pts = self._at + round(self._begin * self._rate)
            self._container.mux(self._stream.encode(frame))
            self._at += 1024
        if until is None:
            self._container.mux(self._stream.encode(None))


def _mark_turned(file: Path, degrees: int) -> None:
    """Write the display matrix into an mp4's track headers (ISO/IEC 14496-12, 8.3.2), which PyAV cannot."""
    one = 1 << 16
    cosine, sine = {90: (0, one), 180: (-one, 0), 270: (0, -one)}[degrees % 360]
    matrix = np.array([cosine, sine, 0, -sine, cosine, 0, 0, 0, 1 << 30], ">i4").tobytes()
    content = bytearray(file.read_bytes())
    at = content.find(b"tkhd")
    start = at + 4 + (52 if content[at + 4] == 1 else 40)
    content[start : start + 36] = matrix
    file.write_bytes(bytes(content))
