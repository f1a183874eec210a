"""One clause of Chinese: attributes before their noun, verbs after it, relative clauses before what they describe."""

from __future__ import annotations

from dataclasses import dataclass, field

from sensorium.agent.query import (
    Action,
    Affect,
    EventCall,
    Node,
    Not,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    conjunction,
)
from sensorium.agent.understand.rules.chinese import lexicon
from sensorium.agent.understand.rules.english.reader import Reader
from sensorium.agent.understand.rules.english.tokens import Word, third_person
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import Place, Thing, article, beside, negated, seen

TARGETED = ("approach", "leave", "enter", "cross")
CRIES = {"dog": "dog barking", "cat": "cat meowing", "bird": "birdsong"}
PREDICATES = (
    "event",
    "feeling",
    "speech",
    "say",
    "verb",
    "deed",
    "expression",
    "looks",
    "sounds_like",
    "sound",
    "silence",
)


@dataclass
class Unit:
    """What a clause came to. `bare` is a thing of which nothing is said; `absent` that it is not there."""

    thing: Thing | None = None
    events: list[EventCall] = field(default_factory=list)
    denied: list[EventCall] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    absent: bool = False
    nobody: bool = False

    @property
    def bare(self) -> bool:
        return self.thing is not None and not (self.events or self.denied or self.nodes)

    @property
    def empty(self) -> bool:
        return self.thing is None and not (self.events or self.denied or self.nodes)

    def node(self) -> Node | None:
        """The clause; None where nothing was said."""
        parts: list[Node] = []
        thing = self.thing
        if self.events:
            parts.append(seen(thing or Thing("vehicle"), *self.events))
        parts += [Not(arg=seen(thing or Thing("vehicle"), call)) for call in self.denied]
        parts += self.nodes
        if thing is not None and not self.events and not self.denied and (thing.particular or not parts):
            there = seen(thing)
            if self.absent:
                parts.append(Not(arg=there))
                return conjunction(*parts)
            parts.append(there)
        if not parts:
            return None
        return negated(conjunction(*parts)) if self.nobody or (self.absent and not thing) else conjunction(*parts)


