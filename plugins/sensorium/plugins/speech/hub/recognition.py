"""speech_recognition by networks of the hub profile: utterances in, what they say out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sensorium.core.card import Card
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_RECOGNITION
from sensorium.core.tasks.speech import RecognitionInput, RecognitionOutput
from sensorium.core.utterances import Utterance
from sensorium.core.values import Audio, Transcript, Video
from sensorium.plugins.speech.hub.ctc import CtcWriter
from sensorium.plugins.speech.hub.qwen import QwenWriter
from sensorium.plugins.speech.hub.transducer import ParakeetWriter
from sensorium.plugins.speech.hub.whisper import LargeWriter, TurboWriter
from sensorium.plugins.speech.hub.writing import Writer, WritingInput, WritingOutput
from sensorium.plugins.speech.moments import Heard, prevailing, said, spoken


async def written(
    job: Job[Any], writer: type[Writer], media: Audio | Video, spoken_: Sequence[Utterance], to: str = ""
) -> WritingOutput:
    """What the writer says of the utterances' voiced cores."""
    if not spoken_:
        return WritingOutput()
    asked: Any = writer
    answer: WritingOutput = await job.ask(asked, WritingInput(media=media, spans=tuple(e.core for e in spoken_), to=to))
    return answer


class HubRecogniser(CallModel[RecognitionInput, RecognitionOutput]):
    """Every utterance of voice_activity_detection, written down by `writer`."""

    task = SPEECH_RECOGNITION
    restricts = "exact"
    writer: ClassVar[type[Writer]]

    async def run(self, jobs: Sequence[Job[RecognitionInput]]) -> Sequence[RecognitionOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[RecognitionInput]) -> RecognitionOutput:
        given = job.input
        utterances = await voiced_stretches(job, given.media, given.within)
        answer = await written(job, self.writer, given.media, utterances)
        rows = [Heard(*row) for row in zip(utterances, answer.segments, answer.shares, strict=True)]
        moments = said(given.phrase, rows) if given.phrase else spoken(given.speaks, rows) if given.speaks else []
        segments = tuple(row.segment for row in rows if row.segment.text)
        return RecognitionOutput(
            moments=tuple(moments), transcript=Transcript(segments=segments, language=prevailing(segments))
        )


def card_over(writer: type[Writer], note: str = "", name: str = "") -> Card:
    """The card of a model that asks `writer`: the same weights, licence and place."""
    card = writer.card
    return replace(card, name=name or card.name.removesuffix("-writing"), note=f"{note} {card.note}".strip())


class TurboRecogniser(HubRecogniser):
    """Whisper large-v3-turbo."""

    writer = TurboWriter
    card = card_over(TurboWriter)


class LargeRecogniser(HubRecogniser):
    """Whisper large-v3."""

    writer = LargeWriter
    card = card_over(LargeWriter)


class ParakeetRecogniser(HubRecogniser):
    """Parakeet TDT."""

    writer = ParakeetWriter
    card = card_over(ParakeetWriter, "It does not tell which language it hears; word times are shared out.")


class QwenRecogniser(HubRecogniser):
    """Qwen3-ASR."""

    writer = QwenWriter
    card = card_over(QwenWriter, "Word times are shared out.")


class CtcRecogniser(HubRecogniser):
    """wav2vec 2.0 with CTC."""

    writer = CtcWriter
    card = card_over(CtcWriter)
