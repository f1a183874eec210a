"""Speech that is still coming in: words stand as soon as two hypotheses agree on them, the rest is shown as a tail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sensorium.core.values import Segment, TimeSpan
from sensorium.plugins.speech.agreement import Agreement
from sensorium.plugins.speech.endpoints import Ended, Endpoints
from sensorium.plugins.speech.silero import RATE, SileroStream
from sensorium.plugins.speech.tokens import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORTH = 1.0
"""Seconds of an utterance from which it is tried."""
INSTANT = 0.01


class Guess(NamedTuple):
    """What is heard after the words that stand, and in which language it is spoken."""

    words: Sequence[Unit]
    language: str


class Writer(Protocol):
    """Writes one utterance down, again and again while it grows; its language is settled at the first word."""

    def guess(self, sound: NDArray[np.float32], said: Sequence[int]) -> Guess:
        """The words of `sound` after the tokens `said`."""
        ...

    def text(self, tokens: Sequence[int]) -> str:
        """What tokens spell."""
        ...

    def original(self, sound: NDArray[np.float32]) -> str:
        """The utterance as spoken, where what is written is something else; empty where it is not."""
        ...


class Step(NamedTuple):
    """What a piece of sound brought: segments that stand, the tail, utterances as spoken, the new stable time."""

    stands: tuple[Segment, ...]
    tail: Segment | None
    spoken: tuple[Segment, ...]
    stable: float


class Session:
    """One live sound. `writer` makes the writer of the next utterance."""

    def __init__(self, stream: SileroStream, writer: Callable[[], Writer]) -> None:
        self._endpoints = Endpoints(stream)
        self._make = writer
        self._writer = writer()
        self._agreement = Agreement()
        self._language = ""
        self._stable = self._now = 0.0

    def feed(self, sound: NDArray[np.float32], now: float) -> Step:
        """The next piece; it ends at second `now` of the sound."""
        self._now = now
        stands: list[Segment] = []
        spoken: list[Segment] = []
        for ended in self._endpoints.feed(sound):
            self._end(ended, stands, spoken)
        going = self._endpoints.open
        if going is not None and len(going.sound) >= WORTH * RATE:
            guess = self._writer.guess(going.sound, self._agreement.tokens)
            self._language = guess.language
            self._stand(self._agreement.hear, guess.words, going.start, now, stands)
        return Step(tuple(stands), self._tail(going), tuple(spoken), self._stable)

    def end(self) -> Step:
        """What is left once the sound has ended."""
        stands: list[Segment] = []
        spoken: list[Segment] = []
        if (ended := self._endpoints.end()) is not None:
            self._end(ended, stands, spoken)
        return Step(tuple(stands), None, tuple(spoken), self._stable)

    def _end(self, ended: Ended, stands: list[Segment], spoken: list[Segment]) -> None:
        """Write an utterance down for good."""
        over = ended.start + len(ended.sound) / RATE
        guess = self._writer.guess(ended.sound, self._agreement.tokens)
        self._language = guess.language
        self._stand(self._agreement.end, guess.words, ended.start, over, stands)
        if self._agreement.tokens and (text := self._writer.original(ended.sound)):
            span = TimeSpan(start=ended.start, end=over)
            spoken.append(Segment(text=text, span=span, language=self._language))
        self._agreement, self._writer = Agreement(), self._make()

    def _stand(
        self,
        settle: Callable[[Sequence[Unit]], tuple[Unit, ...]],
        words: Sequence[Unit],
        start: float,
        end: float,
        stands: list[Segment],
    ) -> None:
        before = self._writer.text(self._agreement.tokens)
        if settle(words):
            text = self._writer.text(self._agreement.tokens)[len(before) :]
            span = self._span(start, end)
            self._stable = span.end
            stands.append(Segment(text=text.strip(), span=span, language=self._language))

    def _tail(self, going: Ended | None) -> Segment | None:
        if going is None or not self._agreement.tail:
            return None
        before = self._agreement.tokens
        whole = (*before, *(token for unit in self._agreement.tail for token in unit.tokens))
        text = self._writer.text(whole)[len(self._writer.text(before)) :].strip()
        return Segment(text=text, span=self._span(going.start, self._now), language=self._language)

    def _span(self, start: float, end: float) -> TimeSpan:
        """After all that stands, and longer than nothing, so that it begins before the stable time it brings."""
        start = max(start, self._stable)
        return TimeSpan(start=start, end=max(end, start + INSTANT))
