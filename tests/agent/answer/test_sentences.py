"""Outputs in a sentence, in both languages."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from sensorium.agent.answer.sentences import sentence
from sensorium.core.tasks.affect import TextEmotionOutput
from sensorium.core.tasks.matching import Hit, RetrievalOutput, TextScore
from sensorium.core.tasks.shots import ShotsOutput
from sensorium.core.tasks.sound import AlignmentOutput, SoundLabel, SoundOutput
from sensorium.core.values import AffectScores, TimeSpan


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


HEARD = SoundOutput(
    sounds=(
        SoundLabel(span=span(0, 1), label="music", score=0.7),
        SoundLabel(span=span(1, 2), label="music", score=0.9),
        SoundLabel(span=span(2, 3), label="siren", score=0.5),
    )
)
FOUND = RetrievalOutput(hits=(Hit(uri="/films/a.mp4", score=0.8, span=span(3, 5), why="transcript", text="a dog"),))
HAPPY = TextEmotionOutput(scores=AffectScores(happy=0.96, neutral=0.04), polarity=0.77)


@pytest.mark.parametrize(
    ("output", "english", "chinese"),
    [
        (HAPPY, "happy (0.96), polarity +0.77", "开心（0.96），极性 +0.77"),
        (TextEmotionOutput(scores=AffectScores(unknown=1), polarity=0), "no clear feeling", "没有明显的情绪"),
        (FOUND, "a.mp4 3.0 s–5.0 s  0.80  transcript: a dog", "a.mp4 3.0 秒–5.0 秒  0.80  transcript: a dog"),
        (RetrievalOutput(texts=(TextScore(text="a beach", score=0.9),)), "a beach  0.90", "a beach  0.90"),
        (HEARD, "0.0 s–2.0 s  music  0.90\n2.0 s–3.0 s  siren  0.50",
         "0.0 秒–2.0 秒  音乐  0.90\n2.0 秒–3.0 秒  警笛  0.50"),
        (AlignmentOutput(), "nothing tells whether sound and picture are in step", "无法判断声音和画面是否同步"),
        (AlignmentOutput(offset=0.02), "sound and picture are in step", "声音和画面同步"),
        (AlignmentOutput(offset=0.3), "the sound comes 0.30 s later than the picture", "声音比画面晚 0.30 秒"),
        (AlignmentOutput(offset=-0.3), "the sound comes 0.30 s earlier than the picture", "声音比画面早 0.30 秒"),
        (ShotsOutput(), None, None),
    ],
)  # fmt: skip
def test_what_an_output_says(output: BaseModel, english: str | None, chinese: str | None) -> None:
    assert sentence(output, "en") == english
    assert sentence(output, "zh") == chinese
