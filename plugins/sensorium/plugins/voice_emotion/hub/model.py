"""speech_emotion_recognition by networks of the hub profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from sensorium.core.card import Card
from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.stretches import voiced_stretches
from sensorium.core.tasks import SPEECH_EMOTION
from sensorium.core.tasks.affect import AffectOutput, Feeling, SpeechEmotionInput
from sensorium.core.utterances import Utterance
from sensorium.core.values import AffectAt, Evidence, Moment
from sensorium.plugins.voice_emotion.hub.dimensional import DimensionalJudge
from sensorium.plugins.voice_emotion.hub.judging import Judge, JudgingInput, JudgingOutput
from sensorium.plugins.voice_emotion.hub.superb import HubertJudge, Wav2Vec2Judge
from sensorium.plugins.voice_emotion.moments import moments

LONGEST = 12.0


class HubVoice(CallModel[SpeechEmotionInput, AffectOutput]):
    """Each utterance of voice_activity_detection judged by `judge`."""

    task = SPEECH_EMOTION
    restricts = "exact"
    judge: ClassVar[type[Judge]]
    tells: ClassVar[tuple[Feeling, ...]] = ("neutral", "happy", "sad", "angry", "positive", "negative")

    async def run(self, jobs: Sequence[Job[SpeechEmotionInput]]) -> Sequence[AffectOutput | SensoriumError]:
        """One answer per job; a feeling that it cannot tell is an error in its place."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[SpeechEmotionInput]) -> AffectOutput | SensoriumError:
        given = job.input
        if given.feeling is not None and given.feeling not in self.tells:
            fix = f"ask for {', '.join(self.tells)}, or another model"
            return RequestError(f"does not tell {given.feeling!r}", where=self.card.name, fix=fix)
        spoken = await voiced_stretches(job, given.media, given.within, LONGEST)
        scores = await self._scores(job, spoken)
        timeline = tuple(
            AffectAt(span=each.span, scores=row, modality="voice", voiced=each.voiced)
            for each, row in zip(spoken, scores.scores, strict=True)
        )
        return AffectOutput(timeline=timeline, moments=tuple(self.found(timeline, given.feeling)))

    def found(self, timeline: Sequence[AffectAt], feeling: Feeling | None) -> list[Moment]:
        """The utterances that have the feeling."""
        return moments(timeline, feeling) if feeling else []

    async def _scores(self, job: Job[SpeechEmotionInput], spoken: Sequence[Utterance]) -> JudgingOutput:
        if not spoken:
            return JudgingOutput()
        judge: Any = self.judge
        spans = tuple(each.core for each in spoken)
        answer: JudgingOutput = await job.ask(judge, JudgingInput(media=job.input.media, spans=spans))
        return answer


def _card(judge: type[Judge], note: str = "") -> Card:
    card = judge.card
    return replace(card, name=card.name.removesuffix("-judging"), note=f"{card.note} {note}".strip())


class Wav2Vec2Voice(HubVoice):
    """wav2vec 2.0 base."""

    judge = Wav2Vec2Judge
    card = _card(Wav2Vec2Judge)


class HubertVoice(HubVoice):
    """HuBERT large."""

    judge = HubertJudge
    card = _card(HubertJudge)


class DimensionalVoice(HubVoice):
    """Valence and arousal: only the poles of polarity can be asked for."""

    judge = DimensionalJudge
    tells = ("positive", "negative")
    card = _card(DimensionalJudge, "Names no emotion: asked for positive or negative it goes by valence.")

    def found(self, timeline: Sequence[AffectAt], feeling: Feeling | None) -> list[Moment]:
        """Utterances whose valence leans the way asked for; half way up is sure, a quarter is a candidate."""
        sign = {"positive": 1.0, "negative": -1.0}.get(feeling or "", 0.0)
        rows = []
        for each in timeline:
            leaning = sign * (each.scores.valence or 0.0)
            if leaning <= 0:
                continue
            text = f"valence {each.scores.valence:+.2f}, arousal {each.scores.arousal or 0.0:+.2f}"
            evidence = Evidence(
                clause=f'voice("{feeling}")', text=text, score=leaning, span=each.span, voiced=each.voiced
            )
            rows.append(
                Moment(
                    span=each.span,
                    score=leaning,
                    label=feeling or "",
                    state="verified" if leaning >= 0.5 else "candidate" if leaning >= 0.25 else "contradicted",
                    evidence=(evidence,),
                )
            )
        return rows
