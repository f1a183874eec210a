"""The words of a text as a lexical index compares them: English stems without stop words, pairs of Chinese signs.

Source: Porter, "An algorithm for suffix stripping" (1980), its first step only: plurals and the endings -ed, -ing.
Pairs of signs stand for Chinese words as in Nie, Gao, Zhang, Zhou (2000): they need no dictionary.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u4dbf\u4e00-\u9fff]+")
VOWEL = re.compile(r"[aeiouy]")
DOUBLED = re.compile(r"([bdfgmnprt])\1$")
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "by",
        "from",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "he",
        "she",
        "they",
        "them",
        "his",
        "her",
        "their",
        "him",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "who",
        "which",
        "what",
        "when",
        "where",
        "while",
        "not",
        "no",
        "do",
        "does",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "into",
        "onto",
        "over",
        "under",
        "up",
        "down",
        "out",
        "off",
        "one",
        "some",
        "any",
    ]
)
STOP_SIGNS = frozenset("的了着在是有和与一个这那里上下中")
LONGEST = 40
MOST = 512
"""Terms of one text: what comes after them adds nothing that could be found."""


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeated as they repeat; empty where it holds stop words only."""
    found: list[str] = []
    for word in WORD.findall(text.lower()):
        if word[0] > "\u3000":
            found += _pairs(word)
        elif word not in STOP:
            found.append(stem(word.partition("'")[0])[:LONGEST])
    return found[:MOST]


def _pairs(run: str) -> list[str]:
    kept = "".join(" " if sign in STOP_SIGNS else sign for sign in run).split()
    return [part[at : at + 2] for part in kept for at in range(max(1, len(part) - 1))]


def stem(word: str) -> str:
    """An English word without its ending: ``cars`` is ``car``, ``running`` and ``runs`` are ``run``."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-2] if word.endswith("sses") else word[:-1]
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and VOWEL.search(left):
            return DOUBLED.sub(r"\1", left) if DOUBLED.search(left) else left.removesuffix("e")
    return word.removesuffix("e") if len(word) > 3 else word
