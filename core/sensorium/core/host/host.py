"""The host: one door to every model."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel

from sensorium.core.artifacts import ArtifactStore
from sensorium.core.cache import Flights, ResultCache
from sensorium.core.card import RunsOn
from sensorium.core.choosing import ModelClass, Preference
from sensorium.core.errors import DeadlineExceeded
from sensorium.core.fields import language_asked
from sensorium.core.host.answer import answered
from sensorium.core.host.beside import Beside
from sensorium.core.host.context import Ask, Outcome, RunContext
from sensorium.core.host.given import completed, medium, seen
from sensorium.core.host.identity import digest, model_identity
from sensorium.core.host.loading import Loading, Weights
from sensorium.core.host.own.proxy import WindowProxy
from sensorium.core.host.policy import notice, require
from sensorium.core.host.run import Run
from sensorium.core.host.serving import ModelServable, declared
from sensorium.core.model import Model, StreamModel
from sensorium.core.registry import Registry
from sensorium.core.scheduler.engine import Engine
from sensorium.core.scheduler.memory import machine_devices
from sensorium.core.settings import Settings
from sensorium.core.task import Task
from sensorium.core.values import Provenance

if TYPE_CHECKING:
    from sensorium.core.host.live import Live, Samples

Result = TypeVar("Result")


class Host:
    """Runs tasks and models for any number of requests on one event loop.

    `devices` maps device kinds to bytes, for choosing models; the machine is asked where it is not given.
    """

    def __init__(
        self,
        registry: Registry,
        engine: Engine,
        weights: Weights,
        settings: Settings,
        *,
        cache: ResultCache | None = None,
        devices: Mapping[str, int] | None = None,
    ) -> None:
        self.registry = registry
        self.engine = engine
        self.settings = settings
        self.cache = cache or ResultCache()
        self.artifacts = ArtifactStore(settings.home / "artifacts")
        self.flights = Flights()
        self.beside = Beside()
        self.pool = ThreadPoolExecutor(max(8, 4 * (os.cpu_count() or 1)), thread_name_prefix="sensorium")
        self._weights = weights
        self._devices = dict(devices) if devices is not None else _machine(settings.memory)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._servables: dict[ModelClass, ModelServable] = {}
        self._unloaded: dict[ModelClass, Model[Any, Any]] = {}
        self._identities: dict[ModelClass, str] = {}
        self._beside: dict[ModelClass, asyncio.Future[Any]] = {}
        self._loadings: list[Loading] = []
        self._noticed: set[str] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    async def run(
        self, what: Task[Any, Any] | ModelClass | str, given: BaseModel, context: RunContext | None = None
    ) -> Outcome[Any]:
        """Answer `given` with a model, or with the best model of a task (either may be named).

        Raises a SensoriumError; cancelling the awaiting task cancels the work nobody else waits for. Without a
        context one is made for this run alone.
        """
        self._loop = asyncio.get_running_loop()
        if context is None:
            context = RunContext()
            try:
                return await self.run(what, given, context)
            finally:
                context.readers.close()
        kind = self.resolve(what, context, given)
        async with _until(context):
            try:
                return await self._run(kind, given, context)
            except Exception as error:
                fault = declared(kind, "run", error)
                if fault is error:
                    raise
                raise fault from error

    async def live(
        self,
        what: Task[Any, Any] | ModelClass | str,
        given: BaseModel,
        sound: AsyncIterable[Samples],
        *,
        join: bool = True,
        context: RunContext | None = None,
    ) -> AsyncGenerator[Live]:
        """What a StreamModel makes of sound while it comes in, step by step; see `host.live`.

        `given` holds a `live_audio` in place of a file. Of a task the best model that hears live is taken. Nothing is
        cached, and leaving the iteration ends the session.
        """
        from sensorium.core.host.live import live_output

        self._loop = asyncio.get_running_loop()
        context = context or RunContext()
        kind = self.resolve(what, context, given, StreamModel)
        require(kind, context, self.settings)
        run = Run(self, kind, completed(kind, given), context, self.identity(kind))
        try:
            async with aclosing(live_output(run, seen(run.given), sound, join=join)) as steps:
                async for step in steps:
                    yield step
        except Exception as error:
            fault = declared(kind, "feed", error)
            if fault is error:
                raise
            raise fault from error

    def resolve(
        self,
        what: Task[Any, Any] | ModelClass | str,
        context: RunContext,
        given: BaseModel | None = None,
        of: ModelClass | None = None,
    ) -> ModelClass:
        """The model class that would run: of kind `of`, where given, and knowing the language that `given` asks for."""
        if isinstance(what, type):
            return what
        if isinstance(what, str) and what in {kind.card.name for kind in self.registry.models()}:
            return self.registry.model(what)
        language = (language_asked(given) if given is not None else None) or context.language
        return self.registry.choose(what, self.preference(language), of)

    def preference(self, language: str | None = None) -> Preference:
        """What the settings and the machine leave to choose from."""
        settings = self.settings
        hosts = frozenset() if settings.offline else frozenset(settings.allow_remote)
        return Preference(settings.profile, settings.licences, language, self._devices, hosts)

    def servable(self, kind: ModelClass) -> ModelServable:
        """The model as the engine sees it."""
        if kind not in self._servables:

            def loading(place: RunsOn, device: str, threads: int) -> Loading:
                package = self.registry.package(kind)
                made = Loading(kind.card, package, place, device, threads, self._weights, self.settings)
                self._loadings.append(made)
                return made

            self._servables[kind] = ModelServable(kind, loading)
        return self._servables[kind]

    def unloaded(self, kind: ModelClass) -> Any:
        """The instance whose `prepare` and `read` run; never loaded."""
        if kind not in self._unloaded:
            self._unloaded[kind] = kind()
        return self._unloaded[kind]

    async def resident_beside(self, kind: ModelClass) -> Any:
        """The loaded instance of a model that runs as a coroutine; loaded once."""
        if kind not in self._beside:
            place = kind.card.runs_on[0]
            load = self.in_pool(self.servable(kind).load, place, place.device, self.settings.threads)
            self._beside[kind] = asyncio.ensure_future(load)
        try:
            return await asyncio.shield(self._beside[kind])
        except Exception:
            self._beside.pop(kind, None)
            raise

    def identity(self, kind: ModelClass) -> str:
        """The model with everything of its own that its answers hang on."""
        if kind in self._identities:
            return self._identities[kind]
        card = kind.card
        options = None
        if card.settings is not None:
            options = self.settings.plugin_settings(self.registry.package(kind), card.settings)
        identity = model_identity(card, self._digest(kind), self._place(kind), options)
        if all(self._weights.digest(file) for file in card.weights):
            self._identities[kind] = identity
        return identity

    async def in_pool(self, work: Callable[..., Result], *given: Any) -> Result:
        """The result of blocking work."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *given)

    def call_soon(self, call: Callable[..., Any], *given: Any) -> None:
        """Call on the host's loop, from any thread; nothing where the loop has ended."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(call, *given)

    def elsewhere(self, work: Coroutine[Any, Any, Result]) -> Future[Result]:
        """Run a coroutine on the host's loop, from another thread."""
        if self._loop is None:
            raise RuntimeError("the host has not run anything yet")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def close(self) -> None:
        """Unload everything; runs under way must have ended."""
        for loading in self._loadings:
            if loading.connected:
                await self.beside.run(loading.http.aclose())
        for kind, future in self._beside.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                await self.in_pool(self.servable(kind).unload, future.result())
        for instance in self._unloaded.values():
            if isinstance(instance, WindowProxy):
                await self.in_pool(instance.end_reading)
        await self.beside.close()
        await self.engine.close()
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.cache.close()

    async def _run(self, kind: ModelClass, given: BaseModel, context: RunContext) -> Outcome[Any]:
        started = time.perf_counter()
        require(kind, context, self.settings)
        run = Run(self, kind, completed(kind, given), context, self.identity(kind))
        context.require_end(run.link)
        if (text := notice(kind)) and text not in self._noticed:
            self._noticed.add(text)
            run.notices[text] = None
        output, cached = await answered(run)
        return Outcome(
            output,
            self._provenance(run, time.perf_counter() - started, cached),
            run.given,
            tuple(run.warnings),
            tuple(run.notices),
            (Ask(run.task.name, run.identity), *run.asks),
        )

    def _provenance(self, run: Run, seconds: float, cached: bool) -> Provenance:
        card, media = run.card, medium(run.given)
        return Provenance(
            task=run.task.name,
            model=card.name,
            version=card.version,
            licence=card.licence,
            weights=self._digest(run.kind),
            device=self.servable(run.kind).device or self._place(run.kind).device,
            inputs=(media.sha256,) if media else (),
            seconds=seconds,
            cached=cached,
            fallback=card.fallback,
        )

    def _digest(self, kind: ModelClass) -> str:
        """One digest over a model's weights; empty where it has none."""
        files = kind.card.weights
        return digest([[file.name, self._weights.digest(file)] for file in files]) if files else ""

    def _place(self, kind: ModelClass) -> RunsOn:
        places = kind.card.runs_on
        return next((place for place in places if place.device in self._devices), places[0])


def _machine(cap: int | None) -> dict[str, int]:
    """The machine's kinds of device, each with the bytes of its largest; `cap` is the most that the CPU is given."""
    kinds: dict[str, int] = {}
    for device in machine_devices(1, cap):
        kinds[device.kind] = max(device.ledger.capacity, kinds.get(device.kind, 0))
    return kinds


@asynccontextmanager
async def _until(context: RunContext) -> AsyncIterator[None]:
    left = None if context.deadline is None else context.deadline - time.monotonic()
    timer = asyncio.timeout(left)
    try:
        async with timer:
            yield
    except TimeoutError as error:
        if timer.expired():
            raise DeadlineExceeded("the deadline passed", fix="allow more time; what is finished is kept") from error
        raise
