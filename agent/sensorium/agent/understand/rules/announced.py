"""Words that tasks and models announce, as the rules read them: what a phrase means, in either language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from sensorium.agent.query import Action, Call, Face, Node, Text, Voice, Wording
from sensorium.core.task import Atom

CHINESE = re.compile(r"[\u3400-\u9fff]")
TAGS: Mapping[str, Mapping[str, str]] = {
    "english": {"obj": "known", "sound": "sound", "scene": "place", "affect": "feeling"},
    "chinese": {"obj": "noun", "sound": "sound", "scene": "place", "affect": "feeling"},
}
"""The kind of word that names an atom; the words of other atoms are clauses of their own (``announced``)."""

ALIKE: Mapping[str, tuple[str, ...]] = {"sound": ("sound", "soundverb")}
"""Kinds of the lexicon's own words that an announced one of as many letters says better."""

NOMINAL = frozenset(("det", "no", "countingthings", "ordinal", "number", "size"))
"""What stands before a noun and before no verb."""

CLAUSES: Mapping[str, tuple[type[Any], str]] = {
    "action": (Action, "phrase"), "text": (Text, "phrase"),
    "voice": (Voice, "feeling"), "face": (Face, "feeling"), "wording": (Wording, "feeling"),
}  # fmt: skip


class Meaning(NamedTuple):
    """The atom a word asks for, and the phrase that goes to the task."""

    atom: Atom
    phrase: str

    def tags(self, language: str) -> dict[str, Any]:
        """What the readers of a language know such a word by."""
        if (kind := TAGS[language].get(self.atom)) is not None:
            return {kind: self.phrase}
        make, name = CLAUSES[self.atom]
        node: Node = make.model_validate({name: self.phrase})
        return {"announced": node}


@dataclass(frozen=True)
class Announced:
    """`english` by words in lower case, `chinese` by simplified text, `requests` (see `plain`) by the whole text.

    `siblings` are all meanings that the task knows which announced one; where that is not told, all there are.
    """

    english: Mapping[tuple[str, ...], Meaning] = field(default_factory=dict)
    chinese: Mapping[str, Meaning] = field(default_factory=dict)
    requests: Mapping[str, Call] = field(default_factory=dict)
    siblings: Mapping[Meaning, frozenset[Meaning]] = field(default_factory=dict)

    @cached_property
    def meanings(self) -> frozenset[Meaning]:
        """All that words mean."""
        return frozenset((*self.english.values(), *self.chinese.values()))

    @cached_property
    def _beginning(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        """The English ones by their first word, the longest first."""
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted(self.english, key=len, reverse=True):
            phrases.setdefault(words[0], []).append(words)
        return phrases

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.chinese), default=0)

    def in_english(self, forms: Sequence[Collection[str]], at: int) -> tuple[Meaning | None, int]:
        """The longest announced phrase at a place among words given by their forms; how many words it takes."""
        first = forms[at] if at < len(forms) else ()
        candidates = [words for form in first for words in self._beginning.get(form, ())]
        for words in sorted(candidates, key=len, reverse=True):
            here = forms[at : at + len(words)]
            if len(here) == len(words) and all(word in form for word, form in zip(words, here, strict=True)):
                return self.english[words], len(words)
        return None, 0

    def in_chinese(self, text: str, at: int) -> tuple[Meaning | None, int]:
        """The longest announced phrase at a place in simplified text; how many characters it takes."""
        for size in range(min(self._longest, len(text) - at), 0, -1):
            if (found := self.chinese.get(text[at : at + size])) is not None:
                return found, size
        return None, 0

    def better(self, own: Mapping[str, Any], meaning: Meaning) -> dict[str, Any] | None:
        """The tags of a word of the lexicon that is announced as well; None where the lexicon's stand.

        The lexicon's own words keep their sense; within it the task's name for it is used, unless it knows both.
        """
        alike = [kind for kind in ALIKE.get(meaning.atom, ()) if kind in own]
        known = self.siblings.get(meaning, self.meanings)
        if not alike or any(Meaning(meaning.atom, own[kind]) in known for kind in alike):
            return None
        return {**own, **dict.fromkeys(alike, meaning.phrase)}


def plain(request: str) -> str:
    """A request without what its sense does not hang on: case, blanks, closing marks."""
    return " ".join(request.lower().split()).rstrip("。.?？!！ ")


NOTHING = Announced()
