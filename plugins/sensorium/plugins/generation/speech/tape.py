"""Speech written to a file sentence by sentence: what takes long to say takes no more memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sensorium.core.errors import BadInput
from sensorium.core.model import Job
from sensorium.core.tasks.generation import SpeechInput, SpeechOutput
from sensorium.core.values import Audio, Segment, TimeSpan
from sensorium.plugins.generation.sentences import Sentence, sentences
from sensorium.plugins.generation.speech.sound import Pauses, Samples

if TYPE_CHECKING:
    from soundfile import SoundFile

RATE = 24_000
"""Samples a second, of both voices."""


def recorded(job: Job[SpeechInput], say: Callable[[str], Sequence[Samples]], language: str) -> SpeechOutput:
    """The job's text as a file, each sentence as `say` gives it: in parts, evened, at `RATE`.

    BadInput where nothing of it can be said.
    """
    import soundfile

    said = sentences(job.input.text)
    file = job.scratch / "speech.wav"
    with soundfile.SoundFile(file, "w", RATE, 1, "PCM_16") as out:
        tape = Tape(out, job.input.speed, language)
        for number, sentence in enumerate(said):
            job.check()
            tape.add(sentence, [part for part in say(sentence.text) if len(part)])
            job.progress((number + 1) / len(said))
        segments = tape.end()
    if not segments:
        raise BadInput("has no words that can be said", where="text", fix="write words or numbers")
    return SpeechOutput(audio=job.keep(file, Audio), segments=segments)


class Tape:
    """The file being written: sentences with clean silence between them, and when each is heard."""

    def __init__(self, out: SoundFile, speed: float, language: str) -> None:
        self._out = out
        self._language = language
        self._pauses = Pauses(*(seconds / speed for seconds in Pauses()))
        self._written = 0
        self._segments: list[Segment] = []
        self._gap = self._pauses.lead

    def add(self, sentence: Sentence, parts: Sequence[Samples]) -> None:
        """Write one sentence behind the silence that is due."""
        if not parts:
            return
        self._silence(self._gap)
        began = self._written
        for number, part in enumerate(parts):
            if number:
                self._silence(self._pauses.part)
            self._write(part)
        span = TimeSpan(start=began / RATE, end=self._written / RATE)
        self._segments.append(Segment(text=sentence.text, span=span, language=self._language))
        self._gap = self._pauses.paragraph if sentence.last else self._pauses.sentence

    def end(self) -> tuple[Segment, ...]:
        """Write the last silence; what was said when."""
        self._silence(self._pauses.tail)
        return tuple(self._segments)

    def _silence(self, seconds: float) -> None:
        import numpy as np

        self._write(np.zeros(round(seconds * RATE), np.float32))

    def _write(self, sound: Samples) -> None:
        self._out.write(sound)
        self._written += len(sound)
