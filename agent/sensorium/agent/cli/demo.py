"""``sensorium demo``."""

from __future__ import annotations

import asyncio
import json as jsonlib
import sys
import time
from pathlib import Path

from sensorium.agent.agent import Agent
from sensorium.agent.answer.schema import Answer
from sensorium.agent.cli.session import console, require_place, settings_with, watching
from sensorium.agent.cli.show import show_answer
from sensorium.agent.cli.sizes import size
from sensorium.agent.demo.film import LINES, PASSES
from sensorium.agent.demo.showing import Showing
from sensorium.core.settings import Settings


def demo_command(report: Path, json: bool, offline: bool) -> int:
    """Answer the questions, write the report, say where; the first failure's exit status, else 0."""
    from sensorium.agent.answer.report import write_report

    require_place(report, "--report")
    began = time.monotonic()
    film, answers = asyncio.run(_shown(settings_with(offline=offline), quiet=json))
    write_report(answers, report)
    seconds = round(time.monotonic() - began, 1)
    if json:
        told = [answer.model_dump(mode="json") for answer in answers]
        value = {"film": str(film), "report": str(report.absolute()), "seconds": seconds, "answers": told}
        sys.stdout.write(jsonlib.dumps(value, ensure_ascii=False) + "\n")
    else:
        out = console()
        out.print(f"\n{len(answers)} questions in {seconds:.0f} s. The film: {film}", markup=False)
        out.print(f"The report, with key frames and boxes: {report.absolute()}", markup=False)
    return next((answer.exit_status for answer in answers if answer.error is not None), 0)


async def _shown(settings: Settings, *, quiet: bool) -> tuple[Path, list[Answer]]:
    answers = []
    with watching(quiet=quiet) as watcher:
        async with Agent(settings, fetched=watcher.fetched, observe=watcher.event) as agent:
            showing = Showing(agent)
            if not quiet:
                _introduce(sum(file.bytes or 0 for file in await showing.missing()))
            film = await showing.film(watcher.fetched)
            async for answer in showing.answers(film):
                answers.append(answer)
                if not quiet:
                    console().print(f"\n[bold cyan]{len(answers)}. {answer.request}[/bold cyan]")
                    show_answer(answer)
    return film, answers


def _introduce(download: int) -> None:
    out = console()
    out.print(
        f"A street, shown {'twice' if PASSES == 2 else f'{PASSES} times'} over; a voice reads at "
        + " and ".join(f"{line.at:.0f} s “{line.words}”" for line in LINES),
        markup=False,
    )
    if download:
        out.print(f"Fetching what is missing, once: {size(download)} of clips and weights", markup=False)
