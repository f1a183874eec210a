"""Models run on their own: no agent, no plan, no discovery, nothing left behind."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pydantic import BaseModel

from sensorium.core.cache import ResultCache
from sensorium.core.choosing import ModelClass
from sensorium.core.errors import PluginError, WeightsError
from sensorium.core.hookspecs import API, Registrar
from sensorium.core.host import Host, RunContext
from sensorium.core.registry import Registry
from sensorium.core.scheduler import Engine, LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.task import Task
from sensorium.core.weights import WeightFile

BUDGET = 4 << 30


class FolderWeights:
    """Weight files by name in a folder, unchecked: what a test has lying there."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def folder(self, files: Sequence[WeightFile], *, model: str = "") -> Path:
        """The folder; WeightsError where a file is missing from it."""
        for file in files:
            if self._folder is None or not (self._folder / file.name).is_file():
                raise WeightsError("is not in the test's folder", where=file.name, fix="pass weights=folder")
        return self._folder or Path()

    def digest(self, file: WeightFile) -> str | None:
        """What the file declares."""
        return file.sha256


def isolated_registry(*plugins: object) -> Registry:
    """A registry of these alone: modules with hooks, or tasks and model classes as they are; nothing is discovered.

    Raises the PluginError that would have quarantined one of them.
    """
    loose = [thing for thing in plugins if isinstance(thing, type | Task)]
    named = {getattr(p, "__name__", f"plugin{n}"): p for n, p in enumerate(plugins) if not isinstance(p, type | Task)}
    if loose:

        def sensorium_register(registrar: Registrar) -> None:
            registrar.add(API, *_with_tasks(loose))

        named["tried"] = SimpleNamespace(sensorium_register=sensorium_register)
    registry = Registry(named, discover=False)
    if registry.quarantined:
        raise registry.quarantined[0]
    return registry


@asynccontextmanager
async def host_of(
    *plugins: object,
    weights: Path | None = None,
    home: Path | None = None,
    engine: Engine | None = None,
    cache: ResultCache | None = None,
    **settings: Any,
) -> AsyncIterator[Host]:
    """A host over `isolated_registry`; its home is a folder that goes with it unless one is given."""
    registry = isolated_registry(*plugins)
    with tempfile.TemporaryDirectory(prefix="sensorium-") as folder:
        chosen = Settings(home=home or Path(folder), **settings)
        engine = engine or LocalEngine({"cpu": BUDGET, "remote": BUDGET})
        async with Host(registry, engine, FolderWeights(weights), chosen, cache=cache) as host:
            yield host


def run_model(model: ModelClass, given: BaseModel, *, weights: Path | None = None, **settings: Any) -> Any:
    """The output of one model for one input, run as the product runs it; faces are allowed."""

    async def once() -> Any:
        async with host_of(model, weights=weights, **settings) as host:
            context = RunContext(allow_faces=True)
            try:
                return (await host.run(model, given, context)).output
            finally:
                context.readers.close()

    return asyncio.run(once())


def _with_tasks(loose: Sequence[Any]) -> list[Any]:
    """The tasks the models answer and that no other plugin registers come along."""
    found = list(loose)
    for model in loose:
        task = getattr(model, "task", None)
        if isinstance(task, Task) and not any(task is known for known in found):
            found.append(task)
    if not found:
        raise PluginError("nothing to register", where="testing", fix="pass tasks or model classes")
    return found
