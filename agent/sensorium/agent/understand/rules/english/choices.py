"""Choices among what is found: the first, the second to last, the two longest, the three saddest, again."""

from __future__ import annotations

from itertools import pairwise

from sensorium.agent.query import And, Before, EventCall, Node, Obj, Or, Top
from sensorium.agent.understand.rules.english.clauses import Clauses
from sensorium.agent.understand.rules.joining import (
    Choice,
    either_way,
    longest,
    longest_but,
    ordinal,
    superlative,
    those,
)
from sensorium.agent.understand.rules.thing import seen

FROM_SIDES = ("from the left", "from the right", "from left", "from right")
ONCE = ("time", "times", "moment", "occasion", "instance", "occurrence", "point")


class Choices(Clauses):
    """Reads choices, which stand before what they choose from or after it."""

    def choice(self) -> Choice | None:
        """the first (time), the second, the longest, the three saddest; None, passing nothing, for none."""
        return self.attempt(self._choice)

    def _choice(self) -> Choice | None:
        self.skip("det", "skip")
        number = self.take("number")
        best = self.takes("top")
        number = self.take("number") if best and number is None else number
        if self.sees("superlative"):
            feeling = self.take("superlative")
            number = self.take("number") if number is None else number
            return superlative(feeling, int(number or 1))
        rank = self.attempt(self._rank)
        if self.passes("longest", "lengthiest", "longest-lasting"):
            if rank is not None:
                self.take("moment")
                return longest_but(rank)
            many = self.take("number") if number is None else number
            return longest(int(many or 1))
        if best and number is not None:
            return lambda node: Top(arg=node, k=int(number))
        return self._ordinal()

    def _rank(self) -> int | None:
        """the *second* longest."""
        if not self.sees("ordinal") or self.peek(1).lower not in ("longest", "lengthiest"):
            return None
        rank = int(self.take("ordinal"))
        return rank if rank > 0 else None

    def _ordinal(self) -> Choice | None:
        k = self.take("ordinal")
        counts_time = self.sees("unit", "percent") or (self.sees("number") and self.sees("unit", ahead=1))
        if k is None or counts_time or self.peek().lower in ("half", "third", "quarter"):
            return None
        places = [int(k)]
        while (other := self.attempt(self._other_place)) is not None:
            places.append(other)
        if any(word.lower in FROM_SIDES for word in self.words[self.at :]):
            return None
        many = self.take("number") if len(places) == 1 and abs(places[0]) == 1 else None
        self.attempt(self._occasion)
        return ordinal(places[0], int(many or 1)) if len(places) == 1 else those(tuple(places))

    def _other_place(self) -> int | None:
        """the second *and the third* time."""
        if not (self.take("comma") or self.takes("and") or self.takes("or")):
            return None
        self.skip("det")
        k = self.take("ordinal")
        return None if k is None else int(k)

    def _occasion(self) -> bool | None:
        """time (that), moment (when), before what happens."""
        if self.peek().lower not in ONCE:
            return None
        self.advance()
        if self.sees("join") and self.peek().tags["join"] in ("that", "while"):
            self.advance()
        self.take("of")
        return True

    def one_place(self) -> Choice | None:
        """the first (and the second stop)."""
        self.skip("det")
        k = self.take("ordinal")
        return ordinal(int(k)) if k is not None and self.sees("join") else None

    def not_the(self) -> Choice | None:
        """not the first turn: all but that."""
        return self.choice() if self.take("not") else None

    def repeat(self) -> Choice | None:
        """for the third time, the second time, again."""
        if self.take("again"):
            return once_more
        self.takes("for")
        if self.passes("the longest time", "the longest", "longest") and self.sees("end", "mark"):
            return longest()
        self.takes("the")
        k = self.take("ordinal")
        if k is None or not (self.takes("time") or self.sees("end", "mark")):
            return None
        return lambda node: _ordered(node, int(k))

    def clause(self) -> Node | None:
        """A clause; the car's second turn chooses from its own."""
        self.edge = 0
        node = self.attempt(self._owned_place) or super().clause()
        edge, self.edge = self.edge, 0
        return ordinal(edge)(node) if edge and node is not None else node

    def _owned_place(self) -> Node | None:
        """the car's second turn."""
        owned = any(
            word.lower in ("'s", "’s")
            and (following.tags.keys() & {"ordinal", "number"} or following.lower == "longest")
            for word, following in pairwise(self.words[self.at :])
        )
        noun = self.noun() if owned else None
        if noun is None or noun.thing is None or not self.passes("'s", "’s"):
            return None
        choice = self.choice()
        event = self.take("event")
        return None if choice is None or event is None else choice(seen(noun.thing, EventCall(name=event)))


def once_more(node: Node) -> Node:
    """again: the second time; where a chain says that it is done again, no more than that."""
    if isinstance(node, Before) and str(node.right) in {str(part) for part in _steps(node.left)}:
        return node  # silence, a scream, silence again
    return node if isinstance(node, Obj) and len(node.events) > 1 else ordinal(2)(node)


def _steps(node: Node) -> list[Node]:
    if isinstance(node, And):
        return [step for arg in node.args for step in _steps(arg)]
    return [*_steps(node.left), node.right] if isinstance(node, Before) else [node]


def _ordered(node: Node, k: int) -> Node:
    """... first: the first of them; of two things either of which may be, in either order."""
    if k == 1 and isinstance(node, Or) and len(node.args) == 2:
        return either_way(*node.args)
    return ordinal(k)(node)
