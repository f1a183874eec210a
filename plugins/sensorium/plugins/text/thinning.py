"""A long text cut down to what a language model can read in good time."""

from __future__ import annotations

from sensorium.plugins.text.lexrank import by_words, standing_for
from sensorium.plugins.text.sentences import sentences

MOST = 20_000
"""Characters; beyond, sentences that stand for the others are kept."""


def thinned(text: str, most: int = MOST) -> str:
    """The text itself, or as many of its most telling sentences as `most` characters hold, in order."""
    if len(text) <= most:
        return text
    rows = [row.text for row in sentences(text)]
    count = max(1, most * len(rows) // len(text))
    return "\n".join(rows[at] for at in standing_for(rows, count, by_words))[:most]
