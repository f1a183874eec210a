"""Whole requests in English: clauses joined in logic and time, a choice among what is found, and the goal."""

from __future__ import annotations

from itertools import pairwise

from sensorium.agent.query import (
    After,
    Before,
    Between,
    EventCall,
    Lasting,
    Node,
    Obj,
    Or,
    Text,
    Top,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.english.clauses import Clauses
from sensorium.agent.understand.rules.english.lexicon import MOVING, PEOPLE, SIGNS
from sensorium.agent.understand.rules.english.tokens import strange
from sensorium.agent.understand.rules.joining import (
    WHOLE,
    Choice,
    both,
    chosen,
    either_way,
    in_turn,
    longest,
    ordinal,
    related,
    shared,
    superlative,
    those,
)
from sensorium.agent.understand.rules.thing import negated, seen

DISMISSED = ("never mind", "nevermind", "forget about", "forget", "do n't mind", "do n't care about")
FROM_SIDES = ("from the left", "from the right", "from left", "from right")
WHICH = ("what", "which", "which one", "which of these", "which of them", "which event", "who")
COMES = ("come", "happen", "occur", "is")
ONCE = ("time", "times", "moment", "occasion", "instance", "occurrence", "point")


class Requests(Clauses):
    """Reads everything after the goal."""

    def body(self) -> Node | None:
        """A choice and what is chosen from."""
        if (either := self.attempt(self._which_first)) is not None:
            return self.joined(either)
        self._lead_in()
        spared = self.attempt(self._not_the)
        choice = spared or self.choice()
        node = self.joined()
        if spared is not None:
            return None if node is None else conjunction(node, negated(spared(node)))
        return chosen(choice, node)

    def _not_the(self) -> Choice | None:
        """not the first turn: all but that."""
        return self.choice() if self.take("not") else None

    def _which_first(self) -> Node | None:
        """which comes first, the turn or the siren: in either order."""
        if not self.passes(*(f"{who} {comes} first" for who in WHICH for comes in COMES)):
            return None
        self.skip("mark", "comma", "join")
        node = self.clause()
        if isinstance(node, Or):
            return either_way(*node.args) if len(node.args) == 2 else None
        self.skip("comma")
        other = self.clause() if node is not None and self.take("join") is not None else None
        return None if node is None or other is None else either_way(node, other)

    def _lead_in(self) -> None:
        while (
            self.sees("command", "mark", "skip")
            and not self.sees("silence", "hear", "counting")
            and not self._clock_ahead()
        ):
            self.advance()

    def _clock_ahead(self) -> bool:
        return self.sees("prep", "relation") and self.sees("clock", "number", ahead=1)

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
        self.attempt(self._rank)
        if self.passes("longest", "lengthiest", "longest-lasting"):
            many = self.take("number") if number is None else number
            return longest(int(many or 1))
        if best and number is not None:
            return lambda node: Top(arg=node, k=int(number))
        return self._ordinal()

    def _rank(self) -> bool | None:
        """the *second* longest: no query says so; passed, but not used."""
        if not self.sees("ordinal") or self.peek(1).lower not in ("longest", "lengthiest"):
            return None
        self.at += 1
        return True

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

    def joined(self, node: Node | None = None) -> Node | None:
        """Clauses joined by and, or, while, without ..., before, after ..., from left to right."""
        guard = -1
        while not self.done and guard != self.at:
            guard = self.at
            node = self._more(node)
        while not self.done:
            self.at += 1
        return node

    def _more(self, node: Node | None) -> Node | None:
        self.skip("mark", "comma")
        if self.at and self.words[self.at - 1].tags.get("comma") and not self.sees("join", "relation"):
            self._lead_in()
        if self.done:
            return node
        if (window := self.window()) is not None:
            return _and(node, window)
        if node is not None and (bounds := self.bounds()) is not None:
            return Lasting(arg=node, min=bounds[0], max=bounds[1])
        if node is None and (lasting := self.attempt(self._lasting_first)) is not None:
            return lasting
        if (choice := self.attempt(self._repeat)) is not None:
            return choice(node) if node is not None else None
        if node is not None and (held := self.attempt(lambda: self._relative(node))) is not None:
            return held
        if (related := self.attempt(lambda: self._related(node) or self._onwards(node))) is not None:
            return related
        start = self.at
        if self.passes(*DISMISSED):
            self._dismissed(start)
            return node
        if self._compares() and not self.sees("join", "relation"):
            self._dismissed(self.at)
            return node
        if (outside := self.attempt(self._no_window)) is not None:
            return _and(node, outside)
        if (other := self.attempt(lambda: self._others(node))) is not None:
            return other
        if self.sees("join"):
            return self._joined(node)
        if node is not None and self._elsewhere():
            return node
        if self.take("of") or (self.sees("prep") and self._places()):
            return _maybe(node, self.clause())
        more = self.attempt(lambda: self._alongside(node))
        if more is not None:
            return _and(node, more)
        if not self.done:
            word = self.peek()
            self.at += 1
            word.used = word.used or any(
                kind in word.tags for kind in ("skip", "det", "command", "moment", "prep", "asking", "number", "seen")
            )
        return node

    def _lasting_first(self) -> Node | None:
        """for at least three seconds nobody moves."""
        spelt = self.sees("atleast", "atmost") and "for" in self.peek().lower
        bounds = self.bounds() if spelt or self.peek().lower == "for" else None
        if bounds is None or self.done:
            return None
        self.skip("comma", "mark")
        self._lead_in()
        node = self.body()
        return None if node is None else Lasting(arg=node, min=bounds[0], max=bounds[1])

    def _alongside(self, node: Node | None) -> Node | None:
        """One more clause that nothing joins; a word that nobody knows is none."""
        first = self.peek()
        more = self.clause()
        bare = isinstance(more, Obj) and not more.events and "det" not in first.tags
        return None if node is not None and bare and isinstance(more, Obj) and strange(more.phrase) else more

    def _elsewhere(self) -> bool:
        """(voices) in the background: where, of what is nowhere; passed, but not used."""
        used = [word.used for word in self.words]
        found = self.attempt(self._standing) is not None
        for word, was in zip(self.words, used, strict=True):
            word.used = was
        return found

    def _compares(self) -> bool:
        """faster than, more often than, as often as."""
        return self.peek(1).lower == "than" or self.peek(2).lower == "than" or self.peek(1).lower == "often"

    def _dismissed(self, start: int) -> None:
        """never mind the cars, faster than the bus: nothing is asked of them, and the words stay unused."""
        while not self.sees("comma", "join", "mark", "end"):
            self.at += 1
        for word in self.words[start : self.at]:
            word.used = False

    def _no_window(self) -> Node | None:
        """(that are) not in the last ten seconds; outside the first minute."""
        self.take("join")
        while self.sees("asking"):
            self.advance()
        if not (self.take("not") or self.passes("outside", "outside of")):
            return None
        window = self.window()
        return None if window is None else negated(window)

    def _others(self, node: Node | None) -> Node | None:
        """except the first (one): all but the chosen."""
        if node is None or not (self.takes("but") or self.take("join") == "except"):
            return None
        choice = self.choice()
        if not self.passes("one", "ones"):
            self.take("moment")
        return conjunction(node, negated(choice(node))) if choice and (self.done or self.sees("mark")) else None

    def _places(self) -> bool:
        """in a kitchen: passes the preposition before a place."""
        ahead = 1
        while self.sees("det", ahead=ahead):
            ahead += 1
        if self.peek().lower not in ("in", "on", "at", "inside", "during"):
            return False
        self.advance()
        return True

    def _repeat(self) -> Choice | None:
        """for the third time, the second time, again."""
        if self.take("again"):
            return _once_more
        self.takes("for")
        if self.passes("the longest time", "the longest", "longest") and self.sees("end", "mark"):
            return longest()
        self.takes("the")
        k = self.take("ordinal")
        if k is None or not (self.takes("time") or self.sees("end", "mark")):
            return None
        return lambda node: _ordered(node, int(k))

    def _joined(self, node: Node | None) -> Node | None:
        joined = self._adding(node)
        self.leading = False
        return joined

    def _adding(self, node: Node | None) -> Node | None:
        join = self.take("join")
        self.leading = node is None and self.at == 1
        if join in ("without", "unless", "except"):
            self.attempt(self._of_those)
        if join in ("then", "and") and (timed := self.attempt(lambda: self._timely(node))) is not None:
            return timed
        if node is not None and (likewise := self.attempt(lambda: self._likewise(node))) is not None:
            return conjunction(node, likewise)
        if join in ("and", "while", "that", "with", "but"):
            self.skip("skip", "det")
            return self._more(node) if self.sees("join", "relation") else _maybe(node, self._term())
        more = self._term()
        if more is None:
            return node
        if join == "or":
            return more if node is None else disjunction(node, more)
        if join == "then":
            return more if node is None else in_turn(node, shared(more, node)[0])
        return _and(node, negated(more))

    def _likewise(self, node: Node) -> Node | None:
        """(the car stops,) and so does the bus."""
        self.takes("so")
        if not isinstance(node, Obj) or not node.events or not self.sees("asking"):
            return None
        self.advance()
        noun = self.noun()
        alone = noun is not None and noun.thing is not None and not self.verb_starts()
        return seen(noun.thing, *node.events) if alone and noun is not None and noun.thing is not None else None

    def _of_those(self) -> bool | None:
        """except *those with* a bicycle."""
        while self.sees("det") and not self.sees("moment"):
            self.advance()
        if self.take("moment") is None or not (self.sees("join") or self.sees("of")):
            return None
        if self.take("of") is None and self.take("join") not in ("with", "that", "while"):
            return None
        return True

    def _timely(self, node: Node | None) -> Node | None:
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

    def clause(self) -> Node | None:
        """A clause; the car's second turn chooses from its own."""
        return self.attempt(self._owned_place) or super().clause()

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

    def _term(self) -> Node | None:
        if (window := self.window()) is not None:
            return window
        choice = self.choice()
        return chosen(choice, self.clause())

    def _relative(self, node: Node) -> Node | None:
        """(moments) that are (not) within ten seconds of a siren, (not) followed by silence."""
        self.passes("that", "which")
        self.skip("asking")
        no = self.take("not") is not None
        if not no and not self.sees("relation"):
            return None
        if self.sees("join") and self.peek().tags["join"] == "then" and self.take("join"):
            right = self._operand()
            made: Node | None = None if right is None else Before(left=node, right=right)
        else:
            made = self._related(node)
        if made is None:
            return None
        return conjunction(node, negated(made)) if no else made

    def _related(self, node: Node | None) -> Node | None:
        within = self._lead_time()
        if self.take("of") and within is not None:
            right = self._operand()
            if right is None:
                return None
            left = node or self._remainder()
            return Or(
                args=(Before(left=left, right=right, within=within), After(left=left, right=right, within=within))
            )
        late = node is None and self.sees("not") and self.peek(1).tags.get("relation") in ("before", "until")
        if late:
            self.advance()
        relation = self.take("relation")
        if relation is None:
            return None
        relation = "after" if late else relation
        if relation == "between":
            return self._between(node)
        self.leading = node is None
        right = self._operand()
        self.leading = False
        if right is None:
            return None
        left = node or self._remainder()
        if isinstance(left, Obj) and isinstance(right, Obj) and not right.events and _moves(right.phrase):
            right = right.model_copy(update={"events": left.events})
        return related(relation, left, shared(right, left)[0], within)

    def _remainder(self) -> Node:
        """What a relation that stands first is about: all that follows."""
        self.skip("comma", "mark")
        self._lead_in()
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

    def _operand(self) -> Node | None:
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
        again = self.attempt(self._repeat)
        return again(node) if again else node

    def _adjoined(self) -> tuple[str, Node] | None:
        joint = self.take("join")
        if joint not in ("and", "or"):
            return None
        clause = self.clause()
        return None if clause is None else (joint, clause)

    def _onwards(self, node: Node | None) -> Node | None:
        """from the first turn onwards."""
        if not self.passes("from", "start from", "start with", "begin with", "beginning with", "starting with"):
            return None
        right = self._operand()
        if right is None or not (self.passes("onwards", "onward", "on", "forward", "forwards") or self._end_of_it()):
            return None
        return After(left=node or WHOLE, right=right)

    def _end_of_it(self) -> bool:
        """to the end of the video."""
        self.passes("and", "to", "until", "up to", "till")
        return self.passes("the end of the video", "the end of video", "the end")

    def _to_the_end(self, node: Node | None) -> Node | None:
        """between the second turn and the end."""
        choice = self.attempt(self._one_place) or self.choice()
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
        """between *the first stop* and *the last turn of the bus*."""
        first = self.attempt(self._one_place) or self.choice()
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

    def _one_place(self) -> Choice | None:
        """the first (and the second stop)."""
        self.skip("det")
        k = self.take("ordinal")
        return ordinal(int(k)) if k is not None and self.sees("join") else None

    def _single(self) -> Node | None:
        """One noun phrase and what it does, nothing joined."""
        noun = self.noun()
        return None if noun is None else self.continued(noun)


def _and(node: Node | None, more: Node) -> Node:
    """At once; a sign that says something is what it says."""
    if isinstance(node, Obj) and isinstance(more, Text) and node.phrase in SIGNS.split(", "):
        return more
    return both(node, more)


def _moves(phrase: str) -> bool:
    """Whether it can do what another does: before the bus (does)."""
    return phrase.split(" ")[-1] in (*MOVING.split(", "), *PEOPLE.split(", "))


def _once_more(node: Node) -> Node:
    """again: the second time; where a chain says that it is done again, no more than that."""
    return node if isinstance(node, Obj) and len(node.events) > 1 else ordinal(2)(node)


def _ordered(node: Node, k: int) -> Node:
    """... first: the first of them; of two things either of which may be, in either order."""
    if k == 1 and isinstance(node, Or) and len(node.args) == 2:
        return either_way(*node.args)
    return ordinal(k)(node)


def _maybe(node: Node | None, more: Node | None) -> Node | None:
    return node if more is None else _and(node, more)
