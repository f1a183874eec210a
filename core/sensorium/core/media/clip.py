"""Cutting watchable clips and pictures out of media, for reports and for people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from sensorium.core.errors import MediaError
from sensorium.core.media.cost import Decoding
from sensorium.core.media.fit import Fitter, fit
from sensorium.core.media.frames import Film, Picture
from sensorium.core.media.kind import has_picture, require_video
from sensorium.core.media.passes import Pictures
from sensorium.core.media.sound import Sound
from sensorium.core.media.still import Still
from sensorium.core.values import Image, Media, TimeSpan

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.stream import VideoStream

CLIP_HEIGHT = 480
CLIP_RATE = 30.0
SOUND_RATE = 48_000
SOUND_BITS = 128_000
TICKS = 90_000


def extract(media: Media, span: TimeSpan, out: str | os.PathLike[str]) -> Path:
    """Write the watchable clip of a span as a small mp4 (H.264 and AAC), or m4a where there is only sound.

    At most 480 pixels high and 30 pictures a second, upright; sound is mono. Returns the path written. Raises
    MediaError where the span lies outside the medium.
    """
    import av

    real = span.cut(media.whole)
    if real is None:
        raise MediaError(f"has nothing at {span}", where=media.uri, fix=f"it covers {media.whole}")
    file = Path(out)
    with av.open(str(file), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        pictures = _film_stream(container, media) if has_picture(media) else None
        sound = _sound_stream(container) if media.probe.audio is not None else None
        if pictures is not None:
            _write_pictures(container, pictures, media, real)
        if sound is not None:
            _write_sound(container, sound, media, real)
    return file


def frame_jpeg(media: Media, time: float, width: int | None = None, quality: int = 85) -> bytes:
    """The picture shown at `time` seconds as a JPEG, at most `width` pixels wide."""
    return thumbnails(media, [time], width, quality)[0]


def thumbnails(media: Media, times: Sequence[float], width: int | None = 160, quality: int = 80) -> list[bytes]:
    """JPEGs of the pictures shown at `times`, in the order given."""
    made: dict[float, bytes] = {}
    for time, picture in pictures_at(media, sorted(set(times)), width):
        made[time] = _jpeg(picture, quality)
    return [made[time] for time in times]


def pictures_at(
    media: Media, times: Sequence[float], width: int | None = None
) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Each time, which must ascend, with the upright RGB picture shown then, at most `width` pixels wide."""
    require_video(media)
    video = media.probe.video
    assert video is not None
    size = fit((video.width, video.height), None, "stretch", media.crop).frame
    if width is not None and width < size[0]:
        size = (width, max(1, round(size[1] * width / size[0])))
    fitter = Fitter(fit((video.width, video.height), size, "stretch", media.crop))
    source = _source(media)
    try:
        for time in times:
            shown: Picture = source.at(time if not isinstance(media, Image) else media.time or 0.0)
            yield time, fitter(shown.frame)
    finally:
        source.close()


def _source(media: Media) -> Pictures:
    if isinstance(media, Image) and media.time is None:
        return Still(media.uri)
    return Film(media.uri, Decoding())


def _jpeg(picture: NDArray[np.uint8], quality: int) -> bytes:
    import cv2

    done, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise MediaError("a picture could not be written as JPEG", fix="report this with the medium")
    return bytes(data)


def _film_stream(container: OutputContainer, media: Media) -> VideoStream:
    import av

    video = media.probe.video
    assert video is not None
    shown = fit((video.width, video.height), None, "stretch", media.crop).frame
    height = min(CLIP_HEIGHT, shown[1]) // 2 * 2 or 2
    width = max(2, round(shown[0] * height / shown[1] / 2) * 2)
    codec = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    rate = Fraction(min(CLIP_RATE, video.fps or CLIP_RATE)).limit_denominator(1001)
    stream = cast("VideoStream", container.add_stream(codec, rate=rate))
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    if codec == "libx264":
        stream.options = {"preset": "superfast", "crf": "25"}
    return stream


def _write_pictures(container: OutputContainer, stream: VideoStream, media: Media, span: TimeSpan) -> None:
    import av

    rate = float(cast(Any, stream).average_rate or CLIP_RATE)
    times = [span.start + k / rate for k in range(max(1, round(span.seconds * rate)))]
    for number, (_, picture) in enumerate(pictures_at(media, times, stream.width)):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame = frame.reformat(width=stream.width, height=stream.height, format="yuv420p")
        frame.pts, frame.time_base = number, 1 / Fraction(rate).limit_denominator(1001)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _sound_stream(container: OutputContainer) -> AudioStream:
    stream = container.add_stream("aac", rate=SOUND_RATE)
    stream.layout = cast(Any, "mono")
    stream.bit_rate = SOUND_BITS
    return stream


def _write_sound(container: OutputContainer, stream: AudioStream, media: Media, span: TimeSpan) -> None:
    import av

    sound, first = Sound(media.uri, Decoding()), round(span.start * SOUND_RATE)
    total, each = round(span.seconds * SOUND_RATE), 1024
    for at in range(0, total, each):
        samples = sound.read(SOUND_RATE, first + at, min(each, total - at))
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, at, Fraction(1, SOUND_RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
    sound.close()
