"""The text_to_speech model that comes with the installation: Hibari, an English voice distilled from Kokoro."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, Cancelled, Refused, SensoriumError
from sensorium.core.letters import foreign, language_of
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.generation import TEXT_TO_SPEECH, SpeechInput, SpeechOutput
from sensorium.plugins.generation.sentences import pieces
from sensorium.plugins.generation.speech.sound import Samples, evened
from sensorium.plugins.generation.speech.tape import RATE, recorded
from sensorium.plugins.generation.speech.wording import written_out

VOICES = ("heart",)
"""Voices that lie in the package; its others would have to be fetched behind the weight store's back."""
LONGEST = 280
"""Characters said in one go."""


class HibariSpeech(CallModel[SpeechInput, SpeechOutput]):
    """English, sentence by sentence, by a voice that lies in the installation."""

    task = TEXT_TO_SPEECH
    card = Card(
        "hibari",
        "0.2.1",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", 120_000_000, 20_000_000),),
        languages=("en",),
        repeats="seeded",
        measured={"speaking-en/wer": 0.015},
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
            return recorded(job, lambda text: self._said(text, job.input), "en")
        except (Cancelled, BadInput, Refused) as error:
            return error

    def _said(self, text: str, given: SpeechInput) -> list[Samples]:
        return [self._sound(part, given) for part in pieces(written_out(text), LONGEST)]

    def _sound(self, text: str, given: SpeechInput) -> Samples:
        import numpy as np

        phonemes = self._voice.g2p(text)
        if not any(letter.isalpha() for letter in phonemes):
            return np.zeros(0, np.float32)
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
    if (at := foreign(given.text, "en")) is not None:
        raise BadInput(
            f"the voice cannot say {given.text[at : at + 12]!r}",
            where=f"text, character {at + 1}",
            fix="write it in Latin letters",
        )
    if given.voice and given.voice not in VOICES:
        raise BadInput(f"there is no voice {given.voice!r}", where="voice", fix=f"choose among {', '.join(VOICES)}")
