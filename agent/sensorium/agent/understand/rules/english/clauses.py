"""Clauses: somebody does, says, feels something; and what several verbs of one subject come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from sensorium.agent.query import (
    Action,
    EventCall,
    Node,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    conjunction,
    disjunction,
)
from sensorium.agent.understand.rules.english.lexicon import PEOPLE
from sensorium.agent.understand.rules.english.nouns import CLOSED, VERBAL, Noun
from sensorium.agent.understand.rules.english.phrases import Phrases
from sensorium.agent.understand.rules.english.tokens import Word, plurals, singular, third_person
from sensorium.agent.understand.rules.english.lexicon import PEOPLE_SOUNDS
from sensorium.core.tasks.motion import Event
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import COLOURS, Thing, article, beside, negated, seen

TARGETED = ("approach", "leave", "enter", "cross")
FRAME = "frame picture scene shot screen view image video camera clip".split()
BECOMING = "become get feel turn grow seem go look appear sound start begin stay remain".split()
HAPPENING = "happen occur play go last".split()
Make = Callable[[Noun], Node]


@dataclass
class Act:
    """One verb phrase: an event of a thing, or what makes a clause of its subject."""

    make: Make | None = None
    event: EventCall | None = None
    negative: bool = False
    joint: str = "and"

    def of(self, noun: Noun) -> Node:
        if self.event is not None:
            node = seen(noun.thing or Thing("vehicle"), self.event)
        else:
            assert self.make is not None
            node = self.make(noun)
        return negated(node) if self.negative else node


class Clauses(Phrases):
    """Reads one clause."""

    def clause(self) -> Node | None:
        """A subject with its verbs, or either alone; None where there is neither."""
        return self.attempt(self._clause)

    def _clause(self) -> Node | None:
        self.skip("skip", "mark", "comma")
        if self.sees("not") and not self.sees("never"):
            self.advance()
            node = self.clause()
            return None if node is None else negated(node)
        if self.sees("nothing"):
            return self._nothing()
        if self.sees("hear"):
            self.advance()
            return self._heard()
        while self.sees("asking"):
            self.advance()
        subjects, joint = self._subjects()
        if not subjects:
            acts = self.acts(None)
            return _composed(Noun(thing=Thing(someone=True)), acts) if acts else None
        acts = self.acts(subjects[-1])
        nodes = [self._with_acts(noun, acts, last=noun is subjects[-1], joint=joint) for noun in subjects]
        known = [node for node in nodes if node is not None]
        if not known:
            return None
        return disjunction(*known) if joint == "or" else conjunction(*known)

    def _with_acts(self, noun: Noun, acts: list[Act], *, last: bool, joint: str) -> Node | None:
        shared = last or joint in ("or", "nor") or self._plural_verb
        return _composed(noun, acts if shared else [])

    _plural_verb = False

    def _subjects(self) -> tuple[list[Noun], str]:
        first = self.noun()
        if first is None:
            return [], "and"
        found, joint = [first], "and"
        while first.thing is not None or first.base == "sound":
            more = self.attempt(self._another)
            if more is None:
                break
            joint, noun = more
            found.append(noun)
        _share_head(found)
        return found, joint

    def _another(self) -> tuple[str, Noun] | None:
        if self.takes("nor"):
            noun = self.noun()
            return None if noun is None else ("nor", replace(noun, absent=True))
        joint = self.take("join") if self.sees("join") else ("and" if self.take("comma") else None)
        if joint not in ("and", "or") or self._verb_starts() or self.sees("command"):
            return None
        noun = self.noun()
        if noun is None or (noun.thing is None and noun.base != "sound") or noun.absent:
            return None
        return joint, noun

    def _verb_starts(self) -> bool:
        """Whether a verb phrase begins here rather than a noun phrase."""
        ahead = 0
        while self.sees("skip", ahead=ahead):
            ahead += 1
        return self.sees(*VERBAL, "asking", "not", "never", ahead=ahead) and not self.sees("quote", ahead=ahead)

    def acts(self, subject: Noun | None) -> list[Act]:
        """The verb phrases that follow, joined by and, or, then, but, without."""
        self._plural_verb = self._is_plural_verb()
        relative = self.attempt(lambda: True if self.take("join") == "that" and self._verb_starts() else None)
        first = self.attempt(lambda: self._act(subject))
        if first is None:
            return []
        found = [first]
        while (more := self.attempt(lambda: self._next_act(subject))) is not None:
            found.append(more)
        if relative and self._verb_starts() and not self.sees("relation"):
            found += self.acts(subject)
        return found

    def _is_plural_verb(self) -> bool:
        word = self.peek()
        return word.lower in ("are", "were", "do", "both") or (
            "event" in word.tags and not word.ing and not word.lower.split(" ")[0].endswith("s")
        )

    def _next_act(self, subject: Noun | None) -> Act | None:
        paused = self.take("comma") is not None
        joint = self.take("join") if self.sees("join") else ("and" if paused else None)
        if joint is None or (joint == "that" and paused):
            return None
        if joint in ("and", "or", "then") and (side := self._side_alone()):
            return Act(event=EventCall(name=side), joint=joint)
        if joint == "without":
            if not (self.sees("event") and self.peek().ing):
                return None
            event = EventCall(name=self.take("event"), never=True)
            return Act(event=event)
        if joint not in ("and", "or", "but", "then", "that") or not self._verb_starts():
            return None
        act = self._act(subject)
        if act is not None:
            act.joint = joint
        return act

    def _side_alone(self) -> Event | None:
        """turns left and then right: the verb said once."""
        before = [word for word in self.words[: self.at] if str(word.tags.get("event", "")).startswith("turn")]
        if before and self.peek().lower in ("left", "right"):
            return "turn left" if self.advance().lower == "left" else "turn right"
        return None

    def _act(self, subject: Noun | None) -> Act | None:
        never = negative = False
        while True:
            self.skip("skip", "det") if self.sees("skip") and not self.sees("seen", "silence") else None
            if self.sees("never"):
                never, _ = True, self.advance()
            elif self.sees("not"):
                negative = not negative
                self.advance()
            elif self.sees("asking") and not self.takes("have", "a", "conversation"):
                self.advance()
            elif self._inchoative() or (self.peek().lower == "to" and self.sees(*VERBAL, ahead=1)):
                self.advance()
            elif self.sees("hear") and self.sees("verb", "event", "speech", "say", ahead=1):
                self.advance()
            else:
                break
        act = self._verb(subject)
        if act is None:
            return None
        if never and act.event is not None:
            act.event = act.event.model_copy(update={"never": True})
        else:
            act.negative = negative or never
        return act

    def _inchoative(self) -> bool:
        """starts to turn, begins speaking, becomes sad."""
        word, following = self.peek(), self.peek(1)
        if any(base in ("begin", "start", "keep", "stop", "finish") for base in word.bases):
            return following.lower == "to" or following.ing and any(kind in following.tags for kind in VERBAL)
        ahead = 1
        while self.sees("skip", "not", ahead=ahead):
            ahead += 1
        plain = (
            any(base in BECOMING for base in word.bases) and "look" not in word.tags and "soundlike" not in word.tags
        )
        return plain and (self.sees("feeling", "silence", ahead=ahead) or self.peek(ahead).lower in COLOURS)

    def _verb(self, subject: Noun | None) -> Act | None:
        for read in (self._emotion, self._seen, self._event_of, self._voiced, self._speech, self._saying, self._shown,
                     self._state, self._doing):  # fmt: skip
            act = self.attempt(lambda read=read: read(subject))  # type: ignore[misc]
            if act is not None:
                return act
        return None

    def _emotion(self, subject: Noun | None) -> Act | None:
        mode = "affect"
        if subject is not None and subject.base in ("voice", "face"):
            mode = subject.base
        if self.sees("look", "soundlike"):
            mode = "voice" if self.sees("soundlike") else "face"
            self.advance()
            self.takes("to", "be")
            self.skip("skip")
        if self.sees("expression"):
            feeling, mode = self.take("expression"), "face"
        elif self.sees("feeling"):
            self.skip("det")
            feeling = self.take("feeling")
        elif self.takes("in") and self.sees("feeling"):
            feeling = self.take("feeling")
        else:
            return None
        if self.take("join") == "or" and self.sees("feeling"):
            other = self.take("feeling")
            return Act(make=lambda noun: beside(disjunction(feel(mode, feeling), feel(mode, other)), _who(noun)))
        if self.words[self.at - 1].tags.get("join"):
            self.at -= 1
        return Act(make=lambda noun: beside(feel(mode, feeling), _who(noun)))

    def _seen(self, subject: Noun | None) -> Act | None:
        if not self.sees("seen") or self.sees("reads") and self.sees("quote", "det", ahead=1):
            return None
        self.advance()
        while self.sees("seen", "skip"):
            self.advance()
        return Act(make=lambda noun: noun.node or seen(noun.thing or Thing()))

    def _event_of(self, subject: Noun | None) -> Act | None:
        self.take("manner")
        event = self.take("event")
        if event is None or (subject is not None and subject.thing is None):
            return None
        target = self._target() if event in TARGETED else self._manner()
        return Act(event=EventCall(name=event, to=target))

    def _target(self) -> str | None:
        def read() -> Noun | None:
            if self.window() is not None:
                return None
            if self.sees("prep") or self.peek().lower in ("towards", "toward"):
                self.advance()
            return self.noun()

        if self.sees("join", "relation"):
            return None
        noun = self.attempt(read)
        if noun is None or (noun.thing is None and noun.base != "place"):
            return "street" if self.takes("road") else None
        if noun.thing is None:
            return getattr(noun.node, "phrase", None)
        return None if noun.thing.noun in FRAME else noun.thing.phrase

    def _manner(self) -> None:
        """at the light, into the street: where it happens, which no event tells; left unused."""

        def read() -> bool | None:
            if self.sees("position", ahead=2) or self.sees("ordinal", ahead=2) or self.sees("clock", "number", ahead=1):
                return None
            if self.peek().lower not in ("at", "into", "around", "onto", "in", "for", "on") or self.sees(
                "place", "ordinal", ahead=1
            ):
                return None
            start = self.at
            self.advance()
            if (noun := self.noun()) is None or noun.thing is None:
                return None
            for word in self.words[start : self.at]:
                word.used = bool("prep" in word.tags or "det" in word.tags)
            return True

        self.attempt(read)

    def _voiced(self, subject: Noun | None) -> Act | None:
        """barks, laughs, rings."""
        if (sound := self.take("soundverb")) is not None:
            return Act(make=lambda noun: beside(Sound(phrase=sound), _who(noun) if sound in PEOPLE_SOUNDS else None))
        word = self.peek()
        if self.take("ownsound"):
            gerund = word.lower if word.ing else _gerund(str(word.tags["ownsound"]))
            name = subject.thing.phrase if subject is not None and subject.thing is not None else "alarm"
            return Act(make=lambda noun: Sound(phrase=f"{name} {gerund}"))
        return None

    def _speech(self, subject: Noun | None) -> Act | None:
        word = self.peek()
        if not self.take("speech"):
            return None
        self.takes("in")
        language = self.take("language")
        if self.passes("to", "with"):
            self.noun()
        if language is None and self.takes("about") and (words := self._rest()):
            return Act(make=lambda noun: beside(Says(phrase=words), _who(noun)))
        if word.lower == "spoken" and subject is not None and isinstance(subject.node, Speaks | Text):
            return Act(
                make=lambda noun: (
                    Says(phrase=noun.node.phrase) if isinstance(noun.node, Text) else noun.node or Speaks()
                )
            )
        if (mood := self.take("manner") or self._mood()) is not None:
            return Act(make=lambda noun: beside(feel("voice", mood), _who(noun)))
        return Act(make=lambda noun: beside(Speaks(language=language), _who(noun)))

    def _mood(self) -> str | None:
        """in an angry voice; angrily."""

        def read() -> str | None:
            self.passes("in", "with")
            self.skip("det", "skip")
            feeling = self.take("feeling")
            return feeling if feeling and (self.passes("voice", "tone", "way")) else None

        return self.attempt(read)

    def _saying(self, subject: Noun | None) -> Act | None:
        """says "good morning", mentions dogs, says something negative; a sign that says EXIT."""
        if not self.take("say"):
            return None
        self.passes("that", "the words", "the word")
        written = isinstance(subject.node, Text) if subject is not None and subject.node else False
        written |= bool(subject and subject.thing and _is_sign(subject.thing.noun))
        if (quote := self.take("quote")) is not None:
            atom: Node = Text(phrase=quote) if written else Says(phrase=quote)
            return Act(make=lambda noun: atom if written else beside(atom, _who(noun)))
        if (feeling := self.attempt(self._worded)) is not None:
            return Act(make=lambda noun: beside(feel("wording", feeling), _who(noun)))
        words = self._rest()
        if subject is not None and isinstance(subject.node, Text) and not words:
            return Act(make=lambda noun: Says(phrase=getattr(noun.node, "phrase", "")))
        if not words:
            return Act(make=lambda noun: beside(Speaks(), _who(noun)))
        atom = Text(phrase=words) if written else Says(phrase=words)
        return Act(make=lambda noun: atom if written else beside(atom, _who(noun)))

    def _worded(self) -> str | None:
        self.passes("something", "anything", "things")
        self.skip("det", "skip")
        feeling = self.take("feeling")
        if feeling:
            self.take("moment") or self.take("wording") or self.passes("things", "stuff")
        return feeling

    def _rest(self) -> str:
        """Words up to the next connective, as they stand."""
        words: list[str] = []
        while not self.sees("join", "relation", "comma", "mark", "end", "again") and not self._counts_time():
            words.append(self.advance().text)
        return " ".join(words)

    def _counts_time(self) -> bool:
        return self.peek().lower in ("in", "for") and self.sees("ordinal", ahead=2)

    def _shown(self, subject: Noun | None) -> Act | None:
        """reads "EXIT", is written, is heard."""
        if self.take("reads"):
            text = self.take("quote") or ("" if subject is None or not subject.thing else self._rest())
            return Act(make=lambda noun: Text(phrase=text)) if text else None
        if (
            self.peek().lower in ("written", "printed", "displayed", "readable", "legible")
            and subject is not None
            and subject.node
        ):
            self.advance()
            return Act(make=lambda noun: noun.node or Speaks())
        if self.sees("hear"):
            self.advance()
            return Act(make=_sounding)
        if any(base in HAPPENING for base in self.peek().bases) and subject is not None and subject.node is not None:
            self.advance()
            self.passes("on", "off")
            return Act(make=lambda noun: noun.node or Speaks())
        return None

    def _state(self, subject: Noun | None) -> Act | None:
        """is silent; is on the left; is on the beach."""
        if self.peek().lower in COLOURS and subject is not None and subject.thing is not None:
            colour = self.advance().lower
            return Act(make=lambda noun: seen(_coloured(noun.thing or Thing(), colour)))
        if self.take("silence"):
            return Act(make=lambda noun: Silence())
        if subject is not None and subject.thing is not None and (tail := self.tail()) is not None:
            subject.thing.tails.append(tail)
            return Act(make=lambda noun: seen(noun.thing or Thing()))
        if self.passes("missing", "absent", "gone", "out of sight"):
            return Act(make=lambda noun: seen(noun.thing or Thing()), negative=True)
        return None

    def _doing(self, subject: Noun | None) -> Act | None:
        """opens a door: what no event says."""
        verb = self.peek()
        strange = not verb.tags and verb.lower.endswith(("s", "ing", "ed"))
        if not self.sees("verb") and not (strange and subject is not None and subject.thing is not None):
            return None
        base = verb.tags.get("verb") or next((form for form in verb.bases[1:]), verb.lower)
        self.advance()
        words: list[str] = []
        while not self.sees(*(kind for kind in CLOSED if kind not in ("prep", "held", "besides", "of", "wearing"))):
            if self.sees("prep") and (self._counts_time() or self.sees("place", "position", ahead=2)):
                break
            words.append(self._object_word())
        phrase = " ".join([third_person(base), *(word for word in words if word)])
        if words and verb.text and words[-1] in ("a", "an"):
            phrase = phrase.rsplit(" ", 1)[0]
        return Act(make=lambda noun: Action(phrase=f"{(noun.thing or Thing()).phrase} {phrase}"))

    def _object_word(self) -> str:
        word = self.advance()
        if word.lower in ("each", "other", "each other", "one another") or word.tags.get("skip") == word.lower:
            return ""
        if "det" in word.tags:
            following = self.peek().lower
            return (
                "" if singular(following) != following or following in plurals() else article(following).split(" ")[0]
            )
        return word.lower

    def _heard(self) -> Node | None:
        """What one hears: a sound by name, a thing's sound, or a voice."""
        self.skip("det", "skip")
        start = self.at
        noun = self.noun()
        if (
            noun is not None
            and noun.thing is not None
            and not noun.thing.someone
            and not self.sees("verb", "speech", "say")
        ):
            verb = self.peek()
            if self.sees("soundverb", "ownsound"):
                acts = self.acts(noun)
                return _composed(noun, acts)
            if verb.ing and not verb.tags:
                self.advance()
                return Sound(phrase=f"{noun.thing.phrase} {verb.lower}")
            return negated(Sound(phrase=noun.thing.phrase)) if noun.absent else Sound(phrase=noun.thing.phrase)
        if noun is not None and isinstance(noun.node, Scene):
            return Sound(phrase=noun.node.phrase)
        if noun is not None and noun.node is not None and not noun.thing:
            acts = self.acts(noun)
            return _composed(noun, acts)
        self.at = start
        noun = self.noun()
        return None if noun is None else _composed(noun, self.acts(noun)) if self._verb_starts() else Speaks()

    def _nothing(self) -> Node | None:
        self.advance()
        while self.sees("asking"):
            self.advance()
        if self.sees("say", "speech"):
            self.advance()
            return negated(Speaks())
        return None


