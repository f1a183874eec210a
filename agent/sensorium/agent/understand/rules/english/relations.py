"""Relations in time between clauses: before, within 5 seconds after, between the first stop and the last turn."""

from __future__ import annotations

from abc import ABC, abstractmethod

from sensorium.agent.query import Action, After, Before, Between, First, Node, Nth, Obj, Or, conjunction, disjunction
from sensorium.agent.understand.rules.english.choices import Choices
from sensorium.agent.understand.rules.english.lexicon import MOVING, PEOPLE
from sensorium.agent.understand.rules.joining import WHOLE, chosen, related, shared
from sensorium.agent.understand.rules.thing import article, negated


class Relations(Choices, ABC):
    """Reads relations; `body` reads what a relation that stands first is about."""

    @abstractmethod
    def body(self) -> Node | None:
        """A choice and what is chosen from."""

    @abstractmethod
    def lead_in(self) -> None:
        """Pass what only frames a request."""

    def relative(self, node: Node) -> Node | None:
        """(moments) that are (not) within ten seconds of a siren, (not) followed by silence."""
        self.passes("that", "which")
        self.skip("asking")
        no = self.take("not") is not None
        if not no and not self.sees("relation"):
            return None
        if self.sees("join") and self.peek().tags["join"] == "then" and self.take("join"):
            right = self.operand()
            made: Node | None = None if right is None else Before(left=node, right=right)
        else:
            made = self.related(node)
        if made is None:
            return None
        return conjunction(node, negated(made)) if no else made

    def related(self, node: Node | None) -> Node | None:
        within = self._lead_time()
        if self.take("of") and within is not None:
            right = self.operand()
            if right is None:
                return None
            left = node or self._remainder()
            return Or(
                args=(Before(left=left, right=right, within=within), After(left=left, right=right, within=within))
            )
        late = node is None and self.sees("not") and self.peek(1).tags.get("relation") in ("before", "until")
        if late:
            self.advance().tags = {"skip": "not"}
        relation = self.take("relation")
        if relation is None:
            return None
        relation = "after" if late else relation
        if relation == "between":
            return self._between(node)
        self.leading = node is None
        right = self.operand()
        self.leading = False
        if right is None:
            return None
        left = node or self._remainder()
        runs = left.phrase if isinstance(left, Action) and left.phrase.endswith(" runs") else ""
        if runs and relation == "after" and isinstance(right, Obj) and not right.events and _moves(right.phrase):
            return Action(phrase=f"{runs} after {article(right.phrase)}")
        if isinstance(left, Obj) and isinstance(right, Obj) and not right.events and _moves(right.phrase):
            right = right.model_copy(update={"events": left.events})
        return related(relation, left, shared(right, left)[0], within)

    def _remainder(self) -> Node:
        """What a relation that stands first is about: all that follows."""
        self.skip("comma", "mark")
        self.lead_in()
        return self.body() or WHOLE

    def _lead_time(self) -> float | None:
        """within 5 seconds, 5 seconds, in the 5 seconds, less than 5 seconds: before "after" and its like."""

        def read() -> float | None:
            if not self.passes("within", "in", "during"):
                self.take("atmost")
            self.takes("the")
            edge = {1: "after", -1: "before"}.get(self.take("ordinal") or 0, "")
            seconds = self.take("unit") if edge and self.sees("unit") else self.duration()
            if edge and edge not in str(self.peek().tags.get("relation")):
                return None
            return seconds if seconds is not None and self.sees("relation", "of") else None

        if self.sees("atleast"):
            self._no_sooner()
        return self.attempt(read)

    def _no_sooner(self) -> None:
        """at least 5 seconds (after): nothing says how late; passed, but not used."""
        start, used = self.at, [word.used for word in self.words]
        self.advance()
        late = self.duration() is not None and self.sees("relation")
        for word, was in zip(self.words, used, strict=True):
            word.used = was
        if not late:
            self.at = start

    def operand(self) -> Node | None:
        """The right side of a relation: a clause with its own choice, and clauses joined to it by and, or."""
        choice = self.choice()
        node = self.clause()
        while node is not None:
            more = self.attempt(self._adjoined)
            if more is None:
                break
            joint, clause = more
            node = disjunction(node, clause) if joint == "or" else conjunction(node, clause)
        node = chosen(choice, node)
        if node is None:
            return None
        again = self.attempt(self.repeat)
        starts = isinstance(node, Obj) and [call.name for call in node.events] == ["start"]
        if starts and any(word.tags.get("event") == "stop" for word in self.words[: self.at]):
            return node  # until what has stopped starts again
        return again(node) if again else node

    def _adjoined(self) -> tuple[str, Node] | None:
        joint = self.take("join")
        if joint not in ("and", "or"):
            return None
        clause = self.clause()
        return None if clause is None else (joint, clause)

    def onwards(self, node: Node | None) -> Node | None:
        """from the first turn onwards."""
        if not self.passes("from", "start from", "start with", "begin with", "beginning with", "starting with"):
            return None
        right = self.operand()
        if right is None or not (self.passes("onwards", "onward", "on", "forward", "forwards") or self._end_of_it()):
            return None
        return After(left=node or WHOLE, right=right)

    def _end_of_it(self) -> bool:
        """to the end of the video."""
        self.passes("and", "to", "until", "up to", "till")
        return self.passes("the end of the video", "the end of video", "the end")

    def _to_the_end(self, node: Node | None) -> Node | None:
        """between the second turn and the end."""
        choice = self.attempt(self.one_place) or self.choice()
        right = chosen(choice, self.attempt(self._single))
        if right is None or not self.sees("join") or not self._end_of_it():
            return None
        self.passes("of the video", "of the clip", "of the film")
        return After(left=node or WHOLE, right=right)

    def _between(self, node: Node | None) -> Node | None:
        if (open_ended := self.attempt(lambda: self._to_the_end(node))) is not None:
            return open_ended
        chosen_ends = self.attempt(self._ends)
        if chosen_ends is not None:
            return Between(arg=node or self._remainder(), opening=chosen_ends[0], closing=chosen_ends[1])
        subjects, _ = self.subjects()
        if len(subjects) == 2 and not self.verb_starts():
            opening, closing = (subject.clause for subject in subjects)
        else:
            self.at = self.words.index(next(w for w in self.words[self.at - 1 :: -1] if "relation" in w.tags)) + 1
            opening = self.clause()
            closing = self.clause() if self.take("join") == "and" else None
        if opening is None or closing is None:
            return None
        return Between(arg=node or self._remainder(), opening=opening, closing=closing)

    def _ends(self) -> tuple[Node, Node] | None:
        """between *the first stop* and *the last turn of the bus*, *the two explosions*."""
        if (pair := self.attempt(self._pair)) is not None:
            return First(arg=pair), Nth(arg=pair, k=2)
        first = self.attempt(self.one_place) or self.choice()
        opening = None if first is not None and self.sees("join") else self.attempt(self._single)
        if not self.takes("and"):
            return None
        last = self.choice()
        closing = self.attempt(self._single)
        opening = closing if opening is None else opening
        if closing is None or opening is None:
            return None
        ends = shared(opening, closing)
        made = chosen(first, ends[0]), chosen(last, ends[1])
        return None if made[0] is None or made[1] is None else (made[0], made[1])

    def _pair(self) -> Node | None:
        """the two explosions."""
        self.skip("det")
        number = self.take("number")
        node = self._single() if number == 2 else None
        return node if self.sees("end", "mark", "comma", "join") and not self.sees("of") else None

    def _single(self) -> Node | None:
        """One noun phrase and what it does, nothing joined."""
        noun = self.noun()
        return None if noun is None else self.continued(noun)

    def timely(self, node: Node | None) -> Node | None:
        """then, within 6 seconds, stops."""
        self.skip("comma")
        if node is None:
            return None
        limited = self.passes("within", "no later than", "in less than", "less than")
        seconds = self.duration()
        if seconds is None or not (self.passes("later", "of that", "after that", "afterwards") or limited):
            return None
        self.skip("comma")
        alone = self.verb_starts()
        more = self.clause()
        if more is None:
            return None
        if alone and isinstance(node, Obj):
            more = shared(more, node)[0]
        return Before(left=node, right=more, within=seconds)


def _moves(phrase: str) -> bool:
    """Whether it can do what another does: before the bus (does)."""
    return phrase.split(" ")[-1] in (*MOVING.split(", "), *PEOPLE.split(", "))
