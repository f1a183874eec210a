"""What kind of medium a file is, told by its content, and the checks a question makes of it."""

from __future__ import annotations

import os

from sensorium.core.errors import MediaError
from sensorium.core.media.container import STILL_FORMATS, local_file
from sensorium.core.media.hash import digest
from sensorium.core.media.probe import probe
from sensorium.core.values import Audio, Image, Media, Probe, Video

STILL_SECONDS = 1.0
"""How long a still picture lasts, so that moments of it exist."""


def open_media(path: str | os.PathLike[str]) -> Image | Audio | Video:
    """A reference to a local file, given by path or ``file:`` URI. Raises MediaError where it is no medium.

    One still picture is an Image (and lasts one second), an animation or film a Video, sound alone an Audio,
    whatever the file is called.
    """
    file = local_file(path)
    told = probe(file)
    kind: type[Image] | type[Audio] | type[Video]
    kind = Audio if told.video is None else Image if is_still(told) else Video
    return kind(uri=str(file), sha256=digest(file), probe=told)


def is_still(told: Probe) -> bool:
    """Whether the file is one picture rather than a run of pictures."""
    single = told.video is not None and told.video.frames == 1
    return told.container in STILL_FORMATS or (single and told.container in {"gif", "apng"})


def frame_of(video: Video, time: float) -> Image:
    """The picture of a video shown at `time` seconds, as an Image reference."""
    require_video(video)
    if not 0 <= time < video.probe.duration:
        raise MediaError(f"has no picture at {time:g} s", where=video.uri, fix=f"it lasts {video.probe.duration:.2f} s")
    told = video.probe.model_copy(update={"duration": STILL_SECONDS, "audio": None})
    return Image(uri=video.uri, sha256=video.sha256, probe=told, crop=video.crop, time=time)


def has_picture(media: Media) -> bool:
    """Whether there is anything to see; an Audio is heard only, even where its file is a video."""
    return media.probe.video is not None and not isinstance(media, Audio)


def require_video(media: Media) -> None:
    """Raise MediaError unless the medium can be seen."""
    if has_picture(media):
        return
    if isinstance(media, Audio) and media.probe.video is not None:
        raise MediaError(
            "was given as sound; this question needs its picture", where=media.uri, fix="give it as a video"
        )
    raise MediaError(
        "has sound but no picture; this question needs a picture",
        where=media.uri,
        fix="give a video, or ask about what is heard",
    )


def require_audio(media: Media) -> None:
    """Raise MediaError unless the medium can be heard."""
    if media.probe.audio is None:
        raise MediaError(
            "has a picture but no sound; this question needs sound",
            where=media.uri,
            fix="give a file with sound, or ask about what is seen",
        )
