"""Clauses: subjects, the verbs they share, and what is denied of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sensorium.agent.query import EventCall, Node, Obj, Speaks, conjunction, disjunction
from sensorium.agent.understand.rules.english.acts import Act, composed, share_head, there
from sensorium.agent.understand.rules.english.heads import DONE_BY_PEOPLE
from sensorium.agent.understand.rules.english.nouns import VERBAL, Noun
from sensorium.agent.understand.rules.english.speaking import Speaking
from sensorium.agent.understand.rules.thing import COLOURS, Thing, negated, seen
from sensorium.core.tasks.motion import Event

PERCEIVING = ("see", "spot", "find", "notice", "observe", "watch", "be shown", "shown", "show", "get to see")
BECOMING = frozenset(("become", "get", "feel", "turn", "grow", "seem", "go", "stay", "remain"))
PHASES = frozenset(("begin", "start", "keep", "stop", "finish"))


def seen_never(node: Obj) -> Node:
    """What it does, it never does."""
    return node.model_copy(update={"events": tuple(call.model_copy(update={"never": True}) for call in node.events)})


class Clauses(Speaking):
    """Reads one clause."""

    _plural_verb = False
    subject: Thing | None = None
    """Who does what the clause before says."""

    alike: Sequence[Thing] = ()
    """The things, any of which it may be, that do so."""

    excepted: Noun | None = None
    """Who does not do what the rest does."""

    denied = False
    """Whether the verb before is denied."""

    edge = 0
    """(does it) first (appear), (was it) last (seen): 1 or -1 once read."""

    leading = False
    """Whether what is read stands before the clause it relates to: a comma then ends it."""

    def clause(self) -> Node | None:
        """A subject with its verbs, or either alone; None where there is neither."""
        return self.attempt(self._clause)

    def _clause(self) -> Node | None:
        self.skip("skip", "mark", "comma")
        if self.sees("not") and not self.sees("never"):
            self.advance()
            if (bare := self.attempt(self._not_wearing)) is not None:
                return bare
            if self.sees("language", ahead=1):
                self.takes("in")
            self.denying = True
            node = self.clause()
            self.denying = False
            return None if node is None else negated(node)
        if self.sees("never") and self.sees("asking", ahead=1):  # not once does the van turn
            self.advance()
            node = self.clause()
            if isinstance(node, Obj) and len(node.events) == 1:
                return seen_never(node)
            return None if node is None else negated(node)
        if self.take("nothing"):
            self.skip("asking")
            return negated(Speaks()) if self.take("say") or self.take("speech") else None
        if self.take("hear"):
            return self.heard()
        if (perceived := self.attempt(self._perceived)) is not None:
            return perceived
        self.skip("asking")
        subjects, joint = self.subjects()
        if not subjects:
            start = self.at
            acts = self.acts(Noun())
            if acts and all(act.event is None and act.state is None and act.make is there for act in acts):
                return None
            led = start > 0 and bool(self.words[start - 1].tags.keys() & {"join", "relation", "comma"})
            if acts and led and self.words[start].ing and self.subject is not None:
                each = [composed(Noun(thing=thing), acts) for thing in self.alike]
                return disjunction(*(node for node in each if node is not None))
            then = bool(self.words[start - 1].tags.get("join") == "then") if start > 0 else False
            if acts and then and self.subject is not None and all(act.event is not None for act in acts):
                return composed(Noun(thing=self.subject), acts)
            moves = acts and all(act.event is not None and act.event.name not in DONE_BY_PEOPLE for act in acts)
            return composed(Noun(thing=None if moves else Thing(someone=True)), acts) if acts else None
        self.subject = subjects[-1].thing
        either = [subject.thing for subject in subjects if subject.thing is not None] if joint == "or" else []
        self.alike = either or ([] if self.subject is None else [self.subject])
        unknown_it = self.peek(-1).lower == "it" and self.spoken_of is None
        framing = len(subjects) == 1 and (self.peek(-1).lower in ("i", "we", "you", "who") or unknown_it)
        acts = self.acts(subjects[-1])
        if framing and not acts:
            return None
        shared = joint in ("or", "nor") or self._plural_verb
        if self.excepted is not None and acts:
            spared, self.excepted = self.excepted, None
            rest, other = composed(subjects[-1], acts), composed(spared, acts)
            return None if rest is None or other is None else conjunction(rest, negated(other))
        nodes = [composed(noun, acts if shared or noun is subjects[-1] else []) for noun in subjects]
        known = [node for node in nodes if node is not None]
        if not known:
            return None
        return disjunction(*known) if joint == "or" else conjunction(*known)

    def _not_wearing(self) -> Node | None:
        """(a woman in black, not) wearing a hat, holding a bag: of whoever was named before."""
        led = self.peek().ing and self.sees("wearing", "held", "worn")
        thing = self.subject if led else None
        tail = None if thing is None else self.tail()
        return None if thing is None or tail is None else negated(seen(Thing(thing.noun, tails=[tail])))

    def _perceived(self) -> Node | None:
        """you can't hear music, we see a dog."""
        self.skip("asking")
        if not self.passes("i", "we", "you", "one"):
            return None
        self.skip("asking", "skip")
        no = self.take("not") is not None
        node = self.heard() if self.take("hear") else self.clause() if self.passes(*PERCEIVING) else None
        return None if node is None else negated(node) if no else node

    def continued(self, noun: Noun) -> Node | None:
        return composed(noun, self.acts(noun))

    def subjects(self) -> tuple[list[Noun], str]:
        """Noun phrases joined by and, or, nor; none where no noun phrase stands here."""
        first = self.noun()
        if first is None:
            return [], "and"
        found, joint = [first], "and"
        self.excepted = self.attempt(self._all_but) if first.thing is not None else None
        while first.thing is not None or first.base == "sound":
            more = self.attempt(self._another)
            if more is None:
                break
            joint, noun = more
            found.append(noun)
        share_head(found)
        return found, joint

    def _all_but(self) -> Noun | None:
        """(all cars) but the blue van (stop)."""
        all_of_them = any(word.lower in ("all", "all the", "every", "each") for word in self.words[: self.at])
        if not (all_of_them and (self.takes("but") or self.take("join") == "except")):
            return None
        noun = self.noun()
        return noun if noun is not None and noun.thing is not None and self.verb_starts() else None

    def _another(self) -> tuple[str, Noun] | None:
        if self.takes("nor"):
            noun = self.noun()
            return None if noun is None else ("nor", replace(noun, absent=True))
        if self.leading and self.sees("comma"):
            return None
        said_of_it = self.sees("comma") and self.peek(1).lower in COLOURS and self.peek(-1).lower not in COLOURS
        if said_of_it and self.sees("comma", "mark", "end", ahead=2):
            return None
        listed = self.sees("comma") and self.peek(1).tags.get("join") == "or" and self.advance() is not None
        joint = self.take("join") if listed or self.sees("join") else ("and" if self.take("comma") else None)
        if joint not in ("and", "or") or self.verb_starts() or self.sees("command"):
            return None
        noun = self.noun()
        named = noun is not None and (noun.thing is not None or noun.base == "sound") and not noun.absent
        return (joint, noun) if noun is not None and named else None

    def verb_starts(self) -> bool:
        """Whether a verb phrase begins here rather than a noun phrase."""
        ahead = 0
        while self.sees("skip", ahead=ahead):
            ahead += 1
        return self.sees(*VERBAL, "asking", "not", "never", ahead=ahead) and not self.sees("quote", ahead=ahead)

    def acts(self, subject: Noun) -> list[Act]:
        """The verb phrases that follow, joined by and, or, then, but, without."""
        word = self.peek()
        plain = "event" in word.tags and not word.ing and not word.lower.split(" ")[0].endswith("s")
        self._plural_verb = plain or word.lower in ("are", "were", "do", "both")
        relative = self.attempt(lambda: True if self.take("join") == "that" and self.verb_starts() else None)
        first = self.attempt(lambda: self._act(subject))
        if first is None:
            return []
        found = [first]
        self.denied = first.negative and first.event is not None
        while (more := self.attempt(lambda: self._next_act(subject))) is not None:
            found.append(more)
        if relative and self.verb_starts() and not self.sees("relation"):
            found += self.acts(subject)
        return found

    def _next_act(self, subject: Noun) -> Act | None:
        if self.sees("comma") and (self.leading or self.sees("command", ahead=1)):
            return None
        paused = self.take("comma") is not None
        joint = self.take("join") if self.sees("join") else ("and" if paused else None)
        if joint is None or (joint == "that" and paused):
            return None
        if joint == "nor":
            act = self._act(subject) if self.verb_starts() else None
            return None if act is None else replace(act, negative=not act.negative)
        if joint in ("and", "but") and (spared := self.attempt(self._not_there)) is not None:
            return Act(event=EventCall(name=spared), negative=True)
        if joint in ("and", "or", "then") and (side := self._side_alone()):
            return Act(event=EventCall(name=side), joint=joint)
        if joint == "without":
            never = self.take("event") if self.peek().ing else None
            self.passes("first", "beforehand")
            return None if never is None else Act(event=EventCall(name=never, never=True))
        if joint not in ("and", "or", "but", "then", "that") or not self.verb_starts():
            return None
        plain = not self.sees("asking", "not", "never")
        act = self._act(subject)
        if act is not None and joint == "or" and plain and self.denied:  # does not stop or turn: neither
            return replace(act, negative=True, joint="and")
        return None if act is None else replace(act, joint=joint)

    def _not_there(self) -> Event | None:
        """(turns,) but not to the left."""
        if not self.take("not"):
            return None
        self.passes("to the", "to")
        return self._side_alone()

    def _side_alone(self) -> Event | None:
        """turns left and then right: the verb said once."""
        turned = any(str(word.tags.get("event", "")).startswith("turn") for word in self.words[: self.at])
        if not turned or self.peek().lower not in ("left", "right"):
            return None
        return "turn left" if self.advance().lower == "left" else "turn right"

    def _act(self, subject: Noun) -> Act | None:
        never, negative = self._auxiliaries()
        act = self._verb(subject)
        if act is None:
            return None
        if never and act.event is not None:
            return replace(act, event=act.event.model_copy(update={"never": True}))
        return replace(act, negative=act.negative != (negative or never))

    def _auxiliaries(self) -> tuple[bool, bool]:
        """Passes does, is, starts to ...; whether never, and whether not."""
        never = negative = False
        while True:
            framed = self.peek().lower.startswith(("in ", "on ")) and self.sees("asking", *VERBAL, ahead=1)
            if self.sees("skip") and (framed or not self.sees("seen", "silence")):
                self.skip("skip", "det")
            elif self.sees("never"):
                never = True
                self.advance()
            elif self.peek().tags.get("ordinal") in (1, -1) and self.sees(*VERBAL, ahead=1):
                self.edge = int(self.take("ordinal"))
            elif self.sees("adverb") and self.sees(*VERBAL, "asking", "feeling", ahead=1):
                self.at += 1
            elif self.sees("not") or (self.peek().lower == "neither" and self.sees(*VERBAL, ahead=1)):
                negative = not negative
                self.advance()
            elif {"stop", "finish"} & set(self.peek().bases) and self._inchoative():
                self.at += 1  # what ends is found, and not that it ends
            elif self.sees("asking") or self._inchoative() or self._before_verb():
                self.advance()
            else:
                return never, negative

    def _before_verb(self) -> bool:
        """to turn; can be heard speaking."""
        if self.peek().lower == "to":
            return self.sees(*VERBAL, ahead=1)
        return self.sees("hear") and self.sees("verb", "event", "speech", "say", ahead=1)

    def _inchoative(self) -> bool:
        """starts to turn, stops speaking, becomes sad."""
        word, following = self.peek(), self.peek(1)
        if PHASES & set(word.bases):
            return following.lower == "to" or (following.ing and self.sees(*VERBAL, ahead=1))
        if not BECOMING & set(word.bases):
            return False
        ahead = 1
        while self.sees("skip", "not", ahead=ahead):
            ahead += 1
        return self.sees("feeling", "silence", "seen", ahead=ahead) or self.peek(ahead).lower in COLOURS

    def _verb(self, subject: Noun) -> Act | None:
        if subject.base == "face" and self.sees("reads") and self.sees("feeling", ahead=1):
            return self.deed(subject)
        readers: tuple[Callable[[Noun], Act | None], ...] = (
            self.emotion, self.presence, self.motion, self.voicing, self.speech, self.saying, self.showing, self.state,
            self.deed,
        )  # fmt: skip
        acts = (self.attempt(lambda read=read: read(subject)) for read in readers)  # type: ignore[misc]
        return next((act for act in acts if act is not None), None)
