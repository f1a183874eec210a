"""speech:writing, what a network of the hub profile writes down of given stretches of speech.

Recognition and translation cut speech into stretches, hold no device and ask for this; the network holds the device for
as long as it writes. Sound comes resampled from the host: the libraries' own resampling would need torchaudio.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pydantic import Field

from sensorium.core.errors import SensoriumError
from sensorium.core.hearing import heard
from sensorium.core.model import CallModel, Job
from sensorium.core.task import Task
from sensorium.core.values import Audio, Segment, TimeSpan, Video, Word
from sensorium.core.values.base import Value
from sensorium.plugins.speech.wording import shared_out

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
SHORTEST = 0.1
"""Seconds; networks of strided convolutions answer nothing shorter."""


class WritingInput(Value):
    """`spans` are in order and apart; `language` is what is spoken, empty to tell; `to` one to translate into."""

    media: Audio | Video
    spans: tuple[TimeSpan, ...]
    language: str = ""
    to: str = ""


class WritingOutput(Value):
    """One segment for each span, with an empty text where nothing is said; `shares` are its language's probability."""

    segments: tuple[Segment, ...] = ()
    shares: tuple[float, ...] = Field(default=())


WRITING = Task("speech:writing", "Write down, or translate, given stretches of speech.", WritingInput, WritingOutput)


class Said(NamedTuple):
    """What one sound says. `words` are (text, start, end) in seconds of the sound, none where they are not told."""

    text: str
    language: str
    share: float = 1.0
    words: tuple[tuple[str, float, float], ...] = ()


class Writer(CallModel[WritingInput, WritingOutput]):
    """Reads the sound of the spans and writes `together` of them at a time."""

    task = WRITING
    together: ClassVar[int] = 1

    def run(self, jobs: Sequence[Job[WritingInput]]) -> Sequence[WritingOutput | SensoriumError]:
        """One answer per job."""
        return [self._written(job) for job in jobs]

    def write(self, sounds: Sequence[NDArray[np.float32]], given: WritingInput) -> Sequence[Said]:
        """What each of the sounds (16 kHz mono) says."""
        raise NotImplementedError

    def _written(self, job: Job[WritingInput]) -> WritingOutput:
        given, rows = job.input, list[tuple[TimeSpan, Said]]()
        sounds = heard(job, given.media, given.spans, RATE)
        while part := list(islice(sounds, self.together)):
            long = [sound for _, sound in part if len(sound) >= SHORTEST * RATE]
            said = iter(self.write(long, given) if long else ())
            rows += [(span, next(said) if len(sound) >= SHORTEST * RATE else Said("", "")) for span, sound in part]
            job.progress(len(rows) / len(given.spans), "writing down")
        return WritingOutput(
            segments=tuple(segment(*row) for row in rows), shares=tuple(min(1.0, said.share) for _, said in rows)
        )


def segment(span: TimeSpan, said: Said) -> Segment:
    """A span with what it says; times of words are kept inside it, as networks give times beyond the sound's end."""
    words = tuple(_word(span, *word) for word in said.words) or shared_out(said.text, (span,), 1.0)
    return Segment(text=said.text, span=span, language=said.language, words=words if said.text else ())


def _word(span: TimeSpan, text: str, start: float, end: float) -> Word:
    first, last = (min(max(span.start + at, span.start), span.end) for at in (start, end))
    return Word(text=text, span=TimeSpan(start=first, end=max(first, last)))
