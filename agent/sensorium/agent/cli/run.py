"""``sensorium run``: one task by name, its typed output back."""

from __future__ import annotations

import asyncio
import json as jsonlib
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from sensorium.agent.agent import Agent
from sensorium.agent.answer.sentences import sentence
from sensorium.agent.answer.speaking import made, shown, spoken
from sensorium.agent.cli.session import console, require_place, settings_with, watching
from sensorium.core.choosing import Licences, Profile
from sensorium.core.errors import BadInput
from sensorium.core.fields import media_field, members
from sensorium.core.task import Located, Task
from sensorium.core.values import Media, Transcript

if TYPE_CHECKING:
    from sensorium.core.host import Outcome


class RunOptions(NamedTuple):
    """The options of the command."""

    json: bool = False
    output: Path | None = None
    model: str | None = None
    profile: Profile | None = None
    licences: Licences | None = None
    offline: bool = False
    deadline: float | None = None


def run_command(task: str, given: Sequence[str], options: RunOptions) -> int:
    """Run, show, keep what was made; the exit status."""
    require_place(options.output, "--output")
    settings = settings_with(offline=options.offline, profile=options.profile, licences=options.licences)
    with watching(quiet=options.json) as watcher:
        agent = Agent(settings, fetched=watcher.fetched)
        wanted = agent.registry.task(task)
        outcome = asyncio.run(_ran(agent, wanted, fields(wanted, given), options))
    if options.output is not None:
        _keep(outcome.output, options.output)
    if options.json:
        sys.stdout.write(jsonlib.dumps(_json(outcome), ensure_ascii=False) + "\n")
    else:
        _show(outcome)
    return 0


async def _ran(agent: Agent, task: Task[Any, Any], given: Mapping[str, Any], options: RunOptions) -> Outcome[Any]:
    async with agent:
        return await agent.run(task.name, model=options.model, deadline=options.deadline, **given)


def fields(task: Task[Any, Any], given: Sequence[str]) -> dict[str, Any]:
    """``key=value`` texts as the task's input: paths and texts as they are, lists by repeating, the rest as JSON.

    ``key=@FILE`` reads the JSON of a field that is no text. BadInput names the one that does not fit.
    """
    values: dict[str, Any] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise BadInput("is not key=value", where=f"--input {text}", fix=f"such as --input {_first(task)}=...")
        info = task.input.model_fields.get(name)
        listed = info is not None and _is_list(info.annotation)
        if listed and not value.startswith(("[", "@")):
            values.setdefault(name, []).append(value)
        else:
            values[name] = value if info is None or _is_text(task, name) else _parsed(value, f"--input {name}")
    return values


def _first(task: Task[Any, Any]) -> str:
    return next(iter(task.input.model_fields), "key")


def _is_list(annotation: Any) -> bool:
    return any(get_origin(part) is tuple and get_args(part)[:1] == (str,) for part in members(annotation))


def _is_text(task: Task[Any, Any], name: str) -> bool:
    medium = media_field(task.input)
    if medium is not None and medium.name == name:
        return True
    parts = members(task.input.model_fields[name].annotation)
    return any(part is str or (get_origin(part) is not tuple and str in map(type, get_args(part))) for part in parts)


def _parsed(value: str, where: str) -> Any:
    if value.startswith("@"):
        try:
            value = Path(value[1:]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"cannot be read: {error}", where=f"{where}={value}") from None
    try:
        return jsonlib.loads(value)
    except ValueError as error:
        raise BadInput(
            f"is not JSON: {error}", where=where, fix="such as 3, true or [1, 2]; @FILE reads a file"
        ) from None


def _keep(output: BaseModel, place: Path) -> None:
    """Copy the one file that was made to where the user wants it."""
    files = list(made(output))
    if not files:
        raise BadInput("the task made no file", where=f"--output {place}", fix="leave --output out")
    shutil.copyfile(files[0].uri, place)


def _json(outcome: Outcome[Any]) -> dict[str, Any]:
    return {
        "output": outcome.output.model_dump(mode="json"),
        "provenance": outcome.provenance.model_dump(mode="json"),
        "warnings": list(outcome.warnings),
    }


def _show(outcome: Outcome[Any]) -> None:
    """Print an output for a person: what it says, what was made, its rows."""
    from rich.markup import escape

    out = console()
    output = outcome.output
    for file in made(output):
        out.print(escape(file.uri))
    text = spoken(output) or sentence(output, "en")
    if text is not None:
        out.print(f"[bold]{escape(text)}[/bold]")
    for name, value in output.model_dump(mode="json").items():
        said = name == "moments" or isinstance(getattr(output, name), Media | Transcript)
        if not said and value not in (None, "", [], {}, text):
            out.print(f"{name}: {escape(shown(value))}")
    for row in output.moments if isinstance(output, Located) else ():
        out.print(f"  {row.span.start:.2f} s–{row.span.end:.2f} s  {row.score:.2f}  {row.state}  {escape(row.label)}")
    for warning in outcome.warnings:
        out.print(f"[yellow]note:[/yellow] {escape(warning)}")
    source = outcome.provenance
    fallback = f"; fallback: {source.fallback}" if source.fallback else ""
    out.print(f"[dim]{escape(f'{source.task}: {source.model} {source.version}, {source.licence}{fallback}')}[/dim]")
