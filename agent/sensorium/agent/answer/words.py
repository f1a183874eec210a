"""The answer in words, in the language of the request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from sensorium.agent.answer import naming
from sensorium.agent.answer.counting import Tally
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
    places = _places(verified, searched, language)
    media = [medium for medium in searched if medium.error is None]
    pictures = bool(media) and all(medium.still for medium in media)
    if language == "zh":
        several = f"在 {len(verified)} 张图中找到" if len(media) > 1 else "在图中找到"
        head = several if pictures else f"找到 {len(verified)} 处"
        return f"{head}：{places}" + _perhaps(maybe, "张" if pictures else "处", language)
    noun = "picture" if pictures else "moment"
    return f"{len(verified)} {noun}{'' if len(verified) == 1 else 's'}: {places}" + _perhaps(maybe, "", language)


def counted(tally: Tally, language: Language) -> str:
    """How many, of what: things of a picture, appearances, occurrences, moments."""
    said = _counted_zh(tally) if language == "zh" else _counted_en(tally)
    unit = {"things": naming.measure(tally.phrase), "pictures": "张", "moments": "处", "mixed": "个"}
    return said + _perhaps(tally.maybe, unit.get(tally.unit, "次"), language, more=tally.sure > 0)


def _counted_en(tally: Tally) -> str:
    number = tally.sure
    match tally.unit:
        case "things":
            thing = tally.phrase if number == 1 else naming.plural(tally.phrase)
            return f"{number} {thing} in {'the picture' if tally.media == 1 else f'{tally.media} pictures'}"
        case "appearances":
            of = f" of {naming.singular(tally.phrase)}" if tally.phrase else ""
            most = f", at most {tally.at_once} at once" if number > 1 else ""
            return f"{_many(number, 'appearance')}{of}{most}"
        case "times":
            return "once" if number == 1 else f"{number} times"
        case "mixed":
            return f"{number} found: things in pictures, and appearances in films"
        case unit:
            return _many(number, unit.removesuffix("s"))


def _counted_zh(tally: Tally) -> str:
    number, thing = tally.sure, naming.in_chinese(tally.phrase)
    match tally.unit:
        case "things":
            where = "图中有" if tally.media == 1 else f"{tally.media} 张图中共有"
            return f"{where} {number} {naming.measure(tally.phrase)}{thing}"
        case "appearances":
            most = f"，同时最多 {tally.at_once} {naming.measure(tally.phrase)}" if number > 1 else ""
            return f"{thing}出现 {number} 次{most}"
        case "times":
            return f"{number} 次"
        case "mixed":
            return f"共 {number} 个：图中的个数与视频中出现的次数"
        case unit:
            return f"{number} {'张图片' if unit == 'pictures' else '处'}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _perhaps(maybe: int, measure: str, language: Language, *, more: bool = True) -> str:
    """What may be, beside what is sure."""
    if not maybe:
        return ""
    if language == "zh":
        return f"（{'另' if more else ''}有 {maybe} {measure}待确认）"
    return f" ({maybe}{' more' if more else ''} possible)"


def _nothing(maybe: int, searched: Sequence[Searched], language: Language) -> str:
    media = [medium for medium in searched if medium.error is None]
    named = [_medium(medium, language) for medium in media[:SHOWN]]
    if more := len(media) - len(named):
        named.append(f"另有 {more} 个文件" if language == "zh" else f"and {more} more files")
    where = ("；" if language == "zh" else "; ").join(named)
    if language == "zh":
        what = "图片" if media and all(medium.still for medium in media) else "片段"
        return f"没有找到确定的{what}。已搜索：{where or '无媒体'}" + (f"；{maybe} 处可能" if maybe else "")
    return f"none found; searched {where or 'no medium'}" + (f"; {maybe} possible" if maybe else "")


def _medium(medium: Searched, language: Language) -> str:
    name = file_name(medium)
    if medium.still:
        return name
    if language == "zh":
        parts = "和".join(word for word, has in (("画面", medium.picture), ("声音", medium.sound)) if has)
        return f"{name}（{medium.seconds:.1f} 秒{parts}）"
    parts = " and ".join(word for word, has in (("picture", medium.picture), ("sound", medium.sound)) if has)
    return f"{medium.seconds:.1f} s of {parts or 'nothing'} in {name}"


def _places(rows: Sequence[Row], searched: Sequence[Searched], language: Language) -> str:
    shown = [place(row, searched, language) + _which(row, searched) for row in rows[:SHOWN]]
    comma = "，" if language == "zh" else ", "
    return comma.join([*shown, *(["..."] if len(rows) > SHOWN else [])])


def _which(row: Row, searched: Sequence[Searched]) -> str:
    return f" (#{row.media + 1})" if len(searched) > 1 and not is_still(row, searched) else ""


def is_still(row: Row, searched: Sequence[Searched]) -> bool:
    """Whether a row is of a picture, which has no times."""
    return row.media < len(searched) and searched[row.media].still


def place(row: Row, searched: Sequence[Searched], language: Language) -> str:
    """Where a row lies: its times, or the name of its picture."""
    return file_name(searched[row.media]) if is_still(row, searched) else period(row, language)


def period(row: Row, language: Language) -> str:
    """The times of a row."""
    return f"{clock(row.start, language)}–{clock(row.end, language)}"


def file_name(medium: Searched) -> str:
    """A medium's name without its folders."""
    return medium.media.rsplit("/", 1)[-1]


def clock(seconds: float, language: Language = "en") -> str:
    """``8.0 s`` in the first minute, ``1:02:03.4`` or ``2:03.4`` after it."""
    if seconds < 60:
        return f"{seconds:.1f} {'秒' if language == 'zh' else 's'}"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"
