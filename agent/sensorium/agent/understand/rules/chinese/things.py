"""Things in Chinese: attributes before their noun, places, clothes, what is held."""

from __future__ import annotations

from sensorium.agent.query import Obj
from sensorium.agent.understand.rules.chinese import lexicon
from sensorium.agent.understand.rules.chinese.unit import Clause
from sensorium.agent.understand.rules.thing import COLOURS, Place, Thing, article

SIDES = {"on the left": "left", "on the right": "right"}
WEARERS = ("person", "man", "woman", "boy", "girl", "child", "young man", "old man", "old woman")


class Things(Clause):
    """Reads noun phrases; each reader says whether it took the word."""

    def nobody(self) -> bool:
        self.advance()
        self.unit.nobody = True
        self.unit.thing = self.unit.thing or Thing(someone=True)
        return True

    def somebody(self) -> bool:
        self.advance()
        self.settle()
        self.unit.thing = Thing(someone=True, tails=self.tails, adjectives=self.adjectives)
        self.tails, self.adjectives = [], []
        return True

    def attribute(self) -> bool:
        word = self.advance()
        self.adjectives.append(word.tags.get("colour") or word.tags["adjective"])
        return True

    def noun(self) -> bool:
        whose = self.sees("worn") and self.sees("of", ahead=1) and self.sees("noun", "someone", ahead=2)
        if whose and self.peek(2).tags.get("noun") in WEARERS:  # 背包的人
            worn = " ".join([*self.adjectives, self.take("worn")])
            self.adjectives = []
            self.tails.append((Place.WORN, "in " + article(worn)))
            return True
        noun = self.take("noun")
        self.named(noun)
        return True

    def position(self) -> bool:
        place = self.take("position")
        thing = self.unit.thing
        if place in SIDES and thing is not None and not self.unit.events and self._goes_on():
            self.unit.thing = None
            self.tails.append((Place.BESIDE, f"to the {SIDES[place]} of {article(thing.phrase)}"))
            return True
        self._attach((Place.WHERE, place))
        return True

    def _goes_on(self) -> bool:
        """狗左边的猫: another thing follows, and the one before says where it is."""
        return self.sees("of") and self.sees("noun", "colour", "adjective", "wearing", "someone", ahead=1)

    def _attach(self, tail: tuple[Place, str]) -> None:
        following = self.sees("of") or self.sees("wearing", "held") or (self.sees("noun", "colour", "someone"))
        thing = self.unit.thing
        if thing is not None and not (following and self.unit.events):
            thing.tails.append(tail)
            thing.someone = False if thing.someone and not thing.noun else thing.someone
        else:
            self.tails.append(tail)

    def beside(self) -> bool:
        """公交车旁边的人: what stood before is what the next stands beside."""
        thing = self.unit.thing
        if thing is not None and self.peek(1).text == "有" and not self.unit.events and not self.unit.nodes:
            how = self.take("beside")
            self.advance()
            self.unit.thing = None
            self.tails.append((Place.BESIDE, f"{how} {article(thing.phrase)}"))
            return True
        if not self.sees("of", "wearing", "held", "colour", "adjective", "noun", ahead=1):
            return self._beside_it()
        if thing is None:
            return False
        how = self.take("beside")
        self.unit.thing = None
        self.tails.append((Place.BESIDE, f"{how} {article(thing.phrase)}"))
        return True

    def _beside_it(self) -> bool:
        """男人在公交车旁边: the thing named before it is what stands there."""
        thing, other = self.unit.thing, next(iter(self.unit.nodes[-1:]), None)
        if thing is None or not isinstance(other, Obj) or other.events or self.unit.events:
            return False
        how = self.take("beside")
        self.unit.nodes.pop()
        tail = f"{how} {article(thing.phrase)}"
        self.unit.thing = Thing(f"{other.phrase} {tail}")
        return True

    def clothed(self) -> bool:
        """红衣服的人, 短裤男."""
        if not self.adjectives and self.sees("noun", ahead=1):
            worn = self.take("worn")
            self.tails.append((Place.WORN, "in " + (worn if worn in lexicon.PLURAL.split() else article(worn))))
            return True
        if not self.adjectives or self.adjectives[-1] not in COLOURS:
            return False
        worn, colour = self.take("worn"), self.adjectives.pop()
        text = colour if worn == "clothes" else article(f"{colour} {worn}")
        self.tails.append((Place.WORN, f"in {text}"))
        return True

    def worn(self) -> bool:
        def read() -> bool | None:
            self.advance()
            words = self.qualities()
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

    def held(self) -> bool:
        def read() -> bool | None:
            how = self.take("held")
            words = self.qualities()
            noun = self.take("noun") or self.take("worn")
            if noun is None:
                return None
            self._attach((Place.HELD, f"{how} {article(' '.join([*words, noun]))}"))
            return True

        return self.attempt(read) is True

    def qualities(self) -> list[str]:
        """Colours and sizes that stand here."""
        words: list[str] = []
        while self.sees("colour", "adjective") or (
            self.sees("of", "skip") and self.sees("colour", "adjective", ahead=-1)
        ):
            word = self.advance()
            if word.tags.keys() & {"colour", "adjective"}:
                words.append(word.tags.get("colour") or word.tags["adjective"])
        return words
