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
from sensorium.core.weights import LocalFile, WeightFile
from sensorium.core.weights.store import WeightStore

BUDGET = 4 << 30


class FolderWeights:
    """Weight files by name in a folder, unchecked: what a test has lying there; `LocalFile`s come from where they are.

    Those are taken into a store in `home`, as the product does, so that a digest that does not match is told.
    """

    def __init__(self, folder: Path | None = None, home: Path | None = None) -> None:
        self._folder = folder
        self._home = home

    def folder(self, files: Sequence[WeightFile], *, model: str = "") -> Path:
        """A folder with every file under its name; WeightsError where one is neither in the folder nor local."""
        found = {file.name: self._path(file) for file in files}
        if self._folder is not None and all(path == self._folder / name for name, path in found.items()):
            return self._folder
        if self._home is not None:
            self._home.mkdir(parents=True, exist_ok=True)
        shown = Path(tempfile.mkdtemp(prefix="weights-", dir=self._home))
        for name, path in found.items():
            (shown / name).parent.mkdir(parents=True, exist_ok=True)
            (shown / name).symlink_to(path.absolute())
        return shown

    def _path(self, file: WeightFile) -> Path:
        lying = None if self._folder is None else self._folder / file.name
        if lying is not None and lying.is_file():
            return lying
        if self._home is not None and any(isinstance(source, LocalFile) for source in file.sources):
            return WeightStore(self._home / "weights", offline=True).path(file)
        raise WeightsError("is not in the test's folder", where=file.name, fix="pass weights=folder")

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
        lying = FolderWeights(weights, chosen.home)
        async with Host(registry, engine, lying, chosen, cache=cache) as host:
            yield host


def run_model(
    model: ModelClass,
    given: BaseModel,
    *,
    beside: Sequence[object] = (),
    weights: Path | None = None,
    **settings: Any,
) -> Any:
    """The output of one model for one input, run as the product runs it; faces are allowed.

    `beside` are what else is installed, for a model that asks: model classes, real or made up for the test, or
    plugin modules. `weights` is a folder with the weight files by name.
    """

    async def once() -> Any:
        async with host_of(model, *beside, weights=weights, **settings) as host:
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
