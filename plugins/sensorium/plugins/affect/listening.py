"""Asking the other tasks: where the utterances are, and what voice, words and face say of each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sensorium.core.errors import BadInput
from sensorium.core.model import Job
from sensorium.core.tasks import (
    FACIAL_EXPRESSION,
    SHOT_BOUNDARY_DETECTION,
    SPEECH_EMOTION,
    SPEECH_RECOGNITION,
    TEXT_EMOTION,
    VOICE_ACTIVITY_DETECTION,
)
from sensorium.core.tasks.affect import AffectInput, FaceInput, SpeechEmotionInput, TextEmotionInput
from sensorium.core.tasks.shots import ShotsInput
from sensorium.core.tasks.speech import RecognitionInput, VoiceInput
from sensorium.core.utterances import Utterance, utterances
from sensorium.core.values import AffectAt, AffectScores, TimeSpan, Transcript, Video
from sensorium.plugins.affect.fusion import Vote
from sensorium.plugins.affect.spoken import heard_within, words_within

Spans = tuple[TimeSpan, ...]


class Listener:
    """One job's questions to the other tasks."""

    def __init__(self, job: Job[AffectInput]) -> None:
        self._job = job
        self._media = job.input.media

    async def shots(self) -> Spans:
        """The shots of the picture, one over everything where there is none."""
        media = self._media
        if not isinstance(media, Video) or media.probe.video is None:
            return (media.whole,)
        answer = await self._job.ask(SHOT_BOUNDARY_DETECTION, ShotsInput(video=media))
        return answer.shots or (media.whole,)

    async def utterances(self, shots: Spans) -> list[Utterance]:
        """All utterances of the medium, whatever part was asked for: their borders depend on each other."""
        if self._media.probe.audio is None:
            return []
        answer = await self._job.ask(VOICE_ACTIVITY_DETECTION, VoiceInput(media=self._media))
        return utterances(answer.voiced, [shot.start for shot in shots[1:]], self._media.whole.end)

    async def votes(self, live: Sequence[Utterance], every: bool) -> list[tuple[tuple[Vote, ...], str]]:
        """For each utterance the votes of the sources the request allows, and its words.

        Where `every` utterance is meant, voice and words are asked for over all the sound: others who ask for the
        whole share the answer.
        """
        if not live:
            return []
        spans = tuple(each.core for each in live)
        within = None if every else spans
        allowed = self._job.input
        only_words = allowed.modality == "words"
        voice, words, faces = await asyncio.gather(
            _nothing() if only_words else self._voice(within),
            self._words(spans, within),
            self._faces(spans) if allowed.faces and not only_words else _nothing(),
        )
        rows = []
        for i, span in enumerate(spans):
            text, told = words[i]
            heard = [] if only_words else [Vote("voice", heard_within(voice, span))]
            seen = [Vote("face", heard_within(faces, span))] if any(f.span.meets(span) for f in faces) else []
            rows.append(((*heard, Vote("words", told), *seen), text))
        return rows

    async def faces(self, spans: Spans) -> tuple[AffectAt, ...]:
        """The faces' timeline over whole spans, for where nobody speaks."""
        return await self._faces(spans)

    async def said(self, spans: Spans, within: Spans | None) -> list[tuple[str, str]]:
        """Each span's text with its language, both empty where nothing can be written down."""
        transcript = await self._transcript(within)
        return [words_within(transcript, span) for span in spans]

    async def _voice(self, within: Spans | None) -> tuple[AffectAt, ...]:
        given = SpeechEmotionInput(media=self._media, within=within)
        return (await self._job.ask(SPEECH_EMOTION, given)).timeline

    async def _faces(self, spans: Spans) -> tuple[AffectAt, ...]:
        if not isinstance(self._media, Video) or self._media.probe.video is None:
            return ()
        given = FaceInput(media=self._media, within=spans)
        return (await self._job.ask(FACIAL_EXPRESSION, given)).timeline

    async def _words(self, spans: Spans, within: Spans | None) -> list[tuple[str, AffectScores]]:
        """Each span's text with its emotion; texts are asked for together, so that they share a batch."""
        said = await self.said(spans, within)
        return list(await asyncio.gather(*(self._text(text, language) for text, language in said)))

    async def _transcript(self, within: Spans | None) -> Transcript:
        try:
            given = RecognitionInput(media=self._media, within=within)
            return (await self._job.ask(SPEECH_RECOGNITION, given)).transcript
        except BadInput:
            # Speech that cannot be written down leaves the voice to speak for itself.
            return Transcript()

    async def _text(self, text: str, language: str) -> tuple[str, AffectScores]:
        if not text.strip():
            return "", AffectScores(unknown=1.0)
        answer = await self._job.ask(TEXT_EMOTION, TextEmotionInput(text=text, language=language))
        return text, answer.scores


async def _nothing() -> tuple[AffectAt, ...]:
    return ()
