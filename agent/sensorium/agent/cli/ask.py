"""``sensorium ask``."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from sensorium.agent.agent import Agent
from sensorium.agent.answer.schema import Answer, Artifact
from sensorium.agent.cli.session import Watcher, require_place, settings_with, watching
from sensorium.agent.cli.show import show_answer
from sensorium.agent.events import Event
from sensorium.agent.libraries import Libraries
from sensorium.core.choosing import Licences, Profile
from sensorium.core.errors import BadInput

if TYPE_CHECKING:
    from sensorium.core.values import Media


class AskOptions(NamedTuple):
    """The options of the command."""

    json: bool = False
    report: Path | None = None
    llm: str = "auto"
    profile: Profile | None = None
    licences: Licences | None = None
    offline: bool = False
    faces: bool | None = None
    deadline: float | None = None
    trace: Path | None = None
    library: str | None = None


def ask_command(request: str, media: Sequence[Path], options: AskOptions) -> int:
    """Answer, show, write the report; the exit status."""
    require_order(request, media)
    require_place(options.report, "--report")
    require_place(options.trace, "--trace")
    settings = settings_with(
        offline=options.offline, profile=options.profile, licences=options.licences, faces=options.faces
    )
    with watching(quiet=options.json) as watcher:
        agent = Agent(settings, fetched=watcher.fetched)
        answer = asyncio.run(_asked(agent, request, media, options, watcher))
    if options.report is not None:
        answer = with_report(answer, options.report)
    if options.json:
        sys.stdout.write(answer.model_dump_json() + "\n")
    else:
        show_answer(answer)
    return answer.exit_status


def require_order(request: str, media: Sequence[Path]) -> None:
    """Raise BadInput where the file stands before the request: it would be read as one, at length."""
    if media and not media[0].exists() and len(request) < 4_096 and Path(request).is_file():
        fix = f"type: sensorium ask {shlex.quote(str(media[0]))} {shlex.quote(request)}"
        raise BadInput("the request comes first, then the files", where=request, fix=fix)


async def _asked(agent: Agent, request: str, media: Sequence[Path], options: AskOptions, watcher: Watcher) -> Answer:
    with _tracing(options.trace) as trace:

        def observe(event: Event) -> None:
            watcher.event(event)
            if trace is not None:
                trace.write(event.model_dump_json() + "\n")

        async with agent:
            named: list[Path | Media] = list(media)
            if options.library is not None:
                named += await Libraries(agent).ranked(request, options.library)
            return await agent.ask(named, request, llm=options.llm, deadline=options.deadline, observe=observe)


@contextmanager
def _tracing(path: Path | None) -> Iterator[IO[str] | None]:
    """The trace file while the run lasts, or nothing."""
    if path is None:
        yield None
        return
    with path.open("w", encoding="utf-8", buffering=1) as file:
        yield file


def with_report(answer: Answer, path: Path) -> Answer:
    """Write the HTML report and list it among the answer's artifacts."""
    from sensorium.agent.answer.report import write_report

    write_report([answer], path)
    artifact = Artifact(kind="report", path=str(path.absolute()))
    return answer.model_copy(update={"artifacts": (*answer.artifacts, artifact)})
