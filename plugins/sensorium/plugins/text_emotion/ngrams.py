"""Words and word pairs of an English text as hashed features, words after a negation kept apart from the plain ones."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

BUCKETS = 1 << 15
NEGATIONS = frozenset({"not", "no", "never", "without", "cannot", "nobody", "nothing", "hardly", "neither", "nor"})
ENDS = frozenset({".", ",", "!", "?", ";", ":", "but"})
WORD = re.compile(r"[a-z']+|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Lower-case words and marks; a word between a negation and the end of its clause begins with ``~``."""
    marked, negated = [], False
    for word in WORD.findall(text.lower().replace("’", "'")):
        negated = negated and word not in ENDS
        marked.append(f"~{word}" if negated else word)
        negated = negated or word in NEGATIONS or word.endswith("n't")
    return marked


def buckets(text: str) -> list[int]:
    """The distinct feature numbers of a text, 0 .. BUCKETS-1, in order."""
    words = tokens(text)
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in words + pairs})
