"""The composed model against scripted tasks: spans, modalities, restriction, bad input."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sensorium.core.errors import BadInput, MediaError
from sensorium.core.host.join import cut
from sensorium.core.tasks.affect import AffectInput, AffectOutput, TextEmotionOutput
from sensorium.core.tasks.shots import ShotsOutput
from sensorium.core.tasks.speech import RecognitionOutput, VoiceOutput
from sensorium.core.values import (
    EMOTIONS,
    AffectAt,
    AffectScores,
    Audio,
    AudioStream,
    Emotion,
    Media,
    Probe,
    Segment,
    TimeSpan,
    Transcript,
    Video,
    VideoStream,
)
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.affect.model import LateFusion, quiet


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


def leaning(label: Emotion, share: float = 0.7, unknown: float = 0.1) -> AffectScores:
    return scores_of({each: share if each == label else (1 - share) / 6 for each in EMOTIONS}, unknown)


def film(sound: bool = True, seconds: float = 12.0) -> Video:
    probe = Probe(
        duration=seconds,
        video=VideoStream(width=640, height=360, fps=25),
        audio=AudioStream(rate=48_000, channels=1) if sound else None,
    )
    return Video(uri="clip.mp4", sha256="0" * 64, probe=probe)


@dataclass
class Script:
    """What the other tasks answer: three shots of 4 s, an utterance in each."""

    voice: tuple[Emotion, ...] = ("neutral", "sad", "angry")
    words: tuple[str, ...] = ("the door is blue", "the door is red", "the door is green")
    feelings: dict[str, AffectScores] = field(default_factory=dict)
    faces: tuple[tuple[float, float, Emotion], ...] = ()
    asked: Counter[str] = field(default_factory=Counter)
    voiced: tuple[TimeSpan, ...] = (span(1, 3), span(5, 7), span(9, 11))

    def answer(self, task: str, given: Any) -> Any:
        self.asked[task] += 1
        return getattr(self, f"_{task}")(given)

    def _shot_boundary_detection(self, given: Any) -> ShotsOutput:
        return ShotsOutput(shots=(span(0, 4), span(4, 8), span(8, 12)), cuts=(4, 8))

    def _voice_activity_detection(self, given: Any) -> VoiceOutput:
        return VoiceOutput(voiced=self.voiced)

    def _speech_emotion_recognition(self, given: Any) -> AffectOutput:
        rows = zip(self.voiced, self.voice, strict=False)
        return self._met([AffectAt(span=at, scores=leaning(label), modality="voice") for at, label in rows], given)

    def _facial_expression_recognition(self, given: Any) -> AffectOutput:
        rows = [
            AffectAt(span=span(start + i / 2, start + i / 2 + 0.5), scores=leaning(label), modality="face")
            for start, end, label in self.faces
            for i in range(round((end - start) * 2))
        ]
        return self._met(rows, given)

    def _speech_recognition(self, given: Any) -> RecognitionOutput:
        rows = zip(self.voiced, self.words, strict=False)
        segments = tuple(Segment(text=text, span=at, language="en") for at, text in rows)
        whole = RecognitionOutput(transcript=Transcript(segments=segments))
        return whole if given.within is None else cut(whole, given.within)

    def _text_emotion_recognition(self, given: Any) -> TextEmotionOutput:
        return TextEmotionOutput(scores=self.feelings.get(given.text, leaning("neutral", 0.95)), polarity=0)

    def _met(self, rows: list[AffectAt], given: Any) -> AffectOutput:
        whole = AffectOutput(timeline=tuple(rows))
        return whole if given.within is None else cut(whole, given.within)


class Asking:
    """A job whose questions the script answers."""

    def __init__(self, given: AffectInput, script: Script) -> None:
        self.input, self._script = given, script
        self.scratch = Path()

    def check(self) -> None: ...
    def progress(self, done: float, note: str = "") -> None: ...

    def read(self, media: Media, sees: Any, within: Any = None) -> Iterator[Any]:
        raise NotImplementedError

    def keep(self, file: Path, kind: Any) -> Any:
        raise NotImplementedError

    def ask(self, task: Any, given: Any) -> Awaitable[Any]:
        async def answer() -> Any:
            return self._script.answer(task.name, given)

        return answer()


def run(script: Script, **given: Any) -> Any:
    job = Asking(AffectInput(**{"media": film()} | given), script)
    (answer,) = asyncio.run(LateFusion().run([job]))
    return answer


def verified(answer: AffectOutput) -> list[tuple[float, float]]:
    return [(m.span.start, m.span.end) for m in answer.moments if m.state == "verified"]


def test_a_feeling_lasts_its_utterance_with_its_pauses_up_to_the_cuts():
    assert verified(run(Script(), feeling="sad")) == [(4, 8)]


def test_evidence_keeps_the_voiced_times_the_votes_and_the_words():
    (moment,) = [m for m in run(Script(), feeling="sad").moments if m.state == "verified"]
    voice, words = moment.evidence
    assert voice.voiced == (span(5, 7),)
    assert voice.text.startswith("voice: sad")
    assert "the door is red" in words.text
    assert voice.clause == 'affect("sad")'


def test_poles_find_their_labels():
    assert verified(run(Script(), feeling="negative")) == [(4, 8), (8, 12)]
    assert verified(run(Script(), feeling="positive")) == []


def test_without_a_feeling_only_the_timeline_is_told():
    answer = run(Script())
    assert answer.moments == ()
    fused = [row for row in answer.timeline if row.modality == "fused"]
    assert [row.scores.best for row in fused] == ["neutral", "sad", "angry"]
    assert [row.modality for row in answer.timeline[:3]] == ["fused", "voice", "words"]


def test_words_alone_judge_by_the_text():
    script = Script(feelings={"the door is blue": leaning("happy", 0.9)})
    assert verified(run(script, feeling="happy", modality="words")) == [(0, 4)]
    assert verified(run(script, feeling="sad", modality="words")) == []
    assert script.asked["speech_emotion_recognition"] == 0


def test_faces_are_asked_only_where_allowed():
    script = Script(faces=((4, 8, "sad"),))
    run(script, feeling="sad")
    assert script.asked["facial_expression_recognition"] == 0
    run(script, feeling="sad", faces=True)
    assert script.asked["facial_expression_recognition"] > 0


@pytest.mark.parametrize("feeling", ["sad", "angry", "neutral", "negative"])
@pytest.mark.parametrize("faces", [False, True])
@pytest.mark.parametrize("within", [(span(4.5, 5),), (span(0, 1), span(7, 9)), (span(3.9, 4.1),), (span(11.5, 12),)])
def test_a_restricted_run_is_the_whole_run_cut(feeling: str, faces: bool, within: tuple[TimeSpan, ...]):
    script = Script(voiced=(span(1, 3), span(5, 7)), faces=((0, 4, "happy"), (8, 11, "sad")))
    whole = run(script, feeling=feeling, faces=faces)
    part = run(script, feeling=feeling, faces=faces, within=within)
    assert cut(part, within) == cut(whole, within)


def test_a_restricted_run_listens_only_where_it_matters():
    script = Script()
    run(script, feeling="sad", within=(span(5, 6),))
    assert script.asked["text_emotion_recognition"] == 1


def test_faces_speak_where_nobody_does():
    script = Script(voiced=(span(1, 3),), faces=((4, 8, "happy"), (8, 9.5, "sad")))
    assert verified(run(script, feeling="happy", faces=True)) == [(4, 8)]
    assert verified(run(script, feeling="sad", faces=True)) == [(8, 9.5)]


def test_a_silent_film_is_answered_by_faces_or_refused_with_advice():
    script = Script(faces=((4, 8, "happy"),))
    assert verified(run(script, media=film(sound=False), feeling="happy", faces=True)) == [(4, 8)]
    refusal = run(script, media=film(sound=False), feeling="happy")
    assert isinstance(refusal, MediaError)
    assert "no sound" in str(refusal)
    assert "SENSORIUM_FACES" in refusal.fix
    assert isinstance(run(script, media=film(sound=False), feeling="happy", faces=True, modality="words"), MediaError)


def test_sound_without_a_voice_is_an_empty_answer():
    assert run(Script(voiced=()), feeling="sad") == AffectOutput()


def test_sound_alone_has_no_shots_to_ask_for():
    script = Script()
    audio = Audio(uri="talk.wav", sha256="0" * 64, probe=Probe(duration=12, audio=AudioStream(rate=16_000, channels=1)))
    assert verified(run(script, media=audio, feeling="sad")) == [(4, 8)]
    assert script.asked["shot_boundary_detection"] == 0


def test_speech_that_cannot_be_written_down_is_judged_by_its_voice(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Script, given: Any) -> RecognitionOutput:
        raise BadInput("no words")

    monkeypatch.setattr(Script, "_speech_recognition", refuse)
    assert verified(run(Script(), feeling="sad")) == [(4, 8)]


def test_quiet_is_what_utterances_leave_of_shots():
    shots, spoken = [span(0, 4), span(4, 8)], [span(1, 2), span(4, 5)]
    assert quiet(shots, spoken) == [span(0, 1), span(2, 4), span(5, 8)]
    assert quiet(shots, []) == shots
