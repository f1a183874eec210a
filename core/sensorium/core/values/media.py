"""References to media: where a file is, what it is, which part of it is meant. Never pixels or samples."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field

from sensorium.core.values.base import Value
from sensorium.core.values.geometry import Box
from sensorium.core.values.spans import TimeSpan


class VideoStream(Value):
    """What the picture stream is once turned upright and square."""

    width: int
    height: int
    fps: float = Field(description="mean frame rate; 0 when unknown")
    frames: int | None = None
    rotation: int = Field(default=0, description="degrees clockwise the stored picture is turned to stand upright")
    pixel_aspect: float = 1.0
    variable: bool = Field(default=False, description="frame times are not evenly spaced")
    codec: str = ""


class AudioStream(Value):
    """What the sound stream is."""

    rate: int
    channels: int
    codec: str = ""


class Probe(Value):
    """What opening the file told: its duration in seconds and its streams."""

    duration: float = Field(ge=0)
    video: VideoStream | None = None
    audio: AudioStream | None = None
    container: str = ""
    warnings: tuple[str, ...] = Field(default=(), description="what was damaged, missing or had to be guessed")


class Media(Value):
    """A file by location and content; `span` and `crop` make it a part of that file."""

    uri: str
    sha256: str
    probe: Probe
    span: TimeSpan | None = None
    crop: Box | None = None

    @property
    def whole(self) -> TimeSpan:
        """The span this reference stands for."""
        return self.span or TimeSpan(start=0.0, end=self.probe.duration)

    def part(self, span: TimeSpan) -> Self:
        """The same media restricted to `span`, in the file's own seconds."""
        return self.model_copy(update={"span": span})


class Image(Media):
    """A picture: a file of its own, or the frame of `uri` at `time` seconds."""

    kind: Literal["image"] = "image"
    time: float | None = None


class Audio(Media):
    """Sound: a file of its own, or the sound of a video."""

    kind: Literal["audio"] = "audio"


class Video(Media):
    """Moving pictures, with or without sound."""

    kind: Literal["video"] = "video"
