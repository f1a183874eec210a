"""Put an answer together from what the runs on each medium gave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from sensorium.agent.answer import words
from sensorium.agent.answer.counting import tally
from sensorium.agent.answer.misses import near_misses
from sensorium.agent.answer.run import Run, Unusable
from sensorium.agent.answer.schema import Answer, Artifact, Coverage, Lane, Row, Searched, Timing
from sensorium.agent.answer.sentences import sentence
from sensorium.agent.answer.speaking import made, shown, spoken
from sensorium.agent.compile.optimise import atoms
from sensorium.agent.query import Call, Query, render
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.tasks.sound import AlignmentOutput
from sensorium.core.values import Image, Media, Moment, Provenance, State, TimeSpan

AROUND = 1.0
"""Seconds of the medium shown before and after an exact span."""


FEW = 3
"""Media left out for one reason that are named; of more, the number is told."""

SHORTEST = 0.1
"""Seconds: a shorter row is where two borders brush past each other; an instant, of a picture, is not."""


def compose(
    request: str,
    understood: Understanding,
    runs: Sequence[Run],
    timing: Timing,
    unusable: Sequence[Unusable] = (),
) -> Answer:
    """The answer over all media; moments verified first, each in order of medium and time."""
    query = understood.query
    language = words.language_of(request)
    rows = _rows(runs)
    searched = _all_searched(runs, unusable)
    goal = _goal(query, runs, rows)
    result, text, unit = _result(query, goal, rows, searched, runs, language)
    return Answer(
        request=request,
        query=str(query),
        goal=goal,
        answer=text,
        result=result,
        unit=unit,
        moments=rows,
        near_misses=_misses(understood, runs),
        lanes=_lanes(understood, runs),
        coverage=Coverage(
            used=understood.used,
            unused=understood.unused,
            understood_by=understood.by,
            searched=searched,
            models=_models(runs),
        ),
        artifacts=_artifacts(runs),
        plan=runs[0].plan if runs else None,
        warnings=tuple(dict.fromkeys((*understood.warnings, *_warnings(runs, unusable)))),
        timing=timing,
        language=language,
    )


def _artifacts(runs: Sequence[Run]) -> tuple[Artifact, ...]:
    """The files that were made."""
    files = [medium for output in _outputs(runs) for medium in made(output)]
    return tuple(Artifact(kind=type(each).__name__.lower(), path=each.uri, sha256=each.sha256) for each in files)


def _models(runs: Sequence[Run]) -> tuple[Provenance, ...]:
    """Those of the steps, then those they asked, each once."""
    planned = [model for run in runs for model in run.done.provenance.values()]
    names = {(model.task, model.model) for model in planned}
    asked = {key: model for run in runs for key, model in run.done.asked.items() if key not in names}
    return (*planned, *asked.values())


def _rows(runs: Sequence[Run]) -> tuple[Row, ...]:
    rows = [
        Row.of(_clipped(moment, run.medium), run.at)
        for run in runs
        for moment in run.done.rows
        if moment.state != "contradicted" and not 0 < moment.span.seconds < SHORTEST
    ]
    return tuple(sorted(rows, key=lambda row: (row.state != "verified", row.media, row.start)))


def _clipped(moment: Moment, medium: Media | None) -> Moment:
    whole = medium.whole if medium else moment.span
    start, end = max(whole.start, moment.span.start - AROUND), min(whole.end, moment.span.end + AROUND)
    return moment.model_copy(update={"clip": TimeSpan(start=start, end=max(start, end))})


def _goal(query: Query, runs: Sequence[Run], rows: Sequence[Row]) -> str:
    """The query's, or "call" where the output of a task called alone is the answer: it tells more than moments do."""
    outputs = _outputs(runs)
    if isinstance(query.where, Call) and (
        any(isinstance(output, AlignmentOutput) for output in outputs) or (not rows and any(map(spoken, outputs)))
    ):
        return "call"
    return runs[0].plan.goal if runs else query.goal


def _outputs(runs: Sequence[Run]) -> list[BaseModel]:
    """What the last step on each medium gave."""
    return [output for run in runs for output in list(run.done.outputs.values())[-1:] if output is not None]


def _result(
    query: Query,
    goal: str,
    rows: Sequence[Row],
    searched: Sequence[Searched],
    runs: Sequence[Run],
    language: words.Language,
) -> tuple[Any, str, str]:
    """The typed value, the sentence, and what a count counts."""
    if goal == "find":
        return None, words.found(rows, searched, language), ""
    if goal == "count":
        total = tally(query, runs, rows)
        return total.sure, words.counted(total, language), total.unit
    outputs = _outputs(runs)
    if files := [medium.uri for output in outputs for medium in made(output)]:
        return files[0] if len(files) == 1 else files, ", ".join(files), ""
    texts = [spoken(output) for output in outputs]
    if told := "\n".join(filter(None, texts)):
        return told, told, ""
    silent = [output for output, text in zip(outputs, texts, strict=True) if text is None]
    if not silent:
        return None, words.found((), searched, language), ""
    values = [output.model_dump(mode="json") for output in silent]
    value = values[0] if len(values) == 1 else values
    lines = [sentence(output, language) for output in silent]
    return value, "\n".join(line for line in lines if line) or shown(value), ""


def _misses(understood: Understanding, runs: Sequence[Run]) -> tuple[Row, ...]:
    where = understood.query.where
    if where is None:
        return ()
    return tuple(
        Row.of(_clipped(miss.moment, run.medium), run.at, failed=miss.failed, why=miss.why)
        for run in runs
        if run.done.values is not None
        for miss in near_misses(where, run.done.values)
    )


def _lanes(understood: Understanding, runs: Sequence[Run]) -> tuple[Lane, ...]:
    where = understood.query.where
    if where is None:
        return ()
    clauses = {render(atom): atom for atom in atoms(where)}
    return tuple(
        Lane(clause=clause, media=run.at, rows=tuple(map(_mark, run.done.values(atom))))
        for run in runs
        if run.done.values is not None
        for clause, atom in clauses.items()
    )


def _mark(row: Moment) -> tuple[float, float, float, State]:
    return round(row.span.start, 3), round(row.span.end, 3), round(row.score, 4), row.state


def _all_searched(runs: Sequence[Run], unusable: Sequence[Unusable]) -> tuple[Searched, ...]:
    """One entry for each given medium, in the order given; what could not be searched says why."""
    found = {run.at: _searched(run.medium) for run in runs if run.medium}
    found |= {bad.at: Searched(media=bad.media, seconds=0, error=bad.error.info) for bad in unusable}
    return tuple(found[at] for at in sorted(found))


def _searched(medium: Media) -> Searched:
    whole = medium.whole
    return Searched(
        media=medium.uri,
        seconds=round(whole.seconds, 3),
        picture=medium.probe.video is not None,
        sound=medium.probe.audio is not None,
        still=isinstance(medium, Image),
    )


def _warnings(runs: Sequence[Run], unusable: Sequence[Unusable]) -> list[str]:
    noted = [text for run in runs for text in (*run.plan.notices, *run.done.warnings)]
    return [*_left_out(unusable), *noted]


def _left_out(unusable: Sequence[Unusable]) -> list[str]:
    """What was not searched and why; many for one and the same reason are counted."""
    reasons: dict[str, list[Unusable]] = {}
    for bad in unusable:
        reasons.setdefault(bad.error.message, []).append(bad)
    told = []
    for message, several in reasons.items():
        if len(several) > FEW:
            told.append(f"not searched: {len(several)} files: {message}")
        else:
            told += [f"not searched: {bad.error}" for bad in several]
    return told
