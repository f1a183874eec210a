"""What is wanted of what a request speaks of: to find, count, describe, write down, translate, make ..."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sensorium.agent.query import Count, EventCall, Node
from sensorium.agent.understand.rules.announced import NOTHING, Announced
from sensorium.agent.understand.rules.english.requests import Requests
from sensorium.agent.understand.rules.thing import negated, seen

MAKE = ("generate", "create", "make", "draw", "paint", "produce", "render", "design", "synthesize", "synthesise")
KINDS = {
    "image": ("image", "picture", "photo", "drawing", "painting", "illustration"),
    "video": ("video", "film", "movie", "clip", "animation"),
}
MEDIA = re.compile(
    r"((this|the|my|that|each|these)?\s*(video|clip|film|movie|recording|audio|footage|image|picture|photo|speech|file"
    r"|scene|dialogue|sound|it))?",
    re.I,
)
MEDIA_NAMED = r"(?:this|the) (?:video|footage|clip|film|image|photo|picture|recording)"
ASKS = re.compile(
    r"^(?:tell|give) me (?:the|what) .*\b(?:colou?r|shape|brand|breed|logo|number plate)\b|"
    r"^read (me |us )?(out )?(what|the (text|sign|label|writing|words|poster|board|screen))\b|"
    r"^how (?:do|does|did|is|are|was|were)\b.*\b(?:feel|feeling|sound|look)$|"
    r"^(what|which|who|whose|how|where|is|are)\b.*\b(colou?r|wearing|weather|holding|sky"
    r"|this (picture|image|photo|video)|in the (picture|image|photo|video|background|foreground|scene)"
    r"|doing|looks? like|shape|number plate|logo|animal|breed|brand"
    r"|time of day|(sign|text|board|label|screen|plate) (say|read|show)s?)\b",
    re.I,
)
WHEN = re.compile(r"how (many|often)|(what|which) (time|moment|part|scene|clip|point)|where (are|is|can|do)", re.I)
VOLUME = re.compile(
    r"(?:please |can you |could you )*(?:turn|put) (?:it|that|this|the \w+|up|down|on|off)\b.*\b(up|down|on|off)\b",
    re.I,
)
"""What is asked of a player, not of a medium."""
TOLD = re.compile(
    r"^(?:please |can you |could you )*(?:tell|sing|write|read|play|give) (?:me |us )?(?:a|an|some|another) (?:\w+ )?"
    r"(?:story|joke|song|poem|riddle|fact|tune|lullaby|recipe|quiz|haiku)\b",
    re.I,
)
GREETED = re.compile(r"^(?:good (?:morning|evening|afternoon|night|day)|hello|hi|hey|thanks|thank you)[\s!.,]*$", re.I)
MADE = re.compile(r"^who (directed|made|shot|filmed|wrote|produced|edited|starred|stars|acted) ", re.I)
"""What is asked of a work, not of what it shows."""
TAGGED = re.compile(
    r",\s*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n['’]?t)?"
    r" (?:it|he|she|they|there|you|we|i)$"
    r"|,\s*(?:right|correct|yes|eh|innit|ok|okay)$",
    re.I,
)
TODAY = re.compile(r"\b(tomorrow|today|tonight|yesterday|this week|next week)\b", re.I)
ELSEWHERE = re.compile(r"\b(tomorrow|today|tonight|yesterday|this week|next week|nowadays|right now)\b", re.I)
"""What no recording shows."""
SAID = re.compile(
    r"^(tell me )?what(?:\s+|(?='s))(is|are|was|were|do|does|did|'s)?\s*"
    r"(being\s+)?.*\b(said|say|saying|talk(ing)? about"
    r"|speak(ing)? about|spoken)\b",
    re.I,
)
HAPPENS = re.compile(r"^(tell me )?what(?:'s| is| was)? (?:happens|happened|happening|going on|goes on)\b", re.I)
HAPPENS_LAST = re.compile(r"\b(what(?:'s| is| was)? (?:happens|happened|happening|going on|goes on))$", re.I)
SPEAK = re.compile(
    r"^(?:please\s+)?(?:read|say|speak)\s*(?:this|the following|the text|it)?\s*(?:aloud|out loud|out)?\s*[:：]?\s*"
    r"[\"“']([^\"”]+)[\"”']",
    re.I,
)
SEARCH = re.compile(r"^search (?:my |the )?(?:library|collection|archive|photos|pictures|images|files) for (.+)$", re.I)
WRITE_DOWN = (
    "give me the transcript of",
    "show me the transcript of",
    "give me subtitle",
    "give me the subtitle",
    "transcribe",
    "write down",
    "give me a transcript of",
    "get the transcript of",
    "transcript of",
)
Fields = dict[str, Any]

FOREIGN = frozenset(
    (
        "delete", "remove", "write", "book", "order", "buy", "send", "email", "call", "open", "run", "execute",
        "install", "ignore", "forget", "pretend", "calculate", "solve", "compute", "define", "explain", "recommend",
        "suggest",
        "remind", "set", "schedule", "why", "cook", "joke", "sing", "download", "upload", "rename", "move", "copy",
        "print", "format", "hack", "reveal", "repeat", "act", "make", "edit", "adjust", "increase", "decrease", "crop",
        "rotate", "zoom", "brighten", "darken", "blur", "convert", "save", "share", "post", "tell me a",
        "lower", "raise",
        "fix", "improve", "enhance", "stabilise", "stabilize", "like", "subscribe", "log", "sign", "pay", "help",
    )
)  # fmt: skip
"""First words of requests that no medium can answer."""


class Goals(Requests):
    """Reads whole requests: the fields of a Query, or None where nothing is understood."""

    def __init__(self, words: list[Any], text: str, announced: Announced = NOTHING) -> None:
        super().__init__(words)
        self.announced = announced
        self.text = text.strip().rstrip("?!.。？！ ")
        if TAGGED.search(self.text):
            self._untagged()

    def _untagged(self) -> None:
        """(the van stopped,) didn't it: it only asks."""
        comma = max(at for at, word in enumerate(self.words) if "comma" in word.tags)
        for word in self.words[comma:]:
            word.used, word.tags = True, {"mark": word.text}
        del self.words[comma:]

    def query(self) -> Fields | None:
        """The fields of the Query."""
        while self.take("skip") or self.take("mark") or self.passes("can you", "could you", "would you"):
            pass
        self._count_first()
        readers: tuple[Callable[[], Fields | None], ...] = (
            self._spoken, self._written, self._translated, self._made, self._described, self._searched,
            self._labelled, self._asked, self._counted,
        )  # fmt: skip
        for read in readers:
            if (found := self.attempt(read)) is not None:
                return found
        refused = self.attempt(self._refused) is not None
        if not refused:
            self.attempt(self._asked_back)
        said = any(word.tags.keys() & {"say", "quote", "speech"} for word in self.words)
        if (
            GREETED.match(self.text)
            or (TODAY.search(self.text) and not said)
            or MADE.match(self.text)
            or TOLD.match(self.text)
        ):
            return None
        node = None if self.peek().lower in FOREIGN or VOLUME.match(self.text) else self.body()
        node = negated(node) if refused and node is not None else node
        return None if node is None else {"goal": "find", "where": node}

    def _count_first(self) -> None:
        """After the siren, how many ...: what comes before the question is read behind it."""
        if (match := HAPPENS_LAST.search(self.text)) is not None:
            many = len(match.group(1).split()) + ("'" in match.group(1))
            end = len(self.words) - ("mark" in self.words[-1].tags)
            first = next((at for at in range(len(self.words)) if self.words[at].lower.startswith("what")), end)
            if first and end - first <= many:
                self.words[self.at :] = self.words[first:end] + self.words[self.at : first] + self.words[end:]
                self.text = f"{match.group(1)} {self.text[: match.start()]}".strip(" ,")
                return
        for at, word in enumerate(self.words):
            if at and word.tags.keys() & {"counting", "countingthings"} and "comma" in self.words[at - 1].tags:
                end = len(self.words) - ("mark" in self.words[-1].tags)
                self.words[self.at :] = self.words[at:end] + self.words[self.at : at - 1] + self.words[end:]
                return

    def _refused(self) -> bool | None:
        """don't show me; skip the parts (with music)."""
        if self.passes("skip", "hide", "drop", "skip over", "filter out", "get rid of", "leave out", "remove", "omit"):
            self.skip("det", "skip")
            return (self.take("moment") and (self.take("join") or self.take("of"))) or None
        if self.passes("i'd rather not see", "i would rather not see", "i'd prefer not to see", "spare me"):
            return True
        self.passes("i", "we")
        return (self.take("asking") and self.take("not") and self.sees("command")) or None

    def _asked_back(self) -> bool | None:
        """isn't there a dog? it asks whether there is; there isn't a dog does not."""
        if self.peek(-1).lower == "there":
            return None
        whole = self.peek().lower in ("isn't", "doesn't")
        if not whole and not (self.take("asking") and self.peek().lower.replace("’", "'") == "n't"):
            return None
        self.advance().tags = {"asking": "do"}
        self.takes("you")
        return True

    def _whole(self, goal: str, **fields: Any) -> Fields:
        """A goal that every word of the request was used for."""
        for word in self.words:
            word.used = True
        return {"goal": goal, **fields}

    def _where(self) -> Node | None:
        """The rest as a condition; nothing but the medium itself is none."""
        rest = " ".join(word.text for word in self.words[self.at :] if "mark" not in word.tags)
        if MEDIA.fullmatch(rest.strip()):
            self._whole("")
            return None
        return self.body()

    def _spoken(self) -> Fields | None:
        """read this aloud: "hello"."""
        match = SPEAK.match(self.text)
        return self._whole("speak", text=match.group(1)) if match else None

    def _written(self) -> Fields | None:
        """transcribe the angry moments; what does she say after the car stops?"""
        if SAID.match(self.text) and not any(word.tags.keys() & {"sign", "quote"} for word in self.words):
            self.at = next(filter(self._conditions, range(len(self.words))), len(self.words))
            return self._whole("transcribe", where=None if self.done else self.body())
        if not self.passes(*WRITE_DOWN) and not (self.peek().lower == "subtitle" and self.takes("subtitle")):
            return None
        self.passes("what is said in", "what is said")
        return {"goal": "transcribe", "where": self._where()}

    def _conditions(self, at: int) -> bool:
        """Whether a condition begins there: a relation, a part of the medium."""
        used = [word.used for word in self.words]
        self.at, word = at, self.words[at]
        found = "relation" in word.tags or word.lower in ("when", "while") or self.window() is not None
        for said, was in zip(self.words, used, strict=True):
            said.used = was
        return found

    def _translated(self) -> Fields | None:
        """translate the speech into English."""
        if not self.passes("translate", "interpret"):
            return None
        to = "en"
        for at in range(self.at, len(self.words) - 1):
            preposition, language = self.words[at : at + 2]
            if preposition.lower in ("to", "into", "in") and "language" in language.tags:
                to, preposition.used, language.used = language.tags["language"], True, True
                del self.words[at : at + 2]
                break
        quote = self.take("quote")
        if quote is not None:
            return {"goal": "translate", "text": quote, "to": to}
        return {"goal": "translate", "where": self._where(), "to": to}

    def _made(self) -> Fields | None:
        """generate an image of a cat."""
        if self.peek().lower not in MAKE:
            return None
        self.advance()
        self.skip("det", "skip", "command", "size")
        self.passes("new", "realistic")
        word = self.advance().lower
        kind = next((kind for kind, words in KINDS.items() if word in words), None)
        if kind is None or not self.passes("of", "showing", "about", "with", "from"):
            return None
        prompt = re.split(r"\b(?:of|showing|about|with|from)\b\s*", self.text, maxsplit=1)[-1]
        return self._whole("generate", text=prompt.strip('"“”'), kind=kind)

    def _described(self) -> Fields | None:
        """describe the video; what happens after the siren?"""
        if (match := HAPPENS.match(self.text)) is not None:
            size = len(re.findall(r"[\w']+", match.group()))
            while size > 0 and not self.done:
                size -= len(re.findall(r"[\w']+", self.advance().text))
        elif self.passes("describe", "caption", "summarize", "summarise", "give me a description of"):
            self.passes("what happen", "what is happening")
        else:
            return None
        return {"goal": "describe", "where": self._where()}

    def _searched(self) -> Fields | None:
        match = SEARCH.match(self.text)
        return self._whole("search", text=match.group(1).strip('"“”')) if match else None

    def _labelled(self) -> Fields | None:
        """is this a photo of a beach or a mountain?"""
        told = re.match(rf"^(?:is|was|are) {MEDIA_NAMED} (\w+) or (\w+)$", self.text, re.I)
        if told is not None and not self.sees("feeling"):
            return self._whole("classify", labels=told.groups())
        match = re.match(r"^(?:is|was) (?:this|it) (an? .+?) or (an? .+)$", self.text, re.I)
        return self._whole("classify", labels=match.groups()) if match else None

    def _asked(self) -> Fields | None:
        """what colour is the sky?"""
        if not ASKS.match(self.text) or WHEN.match(self.text) or ELSEWHERE.search(self.text):
            return None
        looks = self.peek().lower in ("where", "is", "are") and not re.search(r"colou?r|doing", self.text, re.I)
        return None if looks else self._whole("answer", text=self.text)

    def _doings(self) -> Node | None:
        """(how many) turns does the car make."""
        event = self.take("event")
        if event is None or not self.take("asking"):
            return None
        noun = self.noun()
        if noun is None or noun.thing is None or not self.passes("make", "take", "do", "perform", "have"):
            return None
        return seen(noun.thing, EventCall(name=event))

    def _counted(self) -> Fields | None:
        """how many times does the car turn; how many dogs are there."""
        while self.sees("command") and not self.sees("counting", "countingthings"):
            self.advance()
        if self.take("counting"):
            self.skip("command", "mark")
        elif self.take("countingthings"):
            self.takes("different")
            doings = self.attempt(self._doings)
            if doings is not None:
                return {"goal": "count", "where": Count(arg=self.joined(doings) or doings)}
        else:
            return None
        node = self.body()
        return None if node is None else {"goal": "count", "where": Count(arg=node)}
