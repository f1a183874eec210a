"""Finding out what a file holds, without trusting what its header claims."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.errors import MediaError
from sensorium.core.media.container import (
    MAX_PIXELS,
    SEEKABLE,
    STILL_FORMATS,
    opened,
    origin,
    packets,
    picture_stream,
    sound_stream,
)
from sensorium.core.media.still import cut_off, decode_still
from sensorium.core.media.upright import Turn, turn_of
from sensorium.core.values import AudioStream, Probe, VideoStream

if TYPE_CHECKING:
    import av.audio.stream
    import av.video.stream
    from av.container import InputContainer
    from av.video.frame import VideoFrame

    AVStream = av.video.stream.VideoStream | av.audio.stream.AudioStream

MAX_SECONDS = 24 * 3600.0
AGREEMENT = 0.5
"""Seconds by which a header's duration may differ from the last packet's end before it is not believed."""
LOOKED_AT = 240
"""Packets at the beginning whose times tell an even frame rate from a variable one."""


class Ending(NamedTuple):
    """Where reading on to the end of the file led: the last end in seconds, and packets met."""

    seconds: float
    packets: int


def probe(path: str | os.PathLike[str]) -> Probe:
    """What a file holds. A still picture lasts one second; damage found is told in `warnings`.

    Raises MediaError for what cannot be opened, holds neither picture nor sound, holds a picture of more than
    100 megapixels, or lasts more than a day.
    """
    where = os.fspath(path)
    with opened(path) as container:
        name = container.format.name
        video, audio = picture_stream(container), sound_stream(container)
        if video is None and audio is None:
            raise MediaError("holds neither pictures nor sound", where=where, fix="give a media file")
        if video is not None:
            _check_size(video, where)
        if name in STILL_FORMATS:
            return Probe(duration=1.0, video=_still(path), container=name, warnings=cut_off(path))
        claimed = (container.duration or 0) / 1_000_000
        heard = None if audio is None else _sound(audio)
    first = _first_picture(path) if video is not None else None
    duration, seen, warnings = _measure(path, name, claimed)
    if duration > MAX_SECONDS:
        raise MediaError(f"lasts {duration / 3600:.0f} hours", where=where, fix="cut it into days or less")
    moving = None if first is None else _pictures(path, first, seen, duration)
    if moving is not None and moving.frames == 1 and name in {"gif", "apng"}:
        duration = 1.0
    return Probe(duration=duration, video=moving, audio=heard, container=name, warnings=warnings)


def _check_size(stream: av.video.stream.VideoStream, where: str) -> None:
    context = stream.codec_context
    if context is None or context.width * context.height == 0 or context.width * context.height > MAX_PIXELS:
        raise MediaError(
            f"its picture cannot be read, or is larger than {MAX_PIXELS // 1_000_000} megapixels",
            where=where,
            fix="scale it down, or check that it plays in a media player",
        )


def _still(path: str | os.PathLike[str]) -> VideoStream:
    picture = decode_still(path)
    return VideoStream(width=picture.width, height=picture.height, fps=0.0, frames=1)


def _sound(stream: av.audio.stream.AudioStream) -> AudioStream:
    context = stream.codec_context
    return AudioStream(rate=context.sample_rate, channels=context.channels, codec=context.name)


def _first_picture(path: str | os.PathLike[str]) -> VideoFrame:
    from av.error import FFmpegError

    with opened(path) as container:
        stream = picture_stream(container)
        assert stream is not None
        tried = 0
        for packet in packets(container, stream):
            try:
                for frame in packet.decode():
                    return frame
            except FFmpegError:
                tried += 1
            if tried > LOOKED_AT:
                break
        for frame in _flushed(stream):
            return frame
    raise MediaError("none of its pictures can be decoded", where=os.fspath(path), fix="the file is damaged")


def _flushed(stream: av.video.stream.VideoStream) -> list[VideoFrame]:
    from av.error import FFmpegError

    try:
        return stream.decode(None)
    except FFmpegError:
        return []


def _measure(path: str | os.PathLike[str], name: str, claimed: float) -> tuple[float, int, tuple[str, ...]]:
    """Duration in seconds, picture packets counted (0 where not), and what is wrong with the file."""
    if name in SEEKABLE and claimed > 0:
        near = _read_on(path, from_seconds=max(0.0, claimed - 4.0))
        if abs(near.seconds - claimed) <= AGREEMENT:
            return claimed, 0, ()
    end = _read_on(path, from_seconds=None)
    if end.seconds <= 0:
        raise MediaError("holds no packets that can be read", where=os.fspath(path), fix="the file is cut off")
    lost = claimed - end.seconds
    if lost > AGREEMENT and name in SEEKABLE:
        told = f"the file ends at {end.seconds:.2f} s although its header says {claimed:.2f} s: cut off or damaged"
        return end.seconds, end.packets, (told,)
    close = claimed > 0 and abs(lost) <= AGREEMENT
    return (claimed if close else end.seconds), end.packets, ()


def _read_on(path: str | os.PathLike[str], from_seconds: float | None) -> Ending:
    from av.error import FFmpegError

    with opened(path) as container:
        zero = origin(container)
        streams = [s for s in (picture_stream(container), sound_stream(container)) if s is not None]
        if from_seconds is not None:
            try:
                container.seek(int((Fraction(from_seconds) + zero) * 1_000_000))
            except FFmpegError:
                return Ending(0.0, 0)
        return _last_end(container, streams, zero)


def _last_end(container: InputContainer, streams: Sequence[AVStream], zero: Fraction) -> Ending:
    from av.error import FFmpegError

    last, count, untimed = 0.0, 0, 0
    try:
        for packet in container.demux(streams):
            if not packet.size:
                continue
            is_picture = packet.stream.type == "video"
            count += is_picture
            time = packet.pts if packet.pts is not None else packet.dts
            if time is None or packet.time_base is None:
                untimed += is_picture
                continue
            last = max(last, float((time + (packet.duration or 0)) * packet.time_base - zero))
    except (FFmpegError, OSError):
        pass
    return Ending(max(last, untimed / _rate(streams)), count)


def _rate(streams: Sequence[AVStream]) -> float:
    import av.video.stream

    for stream in streams:
        if isinstance(stream, av.video.stream.VideoStream):
            return float(stream.average_rate or stream.guessed_rate or 25)
    return 25.0


def _pictures(path: str | os.PathLike[str], first: VideoFrame, seen: int, duration: float) -> VideoStream:
    turn = turn_of(first)
    with opened(path) as container:
        stream = picture_stream(container)
        assert stream is not None
        aspect = float(stream.sample_aspect_ratio or 1)
        frames = seen or stream.frames or None
        rate = _mean_rate(float(stream.average_rate or 0), frames, duration)
        variable = _uneven(container, stream)
        codec = stream.codec_context.name
    aspect = aspect if abs(aspect - 1) > 0.01 and 0.1 < aspect < 10 else 1.0
    width, height = upright_size(first.width, first.height, aspect, turn)
    return VideoStream(
        width=width, height=height, fps=rate, frames=frames, rotation=turn.degrees, pixel_aspect=aspect,
        variable=variable, codec=codec,
    )  # fmt: skip


def _mean_rate(stated: float, frames: int | None, duration: float) -> float:
    """The stated frame rate, or the counted one where the two are far apart (some AVI state their clock's)."""
    counted = frames / duration if frames and duration else 0.0
    return counted if counted and not 0.8 < stated / counted < 1.25 else stated


def upright_size(width: int, height: int, aspect: float, turn: Turn) -> tuple[int, int]:
    """(width, height) of a stored picture once its pixels are square and it stands upright."""
    wide = max(1, round(width * aspect))
    return (height, wide) if turn.sideways else (wide, height)


def _uneven(container: InputContainer, stream: av.video.stream.VideoStream) -> bool:
    times: list[int] = []
    for packet in packets(container, stream):
        if packet.pts is not None:
            times.append(packet.pts)
        if len(times) >= LOOKED_AT:
            break
    # Packets near the cut have later ones missing between them, because files store them in decoding order.
    times = sorted(times)[: max(2, len(times) - 16)] if len(times) >= LOOKED_AT else sorted(times)
    steps = sorted(b - a for a, b in pairwise(times))
    if len(steps) < 2 or stream.time_base is None:
        return False
    usual = steps[len(steps) // 2]
    slack = max(usual * 0.25, 2 * float(Fraction(1, 1000) / stream.time_base))
    return abs(steps[0] - usual) > slack or abs(steps[-1] - usual) > slack
