"""Affect from the voice, the words, the face, and all of them together."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.values import AffectAt, AffectScores, Audio, Image, Video
from sensorium.core.values.base import Value

Feeling = Literal["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised", "positive", "negative"]
FEELINGS: tuple[Feeling, ...] = get_args(Feeling)
"""The seven emotions, and the two poles of polarity."""


class AffectOutput(Located):
    """`timeline` gives the scores of every span looked at, whether or not a feeling was asked for."""

    timeline: tuple[AffectAt, ...] = ()


class SpeechEmotionInput(Value):
    media: Audio | Video
    feeling: Feeling | None = Field(default=None, description="the feeling to look for; none for the timeline only")
    within: Within = None


SPEECH_EMOTION = Task(
    "speech_emotion_recognition",
    "Tell the emotion in a voice over time; find when a voice sounds sad, angry ...",
    SpeechEmotionInput,
    AffectOutput,
    answers=(Answers("voice", "feeling"),),
    examples=(
        Example({"en": "when does someone sound angry", "zh": "什么时候声音听起来很生气"}, {"feeling": "angry"}),
    ),
)


class FaceInput(Value):
    media: Image | Video
    feeling: Feeling | None = Field(default=None, description="the feeling to look for; none for the timeline only")
    within: Within = None


FACIAL_EXPRESSION = Task(
    "facial_expression_recognition",
    "Tell the expression of faces over time; find when someone looks sad, happy ... (opt-in)",
    FaceInput,
    AffectOutput,
    answers=(Answers("face", "feeling"),),
    examples=(Example({"en": "when does she look happy", "zh": "她什么时候看起来很开心"}, {"feeling": "happy"}),),
)


class TextEmotionInput(Value):
    text: str = Field(max_length=100_000)
    language: str = Field(default="", description="ISO 639-1 code; empty to tell from the text")


class TextEmotionOutput(Value):
    """`polarity` is -1..1."""

    scores: AffectScores
    polarity: float = Field(ge=-1, le=1)


TEXT_EMOTION = Task(
    "text_emotion_recognition", "Tell the emotion and polarity of a text.", TextEmotionInput, TextEmotionOutput
)


class AffectInput(Value):
    """`modality` narrows the fusion to one source; faces take part only where `faces` allows it."""

    media: Audio | Video
    feeling: Feeling | None = Field(default=None, description="the feeling to look for; none for the timeline only")
    modality: Literal["any", "words"] = "any"
    faces: bool = False
    within: Within = None


MULTIMODAL_AFFECT = Task(
    "multimodal_affect",
    "Tell what is felt over time from voice, words and (opt-in) faces together; find sad, angry, happy ... moments.",
    AffectInput,
    AffectOutput,
    answers=(Answers("affect", "feeling"), Answers("wording", "feeling", given={"modality": "words"})),
    examples=(
        Example({"en": "find the sad moments", "zh": "找出悲伤的片段"}, {"feeling": "sad"}),
        Example({"en": "when is the mood angry", "zh": "什么时候气氛愤怒"}, {"feeling": "angry"}),
    ),
)
