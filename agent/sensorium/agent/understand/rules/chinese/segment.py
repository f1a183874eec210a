"""Chinese text to words: the longest entry of the lexicon at every place, numbers read, quotes whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sensorium.agent.understand.rules.announced import NOTHING, Announced
from sensorium.agent.understand.rules.chinese import lexicon
from sensorium.agent.understand.rules.chinese.characters import simplified
from sensorium.agent.understand.rules.english.tokens import Word

QUOTE = re.compile(r"“([^”]*)”|\"([^\"]*)\"|「([^」]*)」|『([^』]*)』|‘([^’]*)’|《([^》]*)》|”([^”]*)”")
CLOCK = re.compile(r"\d+[:：]\d{2}([:：]\d{2})?")
NUMBER = re.compile(r"\d+(\.\d+)?%?")
SHARE = re.compile(r"([一二三四五六七八九十百\d]+)分之([零一二两三四五六七八九十百\d]+)")
NUMERAL = re.compile(r"[零一二两三四五六七八九十百半]+")
RANGE = re.compile(r"(?:到|至|[-~－])[一二两三四五六七八九十百半]+个?(?:秒|分|小时)")
LATIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
FRAMED = re.compile(
    r"在?(?:[这那该本整某每](?:一)?(?:个|张|幅|段|部|条|份|则|集)?)?"
    r"(?:视频画面|图片|图像|图画|图|照片|相片|截图|截屏|画面|屏幕|视频|影片|片子|片|短片|电影|录像|录影|录音|音频|镜头|素材|文件)"
    r"(?:里面|里边|里头|之中|当中|里|中(?![间央])|内(?!容)|上(?![面边方左右]))"
)
"""In the picture, in this film: it frames a request and says nothing of what is sought."""
LISTED = (
    "moments", "someone", "no_one", "seen", "no", "not", "never", "looks", "sounds_like", "voices", "faces", "wordings",
    "speech", "say", "silence", "written", "heard", "and", "or", "but", "then", "while", "before", "after", "just",
    "during", "overlaps", "around", "quantity",
    "out_of", "until", "between", "except", "except_end", "unless", "counting", "counting_things",
    "count_commands", "longest", "most", "at_least", "at_most", "or_more", "or_less", "lasts", "again", "firstly",
    "lastly", "early", "late", "toward", "going", "commands", "questions", "skip", "foreign", "frames", "wearing",
    "cry", "going_on", "cut", "elsewhere", "dropped", "phrase", "told",
)  # fmt: skip
"""Kinds whose words say themselves; each is a table of the lexicon, named in capitals."""

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
COUNTED = ("秒", "分", "小时", "次", "个", "段", "辆", "位", "只", "名", "回", "条", "遍", "场", "群", "声", "种")


def segment(text: str, announced: Announced = NOTHING) -> list[Word]:
    """The words of a request in simplified characters; what no table knows is one word as far as it goes."""
    out: list[Word] = []
    given, text = text, simplified(text)
    at = 0
    while at < len(text):
        word, size = _word(text, at)
        meaning, length = announced.in_chinese(text, at)
        if meaning is not None and length >= size and (word is None or "quote" not in word.tags):
            better = meaning.tags("chinese")
            if word is not None and word.tags and length == size:
                better = announced.better(word.tags, meaning) or word.tags
            word, size = Word(text[at : at + length], better), length
        if word is not None:
            word.given = given[at : at + size]
            if "quote" in word.tags:
                word.text = word.given[1:-1]
                word.tags["quote"] = word.text.strip()
        at += size
        if word is None:
            continue
        if out and not word.tags and not out[-1].tags:
            out[-1] = Word(joined(out[-1].text, word.text), given=joined(out[-1].given, word.given))
        else:
            out.append(word)
    return out


def joined(*texts: str) -> str:
    """Texts one after the other, with a blank between two of letters that are written with blanks."""
    whole = ""
    for text in texts:
        blank = whole[-1:].isascii() and whole[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
        whole += f" {text}" if blank else text
    return whole


def _word(text: str, at: int) -> tuple[Word | None, int]:
    if text[at].isspace():
        return None, 1
    if quote := QUOTE.match(text, at):
        inner = next(part for part in quote.groups() if part is not None)
        return Word(inner, {"quote": inner.strip()}), len(quote.group())
    if share := SHARE.match(text, at):
        of, many = _value(share.group(1)), _value(share.group(2))
        return (Word(share.group(), {"percent": 100 * many / of}) if of else None), len(share.group())
    if clock := CLOCK.match(text, at):
        seconds = 0
        for part in re.split("[:：]", clock.group()):
            seconds = seconds * 60 + int(part)
        return Word(clock.group(), {"clock": float(seconds)}), len(clock.group())
    if number := NUMBER.match(text, at):
        kind = "percent" if number.group().endswith("%") else "number"
        return Word(number.group(), {kind: float(number.group().rstrip("%"))}), len(number.group())
    if (found := _numeral(text, at)) is not None:
        return found, len(found.text)
    size = next((n for n in range(min(_longest(), len(text) - at), 0, -1) if text[at : at + n] in _table()), 0)
    if (framed := FRAMED.match(text, at)) is not None and len(framed.group()) > size:
        return Word(framed.group(), {"skip": framed.group()}), len(framed.group())
    if size:
        piece = text[at : at + size]
        return Word(piece, dict(_table()[piece])), size
    if latin := LATIN.match(text, at):
        return Word(latin.group(), {"latin": latin.group()}), len(latin.group())
    if text[at] in "，,；;：:。.？?！!、":
        return Word(text[at], {"comma": text[at]} if text[at] in "，,；;：:" else {"mark": text[at]}), 1
    return Word(text[at]), 1


def _numeral(text: str, at: int) -> Word | None:
    """A number in characters, where something counted follows."""
    match = NUMERAL.match(text, at)
    counted = match is not None and (text.startswith(COUNTED, match.end()) or RANGE.match(text, match.end()))
    ranked = (
        match is not None
        and text[at - 1 : at] == "第"
        and text.startswith(("长", "久", "短", "大", "高", "快", "慢"), match.end())
    )
    if match is None or not (counted or ranked):
        return None
    return Word(match.group(), {"number": numeral(match.group())})


def _value(said: str) -> float:
    return float(said) if said.isdigit() else numeral(said)


def numeral(text: str) -> float:
    """The value of a number in characters, below a thousand."""
    if text == "半":
        return 0.5
    total, digit = 0.0, 0.0
    for char in text:
        if char == "半":
            total += 0.5
        elif char in ("十", "百"):
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit


def _entries() -> Iterator[tuple[str, str, Any]]:
    maps: dict[str, tuple[Mapping[str, str], Any]] = {
        "feeling": (lexicon.FEELINGS, str), "expression": (lexicon.EXPRESSIONS, str), "event": (lexicon.EVENTS, str),
        "noun": (lexicon.NOUNS, str), "colour": (lexicon.COLOURS, str), "adjective": (lexicon.ADJECTIVES, str),
        "worn": (lexicon.WORN, str), "position": (lexicon.POSITIONS, str), "beside": (lexicon.BESIDE, str),
        "held": (lexicon.HELD, str), "sound": (lexicon.SOUNDS, str), "place": (lexicon.PLACES, str),
        "language": (lexicon.LANGUAGES, str), "verb": (lexicon.VERBS, str), "deed": (lexicon.WHOLE_VERBS, str),
        "half": (lexicon.HALVES, str), "unit": (lexicon.UNITS, float),
    }  # fmt: skip
    for kind, (table, read) in maps.items():
        for value, listed in table.items():
            yield from ((word, kind, read(value)) for word in listed.split())
    for kind in LISTED:
        yield from ((word, kind, word) for word in getattr(lexicon, "CUTS" if kind == "cut" else kind.upper()).split())
    yield from (("的", "of", "的"), ("在", "at", "在"), ("从", "from", "从"), ("第", "nth", "第"))


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for word, kind, value in _entries():
        table.setdefault(word, {}).setdefault(kind, value)
    return table


@cache
def _longest() -> int:
    return max(map(len, _table()))


def known() -> frozenset[str]:
    """Every word of the lexicon."""
    return frozenset(_table())
