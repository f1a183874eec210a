"""What of a growing utterance's words stands: those that two hypotheses in succession agree on.

LocalAgreement-2 (Liu et al. 2020; Macháček et al. 2023 for Whisper): the end of what is heard changes with every
further second, its beginning seldom. What stands is laid down before the next hypothesis is written, so that it fits.
"""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.plugins.speech.matching import letters
from sensorium.plugins.speech.tokens import Unit

LOOPED = 3
"""A phrase that comes so often in a row is the decoder's, not the speaker's."""


class Agreement:
    """One utterance. `tail` is the newest hypothesis beyond what stands."""

    def __init__(self) -> None:
        self._stands: list[Unit] = []
        self.tail: tuple[Unit, ...] = ()

    @property
    def tokens(self) -> tuple[int, ...]:
        """The tokens of what stands."""
        return tuple(token for unit in self._stands for token in unit.tokens)

    def hear(self, ahead: Sequence[Unit]) -> tuple[Unit, ...]:
        """A new hypothesis of what follows what stands; the words that stand from now on, as it spells them."""
        ahead = unlooped(ahead)
        agreed = 0
        for old, new in zip(self.tail, ahead, strict=False):
            if letters(old.text) != letters(new.text):
                break
            agreed += 1
        return self._settle(ahead, agreed)

    def end(self, ahead: Sequence[Unit]) -> tuple[Unit, ...]:
        """The last hypothesis, of the whole utterance: all of it stands."""
        ahead = unlooped(ahead)
        return self._settle(ahead, len(ahead))

    def _settle(self, ahead: Sequence[Unit], count: int) -> tuple[Unit, ...]:
        fresh = tuple(ahead[:count])
        self._stands += fresh
        self.tail = tuple(ahead[count:])
        return fresh


def unlooped(words: Sequence[Unit]) -> tuple[Unit, ...]:
    """The words up to where one phrase of up to eight is said for the third time running, its first time included."""
    plain = [letters(word.text) for word in words]
    for at in range(len(plain)):
        for size in range(1, min(8, (len(plain) - at) // LOOPED) + 1):
            if plain[at : at + size] * LOOPED == plain[at : at + LOOPED * size]:
                return tuple(words[: at + size])
    return tuple(words)
