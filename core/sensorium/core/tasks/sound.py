"""Sounds that are not speech: classification, cleaning, and how sound and picture go together."""

from __future__ import annotations

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Serves, Task, Within
from sensorium.core.values import Audio, TimeSpan, Video
from sensorium.core.values.base import Value


class SoundInput(Value):
    media: Audio | Video
    phrase: str = Field(default="", max_length=400, description="the sound to look for, such as 'siren'; empty for all")
    labels: tuple[str, ...] = Field(default=(), max_length=256, description="classes to choose from; empty for all")
    within: Within = None


class SoundLabel(Value):
    """What is heard over a span."""

    span: TimeSpan
    label: str
    score: float = Field(ge=0, le=1)


class SoundOutput(Located):
    """`sounds` is the likeliest label of each span, in order of time; `moments` are those asked for, or all."""

    sounds: tuple[SoundLabel, ...] = ()


AUDIO_CLASSIFICATION = Task(
    "audio_classification",
    "Tell what is heard over time, speech, music, silence, a siren; find when a sound is heard.",
    SoundInput,
    SoundOutput,
    answers=(Answers("sound", "phrase"),),
    serves=(Serves("classify", {"labels": "labels"}),),
    examples=(Example({"en": "when is there music", "zh": "什么时候有音乐"}, {"phrase": "music"}),),
)


class EnhancementInput(Value):
    media: Audio | Video
    strength: float = Field(default=1.0, ge=0, le=1, description="how much of the noise to take away")


class EnhancementOutput(Value):
    """Estimated signal-to-noise ratios in dB, of the speech over what lies between."""

    audio: Audio
    snr_before: float
    snr_after: float


SPEECH_ENHANCEMENT = Task(
    "speech_enhancement",
    "Take the noise out of recorded speech.",
    EnhancementInput,
    EnhancementOutput,
    examples=(Example({"en": "clean up the sound", "zh": "给这段录音降噪"}, {}),),
)


class AlignmentInput(Value):
    video: Video
    within: Within = None


class Speaking(Value):
    """A face that moves with the speech; `track` names it."""

    span: TimeSpan
    track: str
    score: float = Field(ge=0, le=1)


class AlignmentOutput(Located):
    """`offset` is by how many seconds the sound comes too late (negative: too early), None where nothing tells."""

    offset: float | None = None
    score: float = Field(ge=0, le=1, default=0.0)
    speaking: tuple[Speaking, ...] = ()


AUDIO_VISUAL_ALIGNMENT = Task(
    "audio_visual_alignment",
    "Tell whether sound and picture are in step, and who of those seen is speaking when.",
    AlignmentInput,
    AlignmentOutput,
)
