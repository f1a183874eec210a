"""``sensorium train KIND DIR``."""

from __future__ import annotations

import json as jsonlib
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.agent.cli.listings import registry_of
from sensorium.agent.cli.session import console, hushed, settings_with
from sensorium.core.errors import RequestError
from sensorium.core.settings import Settings

if TYPE_CHECKING:
    from rich.progress import Progress

    from sensorium.core.training import Epoch, Result, Trainer


class TrainOptions(NamedTuple):
    """What was given beside kind and folder."""

    name: str | None
    epochs: int
    patience: int
    seed: int
    group: str
    json: bool


def train_command(kind: str, folder: Path, options: TrainOptions) -> int:
    """Train, and say what came out and how to use it."""
    from sensorium.core.training import Plan, Training, train, work_of

    settings = settings_with()
    trainer = _trainer(kind, settings)
    name = options.name or _name_of(kind, folder)
    showing = _Showing(quiet=options.json)
    training = Training(
        folder.absolute(),
        work_of(settings.home, name),
        settings,
        Plan(options.epochs, options.patience, options.seed),
        options.group,
        showing.prepared,
        showing.epoch,
    )
    with hushed(), showing:
        result = train(trainer, kind, name, training)
    _told(result, training.warnings, settings.home, options.json)
    return 0


def _trainer(kind: str, settings: Settings) -> Trainer:
    makers: dict[str, Any] = {}
    for found in registry_of(settings).gather("sensorium_trainers"):
        makers |= found
    if kind not in makers:
        near = get_close_matches(kind, list(makers), n=1, cutoff=0.5)
        known = "; ".join(f"{name}: {make().description}" for name, make in sorted(makers.items()))
        fix = f"did you mean {near[0]}?" if near else f"there is {known}" if known else "install a plugin that trains"
        raise RequestError(f"nothing trains {kind!r}", where="train", fix=fix)
    trainer: Trainer = makers[kind]()
    return trainer


def _name_of(kind: str, folder: Path) -> str:
    """``audio-my-sounds`` for ``My Sounds/``."""
    letters = "".join(
        letter if letter.isascii() and letter.isalnum() else "-" for letter in folder.absolute().name.lower()
    )
    return "-".join(part for part in f"{kind}-{letters}".split("-") if part)[:64]


class _Showing:
    """Two bars on standard error where that is a terminal: the preparation, and the epochs with their losses."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._progress: Progress | None = None
        self._bars: dict[str, Any] = {}

    def __enter__(self) -> _Showing:
        out = console(error=True)
        if not self._quiet and out.is_terminal:
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
            self._progress = Progress(*columns, console=out, transient=True)
            self._progress.start()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def prepared(self, done: float, note: str) -> None:
        """How far the files are read."""
        self._set("reading", done, f"reading {note}")

    def epoch(self, epoch: Epoch) -> None:
        """One epoch is over."""
        text = f"epoch {epoch.number}: loss {epoch.learnt:.3f}, watched {epoch.watched:.3f} (best {epoch.best:.3f})"
        self._set("epochs", epoch.number / epoch.epochs, text)

    def _set(self, bar: str, done: float, text: str) -> None:
        if self._progress is not None:
            if bar not in self._bars:
                self._bars[bar] = self._progress.add_task(text, total=1.0)
            self._progress.update(self._bars[bar], completed=done, description=text)


def _told(result: Result, warnings: list[str], home: Path, json: bool) -> None:
    from sensorium.core.training.results import folder_of

    place = folder_of(home, result.name)
    if json:
        value = {
            "model": result.card_name,
            **result.model_dump(mode="json"),
            "folder": str(place),
            "warnings": warnings,
        }
        sys.stdout.write(jsonlib.dumps(value, ensure_ascii=False) + "\n")
        return
    out = console()
    for warning in warnings:
        out.print(f"[yellow]{warning}[/yellow]")
    for figure, measure in result.measured.items():
        out.print(f"{figure:32} {measure:g}", markup=False)
    name, task = result.card_name, result.task
    out.print(f"{name} answers {task} from now on; it lies in {place}", markup=False)
    out.print(f"by its name: sensorium run {task} --model {name} -i ...", markup=False)
