"""Libraries filled and searched through an agent."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.host import Host, RunContext
from sensorium.core.host.identity import digest
from sensorium.core.library import (
    DEFAULT,
    NEEDED,
    OPTIONAL,
    Added,
    Adding,
    Indexer,
    Library,
    LibraryError,
    delete,
    existing,
    find,
    folder_of,
    forget,
    names,
    sources,
)
from sensorium.core.library.adding import Told, untold
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING
from sensorium.core.tasks.matching import (
    IMAGE_TEXT_EMBEDDING,
    EmbeddingInput,
    EmbeddingOutput,
    Hit,
)
from sensorium.core.tasks.reading import OPTICAL_CHARACTER_RECOGNITION
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION
from sensorium.core.tasks.speech import SPEECH_RECOGNITION

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sensorium.agent.agent import Agent
    from sensorium.core.card import Card
    from sensorium.core.library.indexing import Ask
    from sensorium.core.task import Task
    from sensorium.core.values import Image, Media

SKIPS = {
    "speech": SPEECH_RECOGNITION.name,
    "writing": OPTICAL_CHARACTER_RECOGNITION.name,
    "sound": AUDIO_CLASSIFICATION.name,
}
"""What need not be looked for, and the task that would look for it."""


LONGEST = 2_000
"""Characters of a query."""


class Found(NamedTuple):
    """Hits, best first, and the card of the model whose vectors ranked them."""

    hits: tuple[Hit, ...]
    card: Card


class Shelf(NamedTuple):
    """A library at a glance: how many files it knows, how many of these lie nowhere now, rows by kind.

    `error` says why one that is damaged tells nothing.
    """

    name: str
    files: int
    missing: int
    rows: dict[str, int]
    model: str
    error: str = ""


class Libraries:
    """The user's libraries, as the agent's settings place them."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent
        self.root = agent.settings.home / "libraries"

    async def add(
        self,
        paths: Sequence[Path],
        name: str = DEFAULT,
        *,
        model: str | None = None,
        skip: Sequence[str] = (),
        prune: bool = False,
        told: Told = untold,
    ) -> Added:
        """Index the media among `paths` that the library does not know yet.

        `model` names the model of image_text_embedding that gives the vectors: the library's own, or for a new library
        the best there is. `skip` names kinds of rows (see SKIPS) not to look for; with `prune` what is gone from the
        folders is forgotten. Interrupted, it keeps what is finished; called again, it goes on.
        """
        if unknown := sorted(set(skip) - set(SKIPS)):
            raise BadInput(f"nothing called {unknown[0]!r} can be skipped", where="skip", fix=f"one of {[*SKIPS]}")
        folder = folder_of(self.root, name)
        found = await asyncio.to_thread(sources, paths)
        host = await self._agent.host()
        ask = _asking(host)
        tower = self._tower(host, name, model)
        probe: EmbeddingOutput = await ask(tower, EmbeddingInput(text="a photo"))
        library = await asyncio.to_thread(Library.at, folder, probe.space, len(probe.vector), tower)
        tasks = frozenset(_optional(host)) - {SKIPS[kind] for kind in skip}
        recipe = _recipe(host, tower, tasks)
        adding = Adding(library, Indexer(ask, tower, recipe, tasks), recipe, told)
        added = await adding.run(found.files)
        if prune:
            await asyncio.to_thread(adding.prune, paths)
        return added

    async def search(self, text: str = "", *, image: Image | None = None, name: str = DEFAULT, top: int = 10) -> Found:
        """The best hits for a text or a picture; BadInput where there is no such library."""
        if len(text) > LONGEST:
            raise BadInput(f"has {len(text)} characters", where="query", fix=f"at most {LONGEST}")
        library = Library(existing(self.root, name))
        host = await self._agent.host()
        hits = await find(_asking(host), library, text, image, top)
        return Found(hits, self._agent.registry.model(library.model).card)

    async def ranked(self, request: str, name: str = DEFAULT) -> list[Media | Path]:
        """Every file of the library, those nearest to the request first; the others follow in order of path."""
        media = {str(getattr(medium, "uri", medium)): medium for medium in self.media(name)}
        try:
            hits = (await self.search(request[:LONGEST], name=name, top=len(media))).hits if request.strip() else ()
        except SensoriumError:  # nothing but the order hangs on it
            hits = ()
        first = [hit.uri for hit in hits if hit.uri in media]
        return [media[path] for path in dict.fromkeys((*first, *media))]

    def media(self, name: str = DEFAULT) -> list[Media | Path]:
        """Every file of the library in order of path: as it was indexed, or its path where it has changed since."""
        library = Library(existing(self.root, name))
        places = library.places()
        known = library.media({place.sha256 for place in places.values()})
        found: list[Media | Path] = []
        for path, place in sorted(places.items()):
            medium = known.get(place.sha256)
            same = medium is not None and _unchanged(Path(path), place.size, place.changed)
            found.append(medium.model_copy(update={"uri": path}) if medium is not None and same else Path(path))
        return found

    def shelves(self) -> list[Shelf]:
        """All libraries."""
        return [self._shelf(name) for name in names(self.root)]

    def remove(self, name: str, files: Sequence[Path] = ()) -> int:
        """Forget `files`, or the whole library where none are named; how many files are forgotten. Media stay."""
        folder = existing(self.root, name)
        if not files:
            count = self._shelf(name).files
            delete(folder)
            return count
        library = Library(folder)
        places = library.places()
        wanted = [str(file.absolute()) for file in files]
        gone = [path for path in places if any(path == one or Path(path).is_relative_to(one) for one in wanted)]
        if not gone:
            raise BadInput(f"is not in the library {name!r}", where=wanted[0], fix="sensorium library list names them")
        forget(library, gone)
        return len(gone)

    def _tower(self, host: Host, name: str, model: str | None) -> str:
        """The name of the model that places pictures and texts; BadInput where `model` is of another task."""
        if model is None:
            known = name in names(self.root)
            return Library(existing(self.root, name)).model if known else _best(host)
        if self._agent.registry.model(model).task is not IMAGE_TEXT_EMBEDDING:
            raise BadInput(
                f"does not answer {IMAGE_TEXT_EMBEDDING.name}", where=model, fix="`sensorium tasks` lists who"
            )
        return model

    def _shelf(self, name: str) -> Shelf:
        try:
            library = Library(existing(self.root, name))
            paths, counts = list(library.places()), library.counts()
        except LibraryError as error:
            return Shelf(name, 0, 0, {}, "", str(error))
        rows = {kind: count for kind, count in sorted(counts.items()) if kind != "content"}
        return Shelf(name, len(paths), sum(not Path(path).exists() for path in paths), rows, library.model)


