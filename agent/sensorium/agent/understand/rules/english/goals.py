"""What is wanted of what a request speaks of: to find, count, describe, write down, translate, make ..."""

from __future__ import annotations

import re
from typing import Any

from sensorium.agent.query import After, Before, Count, Node, Time
from sensorium.agent.understand.rules.english.requests import Requests

MAKE = ("generate", "create", "make", "draw", "paint", "produce", "render", "design", "synthesize", "synthesise")
KINDS = {
    "image": "image", "picture": "image", "photo": "image", "drawing": "image", "painting": "image", "illustration": "image",
    "video": "video", "film": "video", "movie": "video", "clip": "video", "animation": "video",
}  # fmt: skip
MEDIA = "(?:(?:this|the|my|that|each|these)?\\s*(?:video|clip|film|movie|recording|audio|footage|image|picture|photo|speech|file|scene|dialogue|sound|it))"
ASKS = re.compile(
    r"^(what|which|who|whose|how|where|is|are)\b.*\b(colou?r|wearing|weather|holding|sky|in the (picture|image|photo|video|background|foreground|scene)"
    r"|this (picture|image|photo|video)|doing|look(s)? like|shape|number plate|logo|animal|breed|brand|time of day|(sign|text|board|label|screen|plate) (say|read|show)s?)\b",
    re.I,
)
SAID = re.compile(
    r"^(what|tell me what)\s+(is|are|was|were|do|does|did|'s)?\s*(being\s+)?.*\b(said|say|saying|talk(ing)? about|speak(ing)? about|spoken)\b",
    re.I,
)
HAPPENS = re.compile(r"^(tell me )?what(?:'s| is| was)? (?:happens|happened|happening|going on|goes on)\b", re.I)
SPEAK = re.compile(
    r"^(?:please\s+)?(?:read|say|speak)\s*(?:this|the following|the text|it)?\s*(?:aloud|out loud|out)?\s*[:：]?\s*[\"“']([^\"”]+)[\"”']",
    re.I,
)
TRANSLATE = re.compile(r"\b(?:in)?to\s+(\w+)\s*$", re.I)
FOREIGN = frozenset(
    [
        "delete",
        "remove",
        "write",
        "book",
        "order",
        "buy",
        "send",
        "email",
        "call",
        "open",
        "run",
        "execute",
        "install",
        "ignore",
        "forget",
        "pretend",
        "calculate",
        "solve",
        "compute",
        "define",
        "explain",
        "recommend",
        "suggest",
        "remind",
        "set",
        "schedule",
        "why",
        "cook",
        "joke",
        "sing",
        "download",
        "upload",
        "rename",
        "move",
        "copy",
        "print",
        "format",
        "hack",
        "reveal",
        "repeat",
        "act",
    ]
)
"""First words of requests that no medium can answer."""


