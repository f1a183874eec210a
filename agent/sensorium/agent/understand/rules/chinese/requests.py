"""Whole requests in Chinese.

What a request chooses, counts and times is lifted out first, wherever it stands; then relations, whose word follows
their right side; then what joins clauses; what is left are clauses, each of which may inherit the thing before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from sensorium.agent.query import (
    After,
    And,
    Before,
    Between,
    EventCall,
    First,
    Lasting,
    Node,
    Not,
    Nth,
    Or,
    Until,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.chinese.choices import (
    THINGS,
    TIMES,
    Words,
    choice_here,
    once_more,
    which_is_first,
)
from sensorium.agent.understand.rules.chinese.joints import (
    affirmed,
    asked_back,
    asked_whether,
    beside_relation,
    boundary,
    combined,
    delayed,
    joint_at,
    lead_time,
    no_relation,
    together,
)
from sensorium.agent.understand.rules.chinese.times import Times
from sensorium.agent.understand.rules.chinese.unit import Unit
from sensorium.agent.understand.rules.chinese.units import Units
from sensorium.agent.understand.rules.english.tokens import Word
from sensorium.agent.understand.rules.joining import (
    SOON,
    WHOLE,
    Choice,
    both,
    chosen,
    either_way,
    in_turn,
    ordinal,
    related,
    shared,
)
from sensorium.agent.understand.rules.thing import Thing, negated

INSTANTS = ("那一刻", "一刻", "瞬间", "那一瞬间", "那一瞬", "的那一刻")
PRONOUNS = ("他", "她", "他们", "她们")
SOONER = ("先", "早", "后", "晚")
DONE_WITH = ("完", "完了", "就")
THE_REST = ("其他", "其它", "其余", "剩下", "别的", "所有", "谁", "大家", "每")
ALSO = ("还有", "还", "也", "又", "同时还有", "同时")
RELATIONS = frozenset(("before", "after", "during", "overlaps", "around"))


class Requests:
    """Reads the condition of a request; `thing` is what was spoken of last."""

    def __init__(self) -> None:
        self.thing: Thing | None = None

    def read(self, words: Words) -> Node | None:
        """The condition; None where nothing is said."""
        words = asked_whether(affirmed(together(words)))
        earliest, words = which_is_first(words)
        words = [word for word in words if not self._plain(word)]
        if earliest:
            node = self.read(words)
            if isinstance(node, And) and len(node.args) == 2:
                return either_way(*node.args)
            return None if node is None else ordinal(earliest)(node)
        once_more(words)
        words = asked_back(words)
        felt = any("most" in word.tags and "feeling" in then.tags for word, then in pairwise(words))
        choice, words = self._outer_choice(words)
        if choice is not None and felt:  # 她最开心的时刻: whose it is, no query says
            words = [word for word in words if word.text not in PRONOUNS]
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
            choice = rest.attempt(lambda rest=rest: choice_here(rest, counted=THINGS))  # type: ignore[misc]
            if choice is not None and word.text != "最后一次":
                return choice, words[:at] + words[rest.at :]
        return None, words

    def _soon_after(self, words: Words) -> Node | None:
        """左转，不到4秒又右转: Y within 4 seconds of X."""
        for at in range(1, len(words)):
            reader = Times(words)
            reader.at = at
            reader.take("at_most")
            paused = "comma" in words[at - 1].tags
            done = any("event" in word.tags for word in words[max(0, at - 2) : at])
            within = reader.duration() if reader.sees("number") and (paused or done) else None
            while within is not None and reader.sees("or_less", "skip") and reader.peek().text not in ("又", "就"):
                reader.advance()
            if within is None or reader.peek().text not in ("又", "就", "便", "再", "后", "之后", "以后"):
                first = paused and any(word.text == "先" for word in words[: at - 1])
                if within is None or not first:  # 先按喇叭，两秒内刹车
                    continue
            if not paused and reader.peek().text != "就":
                continue
            if reader.peek().tags.keys() & {"event", "verb", "sound", "speech"}:
                reader.at -= 1
            reader.advance()
            left = self._timed(words[: at - paused])
            right = None if left is None else self._timed(words[reader.at :])
            if left is not None and right is not None and not paused:  # 等了不到五秒就离开了
                return Before(left=Lasting(arg=left, max=within), right=right)
            if left is not None and right is not None:
                return Before(left=left, right=right, within=within)
        return None

    def _timed(self, words: Words) -> Node | None:
        if (soon := self._soon_after(words)) is not None:
            return soon
        windows: list[Node] = []
        ended = -1
        none_so_long = False
        bounds: list[tuple[float | None, float | None]] = []
        at = 0
        spared = False
        while at < len(words):
            spared = (spared or "except" in words[at].tags) and not words[at].tags.keys() & {"except_end", "comma"}
            reader = Times(words)
            reader.at = at
            after_relation = beside_relation(words, at) or delayed(words, at)
            if not after_relation and (window := reader.window()) is not None:
                negative = at > 0 and bool(words[at - 1].tags.keys() & {"not", "no"})
                behind = reader.at
                while behind < len(words) and words[behind].tags.keys() & {"of", "skip", "moments", "after", "before"}:
                    behind += 1
                if (
                    behind < len(words)
                    and "dropped" in words[behind].tags
                    and words[behind].text not in ("不看", "跳过")
                ):
                    for word in words[reader.at : behind + 1]:
                        word.used = True
                    words = words[: reader.at] + words[behind + 1 :]
                    spared_here = True
                else:
                    spared_here = False
                if negative:
                    words[at - 1].used = True
                denied = negative or spared or spared_here
                beside = bool(windows) and at == ended and at > 0 and bool(words[at - 1].tags.keys() & {"and", "or"})
                if beside and not denied:  # 前十秒和后十秒: in either
                    words[at - 1].used = True
                    windows[-1] = disjunction(windows[-1], window)
                    words = words[: at - 1] + words[at:]
                    reader.at, at = reader.at - 1, at - 1
                else:
                    windows.append(Not(arg=window) if denied else window)
                ended = at - negative + 1
                words = words[: at - negative] + words[reader.at :]
                at -= negative
            elif not after_relation and (found := reader.bounds()) is not None:
                bounds.append(found)
                of = reader.at < len(words) and "of" in words[reader.at].tags and words[reader.at + 1 :]
                if of and at and words[at - 1].text in ("没有", "没", "无") and not windows:
                    none_so_long = words[at - 1].used = True  # 没有超过2秒的沉默
                    words, at = words[: at - 1] + words[at:], at - 1
                    reader.at -= 1
                words = words[:at] + words[reader.at :]
            else:
                at += 1
        node = self._related(words)
        for low, high in bounds:
            node = Lasting(arg=node, min=low, max=high) if node is not None else None
        node = negated(node) if none_so_long and node is not None else node
        return node if not windows else conjunction(*windows) if node is None else conjunction(node, *windows)

    # ---- relations

    def _related(self, words: Words) -> Node | None:
        for read in (
            self._dropped,
            self._besides,
            self._compared,
            self._as_soon_as,
            self._just_done,
            self._only_then,
            self._except,
            self._which_first,
            self._until,
            self._between,
            self._since,
            self._before_after,
        ):
            node = read(words)
            if node is not None:
                return node
        return self._joined(words)

    def _before_after(self, words: Words) -> Node | None:
        """X之前Y, Y在X之前, X之后5秒内Y."""
        at = next(
            (i for i, word in enumerate(words) if i and word.tags.keys() & RELATIONS and not no_relation(words, i)),
            None,
        )
        if at is None:
            return None
        relation, start = words[at], boundary(words, at)
        relation.used = True
        left, behind = words[:start], words[at + 1 :]
        if left and "at" in left[-1].tags:
            left.pop().used = True
        within, behind = lead_time(behind)
        delay = next((i for i in range(start + 1, at) if delayed(words[: at + 1], i)), at)
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
        named = next((word for word in reversed(words[:at]) if "skip" not in word.tags), None)
        if words[at].text == "等到" and named is not None and named.tags.keys() & {"noun", "someone"}:
            words = [*words[:at], Word("等", {"event": "wait"}, used=True), *words[at:]]  # 女人一直等到车来
            at += 1
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
        start = boundary(words, end)
        joint = next((i for i in range(start + 1, end) if words[i].text in ("和", "与", "到", "及", "跟")), None)
        if joint is None and words[start].tags.get("number") == 2 and words[start + 1].text in tuple(TIMES + THINGS):
            pair = self._joined(words[start + 2 : end])  # 两次爆炸之间
            if pair is None:
                return None
            words[start].used = words[start + 1].used = words[end].used = True
            whole = self.read(words[:start] + words[end + 1 :])
            return Between(arg=whole or WHOLE, opening=First(arg=pair), closing=Nth(arg=pair, k=2))
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

    def _dropped(self, words: Words) -> Node | None:
        """把有音乐的去掉, 跳过有音乐的部分, 有音乐的除外: all but that."""
        at = next((i for i, word in enumerate(words) if "dropped" in word.tags), None)
        if at is None:
            return None
        start = next((i + 1 for i in range(at - 1, -1, -1) if words[i].text in ("把", "将")), None)
        last = at + 1 >= len(words) or bool(words[at + 1].tags.keys() & {"comma", "mark"})
        behind = start is None and words[at].text != "除外" and not last
        start = at + 1 if behind else boundary(words, at) if start is None else start
        end = next((i for i in range(start, len(words)) if "comma" in words[i].tags), len(words)) if behind else at
        dropped = self._timed(words[start:end])
        if dropped is None:
            return None
        words[at].used = True
        rest = words[: at if behind else max(0, start - 1)] + words[end + (not behind) :]
        node = self._timed(rest)
        return negated(dropped) if node is None else conjunction(node, negated(dropped))

    def _besides(self, words: Words) -> Node | None:
        """除了X还有Y: both."""
        at = next((i for i, word in enumerate(words) if "except" in word.tags), None)
        also = next((i for i, word in enumerate(words) if at is not None and i > at + 1 and word.text in ALSO), None)
        if at is None or also is None:
            return None
        first, then = self.read(words[at + 1 : also]), self.read(words[:at] + words[also + 1 :])
        if first is None or then is None:
            return None
        words[at].used = words[also].used = True
        words[at].tags = {"skip": words[at].text}
        _use(words[at:also], "except_end")
        return conjunction(first, then)

    def _compared(self, words: Words) -> Node | None:
        """A比B先离开: before B does."""
        than = next((i for i, word in enumerate(words) if i and word.text == "比" and not word.tags), None)
        sooner = next(
            (i for i, word in enumerate(words) if than is not None and i > than and word.text in SOONER), None
        )
        if than is None or sooner is None:
            return None
        left = self._joined(words[:than] + words[sooner + 1 :])
        right = self._joined(words[than + 1 : sooner] + words[sooner + 1 :])
        if left is None or right is None or left == right:
            return None
        words[than].used = words[sooner].used = True
        return Before(left=left, right=right) if words[sooner].text in ("先", "早") else After(left=left, right=right)

    def _only_then(self, words: Words) -> Node | None:
        """女的走了男的才进来: Y after X."""
        only = next((i for i, word in enumerate(words) if i > 1 and word.text == "才"), None)
        if only is None or any(word.tags.keys() & {*RELATIONS, "until"} for word in words):
            return None
        who = next((i for i in range(only - 1, 0, -1) if words[i].tags.keys() & {"noun", "someone"}), None)
        if who is None:
            return None
        while who > 1 and words[who - 1].tags.keys() & {"colour", "adjective", "worn", "wearing", "position"}:
            who -= 1
        if not any(word.tags.keys() & {"event", "verb", "deed", "say", "speech", "sound"} for word in words[:who]):
            return None
        right, left = self._joined(words[:who]), self._joined(words[who:only] + words[only + 1 :])
        if right is None or left is None:
            return None
        words[only].used = True
        return After(left=left, right=right)

    def _just_done(self, words: Words) -> Node | None:
        """铃声刚响完他们说话: Y soon after X."""
        just = next((i for i, word in enumerate(words) if i and word.text in ("刚", "刚刚")), None)
        done = next(
            (i for i, word in enumerate(words) if just is not None and i > just and word.text in DONE_WITH), None
        )
        if just is None or done is None:
            return None
        right, left = self._joined(words[:just] + words[just + 1 : done]), self._timed(words[done + 1 :])
        if right is None:
            return None
        words[just].used = words[done].used = True
        return After(left=left or WHOLE, right=right, within=SOON)

    def _as_soon_as(self, words: Words) -> Node | None:
        """门一关就安静了: Y after X."""
        once = next((i for i, word in enumerate(words) if word.text == "一" and not word.tags), None)
        then = next(
            (i for i, word in enumerate(words) if word.text == "就" and once is not None and i > once + 1), None
        )
        if once is None or then is None:
            return None
        right, left = self._joined(words[:once] + words[once + 1 : then]), self._timed(words[then + 1 :])
        if right is None or left is None:
            return None
        words[once].used = words[then].used = True
        return After(left=left, right=right)

    def _except(self, words: Words) -> Node | None:
        """除了X以外(的Y), Y除非X."""
        at = next((i for i, word in enumerate(words) if word.tags.keys() & {"except", "unless"}), None)
        if at is None:
            return None
        words[at].used = True
        end = next((i for i in range(at + 1, len(words)) if words[i].tags.keys() & {"except_end", "comma"}), None)
        if end is None:  # 除了狗其他动物
            end = next((i for i in range(at + 2, len(words)) if words[i].text.startswith(THE_REST)), None)
        if end is None:
            end = len(words)
        elif words[end].text.startswith(THE_REST):
            words = [*words[:end], Word("，", {"comma": "，"}, used=True), *words[end:]]
        _use(words[end : end + 1], "except_end")
        choice, rest = self._outer_choice(words[at + 1 : end])
        if choice is None:
            choice, rest = self._inner_choice(words[at + 1 : end])
        node = self.read(words[:at] + words[end + 1 :])
        if choice is not None and node is not None and self.read(rest) is None:
            return conjunction(node, negated(choice(node)))
        spared = self.read(words[at + 1 : end])
        if spared is None:  # 除红色以外的车: a quality alone is of the thing that follows
            named = next((word for word in words[end:] if "noun" in word.tags), None)
            spared = None if named is None else self.read([*words[at + 1 : end], named])
        if spared is None:
            words[at].used = False
            return node
        return negated(spared) if node is None else conjunction(node, negated(spared))

    # ---- joined clauses

    def _joined(self, words: Words) -> Node | None:
        """Clauses joined by 时, 并且, 但, 然后, commas; each 或 binds tighter."""
        parts: list[tuple[str, Words]] = [("and", [])]
        for at, word in enumerate(words):
            joint = joint_at(words, at)
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
            choice = reader.attempt(lambda reader=reader: choice_here(reader, counted=TIMES))  # type: ignore[misc]
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
        before: list[EventCall] = []
        either: list[Thing] = []
        for joint, part in parts:
            reader = Units(part, self.thing)
            unit = reader.read()
            if reader.guessed and unit.bare and units and units[-1][1].thing is None:  # 又开心又吵闹: no thing
                for word in part:
                    word.used &= word.text != reader.guessed
                continue
            unit.all = any(word.text in ("都", "全") for word in part)
            if unit.thing is None and reader.adjectives and not unit.nodes:
                waiting.append((joint, reader.adjectives))
                before += [*unit.events, *(call.model_copy(update={"never": True}) for call in unit.denied)]
                continue
            if not unit.empty:
                if unit.thing is not None:
                    if unit.bare and waiting:
                        unit.events = list(before)
                    same = [replace(unit.thing, adjectives=words) for _, words in waiting]
                    units += [
                        (said, Unit(thing=replace(unit.thing, adjectives=words), events=list(unit.events)))
                        for said, words in waiting
                    ]
                    waiting, before = [], []
                    if unit.thing is self.thing and joint == "or":  # 灰色或银色的车转弯或停下: said of either
                        units += [("or", replace(unit, thing=other)) for other in either]
                    either = same or either
                units.append((joint, unit))
                self.thing = unit.thing or self.thing
        return combined(units)


def _use(words: Sequence[Word], kind: str) -> None:
    for word in words:
        word.used |= kind in word.tags
