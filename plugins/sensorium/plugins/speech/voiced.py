"""From speech probabilities to voiced spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sensorium.core.values import TimeSpan


@dataclass(frozen=True)
class Hysteresis:
    """When a voice counts as begun and as ended.

    A span opens at `opens` and closes where the probability stays under `closes` for `gap` seconds; shorter spans
    than `shortest` are dropped and the rest widened by `pad` seconds, since the first and last sounds of an
    utterance are soft.
    """

    opens: float = 0.5
    closes: float = 0.35
    gap: float = 0.3
    shortest: float = 0.2
    pad: float = 0.06


def voiced_spans(
    probabilities: Iterable[float], step: float, *, start: float = 0.0, rule: Hysteresis | None = None
) -> list[TimeSpan]:
    """Spans of speech, in order and disjoint; `probabilities` are one per `step` seconds from `start` on."""
    rule = rule or Hysteresis()
    raw: list[tuple[float, float]] = []
    opened: float | None = None
    last = now = start
    for probability in probabilities:
        if probability >= (rule.opens if opened is None else rule.closes):
            opened = now if opened is None else opened
            last = now + step
        elif opened is not None and now + step - last >= rule.gap:
            raw.append((opened, last))
            opened = None
        now += step
    if opened is not None:
        raw.append((opened, last))
    kept = [(a, b) for a, b in raw if b - a >= rule.shortest]
    return _widened(kept, rule.pad, start, now)


def _widened(spans: Sequence[tuple[float, float]], pad: float, low: float, high: float) -> list[TimeSpan]:
    widened: list[TimeSpan] = []
    for i, (a, b) in enumerate(spans):
        before = (spans[i - 1][1] + a) / 2 if i else low
        after = (b + spans[i + 1][0]) / 2 if i + 1 < len(spans) else high
        widened.append(TimeSpan(start=max(a - pad, before), end=min(b + pad, after)))
    return widened
