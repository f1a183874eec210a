"""The answer in words, in the language of the request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sensorium.agent.answer.schema import Row, Searched

Language = Literal["en", "zh"]
CJK = re.compile(r"[㐀-鿿]")
SHOWN = 8


def language_of(request: str) -> Language:
    """Chinese where the request has Chinese characters."""
    return "zh" if CJK.search(request) else "en"


def found(rows: Sequence[Row], searched: Sequence[Searched], language: Language) -> str:
    """What was found, or what was searched in vain."""
    verified = [row for row in rows if row.state == "verified"]
    maybe = len(rows) - len(verified)
    if not verified:
        return _nothing(maybe, searched, language)
    spans = _spans(verified, len(searched) > 1)
    if language == "zh":
        return f"找到 {len(verified)} 处：{spans}" + (f"（另有 {maybe} 处待确认）" if maybe else "")
    noun = "moment" if len(verified) == 1 else "moments"
    return f"{len(verified)} {noun}: {spans}" + (f" ({maybe} more possible)" if maybe else "")


def counted(number: int, maybe: int, language: Language, things: bool = False) -> str:
    """How many times; how many `things`, in pictures."""
    if things:
        if language == "zh":
            return f"{number} 个" + (f"（另有 {maybe} 个待确认）" if maybe else "")
        return f"{number} found" + (f" ({maybe} more possible)" if maybe else "")
    if language == "zh":
        return f"{number} 次" + (f"（另有 {maybe} 次待确认）" if maybe else "")
    return ("once" if number == 1 else f"{number} times") + (f" ({maybe} more possible)" if maybe else "")


def _nothing(maybe: int, searched: Sequence[Searched], language: Language) -> str:
    media = [medium for medium in searched if medium.error is None]
    where = ("；" if language == "zh" else "; ").join(_medium(medium, language) for medium in media)
    if language == "zh":
        return f"没有找到确定的片段。已搜索：{where or '无媒体'}" + (f"；{maybe} 处可能" if maybe else "")
    return f"none found; searched {where or 'no medium'}" + (f"; {maybe} possible" if maybe else "")


def _medium(medium: Searched, language: Language) -> str:
    name = medium.media.rsplit("/", 1)[-1]
    if language == "zh":
        parts = "和".join(word for word, has in (("画面", medium.picture), ("声音", medium.sound)) if has)
        return f"{name}（{medium.seconds:.1f} 秒{parts}）"
    parts = " and ".join(word for word, has in (("picture", medium.picture), ("sound", medium.sound)) if has)
    return f"{medium.seconds:.1f} s of {parts or 'nothing'} in {name}"


def _spans(rows: Sequence[Row], several: bool) -> str:
    shown = [
        f"{clock(row.start)}–{clock(row.end)}" + (f" (#{row.media + 1})" if several else "") for row in rows[:SHOWN]
    ]
    return ", ".join(shown) + (", ..." if len(rows) > SHOWN else "")


def clock(seconds: float) -> str:
    """``8.0 s`` in the first minute, ``1:02:03.4`` or ``2:03.4`` after it."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"
