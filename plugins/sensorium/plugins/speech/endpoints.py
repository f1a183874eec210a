"""Where utterances begin and end in sound that is still coming in."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.plugins.speech.silero import RATE, STEP, SileroStream
from sensorium.plugins.speech.voiced import Hysteresis

if TYPE_CHECKING:
    from numpy.typing import NDArray

SECONDS = STEP / RATE
RULE = Hysteresis(gap=0.6)
BEFORE, AFTER = 0.3, 0.2
"""Seconds of pause that are heard along."""
LONGEST = 18.0
BACK = 5.0
"""An utterance as long as the first ends at the quietest step of the last so many seconds."""


class Ended(NamedTuple):
    """An utterance that is over: its first second, and its sound (16 kHz mono)."""

    start: float
    sound: NDArray[np.float32]


class Endpoints:
    """Holds the utterance under way, never more than 18 seconds of it; everything else is let go."""

    def __init__(self, stream: SileroStream, start: float = 0.0) -> None:
        self._stream = stream
        self._now = start
        self._rest = np.zeros(0, np.float32)
        self._before: deque[NDArray[np.float32]] = deque(maxlen=round(BEFORE / SECONDS))
        self._steps: list[NDArray[np.float32]] = []
        self._chances: list[float] = []
        self._voiced = self._last = 0

    @property
    def open(self) -> Ended | None:
        """The utterance under way so far; None in a pause."""
        if not self._steps or self._voiced * SECONDS < RULE.shortest:
            return None
        return Ended(self._now - len(self._steps) * SECONDS, np.concatenate(self._steps))

    def feed(self, sound: NDArray[np.float32]) -> list[Ended]:
        """The utterances that ended in the next piece of sound."""
        pending = np.concatenate([self._rest, sound])
        whole = len(pending) // STEP * STEP
        self._rest = pending[whole:]
        chances = self._stream.feed(pending[:whole])
        steps = pending[:whole].reshape(-1, STEP)
        fed = (self._step(step, float(chance)) for step, chance in zip(steps, chances, strict=True))
        return [ended for ended in fed if ended is not None]

    def end(self) -> Ended | None:
        """The utterance under way, where the sound ends."""
        return self._close(min(len(self._steps), self._last + round(AFTER / SECONDS)))

    def _step(self, samples: NDArray[np.float32], chance: float) -> Ended | None:
        self._now += SECONDS
        if not self._steps:
            if chance < RULE.opens:
                self._before.append(samples)
                return None
            self._steps, self._chances = list(self._before), [0.0] * len(self._before)
            self._before.clear()
        self._steps.append(samples)
        self._chances.append(chance)
        if chance >= RULE.closes:
            self._voiced, self._last = self._voiced + 1, len(self._steps)
        if (len(self._steps) - self._last) * SECONDS >= RULE.gap:
            return self._close(min(len(self._steps), self._last + round(AFTER / SECONDS)))
        if len(self._steps) * SECONDS >= LONGEST:
            first = len(self._steps) - round(BACK / SECONDS)
            return self._close(first + int(np.argmin(self._chances[first:])) + 1)
        return None

    def _close(self, count: int) -> Ended | None:
        """End the utterance after `count` steps; what comes after them is the next one's, or its pause."""
        start = self._now - len(self._steps) * SECONDS
        taken, left = self._steps[:count], self._steps[count:]
        chances, spoken = self._chances[count:], self._voiced * SECONDS >= RULE.shortest
        self._steps, self._chances, self._voiced, self._last = [], [], 0, 0
        if any(chance >= RULE.closes for chance in chances):
            self._steps, self._chances = left, chances
            voiced = [i for i, chance in enumerate(chances) if chance >= RULE.closes]
            self._voiced, self._last = len(voiced), voiced[-1] + 1
        else:
            self._before.extend(left)
        return Ended(start, np.concatenate(taken)) if spoken and taken else None