def _asking(host: Host) -> Ask:
    """Runs a task on terms of its own, so that thousands of files hold no reader open."""

    async def ask(task: Task[Any, Any] | str, given: BaseModel) -> Any:
        context = RunContext()
        try:
            return (await host.run(task, given, context)).output
        finally:
            context.readers.close()

    return ask


def _optional(host: Host) -> list[str]:
    """The optional tasks that some model answers; captions only where they are more than the names of what is seen."""
    found = []
    for task in OPTIONAL:
        try:
            card = host.resolve(task, RunContext()).card
        except SensoriumError:
            continue
        if task is not IMAGE_CAPTIONING or card.fallback is None:
            found.append(task.name)
    return found


def _best(host: Host) -> str:
    return host.resolve(IMAGE_TEXT_EMBEDDING, RunContext()).card.name


def _recipe(host: Host, tower: str, tasks: frozenset[str]) -> str:
    """Names the models that index: other models, other rows."""
    wanted = [task for task in (*NEEDED, *OPTIONAL) if task in NEEDED or task.name in tasks]
    kinds = [host.resolve(what, RunContext()) for what in (tower, *wanted)]
    return digest(*map(host.identity, kinds))[:16]


def _unchanged(path: Path, size: int, changed: int) -> bool:
    try:
        state = path.stat()
    except OSError:
        return False
    return (state.st_size, state.st_mtime_ns) == (size, changed)
