"""The agent: a request and media in, an answer with evidence out. The one door behind CLI, servers and libraries."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sensorium.agent.answer import chinese
from sensorium.agent.answer.compose import compose
from sensorium.agent.answer.run import Run, Unusable
from sensorium.agent.answer.schema import Answer, Timing
from sensorium.agent.answer.words import language_of
from sensorium.agent.asked import checked, no_file
from sensorium.agent.chat.choice import Chat, choose
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.compile.compiler import names_face, needs_medium
from sensorium.agent.direct import run_task
from sensorium.agent.events import Observer, Planned, Understood, nobody
from sensorium.agent.execute import Executed, Execution
from sensorium.agent.fetching import Fetched, FetchingStore
from sensorium.agent.observing import Observers
from sensorium.agent.plan import Plan
from sensorium.agent.query import Query
from sensorium.agent.understand.front import understand
from sensorium.agent.understand.understanding import Understanding, in_language
from sensorium.core.choosing import Preference
from sensorium.core.errors import BadInput, DeadlineExceeded, SensoriumError
from sensorium.core.host import Host, Outcome, RunContext
from sensorium.core.host.context import Progress, unheard
from sensorium.core.offers import Offers
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore

if TYPE_CHECKING:
    from sensorium.core.values import Media


class Agent:
    """Answers requests; use as an async context manager, so that models are let go at the end.

    It belongs to the event loop that first asks; threads without one share it through `ask_sync`.

    Without arguments it takes the user's settings and every installed plugin. `fetched` hears of weights being
    fetched at first use; `observe` of every event of every request.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        registry: Registry | None = None,
        *,
        observe: Observer = nobody,
        fetched: Fetched | None = None,
    ) -> None:
        self.settings = settings or Settings.load()
        self.registry = registry or Registry(allow=self.settings.plugins_allow, block=self.settings.plugins_block)
        self.store = WeightStore.of(self.settings, Offers(self.registry, "sensorium_weight_sources"))
        self._observe = observe
        self._fetched = fetched
        self._stack = AsyncExitStack()
        self._alone = threading.Lock()
        self._claiming = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._host: Host | None = None
        self._chats: dict[str, Chat | None] = {}

    async def __aenter__(self) -> Self:
        self._closed = False
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        await self._let_go()

    @property
    def policy(self) -> Policy:
        """What the settings allow and prefer."""
        settings = self.settings
        hosts: frozenset[str] = frozenset() if settings.offline else frozenset(settings.allow_remote)
        return Policy(Preference(settings.profile, settings.licences, remote=hosts), settings.faces)

    async def ask(
        self,
        media: str | Path | Media | Sequence[str | Path | Media],
        request: str,
        *,
        llm: str = "auto",
        deadline: float | None = None,
        observe: Observer | None = None,
    ) -> Answer:
        """Answer `request` over one medium or several; one of several that is of no use is warned of, and spared.

        `llm` is who reads the request (see `chat.choice`); `deadline` is in seconds from now. What goes wrong is
        in the answer's `error`, with whatever was found; only cancellation is raised.
        """
        saw = Observers(self.registry, observe or self._observe)
        answer = await self._answer(media, request, llm, deadline, saw)
        return answer.model_copy(update={"warnings": (*answer.warnings, *saw.warnings)})

    def ask_sync(
        self,
        media: str | Path | Media | Sequence[str | Path | Media],
        request: str,
        *,
        llm: str = "auto",
        deadline: float | None = None,
        observe: Observer | None = None,
    ) -> Answer:
        """`ask` for programs without an event loop, one request at a time; models are let go after each.

        RuntimeError where an event loop runs already: there, await `ask`.
        """
        if _looping():
            raise RuntimeError("an event loop is running here: use `await agent.ask(...)`")

        async def once() -> Answer:
            try:
                return await self.ask(media, request, llm=llm, deadline=deadline, observe=observe)
            finally:
                if self._loop is asyncio.get_running_loop():  # else another loop's work goes on
                    await self._let_go()

        with self._alone:
            return asyncio.run(once())

    async def run(
        self,
        task: str,
        *,
        model: str | None = None,
        deadline: float | None = None,
        progress: Progress = unheard,
        **given: Any,
    ) -> Outcome[Any]:
        """The typed outcome of one task called by name: ``await agent.run("speech_recognition", media="talk.wav")``.

        `given` are the fields of the task's input; the medium may be a path. `model` names one of its models; else
        the best that the settings allow answers. `deadline` is in seconds from now. Raises a SensoriumError. Naming
        facial expression here is the opt-in to it.
        """
        self._claim()
        wanted = self.registry.task(task)
        chosen = None if model is None else self.registry.model(model)
        if chosen is not None and chosen.task is not wanted:
            raise BadInput(
                f"answers {chosen.task.name}, not {task}", where=str(model), fix="`sensorium tasks` lists both"
            )
        ends = None if deadline is None else time.monotonic() + deadline
        host = await self._hosted()
        context = RunContext(deadline=ends, allow_faces=True, progress=progress)
        try:
            return await run_task(host, wanted, chosen, given, context)
        finally:
            context.readers.close()

    async def host(self) -> Host:
        """What runs the models, for who runs many tasks: made at first use, closed with the agent."""
        self._claim()
        return await self._hosted()

    async def understand(self, request: str, *, llm: str = "auto", observe: Observer | None = None) -> Understanding:
        """What a request means; RequestError where nobody can tell."""
        began = time.monotonic()
        chat = self._chat(llm)
        understood = await understand(request, self.registry, chat, always=llm not in ("none", "auto"))
        event = Understood(query=str(understood.query), by=understood.by, seconds=time.monotonic() - began)
        (observe or self._observe)(event)
        return understood

    def plan(
        self, understood: Understanding, medium: Media | type[Media] | None = None, *, optimised: bool = True
    ) -> Plan:
        """The checked plan for one medium, or for a kind of medium."""
        from sensorium.core.values import Media

        compiler = Compiler(self.registry, self.store)
        if not isinstance(medium, Media):
            return compiler.compile(understood.query, self.policy, medium, optimised=optimised)
        seconds = medium.whole.seconds
        return compiler.compile(understood.query, self.policy, type(medium), duration=seconds, optimised=optimised)

    async def _answer(
        self,
        media: str | Path | Media | Sequence[str | Path | Media],
        request: str,
        llm: str,
        deadline: float | None,
        saw: Observer,
    ) -> Answer:
        began = time.monotonic()
        try:
            self._claim()
            sources = checked(media, request)
            understood = in_language(await self.understand(request, llm=llm, observe=saw), language_of(request))
        except SensoriumError as error:
            return _failed(request, None, error, began)
        ready = time.monotonic()
        try:
            runs, unusable = await self._runs(request, understood, sources, deadline, saw)
        except SensoriumError as error:
            return _failed(request, understood, error, began)
        return compose(request, understood, runs, _timing(began, ready, runs), unusable)

    def _claim(self) -> None:
        """Take the running loop for the agent's own; BadInput where it has another, or is closed."""
        loop = asyncio.get_running_loop()
        with self._claiming:
            if self._closed:
                raise BadInput(
                    "this Agent is closed", where="agent", fix="ask inside its `async with`, or make another"
                )
            if self._loop is None or self._loop.is_closed():
                self._loop = loop
            if self._loop is not loop:
                fix = "make an Agent for each loop, or ask_sync from threads"
                raise BadInput("this Agent belongs to another event loop", where="agent", fix=fix)

    async def _let_go(self) -> None:
        await self._stack.aclose()
        self._host = self._loop = None

    def _chat(self, wanted: str) -> Chat | None:
        if wanted not in self._chats:  # kept: a loaded language model serves all requests
            self._chats[wanted] = choose(
                wanted, self.settings, self.store, Offers(self.registry, "sensorium_chat_models")
            )
        return self._chats[wanted]

    async def _runs(
        self,
        request: str,
        understood: Understanding,
        sources: Sequence[str | Path | Media],
        deadline: float | None,
        observe: Observer,
    ) -> tuple[list[Run], list[Unusable]]:
        """The runs, and the media that were of no use; the first of these's error where all were."""
        ends = None if deadline is None else time.monotonic() + deadline
        unusable: list[Unusable] = []
        planned: list[tuple[int, Media | None, Plan]] = []
        for at, source in enumerate(sources or [None]):
            with _sparing(at, source, unusable):
                medium = None if source is None else await asyncio.to_thread(_opened, source)
                planned.append((at, medium, self._planned(request, understood, medium)))
        _require_any(planned, unusable)
        host = await self._hosted()
        runs = []
        for at, medium, plan in planned:
            with _sparing(at, medium, unusable):
                done = await self._run(host, understood.query, medium, plan, ends, observe)
                runs.append(Run(medium, plan, done, at))
        _require_any(runs, unusable)
        return runs, unusable

    def _planned(self, request: str, understood: Understanding, medium: Media | None) -> Plan:
        """The plan; BadInput with what to type where it needs a medium and none was given."""
        plan = self.plan(understood, medium)
        if medium is None and needs_medium(plan, understood.query, self.registry):
            raise no_file(request)
        return plan

    async def _run(
        self, host: Host, query: Query, medium: Media | None, plan: Plan, ends: float | None, observe: Observer
    ) -> Executed:
        observe(Planned(tasks=plan.tasks, estimated_seconds=plan.estimate.seconds))
        context = RunContext(deadline=ends, allow_faces=self.settings.faces or names_face(query))
        try:
            done = await Execution(host, plan, query, medium, context, observe).run()
            done.warnings += tuple(context.readers.warnings)
        finally:
            context.readers.close()
        return done

    async def _hosted(self) -> Host:
        if self._host is None:
            from sensorium.core.cache import ResultCache, ResultStore
            from sensorium.core.scheduler import LocalEngine

            cache = ResultCache(ResultStore(self.settings.home / "cache" / "results.sqlite", self.settings.cache))
            weights = FetchingStore(self.store, self._fetched)
            engine = LocalEngine(most=self.settings.threads, memory=self.settings.memory)
            host = Host(self.registry, engine, weights, self.settings, cache=cache)
            self._host = await self._stack.enter_async_context(host)
        return self._host