def _share_head(found: list[Noun]) -> None:
    """a red or blue car: the noun said once."""
    for noun, following in pairwise(found):
        if noun.thing is not None and noun.thing.noun in COLOURS and following.thing is not None:
            noun.thing.adjectives.append(noun.thing.noun)
            noun.thing.noun = following.thing.noun


def _composed(noun: Noun, acts: list[Act]) -> Node | None:
    """The verbs of one subject as one clause: events in a chain, alternatives apart, the rest together."""
    if not acts:
        return noun.clause
    positive = Noun(thing=noun.thing, node=noun.node, base=noun.base)
    groups: list[list[Act]] = [[]]
    for act in acts:
        if act.joint == "or":
            groups.append([])
        groups[-1].append(act)
    made = disjunction(*(_chained(positive, group) for group in groups))
    if positive.node is not None and positive.thing is not None:
        made = conjunction(positive.node, made)
    return negated(made) if noun.absent else made


def _chained(noun: Noun, acts: list[Act]) -> Node:
    events = [act.event for act in acts if act.event is not None and not act.negative]
    nodes = [act.of(noun) for act in acts if act.event is None or act.negative]
    if events:
        nodes.insert(0, seen(noun.thing or Thing("vehicle"), *events))
    return conjunction(*nodes)


def _coloured(thing: Thing, colour: str) -> Thing:
    return replace(thing, adjectives=[*thing.adjectives, colour])


def _who(noun: Noun) -> Thing | None:
    """Whoever it is that feels or speaks, where that is a thing one sees."""
    thing = noun.thing
    if thing is None or noun.base or thing.noun in ("mood", "atmosphere", "tone", "voice", "audio", "conversation"):
        return None
    if thing.someone or thing.noun in PEOPLE.split(", "):
        return thing
    return thing


def _sounding(noun: Noun) -> Node:
    if noun.base == "voice":
        return Speaks()
    if noun.node is not None:
        return noun.node
    thing = noun.thing or Thing()
    return Speaks() if thing.someone else Sound(phrase=thing.phrase)


def _is_sign(noun: str) -> bool:
    from sensorium.agent.understand.rules.english.lexicon import SIGNS

    return noun in SIGNS.split(", ") or noun.endswith(" sign")


def _gerund(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


