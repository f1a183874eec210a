"""One mp4: H.264 pictures, AAC sound, a track of subtitles, chapters, ready to play while it is being fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from sensorium.core.values import Segment
from sensorium.plugins.generation.film.soundtrack import RATE

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.packet import Packet

MILLISECONDS = Fraction(1, 1000)
LANGUAGES = {"en": "eng", "zh": "zho", "ja": "jpn", "ko": "kor", "fr": "fra", "de": "deu", "es": "spa", "ru": "rus"}
_BT709 = 1
# The mov_text encoder derives its sample description from an ASS header and refuses to open without one.
_STYLE = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class Frame(NamedTuple):
    """A picture, RGB (height, width, 3), and whether a shot begins with it."""

    picture: NDArray[np.uint8]
    opens: bool


class Chapter(NamedTuple):
    """A part of the film by name, in seconds."""

    title: str
    start: float
    end: float


class Reel(NamedTuple):
    """What goes into the file beside pictures and sound."""

    size: tuple[int, int]
    fps: int
    title: str
    language: str
    subtitles: tuple[Segment, ...]
    chapters: Sequence[Chapter]


def write(file: Path, reel: Reel, frames: Iterator[Frame], sound: Iterator[NDArray[np.float32]]) -> None:
    """Write the film; pictures, sound and subtitles are taken as time goes on, so that little is held at once."""
    import av

    with av.open(str(file), "w", format="mp4", container_options={"movflags": "+faststart"}) as container:
        film = _Film(container, reel)
        heard = 0
        cues = list(reversed(reel.subtitles))
        for number, frame in enumerate(frames):
            film.see(frame, number)
            now = (number + 1) / reel.fps
            while heard < now * RATE and (block := next(sound, None)) is not None:
                film.hear(block, heard)
                heard += len(block)
            while cues and cues[-1].span.start <= now:
                film.read(cues.pop())
        for block in sound:
            film.hear(block, heard)
            heard += len(block)
        film.end()


class _Film:
    """The streams of a container being written."""

    def __init__(self, container: OutputContainer, reel: Reel) -> None:
        self._container = container
        self._fps = reel.fps
        language = LANGUAGES.get(reel.language, "und")
        options = {"crf": "19", "preset": "veryfast", "g": str(reel.fps * 10)}
        self._seen = cast(Any, container.add_stream("libx264", rate=reel.fps, options=options))
        self._seen.width, self._seen.height = reel.size
        self._seen.pix_fmt = "yuv420p"
        for tag in ("colorspace", "color_primaries", "color_trc", "color_range"):
            setattr(self._seen.codec_context, tag, _BT709)
        self._heard = cast(Any, container.add_stream("aac", rate=RATE))
        self._heard.layout, self._heard.bit_rate = "mono", 128_000
        self._heard.metadata["language"] = language
        self._read = self._text(language) if reel.subtitles else None
        if reel.title:
            container.metadata["title"] = reel.title
        container.set_chapters([_chapter(number, each) for number, each in enumerate(reel.chapters)])

    def see(self, frame: Frame, number: int) -> None:
        """Encode one picture; one that opens a shot can be jumped to."""
        import av
        from av.video.frame import PictureType
        from av.video.reformatter import Colorspace

        picture = av.VideoFrame.from_ndarray(frame.picture, format="rgb24")
        picture = picture.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
        picture.pts, picture.time_base = number, Fraction(1, self._fps)
        picture.pict_type = PictureType.I if frame.opens else PictureType.NONE
        self._mux(self._seen.encode(picture))

    def hear(self, block: NDArray[np.float32], at: int) -> None:
        """Encode samples, which begin `at` samples into the film."""
        import av

        frame = av.AudioFrame.from_ndarray(block[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        self._mux(self._heard.encode(frame))

    def read(self, cue: Segment) -> None:
        """Write one subtitle: its length in two bytes, then UTF-8."""
        import av

        text = cue.text.encode()
        packet = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.pts = packet.dts = round(cue.span.start * 1000)
        packet.duration = max(1, round(cue.span.end * 1000) - packet.pts)
        packet.time_base, packet.stream = MILLISECONDS, cast(Any, self._read)
        self._container.mux(packet)

    def end(self) -> None:
        """Give out what the encoders still hold."""
        self._mux(self._seen.encode(None))
        self._mux(self._heard.encode(None))

    def _mux(self, packets: Sequence[Packet[Any]]) -> None:
        for packet in packets:
            self._container.mux(packet)

    def _text(self, language: str) -> Any:
        stream = cast(Any, self._container.add_stream("mov_text"))
        stream.codec_context.subtitle_header = _STYLE
        stream.time_base = MILLISECONDS
        stream.metadata["language"] = language
        return stream


def _chapter(number: int, chapter: Chapter) -> Any:
    return {
        "id": number,
        "start": round(chapter.start * 1000),
        "end": round(chapter.end * 1000),
        "time_base": MILLISECONDS,
        "metadata": {"title": chapter.title},
    }
