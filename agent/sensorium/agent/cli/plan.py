"""``sensorium plan``: what a request means and what would run, one request or a file of them."""

from __future__ import annotations

import asyncio
import json as jsonlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from sensorium.agent.agent import Agent
from sensorium.agent.cli.failures import report_failure
from sensorium.agent.cli.session import console, settings_with
from sensorium.agent.cli.sizes import size
from sensorium.agent.plan import Plan
from sensorium.core.choosing import Licences, Profile
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.fields import KINDS
from sensorium.core.invalid import fault


class PlanOptions(NamedTuple):
    """The options of the command."""

    json: bool = False
    llm: str = "auto"
    profile: Profile | None = None
    licences: Licences | None = None
    offline: bool = False


class Line(BaseModel):
    """A line of the batch file."""

    id: Any
    request: str
    input: list[str] = []


def plan_command(request: str | None, media: Sequence[Path], batch: Path | None, options: PlanOptions) -> int:
    """Show one plan, or answer every line of `batch`; the exit status."""
    settings = settings_with(offline=options.offline, profile=options.profile, licences=options.licences)
    agent = Agent(settings)
    if batch is not None:
        return asyncio.run(_batch(agent, batch, _lines(batch), options))
    if request is None:
        raise BadInput("no request", where="plan", fix="give a request, or --batch FILE")
    return asyncio.run(_one(agent, request, media, options))


async def _one(agent: Agent, request: str, media: Sequence[Path], options: PlanOptions) -> int:
    from sensorium.core.media import open_media
    from sensorium.core.values import Video

    try:
        understood = await agent.understand(request, llm=options.llm)
        plan = agent.plan(understood, open_media(media[0]) if media else Video)
    except SensoriumError as error:
        return report_failure(error, json=options.json)
    if options.json:
        sys.stdout.write(plan.model_dump_json() + "\n")
    else:
        show_plan(plan, unused=understood.unused)
    return 0


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"cannot be read: {error}", where=str(path)) from None


async def _batch(agent: Agent, path: Path, lines: Sequence[str], options: PlanOptions) -> int:
    status = 0
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _parsed(text, f"{path}:{number}")
        if isinstance(line, BadInput):
            status = report_failure(line)
            answer = {"id": _id(text), "query": None, "tasks": [], "error": line.info.model_dump()}
        else:
            answer = await _line(agent, line, options)
        sys.stdout.write(jsonlib.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return status


def _parsed(text: str, where: str) -> Line | BadInput:
    try:
        return Line.model_validate_json(text)
    except ValidationError as error:
        return BadInput(f"not a line of {{id, request, input}}: {fault(error)}", where=where)


def _id(text: str) -> Any:
    """What a line that is no good still says it is called."""
    try:
        line = jsonlib.loads(text)
    except ValueError:
        return None
    return line.get("id") if isinstance(line, dict) else None


async def _line(agent: Agent, line: Line, options: PlanOptions) -> dict[str, Any]:
    kind = next((KINDS[name] for name in ("video", "image", "audio") if name in line.input), None)
    try:
        understood = await agent.understand(line.request, llm=options.llm)
    except SensoriumError as error:
        return {"id": line.id, "query": None, "tasks": [], "error": error.info.model_dump()}
    query = str(understood.query)
    try:
        plan = agent.plan(understood, kind)
    except SensoriumError as error:
        return {"id": line.id, "query": query, "tasks": [], "error": error.info.model_dump()}
    return {"id": line.id, "query": query, "tasks": list(plan.tasks)}


def show_plan(plan: Plan, unused: Sequence[str] = ()) -> None:
    """Print a plan for a person."""
    from rich.markup import escape
    from rich.table import Table

    out = console()
    out.print(f"[bold]{escape(plan.query)}[/bold]")
    if unused:
        out.print(f"[yellow]words not used:[/yellow] {escape(', '.join(unused))}")
    table = Table(box=None, pad_edge=False)
    for column in ("step", "task", "answers", "model", "arguments", "within", "seconds", "download"):
        table.add_column(column)
    for step in plan.steps:
        given = ", ".join(f"{name}={arg}" for name, arg in step.args.items())
        live = " or ".join(" and ".join(entry.parts) for entry in step.live)
        cost = step.estimate
        table.add_row(
            step.id,
            step.task,
            escape(", ".join(step.answers)),
            step.model,
            escape(given),
            escape(live) or "everything",
            f"{cost.seconds:.1f}",
            size(cost.download),
        )
    out.print(table)
    total = plan.estimate
    out.print(f"about {total.seconds:.1f} s of work, {size(total.bytes)} resident, {size(total.download)} to fetch")
    for note in plan.notices:
        out.print(f"[yellow]note:[/yellow] {escape(note)}")
