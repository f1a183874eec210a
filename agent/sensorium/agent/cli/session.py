"""What every command starts from: settings with the options on top, a console, progress on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sensorium.agent.events import Event, StepFailed, StepFinished, StepProgress, StepSkipped, StepStarted
from sensorium.core.errors import BadInput
from sensorium.core.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from sensorium.core.weights import WeightFile


PIPED = 240
"""Columns of a table that no terminal shows: wide enough for a plan."""


def settings_with(*, offline: bool = False, **options: Any) -> Settings:
    """The user's settings; an option that was given wins."""
    return Settings.load(offline=offline or None, **options)


def console(*, error: bool = False) -> Console:
    """A console that keeps its lines whole when piped."""
    from rich.console import Console

    made = Console(stderr=error, soft_wrap=True, highlight=False)
    if not made.is_terminal:
        made.width = PIPED
    return made


def require_place(path: Path | None, option: str) -> None:
    """Raise BadInput where a file could not be written, before any work is done for it."""
    if path is None:
        return
    if path.is_dir():
        raise BadInput("is a folder", where=f"{option} {path}", fix="name a file in it")
    if not path.absolute().parent.is_dir():
        raise BadInput("its folder does not exist", where=f"{option} {path}", fix=f"mkdir -p {path.parent}")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise BadInput("cannot be written", where=f"{option} {path}", fix="name a place of your own")


@contextmanager
def hushed() -> Iterator[None]:
    """Keep native libraries' chatter (TensorFlow Lite, libav) off standard error while the block runs.

    They write to the descriptor; what Python writes goes on where the user sees it.
    """
    sys.stderr.flush()
    kept, shown = os.dup(2), sys.stderr
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    sys.stderr = os.fdopen(kept, "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(sys.stderr.fileno(), 2)
        sys.stderr.close()
        sys.stderr = shown


class Watcher:
    """Shows steps and downloads as bars; every bar's text says what it is about."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._bars: dict[str, TaskID] = {}

    def event(self, event: Event) -> None:
        """Show one event of a run."""
        match event:
            case StepStarted():
                self._bar(event.step, f"{event.task}", 1.0)
            case StepProgress():
                self._set(event.step, event.done)
            case StepFinished() | StepSkipped() | StepFailed():
                self._set(event.step, 1.0)
            case _:
                pass

    def fetched(self, file: WeightFile, done: int, total: int | None) -> None:
        """Show how far a download is."""
        self._bar(file.name, f"fetching {file.name}", float(total or file.bytes or 0) or None)
        self._set(file.name, float(done))

    def counted(self, key: str, done: int, total: int, text: str) -> None:
        """Show how many of some things are done, and which is at hand."""
        self._bar(key, text, float(total))
        if self._progress is not None:
            self._progress.update(self._bars[key], completed=float(done), description=text)

    def work(self, text: str, done: float) -> None:
        """Show how far one piece of work is, 0..1."""
        self._bar(text, text, 1.0)
        self._set(text, done)

    def _bar(self, key: str, text: str, total: float | None) -> None:
        if self._progress is not None and key not in self._bars:
            self._bars[key] = self._progress.add_task(text, total=total)

    def _set(self, key: str, done: float) -> None:
        if self._progress is not None and key in self._bars:
            self._progress.update(self._bars[key], completed=done)


@contextmanager
def watching(*, quiet: bool = False) -> Iterator[Watcher]:
    """Bars on standard error while the block runs, where that is a terminal."""
    with hushed():
        out = console(error=True)
        if quiet or not out.is_terminal:
            yield Watcher(None)
            return
        yield from _bars(out)


def _bars(out: Console) -> Iterator[Watcher]:
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        yield Watcher(progress)
