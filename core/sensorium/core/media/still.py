"""Decoding one still picture."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.errors import MediaError
from sensorium.core.media.container import MAX_PIXELS, local_file, opened, packets, picture_stream
from sensorium.core.media.frames import Picture
from sensorium.core.media.upright import turn_of

if TYPE_CHECKING:
    from av.video.frame import VideoFrame


class Still:
    """A still picture in a film's place: shown at every instant."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._picture = Picture(0.0, decode_still(path))

    def at(self, time: float) -> Picture:
        """The picture, whatever the time."""
        return self._picture

    def close(self) -> None:
        """Nothing is held open."""


def decode_still(path: str | os.PathLike[str]) -> VideoFrame:
    """An image file as an upright RGB frame: EXIF orientation applied, transparency dropped, 8 bits a channel.

    OpenCV reads first, because it knows EXIF; FFmpeg takes what OpenCV does not know.
    """
    import av

    picture = _with_opencv(path)
    if picture is None:
        picture = _with_ffmpeg(path)
    if picture.shape[0] * picture.shape[1] > MAX_PIXELS:
        raise MediaError("is too large a picture", where=os.fspath(path), fix="scale it down")
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")


def cut_off(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """A warning where a JPEG's data lacks its end: decoders fill what is missing with grey and say nothing."""
    stored = local_file(path).read_bytes()
    whole = not stored.startswith(b"\xff\xd8") or stored.rfind(b"\xff\xd9") > stored.rfind(b"\xff\xda")
    return () if whole else ("the picture is cut off: its lower part is missing",)


def _with_opencv(path: str | os.PathLike[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None:
    import cv2

    stored = np.fromfile(local_file(path), np.uint8)
    try:
        picture = cv2.imdecode(stored, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def _with_ffmpeg(path: str | os.PathLike[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    from av.error import FFmpegError

    with opened(path) as container:
        stream = picture_stream(container)
        if stream is not None:
            try:
                for packet in packets(container, stream):
                    for frame in packet.decode():
                        return turn_of(frame).apply(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8))
            except FFmpegError:
                pass
    raise MediaError("its picture cannot be decoded", where=os.fspath(path), fix="the file is damaged: fetch it again")
