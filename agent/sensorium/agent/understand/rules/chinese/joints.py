"""What joins clauses of Chinese, and where an operand ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sensorium.agent.query import Node, Not, Says, Text, disjunction
from sensorium.agent.understand.rules.chinese.choices import THINGS, TIMES, Words
from sensorium.agent.understand.rules.chinese.segment import segment
from sensorium.agent.understand.rules.chinese.times import DONE, Times
from sensorium.agent.understand.rules.chinese.unit import Unit
from sensorium.agent.understand.rules.felt import remoded
from sensorium.agent.understand.rules.joining import both
from sensorium.agent.understand.rules.thing import seen

DENYING = ("不是", "并非", "并不是", "不会", "不可能", "不能", "绝非", "并不", "不", "非", "倒不是", "也不是")
"""What denies a denial that follows it."""


def combined(units: Sequence[tuple[str, Unit]]) -> Node | None:
    """Clauses joined by 和 and 或: bare things share what is said of the next, and what is denied of the one before."""
    alike: list[tuple[str, Unit]] = []
    for i, (joint, unit) in enumerate(units):
        mode = next((other.mode for _, other in units[i + 1 :] if other.mode), "")
        if mode and not unit.mode:
            unit = replace(unit, nodes=[remoded(node, mode) for node in unit.nodes])
        following = next((other for _, other in units[i + 1 :] if not other.bare), None)
        if unit.bare and following is not None and unit.thing is following.thing:
            continue
        beside = units[i + 1][1] if i + 1 < len(units) else unit
        if unit.bare and beside.absent and beside.all:
            unit = replace(unit, absent=True)
        spoken = i > 0 and any(isinstance(node, Says) for node in units[i - 1][1].nodes)
        if spoken and len(unit.nodes) == 1 and isinstance(quoted := unit.nodes[0], Text):
            unit = replace(unit, nodes=[Says(phrase=quoted.phrase)])
        if unit.bare and following is not None and following.events and following.thing is not None and not unit.absent:
            unit = replace(unit, events=list(following.events))
        if unit.bare and following is not None and following.denied and following.thing is not None and not unit.absent:
            unit = replace(unit, denied=list(following.denied))
        alike.append((joint, unit))
    made: Node | None = None
    denied = False
    for joint, unit in alike:
        node = unit.node()
        if node is None:
            continue
        if made is None:
            made, denied = node, unit.absent
        elif joint == "or" and denied and unit.bare and isinstance(made, Not) and unit.thing is not None:
            made = Not(arg=disjunction(made.arg, seen(unit.thing)))
        else:
            made = disjunction(made, node) if joint == "or" else both(made, node)
    return made


def joint_at(words: Words, at: int) -> str | None:
    tags, word = words[at].tags, words[at]
    if "while" in tags or "comma" in tags:
        return "and"
    if ("then" in tags and at) or _then(words, at):
        return "then"
    if "but" in tags or word.text in ("并且", "而且", "同时", "并", "且"):
        return "and"
    return None


def beside_relation(words: Words, at: int) -> bool:
    """之后 *5秒内*, 前的 *最后五秒*: how far from what was said."""
    beside = words[at - 1] if at else None
    if beside is not None and at > 1 and "of" in beside.tags:
        return bool(words[at - 2].tags.keys() & {"after", "before", "around"})
    return beside is not None and bool(beside.tags.keys() & {"after", "before", "around"}) and beside.text != "前"


def delayed(words: Words, at: int) -> bool:
    """停下 *五秒后*: a delay after what was said, not a time of the medium."""
    if (
        not at
        or "number" not in words[at].tags
        or not words[at - 1].tags.keys() & {"event", "sound", "speech", "quote"}
    ):
        return False
    reader = Times(words)
    reader.at = at
    used = [word.used for word in words]
    late = reader.duration() is not None and reader.sees("after", "before")
    for word, was in zip(words, used, strict=True):
        word.used = was
    return late


def _then(words: Words, at: int) -> bool:
    """先X *后* Y."""
    return words[at].text == "后" and any(word.text == "先" for word in words[:at])


def lead_time(words: Words) -> tuple[float | None, Words]:
    """之后 *5秒内* Y: the seconds, and what follows them."""
    reader = Times(words)
    reader.take("of")
    reader.take("at_most")
    while reader.peek().text in ("各", "各自"):
        reader.advance()
    if reader.peek().text in ("前", "头", "最后", "后"):
        reader.advance()
    within = reader.duration()
    while within is not None and reader.sees("or_less", "skip"):
        reader.advance()
    return (within, words[reader.at :]) if within is not None else (None, words)


def no_relation(words: Words, at: int) -> bool:
    """前两次; 先X后Y."""
    return _then(words, at) or (
        words[at].text in ("前", "后")
        and at + 2 < len(words)
        and "number" in words[at + 1].tags
        and words[at + 2].text in tuple(THINGS + TIMES)
    )


def boundary(words: Words, end: int) -> int:
    """Where the operand that ends at `end` begins: after the last 在, 当, 从 or comma."""
    starts = (
        i + 1 for i in range(end - 1, -1, -1) if words[i].tags.keys() & {"at", "comma", "from"} or words[i].text == "当"
    )
    return next(starts, 0)


def affirmed(words: Words) -> Words:
    """不是没有狗, 并非没有人说话: two denials say that there is."""
    for at, word in enumerate(words[:-1]):
        if word.text not in DENYING or not words[at + 1].tags.keys() & {"no", "not", "no_one"}:
            continue
        word.used = words[at + 1].used = True
        denied = words[at + 1].tags
        word.tags = words[at + 1].tags = {"skip": word.text}
        people = segment("有人") if "no_one" in denied else []
        return words[:at] + people + words[at + 2 :]
    return words


def asked_whether(words: Words) -> Words:
    """有打雷的片段没有？ what stands at the end only asks; 狗和猫都没有 says it."""
    said = [at for at, word in enumerate(words) if not word.tags.keys() & {"mark", "comma"}]
    if len(said) < 2 or words[said[-1]].text not in ("没有", "没", "不"):
        return words
    before = words[said[-2]]
    told = any(words[at].tags.keys() & (DONE | {"cry", "heard"}) for at in said[:-1])
    if before.text in ("都", "也", "全", "还", "并") or not told:
        return words
    end = words[said[-1]]
    end.used, end.tags = True, {"questions": end.text}
    return words[: said[-1]] + words[said[-1] + 1 :]


def asked_back(words: Words) -> Words:
    """难道没有狗吗: it asks whether there is one."""
    at = next((i for i, word in enumerate(words) if word.text.endswith("难道")), None)
    if at is None or at + 1 >= len(words) or not words[at + 1].tags.keys() & {"no", "not"}:
        return words
    words[at].used = words[at + 1].used = True
    words[at + 1].tags = {"skip": words[at + 1].text}
    return words[:at] + words[at + 2 :]


def together(words: Words) -> Words:
    """汽车和公交车同时停下: 同时 joins nothing."""
    for at in range(1, len(words) - 1):
        between = words[at - 1].tags.keys() & {"noun", "someone"} and words[at + 1].tags.keys() & {"event", "speech"}
        if words[at].text == "同时" and between and any(word.text in ("和", "与", "跟") for word in words[:at]):
            words[at].used = True
            return words[:at] + words[at + 1 :]
    return words
