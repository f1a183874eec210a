"""Lasting lines as moments: all of them, or those that say a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.core.values import Evidence, Moment, State, TimeSpan
from sensorium.plugins.ocr.matching import CLOSE, WRITTEN, written
from sensorium.plugins.ocr.merging import Lasting, box_of

NEAREST = 3
"""Lines of a shot that come closest without saying the phrase, told as contradicted."""

REACH = 3
"""Lines a phrase may run over."""

SHOWN = 5


def all_lines(lasting: Sequence[Lasting], model: str) -> list[Moment]:
    """A moment a line, named by what it says."""
    return [_moment([each], each.best.text, each.best.score, "verified", "", model) for each in lasting]


def of_phrase(phrase: str, lasting: Sequence[Lasting], model: str) -> list[Moment]:
    """A moment for every line, or run of lines, that says a phrase or nearly does, and the nearest of the others."""
    best: dict[tuple[int, ...], float] = {}
    for at, each in enumerate(lasting):
        together = [k for k in range(at, len(lasting)) if lasting[k].span.meets(each.span)][:REACH]
        found = written(phrase, [lasting[k].best.text for k in together])
        if found is not None and found.first == 0:
            best[tuple(together[: found.end])] = found.score
        alone = written(phrase, [each.best.text])
        if alone is not None:
            best[(at,)] = max(alone.score, best.get((at,), 0.0))
    chosen = [(run, score) for run, score in best.items() if score >= CLOSE and not _better(run, score, best)]
    missed = sorted(((run, score) for run, score in best.items() if score < CLOSE), key=lambda row: -row[1])[:NEAREST]
    clause = f'text("{phrase}")'
    rows = [_moment([lasting[k] for k in run], phrase, score, _state(score), clause, model)
            for run, score in sorted(chosen + missed)]  # fmt: skip
    return sorted(rows, key=lambda row: row.span.start)


def _better(run: tuple[int, ...], score: float, best: dict[tuple[int, ...], float]) -> bool:
    """Whether another run of some of the same lines says it better, or as well in fewer lines."""
    return any(
        other != run and set(other) & set(run) and (worth, -len(other)) > (score, -len(run))
        for other, worth in best.items()
    )


def _state(score: float) -> State:
    return "verified" if score >= WRITTEN else "candidate" if score >= CLOSE else "contradicted"


def _moment(run: Sequence[Lasting], label: str, score: float, state: State, clause: str, model: str) -> Moment:
    span = TimeSpan(start=max(each.span.start for each in run), end=min(each.span.end for each in run))
    text = " / ".join(f"“{each.best.text}” {each.best.score:.2f}" for each in run)
    seen = sorted((line for each in run for line in each.seen), key=lambda line: line.span.start)
    step = max(1, len(seen) // SHOWN)
    boxes = tuple((line.span.start, box_of(line)) for line in seen[::step])
    evidence = Evidence(clause=clause, text=text, model=model, score=score, span=span, boxes=boxes)
    return Moment(span=span, score=score, label=label, state=state, evidence=(evidence,))