@contextmanager
def _sparing(at: int, source: str | Path | Media | None, unusable: list[Unusable]) -> Iterator[None]:
    """A medium that is no good for the request, or that the deadline left no time for, spoils no other's answer."""
    try:
        yield
    except (BadInput, DeadlineExceeded) as error:
        unusable.append(Unusable(at, source if isinstance(source, str) else str(getattr(source, "uri", source)), error))


def _require_any(left: Sequence[object], unusable: Sequence[Unusable]) -> None:
    """Raise the first medium's error where no medium is left."""
    if not left:
        raise min(unusable, key=lambda one: one.at).error


def _looping() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _opened(source: str | Path | Media) -> Media:
    from sensorium.core.media import open_media
    from sensorium.core.values import Media

    return source if isinstance(source, Media) else open_media(source)


def _timing(began: float, ready: float, runs: Sequence[Run]) -> Timing:
    from sensorium.core.values import Image

    now = time.monotonic()
    seconds = sum(run.medium.whole.seconds for run in runs if run.medium and not isinstance(run.medium, Image))
    return Timing(
        understand=round(ready - began, 4),
        run=round(now - ready, 4),
        total=round(now - began, 4),
        realtime=round(seconds / (now - ready), 2) if seconds and now > ready else None,
    )


def _failed(request: object, understood: Understanding | None, error: SensoriumError, began: float) -> Answer:
    total = round(time.monotonic() - began, 4)
    said = request if isinstance(request, str) else ""
    language = language_of(said)
    return Answer(
        request=said,
        query=str(understood.query) if understood else None,
        goal=understood.query.goal if understood else "find",
        answer=chinese.error(error.info) if language == "zh" else str(error),
        warnings=understood.warnings if understood else (),
        timing=Timing(total=total),
        error=error.info,
        language=language,
    )
