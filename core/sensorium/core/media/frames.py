"""Decoding pictures at given instants, exactly by their time stamps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.errors import MediaError
from sensorium.core.media.container import MAX_PIXELS, SEEKABLE, opened, origin, picture_stream
from sensorium.core.media.cost import Decoding

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

KEY_INTERVAL = 4.0
"""Seconds between key frames where the file has no index that tells."""
REORDER = 0.25
"""Seconds by which a picture may be shown later than its index entry, kept in decoding order, says."""
WORTH_SEEKING = 0.5
"""Seconds of decoding a seek must spare: less is lost in restarting the decoder."""


class Picture(NamedTuple):
    """A decoded frame and the media time, in seconds, from which it is shown."""

    time: float
    frame: VideoFrame


class Film:
    """The pictures of one file, walked forwards.

    A picture is shown from its own time until the next one's: at instant t the last picture with time <= t is
    shown, before the first picture the first. Broken packets are skipped and counted.
    """

    def __init__(self, path: str | os.PathLike[str], cost: Decoding) -> None:
        self.path = os.fspath(path)
        self.cost = cost
        self._hold = ExitStack()
        self._container: InputContainer = self._hold.enter_context(opened(path))
        stream = picture_stream(self._container)
        if stream is None:
            self.close()
            raise MediaError("holds no pictures", where=self.path, fix="give a video or a picture")
        self._stream: VideoStream = stream
        context = stream.codec_context
        context.thread_type = "AUTO"
        context.thread_count = min(4, os.cpu_count() or 1)
        context.options = {"max_pixels": str(MAX_PIXELS)}
        self._zero = origin(self._container)
        self._tick = stream.time_base or Fraction(1, 1000)
        self._step = 1 / (stream.average_rate or Fraction(25))
        # AVI keeps no presentation times: its pictures come out in order, and so do their decoding times.
        self._in_order = self._container.format.name == "avi"
        self._can_seek = self._container.format.name in SEEKABLE
        self._run = self._decode(after_seek=False)
        self._now: Picture | None = None
        self._next: Picture | None = next(self._run, None)

    def close(self) -> None:
        """Let go of the file."""
        self._hold.close()

    def at(self, time: float) -> Picture:
        """The picture shown at an instant; instants must come in order of time."""
        if self._far(time):
            self._jump(time)
        self._advance(time)
        shown = self._now or self._next
        if shown is None:
            raise MediaError("none of its pictures can be decoded", where=self.path, fix="the file is damaged")
        return shown

    def _advance(self, time: float) -> None:
        while self._next is not None and self._next.time <= time:
            self._now, self._next = self._next, next(self._run, None)

    def _far(self, time: float) -> bool:
        """Whether a key frame lies so far ahead of here, and before `time`, that going there spares decoding."""
        if not self._can_seek or self._next is None or time <= self._next.time + WORTH_SEEKING:
            return False
        index = self._stream.index_entries
        if len(index) < 2:
            return time - self._next.time > KEY_INTERVAL
        found = index.search_timestamp(self._stamp(time - REORDER), backward=True)
        return found >= 0 and self._seconds(index[found].timestamp) > self._next.time + WORTH_SEEKING

    def _jump(self, time: float) -> None:
        """Go to the key frame at or before `time`; further back where decoding from there starts too late."""
        for back in (REORDER, 2.0, 15.0, 60.0):
            self._seek(time - back)
            self._next = next(self._run, None)
            if self._next is not None and self._next.time <= time:
                self._now = None
                return
        self._seek(0.0)
        self._now, self._next = None, next(self._run, None)

    def _seek(self, target: float) -> None:
        self.cost.seeks += 1
        self._container.seek(self._stamp(max(0.0, target)), stream=self._stream, backward=True)
        self._run = self._decode(after_seek=True)

    def _stamp(self, seconds: float) -> int:
        return int((Fraction(seconds) + self._zero) / self._tick)

    def _decode(self, after_seek: bool) -> Iterator[Picture]:
        last = float("-inf")
        floor = float("-inf")
        waiting = after_seek
        since, untimed = 0.0, -1
        for packet in self._packets():
            if waiting and packet is not None and not packet.is_keyframe:
                continue
            if waiting and packet is not None and packet.pts is not None:
                # Pictures that lead the key frame lean on ones before it, which were not decoded.
                floor = self._seconds(packet.pts)
            waiting = False
            for frame in self._frames(packet, last):
                stamp = frame.dts if self._in_order else frame.pts
                since, untimed = (since, untimed + 1) if stamp is None else (self._seconds(stamp), 0)
                time = since + float(untimed * self._step)
                if time > last and time >= floor:
                    last = time
                    yield Picture(time, frame)

    def _seconds(self, stamp: int) -> float:
        return float(stamp * self._tick - self._zero)

    def _packets(self) -> Iterator[Packet[VideoStream] | None]:
        from av.error import FFmpegError

        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    yield packet
        except (FFmpegError, OSError):
            self.cost.broken += 1
        yield None

    def _frames(self, packet: Packet[VideoStream] | None, last: float) -> list[VideoFrame]:
        from av.error import FFmpegError

        try:
            frames = self._stream.decode(packet)
        except FFmpegError:
            self.cost.broken += 1
            if self.cost.broken_at is None:
                self.cost.broken_at = max(0.0, last)
            return []
        self.cost.pictures += len(frames)
        return frames
