"""``sensorium library add | list | remove`` and ``sensorium search``."""

from __future__ import annotations

import asyncio
import json as jsonlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.agent.agent import Agent
from sensorium.agent.cli.session import Watcher, console, settings_with, watching
from sensorium.agent.libraries import Found, Libraries
from sensorium.core.choosing import Licences, Profile
from sensorium.core.library import DEFAULT, Added

if TYPE_CHECKING:
    from sensorium.core.tasks.matching import Hit

SHOWN = 12
"""Files named of each kind of trouble."""


class LibraryOptions(NamedTuple):
    """The options of the commands."""

    name: str = DEFAULT
    json: bool = False
    skip: tuple[str, ...] = ()
    prune: bool = False
    model: str | None = None
    top: int = 10
    profile: Profile | None = None
    licences: Licences | None = None
    offline: bool = False


def add_command(paths: Sequence[Path], options: LibraryOptions) -> int:
    """Index; 0, or 1 where no file at all could be indexed."""
    with watching(quiet=options.json) as watcher, _counting(watcher) as told:
        agent = _agent(options, watcher)
        added = asyncio.run(_add(agent, paths, options, told))
    if options.json:
        sys.stdout.write(jsonlib.dumps(_added(added, options.name), ensure_ascii=False) + "\n")
    else:
        _show_added(added, options.name)
    return 1 if added.failed and not (added.added or added.unchanged or added.moved) else 0


async def _add(agent: Agent, paths: Sequence[Path], options: LibraryOptions, told: Callable[..., None]) -> Added:
    async with agent:
        libraries = Libraries(agent)
        return await libraries.add(
            paths, options.name, model=options.model, skip=options.skip, prune=options.prune, told=told
        )


def list_command(json: bool) -> int:
    """Print the libraries."""
    shelves = Libraries(Agent(settings_with())).shelves()
    if json:
        sys.stdout.write(jsonlib.dumps([shelf._asdict() for shelf in shelves]) + "\n")
        return 0
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in ("library", "files", "missing", "rows", "model"):
        table.add_column(column)
    for shelf in shelves:
        rows = ", ".join(f"{count} {kind}" for kind, count in shelf.rows.items())
        table.add_row(shelf.name, str(shelf.files), str(shelf.missing), escape(shelf.error) or rows, shelf.model)
    console().print(table if shelves else "no library yet: sensorium library add FOLDER")
    return 0


def remove_command(name: str, files: Sequence[Path], json: bool) -> int:
    """Forget files of a library, or the whole of it; the media themselves are left alone."""
    count = Libraries(Agent(settings_with())).remove(name, files)
    if json:
        sys.stdout.write(jsonlib.dumps({"library": name, "forgotten": count, "removed": not files}) + "\n")
    else:
        console().print(f"{count} files forgotten" if files else f"library {name} removed, {count} files forgotten")
    return 0


def search_command(text: str, image: Path | None, options: LibraryOptions) -> int:
    """Print the hits; 0, or 3 where there are none."""
    with watching(quiet=options.json) as watcher:
        found = asyncio.run(_searched(_agent(options, watcher), text, image, options))
    if options.json:
        sys.stdout.write(jsonlib.dumps(_found(found), ensure_ascii=False) + "\n")
    else:
        _show_hits(found)
    return 0 if found.hits else 3


async def _searched(agent: Agent, text: str, image: Path | None, options: LibraryOptions) -> Found:
    picture = None if image is None else _picture(image)
    async with agent:
        return await Libraries(agent).search(text, image=picture, name=options.name, top=options.top)


def _picture(path: Path) -> Any:
    from sensorium.core.errors import BadInput
    from sensorium.core.media import open_media
    from sensorium.core.values import Image

    medium = open_media(path)
    if not isinstance(medium, Image):
        raise BadInput("is not a picture", where=str(path), fix="--image takes a picture")
    return medium


def _agent(options: LibraryOptions, watcher: Watcher) -> Agent:
    settings = settings_with(offline=options.offline, profile=options.profile, licences=options.licences)
    return Agent(settings, fetched=watcher.fetched)


@contextmanager
def _counting(watcher: Watcher) -> Iterator[Callable[[int, int, str], None]]:
    """Shows how many files are done."""

    def told(done: int, total: int, path: str) -> None:
        watcher.counted("files", done, total, f"indexing {Path(path).name}")

    yield told


def _added(added: Added, name: str) -> dict[str, Any]:
    return {
        "library": name,
        "added": added.added,
        "moved": added.moved,
        "unchanged": len(added.unchanged),
        "gone": added.gone,
        "failed": [{"path": path, "error": error.model_dump()} for path, error in added.failed],
        "notes": [{"path": path, "note": note} for path, note in added.notes],
    }


def _show_added(added: Added, name: str) -> None:
    from rich.markup import escape

    out = console()
    counts = {
        "added": len(added.added), "moved": len(added.moved), "unchanged": len(added.unchanged),
        "forgotten": len(added.gone), "failed": len(added.failed),
    }  # fmt: skip
    told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    out.print(f"[bold]library {escape(name)}[/bold]: {told or 'nothing to do'}")
    faults = [f"{error.where}: {error.message}" for _, error in added.failed]
    for text in (*faults[:SHOWN], *(f"{Path(path).name}: {note}" for path, note in added.notes[:SHOWN])):
        out.print(f"[yellow]note:[/yellow] {escape(text)}")
    if len(faults) > SHOWN:
        out.print(f"[yellow]note:[/yellow] and {len(faults) - SHOWN} more; --json names all")


def _found(found: Found) -> dict[str, Any]:
    card = found.card
    model = {"name": card.name, "version": card.version, "licence": card.licence, "fallback": card.fallback}
    return {"hits": [hit.model_dump(mode="json") for hit in found.hits], "model": model}


def _show_hits(found: Found) -> None:
    from rich.markup import escape

    out = console()
    for hit in found.hits:
        out.print(f"[green]{hit.score:.2f}[/green]  [bold]{escape(hit.uri)}[/bold]  {_when(hit)}")
        out.print(f"      [dim]{escape(f'{hit.why}: {hit.text}'.rstrip(': '))}[/dim]")
    if not found.hits:
        out.print("nothing in the library comes near it")
    card = found.card
    fallback = f"; fallback: {card.fallback}" if card.fallback else ""
    out.print(f"[dim]{escape(f'{card.name} {card.version}, {card.licence}{fallback}')}[/dim]")


def _when(hit: Hit) -> str:
    return f"{hit.span.start:.1f}–{hit.span.end:.1f} s" if hit.span else ""
