"""An answer on a terminal: the sentence, a timeline, the evidence, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.agent.answer.schema import Answer, Row
from sensorium.agent.answer.words import clock
from sensorium.agent.cli.session import console

WIDTH = 60
MARKS = {"verified": ("█", "green"), "candidate": ("▒", "yellow")}


def show_answer(answer: Answer) -> None:
    """Print an answer for a person."""
    from rich.markup import escape

    out = console()
    if answer.error is not None:
        console(error=True).print(f"[red]sensorium:[/red] {escape(answer.answer)}")
        return
    out.print(f"[bold]{escape(answer.answer)}[/bold]")
    if answer.query:
        out.print(f"[dim]read by {escape(answer.coverage.understood_by)} as[/dim] {escape(answer.query)}")
    if answer.coverage.unused:
        out.print(f"[yellow]words not used:[/yellow] {escape(', '.join(answer.coverage.unused))}")
    for at, medium in enumerate(answer.coverage.searched):
        rows = [row for row in answer.moments if row.media == at]
        if rows and medium.seconds:
            out.print(f"{timeline(rows, medium.seconds)} [dim]{escape(medium.media.rsplit('/', 1)[-1])}[/dim]")
    names = [medium.media.rsplit("/", 1)[-1] for medium in answer.coverage.searched]
    several = names if len(names) > 1 else []
    for row in answer.moments:
        _show_row(row, *several[row.media : row.media + 1])
    for row in answer.near_misses if not answer.verified else ():
        name = "".join(f"{escape(each)} " for each in several[row.media : row.media + 1])
        when = f"{name}{clock(row.start)}–{clock(row.end)}"
        out.print(f"[dim]near miss {when}: {escape(row.failed)}: {escape(row.why)}[/dim]")
    for warning in answer.warnings:
        out.print(f"[yellow]note:[/yellow] {escape(warning)}")
    for artifact in answer.artifacts:
        out.print(f"[dim]{artifact.kind}: {escape(artifact.path)}[/dim]")
    _show_footing(answer)


def timeline(rows: Sequence[Row], seconds: float) -> str:
    """A line of the medium's length with the moments marked."""
    cells = ["·"] * WIDTH
    for row in sorted(rows, key=lambda row: row.state == "verified"):
        first = min(WIDTH - 1, int(row.start / seconds * WIDTH))
        last = max(first + 1, min(WIDTH, round(row.end / seconds * WIDTH)))
        mark, colour = MARKS[row.state]
        cells[first:last] = [f"[{colour}]{mark}[/{colour}]"] * (last - first)
    return "".join(cells)


def _show_row(row: Row, *names: str) -> None:
    from rich.markup import escape

    out = console()
    colour = MARKS[row.state][1]
    name = "".join(f"{escape(each)}  " for each in names)
    when = f"[{colour}]{clock(row.start)}–{clock(row.end)}[/{colour}]"
    out.print(f"  {name}{when}  score {row.score:.2f}  {row.state}")
    for piece in row.evidence:
        out.print(
            f"      [dim]{escape(piece.clause)}: {escape(piece.text)} ({escape(piece.model)} {piece.score:.2f})[/dim]"
        )


def _show_footing(answer: Answer) -> None:
    from rich.markup import escape

    out = console()
    for model in answer.coverage.models:
        fallback = f"; fallback: {model.fallback}" if model.fallback else ""
        cached = " (kept from before)" if model.cached else ""
        out.print(f"[dim]{model.task}: {model.model} {model.version}, {model.licence}{cached}{escape(fallback)}[/dim]")
    speed = f", {answer.timing.realtime:g} x real time" if answer.timing.realtime else ""
    out.print(f"[dim]{answer.timing.total:.1f} s{speed}[/dim]")
