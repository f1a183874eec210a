"""The text_to_speech model that comes with the installation: Hibari, an English voice distilled from Kokoro."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, Cancelled, Refused, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.generation import TEXT_TO_SPEECH, SpeechInput, SpeechOutput
from sensorium.core.values import Audio, Segment, TimeSpan
from sensorium.plugins.generation.sentences import Sentence, foreign, language_of, pieces, sentences
from sensorium.plugins.generation.speech.sound import Pauses, Samples, evened
from sensorium.plugins.generation.speech.wording import written_out

if TYPE_CHECKING:
    from soundfile import SoundFile

VOICES = ("heart",)
"""Voices that lie in the package; its others would have to be fetched behind the weight store's back."""
LONGEST = 280
"""Characters said in one go."""
RATE = 24_000


class HibariSpeech(CallModel[SpeechInput, SpeechOutput]):
    """One sentence after another, each trimmed, set to one level and written to the file: a long text costs no more
    memory than a short one."""

    task = TEXT_TO_SPEECH
    card = Card(
        "hibari",
        "0.2.1",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", 120_000_000, 20_000_000),),
        languages=("en",),
        repeats="seeded",
        note="English, voice 'heart' (American, female), 24 kHz; 8 MB inside the package hibari-tts.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the voice and its pronouncing dictionary."""
        from hibari import Hibari

        self._voice: Any = Hibari(voice=VOICES[0], threads=context.threads)
        self._voice.g2p  # noqa: B018  (its dictionary is read at first use, which is now)

    def run(self, jobs: Sequence[Job[SpeechInput]]) -> Sequence[SpeechOutput | SensoriumError]:
        """Say each job's text."""
        return [self._answered(job) for job in jobs]

    def _answered(self, job: Job[SpeechInput]) -> SpeechOutput | SensoriumError:
        try:
            require_speakable(job.input)
            return self._spoken(job)
        except (Cancelled, BadInput, Refused) as error:
            return error

    def _spoken(self, job: Job[SpeechInput]) -> SpeechOutput:
        import soundfile

        said = sentences(job.input.text)
        file = job.scratch / "speech.wav"
        with soundfile.SoundFile(file, "w", RATE, 1, "PCM_16") as out:
            tape = _Tape(out, job.input.speed)
            for number, sentence in enumerate(said):
                job.check()
                self._say(sentence, job.input, tape)
                job.progress((number + 1) / len(said))
            segments = tape.end()
        if not segments:
            raise BadInput("has no words that can be said", where="text", fix="write words or numbers")
        return SpeechOutput(audio=job.keep(file, Audio), segments=segments)

    def _say(self, sentence: Sentence, given: SpeechInput, tape: _Tape) -> None:
        parts = (self._sound(part, given) for part in pieces(written_out(sentence.text), LONGEST))
        tape.add(sentence, [part for part in parts if len(part)])

    def _sound(self, text: str, given: SpeechInput) -> Samples:
        phonemes = self._voice.g2p(text)
        if not any(letter.isalpha() for letter in phonemes):
            return _nothing()
        return evened(self._voice.from_phonemes(phonemes, given.speed, given.seed or 0), RATE)


def require_speakable(given: SpeechInput) -> None:
    """Raise Refused or BadInput where the voice cannot say the text."""
    language = (given.language or language_of(given.text)).split("-")[0].lower()
    if language != "en":
        raise Refused(
            f"the text is to be spoken in {language!r}, the voice that comes with sensorium speaks English",
            where="text_to_speech",
            fix="other languages need a model of the hub profile",
        )
    if (at := foreign(given.text)) is not None:
        raise BadInput(
            f"the voice cannot say {given.text[at : at + 12]!r}",
            where=f"text, character {at + 1}",
            fix="write it in Latin letters",
        )
    if given.voice and given.voice not in VOICES:
        raise BadInput(f"there is no voice {given.voice!r}", where="voice", fix=f"choose among {', '.join(VOICES)}")


def _nothing() -> Samples:
    import numpy as np

    return np.zeros(0, np.float32)


class _Tape:
    """The file being written: sentences with clean silence between them, and when each is heard."""

    def __init__(self, out: SoundFile, speed: float) -> None:
        self._out = out
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
        self._segments.append(Segment(text=sentence.text, span=span, language="en"))
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
