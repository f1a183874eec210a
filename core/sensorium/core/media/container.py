"""Opening a file for demuxing, within bounds: local regular files, known formats, a cap on pixels."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from sensorium.core.errors import MediaError

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

MAX_PIXELS = 100_000_000
PROBED_BYTES, PROBED_SECONDS = 20 << 20, 20
"""How far a stream without a header (mpegts) is read at most to learn what it holds."""
STILL_FORMATS = frozenset({"image2", "bmp_pipe", "jpeg_pipe", "png_pipe", "tiff_pipe", "webp_pipe", "ppm_pipe",
                           "pgm_pipe", "pam_pipe", "jpegxl_pipe", "j2k_pipe", "psd_pipe", "qoi_pipe"})  # fmt: skip
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,ogg,asf,rm,mxf,nut,dv,ivf,yuv4mpegpipe,gif,apng,"
    "h264,hevc,mpegvideo,m4v,mjpeg,obu,vc1,wav,w64,flac,mp3,aac,aiff,au,caf,amr,ac3,eac3,dts,opus,wv,tta,ape"
)
# Demuxers of playlists, scripts and text terminals are left out on purpose: they open further files by name.
ALLOWED_FORMATS = ",".join([_FORMATS, *sorted(STILL_FORMATS)])
SEEKABLE = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})
"""Formats whose index leads to the exact packet; all others are read from their beginning."""


def local_file(path: str | os.PathLike[str]) -> Path:
    """The file a path or ``file:`` URI names, checked to be a regular file with something in it."""
    text = os.fspath(path)
    parts = urlsplit(text)
    if parts.scheme == "file":
        text = unquote(parts.path)
    elif "://" in text:
        raise MediaError("is an address, not a file", where=text, fix="download it and give the file's path")
    file = Path(text).expanduser()
    try:
        state = file.stat()
    except (OSError, ValueError) as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be opened: {error}"
        raise MediaError(reason, where=text, fix="check the path") from error
    if stat.S_ISDIR(state.st_mode):
        raise MediaError("is a folder, not a media file", where=text, fix="name a file inside it")
    if not stat.S_ISREG(state.st_mode):
        raise MediaError("is not a regular file", where=text, fix="save the stream to a file first")
    if state.st_size == 0:
        raise MediaError("is empty", where=text, fix="fetch or record the file again")
    return file.resolve()


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[InputContainer]:
    """A demuxer over a local file. Raises MediaError for anything that is not readable picture or sound."""
    import av
    from av.error import FFmpegError

    file = local_file(path)
    options = {
        "format_whitelist": ALLOWED_FORMATS,
        "protocol_whitelist": "file",
        "max_pixels": str(MAX_PIXELS),
        "probesize": str(PROBED_BYTES),
        "analyzeduration": str(PROBED_SECONDS * 1_000_000),
    }
    with ExitStack() as held:
        try:
            # A percent sign in a name would be read as a pattern of numbered pictures.
            target = held.enter_context(file.open("rb")) if "%" in file.name else f"file:{file}"
            container = av.open(target, options=options, metadata_errors="ignore")
        except (FFmpegError, OSError) as error:
            raise MediaError(_why(error), where=str(path), fix="check that it plays in a media player") from error
        yield cast("InputContainer", held.enter_context(container))


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    return "is not a picture, sound or video file that can be read (damaged, cut off, or of another type)"


def picture_stream(container: InputContainer) -> VideoStream | None:
    """The first stream of moving or still pictures; cover art of a sound file does not count."""
    from av.stream import Disposition

    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    return None


def sound_stream(container: InputContainer) -> AudioStream | None:
    """The first stream of sound."""
    return next((stream for stream in container.streams.audio if stream.codec_context is not None), None)


def origin(container: InputContainer) -> Fraction:
    """The container's start on its own clock, in seconds: media time zero.

    The container states it in whole microseconds; where a stream begins there, the stream's exact time counts.
    """
    if container.start_time is None:
        return Fraction(0)
    stated = Fraction(container.start_time, 1_000_000)
    for stream in container.streams:
        if stream.start_time is not None and stream.time_base is not None:
            exact = stream.start_time * stream.time_base
            if abs(exact - stated) <= Fraction(1, 1_000_000):
                return exact
    return stated


def packets(container: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Packet[Any]]:
    """The stream's packets in file order, ending where the file ends or cannot be read further."""
    from av.error import FFmpegError

    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except (FFmpegError, OSError):
        return