class Goals(Requests):
    """Reads whole requests: the fields of a Query, or None where nothing is understood."""

    def __init__(self, words: list[Any], text: str) -> None:
        super().__init__(words)
        self.text = text.strip().rstrip("?!.。？！ ")

    def query(self) -> dict[str, Any] | None:
        """The fields of the Query."""
        while self.sees("skip", "mark") or self.passes("can you", "could you", "would you"):
            if self.sees("skip", "mark"):
                self.advance()
        for read in (self._spoken, self._written, self._translated, self._made, self._described, self._searched,
                     self._labelled, self._asked, self._counted):  # fmt: skip
            if (found := self.attempt(read)) is not None:
                return found
        if self.peek().lower in FOREIGN:
            return None
        node = self.body()
        return None if node is None else {"goal": "find", "where": node}

    def _all(self) -> None:
        for word in self.words:
            word.used = True

    def _where(self) -> Node | None:
        """The rest as a condition; nothing but the medium itself is none."""
        if re.fullmatch(
            MEDIA + "?",
            " ".join(word.text for word in self.words[self.at :] if not word.tags.get("mark")).strip(),
            re.I,
        ):
            self._all()
            return None
        return self.body()

    def _spoken(self) -> dict[str, Any] | None:
        match = SPEAK.match(self.text)
        if match is None:
            return None
        self._all()
        return {"goal": "speak", "text": match.group(1)}

    def _written(self) -> dict[str, Any] | None:
        if (
            SAID.match(self.text)
            and not any("sign" in word.tags for word in self.words)
            and not any("quote" in word.tags for word in self.words)
        ):
            when = next(
                (i for i, word in enumerate(self.words) if "relation" in word.tags or word.lower in ("when", "while")),
                None,
            )
            self.at = len(self.words) if when is None else when
            node = None if when is None else self.body()
            self._all()
            return {"goal": "transcribe", "where": node}
        if not (self.passes("transcribe", "write down", "give me a transcript of", "get the transcript of", "transcript of") or (self.peek().lower == "subtitle" and self.takes("subtitle"))):  # fmt: skip
            return None
        self.passes("what is said in", "what is said")
        return {"goal": "transcribe", "where": self._where()}

    def _translated(self) -> dict[str, Any] | None:
        if not (self.passes("translate", "interpret")):
            return None
        to = "en"
        for at in range(self.at, len(self.words) - 1):
            if self.words[at].lower in ("to", "into") and (code := self.words[at + 1].tags.get("language")):
                to = code
                rest = self.words[at : at + 2]
                for word in rest:
                    word.used = True
                del self.words[at : at + 2]
                break
        if (quote := self.take("quote")) is not None:
            return {"goal": "translate", "text": quote, "to": to}
        return {"goal": "translate", "where": self._where(), "to": to}

    def _made(self) -> dict[str, Any] | None:
        if self.peek().lower not in MAKE:
            return None
        self.advance()
        self.skip("det", "skip", "command")
        while self.peek().lower in ("short", "new", "realistic", "me"):
            self.advance()
        kind = KINDS.get(self.advance().lower)
        if kind is None or not (self.passes("of", "showing", "about", "with", "from")):
            return None
        prompt = re.split(r"\b(?:of|showing|about|with|from)\b\s*", self.text, maxsplit=1)[-1]
        self._all()
        return {"goal": "generate", "text": prompt.strip('"“”'), "kind": kind}

    def _described(self) -> dict[str, Any] | None:
        if (match := HAPPENS.match(self.text)) is not None:
            size = len(re.findall(r"[\w']+", match.group()))
            while size > 0 and not self.done:
                size -= len(re.findall(r"[\w']+", self.advance().text))
        elif not (self.passes("describe", "caption", "summarize", "summarise", "give me a description of")):  # fmt: skip
            return None
        elif self.passes("what happen", "what is happening"):
            pass
        return {"goal": "describe", "where": self._where()}

    def _searched(self) -> dict[str, Any] | None:
        match = re.match(
            r"^search (?:my |the )?(?:library|collection|archive|photos|pictures|images|files) for (.+)$",
            self.text,
            re.I,
        )
        if match is None:
            return None
        self._all()
        return {"goal": "search", "text": match.group(1).strip('"“”')}

    def _labelled(self) -> dict[str, Any] | None:
        match = re.match(r"^(?:is|was) (?:this|it) (an? .+?) or (an? .+)$", self.text, re.I)
        if match is None:
            return None
        self._all()
        return {"goal": "classify", "labels": match.groups()}

    def _asked(self) -> dict[str, Any] | None:
        if not ASKS.match(self.text) or (
            self.peek().lower in ("where", "is", "are") and not re.search(r"colou?r|doing", self.text, re.I)
        ):
            return None
        if re.match(
            r"(?i)how (many|often)|(what|which) (time|moment|part|scene|clip|point)|where (are|is|can|do)", self.text
        ):
            return None
        self._all()
        return {"goal": "answer", "text": self.text}

    def _counted(self) -> dict[str, Any] | None:
        while self.sees("command") and not self.sees("counting", "countingthings"):
            self.advance()
        if self.take("counting"):
            self.skip("command", "mark")
            node = self.body()
        elif self.take("countingthings"):
            node = self._things()
        else:
            return None
        return None if node is None else {"goal": "count", "where": Count(arg=_rooted(node))}

    def _things(self) -> Node | None:
        self.takes("different")
        return self.body()


def _rooted(node: Node) -> Node:
    return node


__all__ = ["After", "Before", "Goals", "Time"]
