"""Making media: pictures, speech and films from text."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Example, Seed, Serves, Task
from sensorium.core.values import Audio, Image, Segment, TimeSpan, Video
from sensorium.core.values.base import Value


class PictureInput(Value):
    prompt: str = Field(min_length=1, max_length=2_000, description="what the picture shall show")
    width: int = Field(default=512, ge=64, le=2_048, multiple_of=8)
    height: int = Field(default=512, ge=64, le=2_048, multiple_of=8)
    steps: int | None = Field(default=None, ge=1, le=200, description="denoising steps; none for the model's own")
    seed: Seed = None


class PictureOutput(Value):
    image: Image


TEXT_TO_IMAGE = Task(
    "text_to_image",
    "Make a picture from a text.",
    PictureInput,
    PictureOutput,
    serves=(Serves("generate", {"text": "prompt"}, kind="image"),),
    examples=(Example({"en": "draw a red car in the rain", "zh": "画一辆雨中的红色汽车"}, {}),),
)


class SpeechInput(Value):
    text: str = Field(min_length=1, max_length=20_000, description="what to say")
    language: str = Field(default="", description="ISO 639-1 code; empty to tell from the text")
    voice: str = Field(default="", description="name of a voice of the model; empty for its first")
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    seed: Seed = None


class SpeechOutput(Value):
    """`segments` say when each sentence is spoken."""

    audio: Audio
    segments: tuple[Segment, ...] = ()


TEXT_TO_SPEECH = Task(
    "text_to_speech",
    "Say a text aloud.",
    SpeechInput,
    SpeechOutput,
    serves=(Serves("speak", {"text": "text", "to": "language"}), Serves("generate", {"text": "text"}, kind="audio")),
    examples=(Example({"en": "say 'good morning' aloud", "zh": "朗读“good morning”"}, {"text": "good morning"}),),
)


class FilmInput(Value):
    """`script` is plain text or Markdown: scenes as headings, narration as text, directions in brackets.

    `sensorium.core.script` says what it may hold. Who asks opens the `pictures` that it names, by the names it has
    for them (`pictures_named`): a script never decides what is read from a disk.
    """

    script: str = Field(min_length=1, max_length=100_000, description="scenes, narration, shots and durations")
    pictures: dict[str, Image] = Field(default_factory=dict, description="the picture files the script names, opened")
    voice: str = Field(default="", description="name of a voice for the narration; empty for the model's first")
    silent: bool = Field(default=False, description="subtitles only: nothing is spoken")
    width: int = Field(default=1280, ge=64, le=3_840, multiple_of=2)
    height: int = Field(default=720, ge=64, le=2_160, multiple_of=2)
    fps: int = Field(default=25, ge=1, le=60)
    library: str = Field(default="", description="name of a library to take pictures from; empty for none")
    seed: Seed = None


class FilmShot(Value):
    """One shot of a made film: when it is seen, what it shows and says."""

    span: TimeSpan
    scene: str
    picture: str = Field(default="", description="what the picture is: a title card, a file, a prompt")
    narration: str = ""


class FilmOutput(Value):
    """`shots` are as cut, `subtitles` as spoken; `notes` say what could not be had and what stands in its place."""

    video: Video
    shots: tuple[FilmShot, ...] = ()
    subtitles: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()


TEXT_TO_VIDEO = Task(
    "text_to_video",
    "Make a narrated film from a script: scenes, moving shots, subtitles, chapters.",
    FilmInput,
    FilmOutput,
    serves=(Serves("generate", {"text": "script"}, kind="video"),),
    examples=(Example({"en": "make a video about a day at the beach", "zh": "制作一段关于海滩一日的视频"}, {}),),
)
