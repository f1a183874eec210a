"""Whole requests in Chinese.

What a request chooses, counts and times is lifted out first, wherever it stands; then relations, whose word follows
their right side; then what joins clauses; what is left are clauses, each of which may inherit the thing before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sensorium.agent.query import After, Between, Lasting, Node, Not, Or, Says, Text, Until, conjunction, disjunction
from sensorium.agent.understand.rules.chinese.times import Times
from sensorium.agent.understand.rules.chinese.unit import Unit
from sensorium.agent.understand.rules.chinese.units import Units
from sensorium.agent.understand.rules.english.tokens import Word
from sensorium.agent.understand.rules.felt import remoded
from sensorium.agent.understand.rules.joining import (
    SOON,
    WHOLE,
    Choice,
    both,
    chosen,
    in_turn,
    longest,
    ordinal,
    related,
    shared,
    superlative,
    those,
)
from sensorium.agent.understand.rules.thing import Thing, negated, seen

Words = list[Word]
THINGS, TIMES = "个段辆位只名条处场", "次回遍"
INSTANTS = ("那一刻", "一刻", "瞬间", "那一瞬间", "那一瞬", "的那一刻")
RELATIONS = frozenset(("before", "after", "during", "overlaps", "around"))


class Requests:
    """Reads the condition of a request; `thing` is what was spoken of last."""

    def __init__(self) -> None:
        self.thing: Thing | None = None

    def read(self, words: Words) -> Node | None:
        """The condition; None where nothing is said."""
        words = _together(words)
        earliest, words = _which_is_first(words)
        words = [word for word in words if not self._plain(word)]
        if earliest:
            node = self.read(words)
            return None if node is None else ordinal(earliest)(node)
        _once_more(words)
        words = _asked_back(words)
        choice, words = self._outer_choice(words)
        return chosen(choice, self._timed(words))

    def _plain(self, word: Word) -> bool:
        """Commands and question words; what only frames a request."""
        plain = bool(word.tags.keys() & {"commands", "questions"}) and not word.tags.keys() & {"seen"}
        word.used |= plain or bool(word.tags.keys() & {"mark", "skip"})
        return plain

    # ---- lifted out: choices, windows, lengths

    def _outer_choice(self, words: Words) -> tuple[Choice | None, Words]:
        """第一个, 最后一段, 最长的, 最悲伤的三个: they choose from all the rest."""
        spared = False
        for at, word in enumerate(words):
            spared = (spared or "except" in word.tags) and "except_end" not in word.tags
            if spared:
                continue
            rest = Times(words)
            rest.at = at
            choice = rest.attempt(lambda rest=rest: _choice(rest, counted=THINGS))  # type: ignore[misc]
            if choice is not None and word.text != "最后一次":
                return choice, words[:at] + words[rest.at :]
        return None, words

    def _timed(self, words: Words) -> Node | None:
        windows: list[Node] = []
        bounds: list[tuple[float | None, float | None]] = []
        at = 0
        spared = False
        while at < len(words):
            spared = (spared or "except" in words[at].tags) and not words[at].tags.keys() & {"except_end", "comma"}
            reader = Times(words)
            reader.at = at
            after_relation = _beside_relation(words, at) or _delayed(words, at)
            if not after_relation and (window := reader.window()) is not None:
                negative = at > 0 and bool(words[at - 1].tags.keys() & {"not", "no"})
                if negative:
                    words[at - 1].used = True
                windows.append(Not(arg=window) if negative or spared else window)
                words = words[: at - negative] + words[reader.at :]
                at -= negative
            elif not after_relation and (found := reader.bounds()) is not None:
                bounds.append(found)
                words = words[:at] + words[reader.at :]
            else:
                at += 1
        node = self._related(words)
        for low, high in bounds:
            node = Lasting(arg=node, min=low, max=high) if node is not None else None
        return node if not windows else conjunction(*windows) if node is None else conjunction(node, *windows)

    # ---- relations

    def _related(self, words: Words) -> Node | None:
        for read in (self._except, self._which_first, self._until, self._between, self._since, self._before_after):
            node = read(words)
            if node is not None:
                return node
        return self._joined(words)

    def _before_after(self, words: Words) -> Node | None:
        """X之前Y, Y在X之前, X之后5秒内Y."""
        at = next(
            (i for i, word in enumerate(words) if i and word.tags.keys() & RELATIONS and not _no_relation(words, i)),
            None,
        )
        if at is None:
            return None
        relation, start = words[at], _boundary(words, at)
        relation.used = True
        left, behind = words[:start], words[at + 1 :]
        if left and "at" in left[-1].tags:
            left.pop().used = True
        within, behind = _lead_time(behind)
        delay = next((i for i in range(start + 1, at) if _delayed(words[: at + 1], i)), at)
        if delay < at and within is None:
            within = Times(words[delay:at]).duration()
        soon = any("just" in word.tags for word in (*words[start : at + 1], *behind[:1], *left[-1:]))
        _use(words, "just")
        right = self.read([word for word in words[start:delay] if "just" not in word.tags])
        if right is None:
            return None
        choice, rest = self._inner_choice([word for word in left + behind if "just" not in word.tags])
        name = next(kind for kind in RELATIONS if kind in relation.tags)
        soon = soon or any(word.text in INSTANTS for word in behind[:2])
        whole = self._timed(rest) or WHOLE
        made = related(name, whole, shared(right, whole)[0], within or (SOON if soon else None))
        return choice(made) if choice else made

    def _until(self, words: Words) -> Node | None:
        at = next((i for i, word in enumerate(words) if word.text in ("直到", "一直到", "直至", "等到")), None)
        if at is None:
            return None
        words[at].used = True
        behind = words[at + 1 :]
        only = next((i for i, word in enumerate(behind) if i and word.text == "才"), None)
        if only is not None:
            behind[only].used = True
            right = self._joined(behind[:only])
            left = self._joined(words[:at] + behind[only + 1 :])
            return None if right is None or left is None else After(left=left, right=right)
        left, right = self._joined(words[:at]), self._joined(behind)
        return None if right is None else Until(left=left or WHOLE, right=right)

    def _since(self, words: Words) -> Node | None:
        """从X开始Y."""
        at = next((i for i, word in enumerate(words) if "from" in word.tags), None)
        end = next((i for i, word in enumerate(words) if word.text in ("开始", "起", "往后")), None)
        if at is None or end is None or end <= at + 1:
            return None
        choice, rest = self._inner_choice(words[at + 1 : end])
        right = chosen(choice, self._joined(rest))
        if right is None:
            return None
        words[at].used = words[end].used = True
        return After(left=self._timed(words[:at] + words[end + 1 :]) or WHOLE, right=right)

    def _which_first(self, words: Words) -> Node | None:
        """先X还是先Y: either order."""
        either = next((i for i, word in enumerate(words) if word.text == "还是"), None)
        heads = [i for i, word in enumerate(words) if word.text == "先"]
        if either is None or len(heads) != 2 or not heads[0] < either < heads[1]:
            return None
        words[either].used = words[heads[0]].used = words[heads[1]].used = True
        first = self._joined(words[: heads[0]] + words[heads[0] + 1 : either])
        then = self._joined(words[either + 1 : heads[1]] + words[heads[1] + 1 :])
        if first is None or then is None:
            return None
        return Or(args=(in_turn(first, then), in_turn(then, first)))

    def _between(self, words: Words) -> Node | None:
        end = next((i for i, word in enumerate(words) if "between" in word.tags), None)
        if end is None:
            return None
        start = _boundary(words, end)
        joint = next((i for i in range(start + 1, end) if words[i].text in ("和", "与", "到", "及", "跟")), None)
        if joint is None:
            return None
        first, opened = self._inner_choice(words[start:joint])
        last, closed = self._inner_choice(words[joint + 1 : end])
        opening, closing = chosen(first, self._joined(opened)), chosen(last, self._joined(closed))
        if opening is None or closing is None:
            return None
        words[end].used = words[joint].used = True
        left = words[:start]
        if left and left[-1].tags.keys() & {"at", "from"}:
            left.pop().used = True
        node = self.read(left + words[end + 1 :])
        return Between(arg=node or WHOLE, opening=opening, closing=closing)

    def _except(self, words: Words) -> Node | None:
        """除了X以外(的Y), Y除非X."""
        at = next((i for i, word in enumerate(words) if word.tags.keys() & {"except", "unless"}), None)
        if at is None:
            return None
        words[at].used = True
        end = next((i for i in range(at + 1, len(words)) if words[i].tags.keys() & {"except_end", "comma"}), len(words))
        _use(words[end : end + 1], "except_end")
        choice, rest = self._outer_choice(words[at + 1 : end])
        if choice is None:
            choice, rest = self._inner_choice(words[at + 1 : end])
        node = self.read(words[:at] + words[end + 1 :])
        if choice is not None and node is not None and self.read(rest) is None:
            return conjunction(node, negated(choice(node)))
        spared = self.read(words[at + 1 : end])
        if spared is None:
            return node
        return negated(spared) if node is None else conjunction(node, negated(spared))

    # ---- joined clauses

    def _joined(self, words: Words) -> Node | None:
        """Clauses joined by 时, 并且, 但, 然后, commas; each 或 binds tighter."""
        parts: list[tuple[str, Words]] = [("and", [])]
        for at, word in enumerate(words):
            joint = _joint(words, at)
            if joint is None:
                parts[-1][1].append(word)
            else:
                word.used = True
                parts.append((joint, []))
        node: Node | None = None
        self._foresee([part for _, part in parts])
        for joint, part in parts:
            choice, rest = self._inner_choice(part)
            more = self._alternatives(rest)
            if more is None:
                continue
            more = choice(more) if choice else more
            node = more if node is None else in_turn(node, more) if joint == "then" else both(node, more)
        return node

    def _foresee(self, parts: Sequence[Words]) -> None:
        """停下但从不转弯的汽车: who does what the first clause says is named in a later one."""
        if self.thing is not None or len(parts) < 2:
            return
        units = [self._foreseen(part) for part in parts]
        first, then = units[0], next((unit for unit in units[1:] if unit.thing is not None), None)
        if first.thing is None and (first.events or first.denied) and then is not None and (then.events or then.denied):
            self.thing = then.thing

    def _foreseen(self, part: Words) -> Unit:
        used = [word.used for word in part]
        unit = Units(list(part)).read()
        for word, was in zip(part, used, strict=True):
            word.used = was
        return unit

    def _inner_choice(self, words: Words) -> tuple[Choice | None, Words]:
        """第二次, 最后一次, 再次: they choose from their own clause."""
        for at in range(len(words)):
            reader = Times(words)
            reader.at = at
            choice = reader.attempt(lambda reader=reader: _choice(reader, counted=TIMES))  # type: ignore[misc]
            if choice is not None:
                return choice, words[:at] + words[reader.at :]
        return None, words

    def _alternatives(self, words: Words) -> Node | None:
        parts: list[tuple[str, Words]] = [("", [])]
        for at, word in enumerate(words):
            if word.text in ("也", "都") and at == len(words) - 2 and "no" in words[-1].tags:
                word.used = True
            elif word.tags.keys() & {"or", "and"} and "then" not in word.tags:
                word.used = True
                parts.append(("or" if "or" in word.tags else "and", []))
            else:
                parts[-1][1].append(word)
        units: list[tuple[str, Unit]] = []
        waiting: list[tuple[str, list[str]]] = []
        for joint, part in parts:
            reader = Units(part, self.thing)
            unit = reader.read()
            unit.all = any(word.text in ("都", "全") for word in part)
            if unit.empty and reader.adjectives:
                waiting.append((joint, reader.adjectives))
            if not unit.empty:
                if unit.thing is not None:
                    units += [(said, Unit(thing=replace(unit.thing, adjectives=words))) for said, words in waiting]
                    waiting = []
                units.append((joint, unit))
                self.thing = unit.thing or self.thing
        return _combined(units)


def _combined(units: Sequence[tuple[str, Unit]]) -> Node | None:
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


def _joint(words: Words, at: int) -> str | None:
    tags, word = words[at].tags, words[at]
    if "while" in tags or "comma" in tags:
        return "and"
    if ("then" in tags and at) or _then(words, at):
        return "then"
    if "but" in tags or word.text in ("并且", "而且", "同时", "并", "且"):
        return "and"
    return None


def _beside_relation(words: Words, at: int) -> bool:
    """之后 *5秒内*, 前的 *最后五秒*: how far from what was said."""
    beside = words[at - 1] if at else None
    if beside is not None and at > 1 and "of" in beside.tags:
        return bool(words[at - 2].tags.keys() & {"after", "before", "around"})
    return beside is not None and bool(beside.tags.keys() & {"after", "before", "around"}) and beside.text != "前"


def _delayed(words: Words, at: int) -> bool:
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


def _lead_time(words: Words) -> tuple[float | None, Words]:
    """之后 *5秒内* Y: the seconds, and what follows them."""
    reader = Times(words)
    reader.take("of")
    reader.take("at_most")
    if reader.peek().text in ("前", "头", "最后", "后"):
        reader.advance()
    within = reader.duration()
    while within is not None and reader.sees("or_less", "skip"):
        reader.advance()
    return (within, words[reader.at :]) if within is not None else (None, words)


def _no_relation(words: Words, at: int) -> bool:
    """前两次; 先X后Y."""
    return _then(words, at) or (
        words[at].text in ("前", "后")
        and at + 2 < len(words)
        and "number" in words[at + 1].tags
        and words[at + 2].text in tuple(THINGS + TIMES)
    )


def _boundary(words: Words, end: int) -> int:
    """Where the operand that ends at `end` begins: after the last 在, 当, 从 or comma."""
    starts = (
        i + 1 for i in range(end - 1, -1, -1) if words[i].tags.keys() & {"at", "comma", "from"} or words[i].text == "当"
    )
    return next(starts, 0)


def _choice(reader: Times, counted: str) -> Choice | None:
    """A choice that starts here: of occurrences (次) within their clause, or of things (个, 段) among all."""
    once = "次" in counted
    if once:
        if reader.take("again"):
            return ordinal(2)
        return _edge(reader, once) or _many(reader, counted) or _numbered(reader, counted)
    if (most := _long(reader, counted)) is not None:
        return most
    if reader.sees("most") and reader.sees("feeling", ahead=1):
        return _superlative(reader)
    return _edge(reader, once) or _many(reader, counted) or _numbered(reader, counted)


def _long(reader: Times, counted: str) -> Choice | None:
    """最长的两段, 最长的一次, 两段最长的."""
    if counted != TIMES:
        number = reader.take("number") if reader.sees("number") and reader.peek(1).text in tuple(counted) else None
        if number is not None:
            reader.advance()
        if not reader.take("longest"):
            return None
        return longest(int(number or reader.attempt(lambda: _how_many(reader, counted)) or 1))
    return None


def _how_many(reader: Times, counted: str) -> float | None:
    """的两段."""
    reader.take("of")
    number: float | None = reader.take("number")
    if number is None or reader.peek().text not in tuple(counted + TIMES):
        return None
    reader.advance()
    return number


def _edge(reader: Times, once: bool) -> Choice | None:
    """首次, 最后一个, 最后1段."""
    word = reader.peek()
    if word.text == "倒数" and reader.sees("firstly", ahead=1) and ("次" in reader.peek(1).text) == once:
        reader.advance()
        reader.advance()
        return ordinal(-1)
    return None


def _many(reader: Times, counted: str) -> Choice | None:
    """前三个, 最后两次."""
    edge = {"前": 1, "头": 1, "最初": 1, "开头": 1, "最后": -1, "后": -1}.get(reader.peek().text)
    if edge is None or not reader.sees("number", ahead=1) or reader.peek(2).text not in tuple(counted):
        return None
    reader.advance()
    many = int(reader.take("number"))
    reader.advance()
    return ordinal(edge, many)


def _numbered(reader: Times, counted: str) -> Choice | None:
    """第二次, 第三个, 倒数第二次; 第二次和第三次."""
    places: list[int] = []
    while (k := reader.attempt(lambda: _place(reader, counted, more=bool(places)))) is not None:
        places.append(k)
    return those(tuple(places)) if places else None


def _place(reader: Times, counted: str, *, more: bool) -> int | None:
    if more and not (reader.take("and") or reader.take("or")):
        return None
    word, once = reader.peek(), counted == TIMES
    if reader.sees("firstly", "lastly") and ("次" in word.text) == once and len(word.text) > 2 - once:
        reader.advance()
        return 1 if "firstly" in word.tags else -1
    back = reader.takes("倒数") or reader.takes("最后")
    if reader.peek(1).tags.get("number") is None or reader.peek(2).text not in tuple(counted) or not reader.take("nth"):
        return None
    k = int(reader.take("number"))
    reader.advance()
    return None if k <= 0 else -k if back else k


def _superlative(reader: Times) -> Choice:
    """最悲伤的三个."""
    reader.advance()
    feeling = reader.take("feeling")
    reader.skip("of")
    number = reader.take("number")
    reader.skip("skip")
    return superlative(feeling, int(number or 1))


def _asked_back(words: Words) -> Words:
    """难道没有狗吗: it asks whether there is one."""
    at = next((i for i, word in enumerate(words) if word.text.endswith("难道")), None)
    if at is None or at + 1 >= len(words) or not words[at + 1].tags.keys() & {"no", "not"}:
        return words
    words[at].used = words[at + 1].used = True
    return words[:at] + words[at + 2 :]


def _which_is_first(words: Words) -> tuple[int, Words]:
    """哪辆车先转弯, 谁最后离开: 1 for the first of them, -1 for the last, else 0."""
    asked = any(word.text.startswith(("哪", "谁")) for word in words)
    firsts = [at for at, word in enumerate(words[:-1]) if word.text in ("先", "最先", "最后")]
    if not asked or len(firsts) != 1 or any(word.tags.keys() & {"then", "or"} or word.text == "后" for word in words):
        return 0, words
    word, following = words[firsts[0]], words[firsts[0] + 1]
    if not following.tags.keys() & {"event", "speech", "say", "sound", "verb", "feeling"}:
        return 0, words
    word.used = True
    return -1 if word.text == "最后" else 1, words[: firsts[0]] + words[firsts[0] + 1 :]


def _together(words: Words) -> Words:
    """汽车和公交车同时停下: 同时 joins nothing."""
    for at in range(1, len(words) - 1):
        between = words[at - 1].tags.keys() & {"noun", "someone"} and words[at + 1].tags.keys() & {"event", "speech"}
        if words[at].text == "同时" and between and any(word.text in ("和", "与", "跟") for word in words[:at]):
            words[at].used = True
            return words[:at] + words[at + 1 :]
    return words


def _once_more(words: Words) -> None:
    """公交车又停下了: again, where nothing is added by it."""
    again = [at for at, word in enumerate(words) if word.text == "又"]
    if len(again) != 1 or not 0 < again[0] < len(words) - 1:
        return
    at = again[0]
    if "event" in words[at + 1].tags and words[at - 1].tags.keys() & {"noun", "skip"}:
        words[at].tags = {"again": "又"}


def _use(words: Sequence[Word], kind: str) -> None:
    for word in words:
        word.used |= kind in word.tags
