"""Words given times they were not measured to have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sensorium.core.values import TimeSpan, Word

PAUSE = 2
"""A word costs the time of its letters and of two more."""


def shared_out(text: str, voiced: Sequence[TimeSpan], score: float) -> tuple[Word, ...]:
    """The words of `text` laid end to end over the voiced time, by their length; marked as not exact.

    Pauses between the voiced spans are skipped, so that a word begins when the voice does.
    """
    words = text.split()
    total = sum(len(word) + PAUSE for word in words)
    seconds = sum(span.seconds for span in voiced)
    marks, spent = [0.0], 0
    for word in words:
        spent += len(word) + PAUSE
        marks.append(seconds * spent / total)
    starts = list(_placed(marks[:-1], voiced, late=True))
    ends = list(_placed(marks[1:], voiced, late=False))
    return tuple(
        Word(text=word, span=TimeSpan(start=start, end=max(start, end)), score=score, exact=False)
        for word, start, end in zip(words, starts, ends, strict=True)
    )


def _placed(marks: Sequence[float], voiced: Sequence[TimeSpan], *, late: bool) -> Iterator[float]:
    """Media times of amounts of voiced time; on the border of two spans the later one's start if `late`."""
    for mark in marks:
        passed = 0.0
        for i, span in enumerate(voiced):
            inside = mark - passed
            last = i + 1 == len(voiced)
            if last or inside < span.seconds - 1e-9 or (inside <= span.seconds + 1e-9 and not late):
                yield min(span.start + inside, span.end)
                break
            passed += span.seconds
