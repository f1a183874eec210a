"""Whole requests in English: clauses joined in logic and time, a choice among what is found, and the goal."""

from __future__ import annotations

from sensorium.agent.query import After, And, Before, Lasting, Node, Not, Obj, Or, Text, conjunction, disjunction
from sensorium.agent.understand.rules.announced import NOTHING, Announced
from sensorium.agent.understand.rules.english.lexicon import SIGNS
from sensorium.agent.understand.rules.english.relations import Relations
from sensorium.agent.understand.rules.english.tokens import strange
from sensorium.agent.understand.rules.joining import both, chosen, either_way, in_turn, shared
from sensorium.agent.understand.rules.thing import COLOURS, negated, seen

DISMISSED = ("never mind", "nevermind", "forget about", "forget", "do n't mind", "do n't care about")
WHICH = ("what", "which", "which one", "which of these", "which of them", "which event", "who")
COMES = ("come", "happen", "occur", "is")


class Requests(Relations):
    """Reads everything after the goal; `announced` are the words that plugins bring."""

    announced: Announced = NOTHING

    def body(self) -> Node | None:
        """A choice and what is chosen from."""
        if (either := self.attempt(self._which_first)) is not None:
            return self.joined(either)
        self.lead_in()
        spared = self.attempt(self.not_the)
        choice = spared or self.choice()
        node = self.joined()
        if spared is not None:
            return None if node is None else conjunction(node, negated(spared(node)))
        return chosen(choice, node)

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

    def lead_in(self) -> None:
        while (
            (self.sees("command", "mark", "skip") or (self.sees("asking") and self.peek(-1).lower in ("when", "where")))
            and not self.sees("silence", "hear", "counting")
            and not self._clock_ahead()
        ):
            self.advance()

    def _clock_ahead(self) -> bool:
        return self.sees("prep", "relation") and self.sees("clock", "number", ahead=1)

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
            self.lead_in()
        if self.done:
            return node
        if node is not None and (close := self.attempt(lambda: self._close_together(node))) is not None:
            return close
        if (window := self.window()) is not None:
            windows: list[Node] = [window]
            while (other := self.attempt(self._another_window)) is not None:
                windows.append(other)
            return _and(node, disjunction(*windows))
        if node is not None and (denied := self.attempt(lambda: self._none_so_long(node))) is not None:
            return denied
        if node is not None and (bounds := self.bounds()) is not None:
            return Lasting(arg=node, min=bounds[0], max=bounds[1])
        if (
            node is None
            and (lasting := self.attempt(self._lasting_first) or self.attempt(self._so_long_clips)) is not None
        ):
            return lasting
        if (choice := self.attempt(self.repeat)) is not None:
            return choice(node) if node is not None else None
        if node is not None and (held := self.attempt(lambda: self.relative(node))) is not None:
            return held
        if (related := self.attempt(lambda: self.related(node) or self.onwards(node))) is not None:
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
            return _maybe(node, self._term())
        if (coloured := self.attempt(lambda: self._colour_alone(node))) is not None:
            return coloured
        more = self.attempt(lambda: self._alongside(node))
        if more is not None:
            return _and(node, more)
        if not self.done:
            word = self.peek()
            self.at += 1
            counts = "number" in word.tags and not self.sees("unit")
            framing = any(kind in word.tags for kind in ("skip", "det", "command", "moment", "prep", "asking", "seen"))
            last = (
                "prep" in word.tags and self.sees("end", "mark") and word.lower not in ("at", "to", "from", "for", "in")
            )
            word.used = word.used or ((counts or framing) and not last)
        return node

    def _another_window(self) -> Node | None:
        """(the first ten seconds) and the last ten seconds: in either."""
        joint = self.take("join")
        return self.window() if joint in ("and", "or") else None

    def _close_together(self, node: Node) -> Node | None:
        """(a horn, then a crash,) within two seconds; (a and b) within 5 seconds of each other."""
        limited = self.passes("within", "in less than")
        within = self.duration() if limited else None
        if within is None:
            return None
        if self.passes("of each other", "of one another") and isinstance(node, And) and len(node.args) == 2:
            first, then = node.args
            return disjunction(
                Before(left=first, right=then, within=within), Before(left=then, right=first, within=within)
            )
        ends = self.sees("end", "mark", "comma")
        return node.model_copy(update={"within": within}) if isinstance(node, Before | After) and ends else None

    def _none_so_long(self, node: Node) -> Node | None:
        """no silence longer than two seconds: none that is so long."""
        how = self.peek().lower
        told = self.sees("lasting") or (self.sees("atleast", "atmost") and how.startswith(("longer", "shorter")))
        if not isinstance(node, Not) or not told or not self.sees("no", ahead=-2):
            return None
        bounds = self.bounds()
        return None if bounds is None else Not(arg=Lasting(arg=node.arg, min=bounds[0], max=bounds[1]))

    def _lasting_first(self) -> Node | None:
        """for at least three seconds nobody moves; half a minute without speech."""
        if (length := self.attempt(self._so_long)) is not None:
            without = self.take("join") == "without" if self.sees("join") else bool(self.take("of")) and False
            node = self.body()
            return None if node is None else Lasting(arg=negated(node) if without else node, min=length)
        spelt = self.sees("atleast", "atmost") and "for" in self.peek().lower
        bounds = self.bounds() if spelt or self.peek().lower == "for" else None
        if bounds is None or self.done:
            return None
        self.skip("comma", "mark")
        self.lead_in()
        node = self.body()
        return None if node is None else Lasting(arg=node, min=bounds[0], max=bounds[1])

    def _so_long_clips(self) -> Node | None:
        """clips *5 to 10 seconds long* where the bus waits."""
        bounds = self.bounds() if "moment" in self.peek(-1).tags else None
        node = None if bounds is None else self.body()
        return None if node is None or bounds is None else Lasting(arg=node, min=bounds[0], max=bounds[1])

    def _so_long(self) -> float | None:
        """half a minute (of), ten seconds (without)."""
        self.skip("det")
        length = self.duration()
        of = self.sees("of") or (self.sees("join") and self.peek().tags["join"] in ("without", "with", "while"))
        return length if of else None

    def _alongside(self, node: Node | None) -> Node | None:
        """One more clause that nothing joins; a word that nobody knows is none."""
        first = self.peek()
        more = self.clause()
        bare = isinstance(more, Obj) and not more.events and "det" not in first.tags
        return (
            None
            if node is not None and bare and isinstance(more, Obj) and strange(more.phrase, self.announced)
            else more
        )

    def _colour_alone(self, node: Node | None) -> Node | None:
        """(a car,) red, (turning): what is said of it after a comma."""
        if not isinstance(node, Obj) or node.events or "comma" not in self.peek(-1).tags:
            return None
        if self.peek().lower not in COLOURS or not self.sees("comma", "mark", "end", ahead=1) or self.subject is None:
            return None
        self.subject.adjectives.append(self.advance().lower)
        return seen(self.subject)

    def _elsewhere(self) -> bool:
        """(voices) in the background: where, of what is nowhere; passed, but not used."""
        used = [word.used for word in self.words]
        found = self.attempt(self._standing) is not None
        for word, was in zip(self.words, used, strict=True):
            word.used = was
        return found

    def _compares(self) -> bool:
        """faster than, more often than, as often as."""
        if self.sees("atleast", "atmost") and self.peek().lower.endswith("than") and not self.sees("number", ahead=1):
            return True
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

    def _joined(self, node: Node | None) -> Node | None:
        joined = self._adding(node)
        self.leading = False
        return joined

    def _adding(self, node: Node | None) -> Node | None:
        join = self.take("join")
        if join == "except" and self._besides():
            self.words[self.at - 1].tags = {"join": "and"}
            join = "and"
        self.leading = node is None and self.at == 1
        if join in ("without", "unless", "except"):
            self.attempt(self._of_those)
        if join in ("then", "and") and (timed := self.attempt(lambda: self.timely(node))) is not None:
            return timed
        if node is not None and (likewise := self.attempt(lambda: self._likewise(node))) is not None:
            return conjunction(node, likewise)
        if join in ("and", "while", "that", "with", "but"):
            self.skip("skip", "det")
            if self.sees("command") and not self.sees("hear"):
                self.lead_in()
            if self.sees("join", "relation"):
                return self._more(node)
            return _maybe(node, self._term() if node is None else self.attempt(self._no_stray))
        more = self._term()
        if more is None:
            return node
        if join == "or":
            return more if node is None else disjunction(node, more)
        if join == "then":
            return more if node is None else in_turn(node, shared(more, node)[0])
        return _and(node, negated(more))

    def _besides(self) -> bool:
        """besides the dog, *also* a cat; in addition to a cat."""
        named = self.peek(-1).lower in ("besides", "apart from", "aside from", "other than")
        added = any(word.lower in ("also", "too", "as well") for word in self.words[self.at :])
        return (named and added) or self.peek(-1).lower == "in addition to"

    def _no_stray(self) -> Node | None:
        """(happy and) loud: a word nobody knows, with nothing before it, is no thing."""
        first, start = self.peek(), self.at
        more = self._term()
        bare = isinstance(more, Obj) and not more.events and self.at == start + 1 and not first.tags
        return None if bare else more

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

    def _term(self) -> Node | None:
        if (window := self.window()) is not None:
            return window
        choice = self.choice()
        return chosen(choice, self.clause())


def _and(node: Node | None, more: Node) -> Node:
    """At once; a sign that says something is what it says."""
    if isinstance(node, Obj) and isinstance(more, Text) and node.phrase in SIGNS.split(", "):
        return more
    return both(node, more)


def _maybe(node: Node | None, more: Node | None) -> Node | None:
    return node if more is None else _and(node, more)
