"""Voices judged by networks of the hub profile, with a pretended network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.errors import RequestError
from sensorium.core.media import open_media
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks import VOICE_ACTIVITY_DETECTION
from sensorium.core.tasks.affect import AffectOutput, Feeling, SpeechEmotionInput
from sensorium.core.tasks.speech import VoiceInput, VoiceOutput
from sensorium.core.testing.media import make_audio
from sensorium.core.testing.running import host_of
from sensorium.core.values import AffectScores, Audio, TimeSpan
from sensorium.plugins.voice_emotion.hub.judging import RATE, Judge
from sensorium.plugins.voice_emotion.hub.model import DimensionalVoice, HubVoice


class Voices(CallModel[VoiceInput, VoiceOutput]):
    task = VOICE_ACTIVITY_DETECTION
    card = Card("voices", "1", "MIT")

    def run(self, jobs: Sequence[Job[VoiceInput]]) -> Sequence[VoiceOutput]:
        voiced = (TimeSpan(start=1, end=2), TimeSpan(start=5, end=6.5))
        spans = (TimeSpan(start=0, end=3.5), TimeSpan(start=3.5, end=8))
        return [VoiceOutput(voiced=voiced, utterances=spans) for _ in jobs]


class Long(Judge):
    """Long voices are sad, short ones happy."""

    card = Card("long-judging", "1", "MIT")

    def judge(self, sound: np.ndarray) -> AffectScores:
        return AffectScores(sad=0.9, neutral=0.1) if len(sound) > 1.2 * RATE else AffectScores(happy=0.8, neutral=0.2)


class Leaning(Judge):
    card = Card("leaning-judging", "1", "MIT")

    def judge(self, sound: np.ndarray) -> AffectScores:
        return AffectScores(unknown=1.0, valence=0.6 if len(sound) > 1.2 * RATE else -0.3, arousal=0.1)


class LongVoice(HubVoice):
    judge = Long
    card = Card("long", "1", "MIT")


class LeaningVoice(DimensionalVoice):
    judge = Leaning
    card = Card("leaning", "1", "MIT")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Audio:
    audio = open_media(make_audio(tmp_path_factory.mktemp("sound") / "tone.wav", seconds=8, rate=22_050))
    assert isinstance(audio, Audio)
    return audio


def asked(model: type[HubVoice], sound: Audio, feeling: Feeling | None = None) -> AffectOutput:
    async def once() -> AffectOutput:
        async with host_of(Voices, Long, Leaning, LongVoice, LeaningVoice) as host:
            return (await host.run(model, SpeechEmotionInput(media=sound, feeling=feeling))).output

    return asyncio.run(once())


def test_every_utterance_is_judged(sound: Audio):
    timeline = asked(LongVoice, sound).timeline
    assert [row.scores.best for row in timeline] == ["happy", "sad"]
    assert timeline[0].span == TimeSpan(start=0, end=3.5)
    assert timeline[0].voiced == (TimeSpan(start=1, end=2),)


def test_the_feeling_asked_for_is_found(sound: Audio):
    (row,) = asked(LongVoice, sound, "sad").moments
    assert (row.state, row.span.start) == ("verified", 3.5)


@pytest.mark.parametrize(("model", "feeling"), [(LongVoice, "disgusted"), (LeaningVoice, "sad")])
def test_a_feeling_it_cannot_tell_is_an_error_that_helps(model: type[HubVoice], feeling: Feeling, sound: Audio):
    with pytest.raises(RequestError, match=f"does not tell '{feeling}'.*positive"):
        asked(model, sound, feeling)


def test_valence_answers_for_polarity(sound: Audio):
    (good,) = asked(LeaningVoice, sound, "positive").moments
    (bad,) = asked(LeaningVoice, sound, "negative").moments
    assert (good.state, good.span.start) == ("verified", 3.5)
    assert (bad.state, bad.span.start) == ("candidate", 0)
    assert "valence -0.30" in bad.evidence[0].text
