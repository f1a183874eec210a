"""Outputs that are no text by themselves, in a sentence or a few lines, in the language of the request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from pathlib import PurePath

from pydantic import BaseModel

from sensorium.agent.answer import naming
from sensorium.agent.answer.words import Language, clock
from sensorium.core.tasks.affect import TextEmotionOutput
from sensorium.core.tasks.matching import Hit, MatchingOutput, RetrievalOutput, TextScore
from sensorium.core.tasks.sound import AlignmentOutput, SoundLabel, SoundOutput
from sensorium.core.values import TimeSpan

IN_STEP = 0.045
"""Seconds by which sound may be apart from its picture without anybody noticing (ITU-R BT.1359: 45 ms early)."""


def sentence(output: BaseModel, language: Language) -> str | None:
    """What an output says; None where this module has no words for its kind, or nothing came out."""
    return _sentence(output, language) or None


@singledispatch
def _sentence(output: object, language: Language) -> str:
    return ""


@_sentence.register
def _(output: TextEmotionOutput, language: Language) -> str:
    best = output.scores.best
    if best is None:
        return "没有明显的情绪" if language == "zh" else "no clear feeling"
    name, score = _word(best, language), output.scores.of(best)
    if language == "zh":
        return f"{name}（{score:.2f}），极性 {output.polarity:+.2f}"
    return f"{name} ({score:.2f}), polarity {output.polarity:+.2f}"


@_sentence.register
def _(output: RetrievalOutput, language: Language) -> str:
    lines: list[str] = [_hit(hit, language) for hit in output.hits]
    return "\n".join(lines + [_text(text) for text in output.texts])


@_sentence.register
def _(output: MatchingOutput, language: Language) -> str:
    return f"{output.score:.2f}"


@_sentence.register
def _(output: SoundOutput, language: Language) -> str:
    return "\n".join(_sound(sound, language) for sound in _joined(output.sounds))


@_sentence.register
def _(output: AlignmentOutput, language: Language) -> str:
    chinese = language == "zh"
    if output.offset is None:
        return "无法判断声音和画面是否同步" if chinese else "nothing tells whether sound and picture are in step"
    if abs(output.offset) <= IN_STEP:
        return "声音和画面同步" if chinese else "sound and picture are in step"
    late = output.offset > 0
    seconds = f"{abs(output.offset):.2f}"
    if chinese:
        return f"声音比画面{'晚' if late else '早'} {seconds} 秒"
    return f"the sound comes {seconds} s {'later' if late else 'earlier'} than the picture"


def _hit(hit: Hit, language: Language) -> str:
    where = f" {_period(hit.span, language)}" if hit.span else ""
    why = f"  {hit.why}" if hit.why else ""
    text = f": {hit.text}" if hit.text else ""
    return f"{PurePath(hit.uri).name}{where}  {hit.score:.2f}{why}{text}"


def _text(text: TextScore) -> str:
    return f"{text.text}  {text.score:.2f}"


def _sound(sound: SoundLabel, language: Language) -> str:
    return f"{_period(sound.span, language)}  {_word(sound.label, language)}  {sound.score:.2f}"


def _joined(sounds: Sequence[SoundLabel]) -> list[SoundLabel]:
    """Neighbours of one label as one, with the better score."""
    joined: list[SoundLabel] = []
    for sound in sounds:
        last = joined[-1] if joined else None
        if last and last.label == sound.label and sound.span.start <= last.span.end + 1e-6:
            span = TimeSpan(start=last.span.start, end=max(last.span.end, sound.span.end))
            joined[-1] = SoundLabel(span=span, label=last.label, score=max(last.score, sound.score))
        else:
            joined.append(sound)
    return joined


def _period(span: TimeSpan, language: Language) -> str:
    return f"{clock(span.start, language)}–{clock(span.end, language)}"


def _word(label: str, language: Language) -> str:
    return (naming.word(label) or label) if language == "zh" else label
