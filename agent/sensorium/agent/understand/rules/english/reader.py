"""A place among the words of a request: looks, takes, and marks what was used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sensorium.agent.understand.rules.english.tokens import Word

T = TypeVar("T")
END = Word("", {"end": True})


class Reader:
    """`at` is the next word."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.at = 0

    def peek(self, ahead: int = 0) -> Word:
        """The word `ahead` of here; one tagged ``end`` past the last."""
        place = self.at + ahead
        return self.words[place] if 0 <= place < len(self.words) else END

    def sees(self, *kinds: str, ahead: int = 0) -> bool:
        """Whether the word there can be of one of the kinds."""
        return any(kind in self.peek(ahead).tags for kind in kinds)

    def take(self, kind: str) -> Any:
        """What the word here says as `kind`, passed; None where it cannot be that."""
        word = self.peek()
        if kind not in word.tags or word is END:
            return None
        self.advance()
        return word.tags[kind]

    def takes(self, *texts: str) -> bool:
        """Whether the next words are these, by a base form or as one expression; passed if so."""
        ahead = at = 0
        while at < len(texts):
            word = self.peek(ahead)
            size = 1 if texts[at] == word.lower or texts[at] in word.bases else word.lower.count(" ") + 1
            if size > 1 and " ".join(texts[at : at + size]) != word.lower:
                return False
            if size == 1 and texts[at] != word.lower and texts[at] not in word.bases:
                return False
            at += size
            ahead += 1
        for _ in range(ahead):
            self.advance()
        return True

    def passes(self, *phrases: str) -> bool:
        """Whether one of the phrases stands here, tried in order; passed if so."""
        return any(self.takes(*phrase.split()) for phrase in phrases)

    def advance(self) -> Word:
        word = self.peek()
        word.used = True
        self.at += 1
        return word

    def attempt(self, read: Callable[[], T]) -> T:
        """What `read` gives; where that is None nothing has been passed."""
        start, used = self.at, [word.used for word in self.words]
        found = read()
        if found is None:
            self.at = start
            for word, was in zip(self.words, used, strict=True):
                word.used = was
        return found

    def skip(self, *kinds: str) -> None:
        """Pass over words of these kinds, by default fillers, determiners and marks."""
        while self.sees(*(kinds or ("skip", "det", "mark"))):
            self.advance()

    @property
    def done(self) -> bool:
        return self.at >= len(self.words)
