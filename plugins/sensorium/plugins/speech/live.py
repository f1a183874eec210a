"""The models of speech that is still coming in: written down, or in English whatever is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import Job, LoadContext, StreamModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks import SPEECH_RECOGNITION, SPEECH_TRANSLATION
from sensorium.core.tasks.speech import RecognitionInput, RecognitionOutput, TranslationInput, TranslationOutput
from sensorium.core.values import Segment, Transcript
from sensorium.plugins.speech.languages import LANGUAGES
from sensorium.plugins.speech.moments import prevailing
from sensorium.plugins.speech.moonshine import Moonshine
from sensorium.plugins.speech.session import Session, Step
from sensorium.plugins.speech.silero import RATE, Silero
from sensorium.plugins.speech.tongues import Tongues
from sensorium.plugins.speech.weights import MOONSHINE, SILERO, WHISPER
from sensorium.plugins.speech.whisper import Whisper
from sensorium.plugins.speech.writers import EnglishFirst, ManyTongues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECES = Sees(every=1.0, sound=RATE)
INCREMENTAL = "words are written as they come, from what was heard by then"


class LiveTranslation(StreamModel[TranslationInput, TranslationOutput, Session]):
    """Whisper base with task=translate; what stands stays, words stand when two hypotheses agree on them."""

    task = SPEECH_TRANSLATION
    sees = PIECES
    card = Card(
        name="whisper-base-live-translation",
        version="1",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=230 << 20, bytes_each=8 << 20),),
        weights=(*WHISPER, SILERO),
        languages=LANGUAGES,
        repeats=1e-3,
        fallback=INCREMENTAL,
        measured={"kokoro-zh-30/likeness": 0.686, "kokoro-zh-30/recall": 0.543},
        note="Into English only.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the networks."""
        self._whisper = Whisper(context.weights(), context.threads, context.device)
        self._silero = Silero(context.weights() / SILERO.name, 1)

    def open(self, job: Job[TranslationInput]) -> Session:
        """A new sound."""
        if job.input.to != "en":
            raise BadInput(
                f"cannot translate into {job.input.to!r} while it listens",
                where="to",
                fix="listen with to=en, or translate the whole file",
            )
        tongues = Tongues()
        return Session(self._silero.stream(), lambda: ManyTongues(self._whisper, tongues, translate=True))

    def feed(
        self, steps: Sequence[tuple[Session, Window]]
    ) -> Sequence[tuple[TranslationOutput, float] | SensoriumError]:
        """One step of each session."""
        return [(_translated(step), step.stable) for step in (_fed(*each) for each in steps)]

    def close(self, state: Session) -> TranslationOutput:
        """The last words."""
        return _translated(state.end())


class LiveRecognition(StreamModel[RecognitionInput, RecognitionOutput, Session]):
    """Moonshine tiny for English, Whisper base for the rest; nothing is looked for."""

    task = SPEECH_RECOGNITION
    sees = PIECES
    card = Card(
        name="moonshine-whisper-live",
        version="1",
        licence="MIT",
        runs_on=(RunsOn("cpu", "int8", bytes=330 << 20, bytes_each=8 << 20),),
        weights=(*MOONSHINE, *WHISPER, SILERO),
        languages=LANGUAGES,
        repeats=1e-3,
        fallback=INCREMENTAL,
    )

    def load(self, context: LoadContext) -> None:
        """Open the networks."""
        self._whisper = Whisper(context.weights(), context.threads, context.device)
        self._moonshine = Moonshine(context.weights(), context.threads)
        self._silero = Silero(context.weights() / SILERO.name, 1)

    def open(self, job: Job[RecognitionInput]) -> Session:
        """A new sound."""
        if job.input.phrase or job.input.speaks:
            raise BadInput("finds nothing while it listens", where="phrase", fix="ask about the whole file")
        tongues = Tongues()
        return Session(self._silero.stream(), lambda: EnglishFirst(self._moonshine, self._whisper, tongues))

    def feed(
        self, steps: Sequence[tuple[Session, Window]]
    ) -> Sequence[tuple[RecognitionOutput, float] | SensoriumError]:
        """One step of each session."""
        return [(_recognised(step), step.stable) for step in (_fed(*each) for each in steps)]

    def close(self, state: Session) -> RecognitionOutput:
        """The last words."""
        return _recognised(state.end())


def _fed(session: Session, window: Window) -> Step:
    sound: NDArray[np.float32] = window.sound[: round(window.cell.seconds * RATE)]
    return session.feed(sound, window.cell.end)


def _recognised(step: Step) -> RecognitionOutput:
    return RecognitionOutput(transcript=_transcript(_shown(step)))


def _translated(step: Step) -> TranslationOutput:
    """`transcript` in English: its segments' language is what they are in, not what was spoken."""
    english: Any = {"language": "en"}
    rows = tuple(segment.model_copy(update=english) for segment in _shown(step))
    return TranslationOutput(transcript=_transcript(rows), original=_transcript(step.spoken))


def _shown(step: Step) -> tuple[Segment, ...]:
    return (*step.stands, step.tail) if step.tail is not None else step.stands


def _transcript(segments: tuple[Segment, ...]) -> Transcript:
    return Transcript(segments=segments, language=prevailing(segments))
