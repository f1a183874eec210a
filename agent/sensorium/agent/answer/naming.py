"""What things are called in an answer: English plurals, and the Chinese of phrases whose words the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sensorium.agent.understand.rules.chinese import lexicon as chinese
from sensorium.agent.understand.rules.english import lexicon as english
from sensorium.agent.understand.rules.english.tokens import plurals
from sensorium.agent.understand.rules.thing import article

TAIL = re.compile(
    r"(?<!at the top)(?<!at the bottom) (?=(?:at the (?:top|bottom)|in front of|next to|in|on|with|holding|riding"
    r"|pushing|leading|carrying|wearing|behind|under|near|beside|by|above|of|to the)\b)"
)
"""Where what follows a noun begins."""

MEASURES: Mapping[str, str] = {
    "辆": "car truck bus van taxi bicycle motorcycle tram ambulance jeep scooter vehicle suv",
    "只": "dog cat bird monkey rabbit duck chicken sheep mouse tiger lion bear goat animal",
    "列": "train", "架": "plane helicopter", "艘": "boat", "匹": "horse zebra", "头": "cow elephant pig",
}  # fmt: skip
"""What counts which things; 个 counts the others."""


PUT_ON = frozenset(["hat", "cap", "helmet", "glasses", "sunglasses", "mask", "scarf", "gloves", "tie"])
"""What is worn that Chinese puts on (戴) rather than gets into (穿)."""


def singular(phrase: str) -> str:
    """One of them, with its article."""
    return article(phrase)


def plural(phrase: str) -> str:
    """Several of them: ``people in red``."""
    head, *tails = TAIL.split(phrase)
    words = head.split()
    return " ".join([*words[:-1], _several(words[-1]), *tails]) if words else phrase


def _several(noun: str) -> str:
    if noun in plurals() or not noun.isascii():
        return noun
    if noun in english.PLURALS:
        return english.PLURALS[noun].split(", ")[0]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def measure(phrase: str) -> str:
    """The word that counts such things in Chinese."""
    head = TAIL.split(phrase)[0].split()
    return next((word for word, nouns in MEASURES.items() if head and head[-1] in nouns.split()), "个")


def in_chinese(phrase: str) -> str:
    """A phrase in Chinese: 穿红色衣服的人; words that the lexicon lacks stay as they are."""
    head, *tails = TAIL.split(phrase)
    said = "".join(_tail(tail) for tail in reversed(tails)) + _head(head)
    return said or phrase


def word(text: str) -> str | None:
    """One word or expression in Chinese; None where the lexicon lacks it."""
    return _words().get(text.lower())


def beside(text: str) -> str:
    """A phrase, or a relation to one, as a model tells it: ``next to bus`` is 在公交车旁边."""
    return f"在{_tail(text).removesuffix('的')}" if TAIL.match(f" {text}") else in_chinese(text)


def language(code: str) -> str | None:
    """A language by its code."""
    listed = chinese.LANGUAGES.get(code)
    return listed.split()[0] if listed else None


def _head(head: str) -> str:
    words = head.split()
    said: list[str] = []
    while words:
        size = next((n for n in range(len(words), 0, -1) if word(" ".join(words[:n]))), 0)
        known = word(" ".join(words[:size])) if size else None
        plain = known or words[0]
        extreme = known is not None and known.startswith("最")
        spaced = said and said[-1][-1:].isascii() and plain[:1].isascii()
        said.append(f"{' ' if spaced else ''}{plain}{'的' if extreme else ''}")
        words = words[max(size, 1) :]
    return "".join(said)


def _tail(tail: str) -> str:
    if tail in chinese.POSITIONS:
        return f"{chinese.POSITIONS[tail].split()[0]}的"
    how, _, rest = tail.partition(" ")
    for known in ("in front of", "next to"):
        if tail.startswith(f"{known} "):
            how, rest = known, tail.removeprefix(f"{known} ")
    what = re.sub(r"^(?:an?|the) ", "", rest)
    if how in chinese.HELD:
        return f"{chinese.HELD[how].split()[0]}{in_chinese(what)}的"
    if how in chinese.BESIDE:
        return f"{in_chinese(what)}{chinese.BESIDE[how].split()[0]}的"
    if how in NEARBY:
        return f"{in_chinese(what)}{NEARBY[how]}的"
    noun = what.split()[-1] if what else ""
    if how == "in" and what not in chinese.COLOURS and noun not in _worn():
        return f"{in_chinese(what)}里的"
    if how in ("in", "wearing"):
        worn = f"{in_chinese(what)}衣服" if what in chinese.COLOURS else in_chinese(what)
        return f"{'戴' if noun in PUT_ON else '穿'}{worn}的"
    return f"{'带' if how == 'with' else f'{how} '}{in_chinese(what)}的"


NEARBY: Mapping[str, str] = {"near": "附近", "beside": "旁边", "by": "旁边", "above": "上方"}


@cache
def _worn() -> frozenset[str]:
    return frozenset(meant.split()[-1] for meant in chinese.WORN)


OTHERS: Mapping[str, str] = {
    "airplane": "飞机", "tv": "电视", "cell phone": "手机", "dining table": "餐桌", "couch": "沙发",
    "potted plant": "盆栽", "handbag": "手提包", "wine glass": "酒杯", "fire hydrant": "消防栓", "skis": "滑雪板",
    "parking meter": "停车计时器", "snowboard": "滑雪板", "sports ball": "球", "baseball bat": "球棒",
    "baseball glove": "棒球手套", "tennis racket": "网球拍", "broccoli": "西兰花", "carrot": "胡萝卜",
    "hot dog": "热狗", "donut": "甜甜圈", "remote": "遥控器", "toaster": "烤面包机", "refrigerator": "冰箱",
    "teddy bear": "玩具熊", "hair drier": "吹风机", "toothbrush": "牙刷", "large": "大", "left": "左边",
    "right": "右边", "top": "上方", "bottom": "下方", "middle": "中间", "gray": "灰色", "cyan": "青色",
    "unknown": "未知",
}  # fmt: skip
"""What detectors name and requests in Chinese do not."""


@cache
def _words() -> dict[str, str]:
    return dict(_entries())


def _entries() -> Iterator[tuple[str, str]]:
    """Later tables win: a word that is both is shown as what it is more often."""
    yield from OTHERS.items()
    for table in (
        chinese.PLACES, chinese.SOUNDS, chinese.WORN, chinese.ADJECTIVES, chinese.NOUNS,
        chinese.EVENTS, chinese.FEELINGS, chinese.COLOURS,
    ):  # fmt: skip
        yield from ((meant, said.split()[0]) for meant, said in table.items() if said)
