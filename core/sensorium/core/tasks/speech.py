"""Speech: who speaks when, what is said, and what that is in another language."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sensorium.core.task import Answers, Example, Located, Serves, Task, Within
from sensorium.core.values import Audio, TimeSpan, Transcript, Video
from sensorium.core.values.base import Value


class VoiceInput(Value):
    media: Audio | Video
    kind: Literal["voice", "silence"] = Field(
        default="voice", description="what the moments are: voice, or near-silent sound"
    )
    within: Within = None


class VoiceOutput(Located):
    """`voiced` are the exact spans of speech; `utterances` the same with their adjoining pauses (DESIGN: <= 2 s)."""

    voiced: tuple[TimeSpan, ...] = ()
    utterances: tuple[TimeSpan, ...] = ()


VOICE_ACTIVITY_DETECTION = Task(
    "voice_activity_detection",
    "Find when somebody speaks, or when there is silence.",
    VoiceInput,
    VoiceOutput,
    answers=(Answers("silence", "kind"),),
    examples=(Example({"en": "when is it silent", "zh": "什么时候没有声音"}, {"kind": "silence"}),),
)


class RecognitionInput(Value):
    """With `phrase` or `speaks` the moments are the utterances that say it, or are in that language."""

    media: Audio | Video
    phrase: str = Field(default="", max_length=400, description="words to look for; empty for none")
    speaks: str = Field(default="", description="ISO 639-1 code of a spoken language to look for; empty for none")
    within: Within = None


class RecognitionOutput(Located):
    transcript: Transcript = Transcript()


SPEECH_RECOGNITION = Task(
    "speech_recognition",
    "Write down what is said, with word times; find when something is said, or a language spoken.",
    RecognitionInput,
    RecognitionOutput,
    answers=(Answers("says", "phrase"), Answers("speaks", "speaks")),
    serves=(Serves("transcribe"),),
    examples=(
        Example(
            {"en": "when does someone say 'good morning'", "zh": "什么时候有人说“good morning”"},
            {"phrase": "good morning"},
        ),
        Example({"en": "transcribe this", "zh": "转写这段录音"}, {}),
    ),
)


class TranslationInput(Value):
    media: Audio | Video
    to: str = Field(default="en", pattern=r"^[a-z]{2,3}$", description="ISO 639-1 code of the language wanted")
    within: Within = None


class TranslationOutput(Value):
    """`transcript` is in the language wanted, `original` as spoken, segment by segment."""

    transcript: Transcript = Transcript()
    original: Transcript = Transcript()


SPEECH_TRANSLATION = Task(
    "speech_translation",
    "Write down in another language what is said, live where the sound is.",
    TranslationInput,
    TranslationOutput,
    serves=(Serves("translate", {"to": "to"}),),
    examples=(Example({"en": "translate what is said into English", "zh": "把语音翻译成英文"}, {"to": "en"}),),
)
