"""An answer on a terminal: the sentence, a timeline, the evidence, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sensorium.agent.answer import words
from sensorium.agent.answer.labels import Labels, labels_of
from sensorium.agent.answer.schema import Answer, Row
from sensorium.agent.cli.session import console
from sensorium.core.values import Evidence

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 60
MARKS = {"verified": ("█", "green"), "candidate": ("▒", "yellow")}
PIECES = 3
"""Pieces of evidence shown of a row."""


def show_answer(answer: Answer) -> None:
    """Print an answer for a person."""
    from rich.markup import escape

    out = console()
    says = labels_of(answer)
    if answer.error is not None:
        console(error=True).print(f"[red]sensorium:[/red] {escape(answer.answer)}")
        _show_artifacts(out, answer, says)
        return
    out.print(f"[bold]{escape(answer.answer)}[/bold]")
    if answer.query:
        reader = says.read_by.format(by=says.reader(answer.coverage.understood_by))
        out.print(f"[dim]{escape(reader)}[/dim] {escape(answer.query)}")
    if answer.coverage.unused:
        out.print(f"[yellow]{says.unused}{says.colon}[/yellow]{escape(says.comma.join(answer.coverage.unused))}")
    _show_timelines(out, answer)
    for row in answer.moments:
        _show_row(out, row, answer, says)
    for row in answer.near_misses if not answer.verified else ():
        told = f"{says.clause(row.failed)}{says.colon}{says.evidence(row.why)}"
        when = escape(f"{says.near_miss} {_where(row, answer)}".rstrip())
        out.print(f"[dim]{when}{says.colon}{escape(told)}[/dim]")
    for warning in answer.warnings:
        out.print(f"[yellow]{says.note}{says.colon}[/yellow]{escape(says.message(warning))}")
    _show_artifacts(out, answer, says)
    _show_footing(out, answer, says)


def timeline(rows: Sequence[Row], seconds: float) -> str:
    """A line of the medium's length with the moments marked."""
    cells = ["·"] * WIDTH
    for row in sorted(rows, key=lambda row: row.state == "verified"):
        first = min(WIDTH - 1, int(row.start / seconds * WIDTH))
        last = max(first + 1, min(WIDTH, round(row.end / seconds * WIDTH)))
        mark, colour = MARKS[row.state]
        cells[first:last] = [f"[{colour}]{mark}[/{colour}]"] * (last - first)
    return "".join(cells)


def best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The pieces to show: the strongest of each clause before second ones, in the order given."""
    seen: Counter[str] = Counter()
    ranks: list[tuple[int, float, int]] = []
    for at, piece in sorted(enumerate(evidence), key=lambda each: -each[1].score):
        ranks.append((seen[piece.clause], -piece.score, at))
        seen[piece.clause] += 1
    return [evidence[at] for at in sorted(at for _, _, at in sorted(ranks)[:PIECES])]


def _show_timelines(out: Console, answer: Answer) -> None:
    from rich.markup import escape

    for at, medium in enumerate(answer.coverage.searched):
        rows = [row for row in answer.moments if row.media == at]
        if rows and medium.seconds and not medium.still:
            out.print(f"{timeline(rows, medium.seconds)} [dim]{escape(words.file_name(medium))}[/dim]")


def _where(row: Row, answer: Answer) -> str:
    """The file where there are several, the times where there are any."""
    searched = answer.coverage.searched
    name = words.file_name(searched[row.media]) if len(searched) > 1 and row.media < len(searched) else ""
    when = "" if words.is_still(row, searched) else words.place(row, searched, answer.language)
    return "  ".join(filter(None, (name, when)))


def _show_row(out: Console, row: Row, answer: Answer, says: Labels) -> None:
    from rich.markup import escape

    colour = MARKS[row.state][1]
    where = escape(_where(row, answer) or says.picture)
    out.print(f"  [{colour}]{where}[/{colour}]  {says.score} {row.score:.2f}  {says.states[row.state]}")
    shown = best(row.evidence)
    for piece in shown:
        told = f"{says.clause(piece.clause)}{says.colon}{says.evidence(piece.text)} ({piece.model} {piece.score:.2f})"
        out.print(f"      [dim]{escape(told)}[/dim]")
    if len(row.evidence) > len(shown):
        out.print(f"      [dim]{says.more.format(more=len(row.evidence) - len(shown))}[/dim]")


def _show_artifacts(out: Console, answer: Answer, says: Labels) -> None:
    from rich.markup import escape

    for artifact in answer.artifacts:
        kind = says.report if artifact.kind == "report" else artifact.kind
        out.print(f"[dim]{kind}{says.colon}{escape(artifact.path)}[/dim]")


def _show_footing(out: Console, answer: Answer, says: Labels) -> None:
    """Each model once, and the time it all took."""
    from rich.markup import escape

    uses = Counter((model.task, model.model, model.version) for model in answer.coverage.models)
    kept = Counter((model.task, model.model, model.version) for model in answer.coverage.models if model.cached)
    for model in {(each.task, each.model, each.version): each for each in answer.coverage.models}.values():
        key = (model.task, model.model, model.version)
        notes = [says.uses.format(uses=uses[key])] if uses[key] > 1 else []
        if kept[key]:
            notes.append(says.cached if kept[key] == uses[key] else f"{kept[key]} {says.cached}")
        fallback = f"; {says.fallback}{says.colon}{says.message(model.fallback)}" if model.fallback else ""
        noted = f" ({says.comma.join(notes)})" if notes else ""
        named = f"{says.task(model.task)}{says.colon}{model.model} {model.version}, {model.licence}"
        out.print(f"[dim]{escape(named + noted + fallback)}[/dim]")
    speed = answer.timing.realtime
    paced = f"{says.comma}{says.realtime.format(times=speed)}" if speed else ""
    out.print(f"[dim]{says.seconds.format(seconds=answer.timing.total)}{paced}[/dim]")