class Units(Reader):
    """Reads the words of one clause; `inherited` is the thing spoken of before."""

    def __init__(self, words: list[Word], inherited: Thing | None = None) -> None:
        super().__init__(words)
        self.unit = Unit()
        self.inherited = inherited
        self.adjectives: list[str] = []
        self.tails: list[tuple[Place, str]] = []
        self.mode = "affect"
        self.no = self.never = False

    def read(self) -> Unit:
        """The whole clause."""
        while not self.done:
            before = self.at
            self._step()
            if self.at == before:
                self.at += 1
        unit = self.unit
        if unit.thing is None and (self.tails or self.adjectives) and self.inherited is None:
            self._named("person" if self.tails else "thing") if self.tails else None
        if unit.thing is None and (unit.events or unit.denied):
            unit.thing = self.inherited
        return unit

    def _step(self) -> None:
        for kind, read in _READERS:
            if self.sees(kind) and getattr(self, read)():
                return
        word = self.peek()
        if not word.tags and self.unit.thing is None and len(word.text) > 1 and not self.unit.nodes:
            self._named(self.advance().text)
        elif word.tags.keys() & {
            "skip",
            "of",
            "comma",
            "mark",
            "commands",
            "questions",
            "at",
            "moments",
            "seen",
            "frames",
            "unit",
            "from",
            "number",
            "nth",
        }:
            self.advance()

    # ---- what is not there, what never happens

    def _never(self) -> bool:
        self.advance()
        self.never = True
        return True

    def _negation(self) -> bool:
        ahead = 1
        while self.sees("skip", "seen", "at", ahead=ahead) and not self.sees(*PREDICATES, ahead=ahead):
            ahead += 1
        self.advance()
        if self.sees(*PREDICATES, "manner", ahead=ahead - 1) and not self._names(ahead - 1):
            self.no = not self.no
        else:
            self.unit.absent = True
            thing = self.unit.thing
            if thing is not None and not self.sees("noun", "adjective", "colour", ahead=ahead - 1):
                self.unit.absent = True
        return True

    def _names(self, ahead: int) -> bool:
        """Whether a noun phrase begins there that only looks like a verb: 没有转弯的汽车 does not."""
        return False

    def _nobody(self) -> bool:
        self.advance()
        self.unit.nobody = True
        self.unit.thing = self.unit.thing or Thing(someone=True)
        return True

    def _somebody(self) -> bool:
        self.advance()
        self._drop_to_nodes()
        self.unit.thing = Thing(someone=True, tails=self.tails, adjectives=self.adjectives)
        self.tails, self.adjectives = [], []
        return True

    # ---- things and their attributes

    def _attribute(self) -> bool:
        word = self.advance()
        self.adjectives.append(word.tags.get("colour") or word.tags["adjective"])
        return True

    def _noun(self) -> bool:
        noun = self.take("noun")
        self._named(noun)
        return True

    def _named(self, noun: str) -> None:
        self._drop_to_nodes()
        others = [word for word in self.adjectives if word in lexicon.COLOURS]
        adjectives = [word for word in self.adjectives if word not in others] + others
        self.unit.thing = Thing(noun, adjectives, self.tails, someone=noun == "person")
        self.adjectives, self.tails = [], []
        if self.unit.denied and not self.unit.events:
            self.unit.events = [call.model_copy(update={"never": True}) for call in self.unit.denied]
            self.unit.denied = []

    def _drop_to_nodes(self) -> None:
        """A second thing: the first stands for itself."""
        thing = self.unit.thing
        if thing is not None and thing.particular:
            if self.unit.events:
                self.unit.nodes.append(seen(thing, *self.unit.events))
                self.unit.events = []
            else:
                self.unit.nodes.append(seen(thing))
            self.unit.thing = None

    def _position(self) -> bool:
        place = self.take("position")
        self._attach((Place.WHERE, place))
        return True

    def _attach(self, tail: tuple[Place, str]) -> None:
        following = self.sees("of") or self.sees("wearing", "held") or (self.sees("noun", "colour", "someone"))
        thing = self.unit.thing
        if thing is not None and not (following and self.unit.events):
            thing.tails.append(tail)
            thing.someone = False if thing.someone and not thing.noun else thing.someone
        else:
            self.tails.append(tail)

    def _beside(self) -> bool:
        """公交车旁边的人: what stood before is what the next stands beside."""
        thing = self.unit.thing
        if thing is None or not self.sees("of", ahead=1):
            return False
        how = self.take("beside")
        self.unit.thing = None
        self.tails.append((Place.BESIDE, f"{how} {article(thing.phrase)}"))
        return True

    def _clothed(self) -> bool:
        """红衣服的人."""
        if not self.adjectives or self.adjectives[-1] not in lexicon.COLOURS:
            return False
        worn, colour = self.take("worn"), self.adjectives.pop()
        text = colour if worn == "clothes" else article(f"{colour} {worn}")
        self.tails.append((Place.WORN, f"in {text}"))
        return True

    def _worn(self) -> bool:
        def read() -> bool | None:
            self.advance()
            words: list[str] = []
            while self.sees("colour", "adjective", "of", "skip"):
                word = self.advance()
                if "colour" in word.tags or "adjective" in word.tags:
                    words.append(word.tags.get("colour") or word.tags["adjective"])
            worn = self.take("worn")
            if worn is None and not words:
                return None
            if worn in (None, "clothes") and words:
                self._attach((Place.WORN, f"in {words[-1]}"))
                return True
            phrase = " ".join([*words, str(worn)])
            self._attach((Place.WORN, "in " + (phrase if worn in lexicon.PLURAL.split() else article(phrase))))
            return True

        return self.attempt(read) is True

    def _held(self) -> bool:
        def read() -> bool | None:
            how = self.take("held")
            words: list[str] = []
            while self.sees("colour", "adjective", "of", "skip"):
                word = self.advance()
                if "colour" in word.tags or "adjective" in word.tags:
                    words.append(word.tags.get("colour") or word.tags["adjective"])
            noun = self.take("noun") or self.take("worn")
            if noun is None:
                return None
            self._attach((Place.HELD, f"{how} {article(' '.join([*words, noun]))}"))
            return True

        return self.attempt(read) is True

    # ---- what things do

    def _event(self) -> bool:
        word = self.peek()
        event = self.take("event")
        target = self._target(word) if event in TARGETED else None
        call = EventCall(name=event, never=self.never, to=target)
        if self.no and not self.never:
            self.unit.denied.append(call)
        else:
            self.unit.events.append(call)
        self.no = self.never = False
        return True

    def _target(self, word: Word) -> str | None:
        if word.text in lexicon.CROSS_STREET.split():
            return "street"

        def read() -> str | None:
            self.skip("skip")
            if self.take("frames"):
                return ""
            words: list[str] = []
            while self.sees("colour", "adjective"):
                taken = self.advance()
                words.append(taken.tags.get("colour") or taken.tags["adjective"])
            noun = self.take("noun") or self.take("place")
            return None if noun is None or self.sees("event", "speech") else " ".join([*words, noun])

        return self.attempt(read) or None

    def _deed(self) -> bool:
        """开门, 打开红色的门: an action phrase."""
        if (whole := self.take("deed")) is None:
            verb = self.take("verb")
            words: list[str] = []
            while self.sees("colour", "adjective", "skip") and not self.sees("of"):
                word = self.advance()
                if "skip" not in word.tags:
                    words.append(word.tags.get("colour") or word.tags["adjective"])
            noun = self.take("noun") if self.sees("noun") else None
            what = article(" ".join([*words, noun])) if noun else ""
            whole = f"{third_person(verb)} {what}".strip()
        self._say(Action(phrase=f"{(self.unit.thing or self.inherited or Thing()).phrase} {whole}"), shows=True)
        return True

    # ---- what is felt, heard, said, written

    def _feeling(self) -> bool:
        feeling = self.take("feeling")
        node = feel(self.mode, feeling)
        self.mode = "affect"
        if self.sees("of") and self.sees("voices", "faces", "wordings", ahead=1):
            self.advance()
            node = self._remoded(node)
        elif self.sees("voices", "faces") or self.peek().text in ("词语", "言论", "用词", "措辞", "话", "评论"):
            node = self._remoded(node)
        self._say(node)
        return True

    def _remoded(self, node: Node) -> Node:
        word = self.advance()
        mode = "voice" if "voices" in word.tags else "face" if "faces" in word.tags else "wording"
        return feel(mode, node.feeling) if isinstance(node, Affect) else node

    def _look(self) -> bool:
        word = self.advance()
        self.mode = "face" if "looks" in word.tags or "faces" in word.tags else "voice"
        return True

    def _expression(self) -> bool:
        self._say(feel("face", self.take("expression")))
        return True

    def _speech(self) -> bool:
        self.advance()
        self._say(Speaks())
        return True

    def _language(self) -> bool:
        language = self.take("language")
        self.take("speech")
        self._say(Speaks(language=language))
        return True

    def _saying(self) -> bool:
        self.advance()
        self.skip("skip")
        if (quote := self.take("quote")) is not None:
            self._say(Says(phrase=quote))
        elif (language := self.take("language")) is not None:
            self._say(Speaks(language=language))
        elif self.sees("feeling"):
            feeling = self.take("feeling")
            self.skip("of")
            self.take("wordings")
            self._say(feel("wording", feeling))
        elif not self.done and not self.peek().tags.keys() & {"of", "comma", "mark"}:
            words = ""
            while not self.done and not self.sees("of", "comma", "mark"):
                words += self.advance().text
            self._say(Says(phrase=words))
        else:
            self._say(Speaks())
        return True

    def _sound(self) -> bool:
        name = self.take("sound")
        self.skip("of") if self.sees("voices", ahead=1) else None
        self.take("voices")
        self.skip("heard")
        self._say(
            Sound(phrase=name), shows=name not in ("laughter", "crying", "applause", "singing", "screaming", "cheering")
        )
        return True

    def _heard(self) -> bool:
        """听到X, X的声音."""
        self.advance()
        thing = self.unit.thing
        if thing is not None and not thing.someone and self.done:
            self.unit.thing = None
            self._say(Sound(phrase=thing.phrase))
        return True

    def _voice(self) -> bool:
        thing = self.unit.thing
        if thing is not None and not thing.someone and not self.unit.nodes:
            self.advance()
            self.unit.thing = None
            self._say(Sound(phrase=thing.phrase))
            return True
        if self.sees("sounds_like"):
            return self._look()
        self.advance()
        self.mode = "voice"
        return True

    def _cry(self) -> bool:
        """狗在叫."""
        thing = self.unit.thing or self.inherited
        name = CRIES.get(thing.noun if thing else "")
        if name is None:
            return False
        self.advance()
        self._say(Sound(phrase=name), shows=True)
        return True

    def _silence(self) -> bool:
        self.advance()
        self._say(Silence())
        return True

    def _quote(self) -> bool:
        self._say(Text(phrase=self.take("quote")))
        return True

    def _written(self) -> bool:
        self.advance()
        if (quote := self.take("quote") or self.take("latin")) is not None:
            self._say(Text(phrase=quote))
            while self.sees("of", "written", "moments") or (self.sees("noun") and self.peek().tags["noun"] == "sign"):
                self.advance()
            self._drop_sign()
            return True
        return True

    def _drop_sign(self) -> None:
        if self.unit.thing is not None and self.unit.thing.noun == "sign":
            self.unit.thing = None

    def _place(self) -> bool:
        self._say(Scene(phrase=self.take("place")), keeps=True)
        return True

    def _say(self, node: Node, *, shows: bool = False, keeps: bool = False) -> None:
        """One more thing said of the clause's subject; `shows`: the subject is in it already."""
        thing = self.unit.thing
        if shows and not keeps:
            self.unit.thing = None
            node = node if not isinstance(node, Sound) else beside(node, None)
        elif thing is not None and self.unit.absent:
            self.unit.nodes.append(Not(arg=seen(thing)))
            self.unit.thing, self.unit.absent = None, False
        elif thing is not None and not keeps and thing.particular and not (self.unit.events or self.unit.denied):
            node = beside(node, thing)
            self.unit.thing = None
        if (self.no or self.never) and not keeps:
            node = negated(node)
            self.no = self.never = False
        self.unit.nodes.append(node)


_READERS = (
    ("no_one", "_nobody"), ("never", "_never"), ("silence", "_silence"), ("sound", "_sound"), ("no", "_negation"), ("not", "_negation"),
    ("someone", "_somebody"), ("expression", "_expression"), ("feeling", "_feeling"), ("looks", "_look"), ("sounds_like", "_voice"),
    ("voices", "_voice"), ("wearing", "_worn"), ("held", "_held"), ("event", "_event"), ("deed", "_deed"), ("colour", "_attribute"),
    ("adjective", "_attribute"), ("position", "_position"), ("beside", "_beside"), ("place", "_place"), ("written", "_written"),
    ("noun", "_noun"), ("speech", "_speech"), ("say", "_saying"), ("language", "_language"), ("heard", "_heard"), ("quote", "_quote"),
    ("verb", "_deed"), ("cry", "_cry"), ("worn", "_clothed"),
)  # fmt: skip
"""Which reader takes a word, the first that accepts it."""
