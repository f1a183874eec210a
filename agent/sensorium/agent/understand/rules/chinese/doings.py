"""What happens in Chinese: events and deeds, feelings, speech, writing, sounds."""

from __future__ import annotations

from typing import Literal

from sensorium.agent.query import (
    Action,
    Affect,
    Call,
    EventCall,
    Node,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Voice,
)
from sensorium.agent.understand.rules.chinese import lexicon
from sensorium.agent.understand.rules.chinese.segment import joined
from sensorium.agent.understand.rules.chinese.things import Things
from sensorium.agent.understand.rules.chinese.times import DONE
from sensorium.agent.understand.rules.english.tokens import Word, third_person
from sensorium.agent.understand.rules.felt import feel
from sensorium.agent.understand.rules.thing import Thing, article, negated

TARGETED = ("approach", "leave", "enter", "cross")
CRIES = {"dog": "dog barking", "cat": "cat meowing", "bird": "birdsong"}
HUMAN_SOUNDS = ("laughter", "crying", "applause", "singing", "screaming", "cheering")
CROSSED = ("street", "road", "bridge", "crossroads", "crossing", "junction")
TALK = ("话", "话了", "过话", "起话来")
WORDS = ("词语", "言论", "用词", "措辞", "话", "评论")


class Doings(Things):
    """Reads predicates; each reader says whether it took the word."""

    name: Literal["enter", "leave"] = "leave"

    def cut(self) -> bool:
        """切换: from one shot to the next."""
        self.advance()
        self.say(Call(task="shot_boundary_detection"))
        return True

    def told(self) -> bool:
        """说的话很消极: in the words."""
        self.advance()
        self.mode = "wording"
        return True

    def going_on(self) -> bool:
        """一直在动: it never stops."""
        self.advance()
        self.unit.events.append(EventCall(name="stop", never=True))
        return True

    def event(self) -> bool:
        word = self.peek()
        crossed = self.peek(1).tags.get("noun") in CROSSED and not self.sees("seen", "heard", "say", ahead=-1)
        if word.text == "过" and self.peek(-1).tags.keys() & (DONE | {"heard"}) and not crossed:
            self.advance()  # said after a verb, it is no crossing
            return True
        sounding = self.unit.nodes and isinstance(self.unit.nodes[-1], Sound | Speaks) and self.unit.thing is None
        if sounding and word.tags["event"] in ("stop", "start"):
            self.at += 1  # a sound begins or ends: it is found, and not that it does
            return True
        event = self.take("event")
        target = self._target(word) if event in TARGETED else None
        if event == "wait":
            self._awaited()
        call = EventCall(name=event, never=self.never, to=target)
        if self.no and not self.never:
            self.unit.denied.append(call)
        else:
            self.unit.events.append(call)
        self.no = self.never = False
        return True

    def _awaited(self) -> None:
        """等汽车通过: what is waited for; passed, but not used."""

        def read() -> bool | None:
            self.qualities()
            found = self.take("noun") and (self.take("event") or self.take("verb"))
            return True if found and self.done else None

        start, used = self.at, [word.used for word in self.words]
        self.attempt(read)
        for word, was in zip(self.words[start : self.at], used[start:], strict=False):
            word.used = was

    def _target(self, word: Word) -> str | None:
        if word.text in lexicon.CROSS_STREET.split():
            return "street"
        bound = next((where for where, words in lexicon.BOUND.items() if word.text in words.split()), None)
        if bound is not None:
            return bound

        def read() -> str | None:
            self.skip("skip")
            if self.sees("someone") and self.sees("noun", ahead=1):
                self.advance()  # 她(的)妈妈
            if self.take("frames"):
                return ""
            words = self.qualities()
            noun = self.take("noun") or self.take("place")
            return None if noun is None or self.sees("event", "speech") else " ".join([*words, noun])

        return self.attempt(read) or None

    def deed(self) -> bool:
        """开门, 打开红色的门: an action phrase."""
        if (whole := self.take("deed")) is None:
            if self.unit.thing is None and self.inherited is None and self._chasing():
                self.at += 1  # 追着猫跑: how the deed before is done
                return True
            if self.sees("at_least") and self.sees("number", ahead=1):
                return False
            verb = self.take("verb")
            self.skip("skip")
            words = self.qualities()
            noun = self.take("noun") if self.sees("noun") else None
            what = article(" ".join([*words, noun])) if noun else ""
            whole = f"{third_person(verb)} {what}".strip()
        self.say(Action(phrase=f"{(self.unit.thing or self.inherited or Thing()).phrase} {whole}"), shows=True)
        return True

    def _chasing(self) -> bool:
        return bool(self.unit.nodes) and isinstance(self.unit.nodes[-1], Action) and "noun" in self.peek(-1).tags

    def feeling(self) -> bool:
        feeling = self.take("feeling")
        node = feel(self.mode, feeling)
        self.mode = "affect"
        if self.peek().text in ("地", "的") and self.sees("speech", "say", ahead=1):
            self.advance()
            self.take("speech")
            node = feel("voice", feeling)
        if self.sees("of") and self.sees("voices", "faces", "wordings", ahead=1):
            self.advance()
            node = self._remoded(node)
        elif self.sees("voices", "faces") or self.peek().text in WORDS:
            node = self._remoded(node)
        self.say(node)
        return True

    def _remoded(self, node: Node) -> Node:
        word = self.advance()
        mode = "voice" if "voices" in word.tags else "face" if "faces" in word.tags else "wording"
        self.unit.mode = mode
        return feel(mode, node.feeling) if isinstance(node, Affect) else node

    def look(self) -> bool:
        if self.peek().text in ("看着", "听着") and not self.sees("feeling", "not", "skip", ahead=1):
            self.at += 1
            return True
        word = self.advance()
        self.mode = "face" if "looks" in word.tags or "faces" in word.tags else "voice"
        return True

    def expression(self) -> bool:
        self.say(feel("face", self.take("expression")))
        return True

    def speech(self) -> bool:
        self.advance()
        if not (self.unit.nodes and isinstance(self.unit.nodes[-1], Voice)):
            self.say(Speaks())
        return True

    def language(self) -> bool:
        language = self.take("language")
        self.take("speech")
        self.say(Speaks(language=language))
        return True

    def saying(self) -> bool:
        self.advance()
        self.skip("skip")
        while self.sees("number") and self.peek(1).text in ("次", "遍", "回"):
            self.at += 2
        if self.sees("of") and self.sees("feeling", ahead=1):
            self.advance()  # 说的负面的话
        if self.sees("of", "skip") and self.sees("quote", ahead=1 + self.sees("skip", ahead=1)):
            self.skip("of", "skip")  # 说的是“绝不”
        if (language := self.attempt(self._in_language)) is not None:
            self.say(language)
        elif (quote := self.take("quote")) is not None:
            self.say(Says(phrase=quote))
        elif (language := self.take("language")) is not None:
            self.say(Speaks(language=language))
        elif self.sees("feeling"):
            feeling = self.take("feeling")
            self.skip("of")
            self.take("wordings")
            self.say(feel("wording", feeling))
        elif not self.done and not self.sees("of", "comma", "mark"):
            said: list[Word] = []
            while not self.done and not self.sees("of", "comma", "mark"):
                said.append(self.advance())
            plain = "".join(word.text for word in said)
            if plain.startswith(("几", "多少", "什么", "哪")):  # asks what is said: nothing to look for in speech
                for word in said:
                    word.used = False
                self.say(Speaks())
                return True
            if (quoted := [word for word in said if "quote" in word.tags]) and len(quoted) == 1:
                said = quoted
            self.say(Speaks() if plain in TALK else Says(phrase=joined(*(word.given or word.text for word in said))))
        else:
            self.say(Speaks())
        return True

    def _in_language(self) -> Node | None:
        """说的(不)是英语."""
        self.take("of")
        no = self.take("not") is not None
        self.skip("skip")
        language = self.take("language")
        spoken = Speaks(language=language) if language else None
        return None if spoken is None else negated(spoken) if no else spoken

    def sound(self) -> bool:
        name = self.take("sound")
        if self.sees("voices", ahead=1):
            self.skip("of")
        self.take("voices")
        self.skip("heard")
        if self.mode == "face" and (shown := {"laughter": "happy", "crying": "sad"}.get(name)):
            self.mode = "affect"
            self.say(feel("face", shown))
            return True
        self.say(Sound(phrase=name), shows=name not in HUMAN_SOUNDS)
        return True

    def announced(self) -> bool:
        """What a plugin's word asks for."""
        self.say(self.take("announced"))
        return True

    def heard(self) -> bool:
        """听到X, X的声音."""
        self.advance()
        thing = self.unit.thing
        if thing is not None and not thing.someone and self.done:
            self.unit.thing = None
            self.say(Sound(phrase=thing.phrase))
        return True

    def voice(self) -> bool:
        thing = self.unit.thing
        if self.peek().text.startswith("听") and self.sees("feeling", "not", "skip", ahead=1):
            return self.look()
        if thing is not None and not thing.someone and not self.unit.nodes:
            self.advance()
            self.unit.thing = None
            self.say(Sound(phrase=thing.phrase))
            return True
        if self.sees("sounds_like"):
            return self.look()
        self.advance()
        self.mode = "voice"
        return True

    def cry(self) -> bool:
        """狗在叫."""
        thing = self.unit.thing or self.inherited
        name = CRIES.get(thing.noun if thing else "")
        if name is None:
            return False
        self.advance()
        self.say(Sound(phrase=name), shows=True)
        return True

    def silence(self) -> bool:
        self.advance()
        self.say(Silence())
        return True

    def quote(self) -> bool:
        quote = self.take("quote")
        self.say(Says(phrase=quote) if self.attempt(self._passive) else Text(phrase=quote))
        return True

    def _passive(self) -> bool | None:
        """(“好的”)被说出."""
        self.skip("skip")
        if self.take("say") is None:
            return None
        self.skip("skip")
        return self.done or self.sees("number", "mark", "comma") or None

    def out_of(self) -> bool:
        """从车里出来."""

        def read() -> str | None:
            self.advance()
            where = self.take("position")
            self.skip("of")
            words = self.qualities()
            noun = self.take("noun") or self.take("place")
            self.skip("skip", "of")
            done = self.peek().tags.get("event")
            if noun is None or not (self.take("out_of") or (done in ("enter", "leave") and self.take("event"))):
                return None
            self.name = "enter" if done == "enter" else "leave"
            return " ".join([*words, noun, *([where] if where else [])])

        target = self.attempt(read)
        if target is None:
            return False
        self.unit.events.append(EventCall(name=self.name, never=self.never, to=target))
        return True

    def toward(self) -> bool:
        """朝狗跑过去, 向大门走去."""

        def read() -> str | None:
            self.advance()
            self.skip("skip")
            words = self.qualities()
            noun = "" if self.take("frames") else self.take("noun") or self.take("place")
            self.skip("skip")
            if noun is None or not (self.take("going") or self.take("verb") or self.take("event")):
                return None
            return " ".join([*words, noun])

        target = self.attempt(read)
        if target is None:
            return False
        self.unit.events.append(EventCall(name="approach", never=self.never, to=target or None))
        return True

    def written(self) -> bool:
        self.advance()
        if (quote := self.take("quote") or self.take("latin")) is not None:
            self.say(Text(phrase=quote))
            while self.sees("of", "written", "moments") or self.peek().tags.get("noun") == "sign":
                self.advance()
            if self.unit.thing is not None and self.unit.thing.noun == "sign":
                self.unit.thing = None
        return True

    def place(self) -> bool:
        self.say(Scene(phrase=self.take("place")), keeps=True)
        return True
