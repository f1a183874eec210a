"""Every task and model there is: found through hooks, checked, and quarantined plugin by plugin where they break."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from importlib import metadata
from types import MappingProxyType
from typing import Any

import pluggy

from sensorium.core import hookspecs
from sensorium.core.choosing import ModelClass, Preference, ranked, refusals
from sensorium.core.conformance import check_model, check_task
from sensorium.core.debug import show, trace
from sensorium.core.errors import PluginError, Refused, RequestError, SensoriumError
from sensorium.core.invalid import raised
from sensorium.core.model import Model
from sensorium.core.task import Task
from sensorium.core.tasks import STANDARD_TASKS

GROUP = "sensorium"
BUILT_IN = "sensorium"
Source = Callable[[], object]
AnyTask = Task[Any, Any]


@dataclass
class Proposal:
    """What one plugin asked to register; it is taken whole or not at all."""

    plugin: str
    package: str
    tasks: list[AnyTask] = field(default_factory=list)
    models: list[ModelClass] = field(default_factory=list)

    def add(self, api: int, *what: AnyTask | ModelClass, own_process: bool = False) -> None:
        """The `Registrar` a plugin sees."""
        if api != hookspecs.API:
            raise PluginError(
                f"written against plugin API {api}, this is API {hookspecs.API}",
                fix=f"install a version of {self.package} for API {hookspecs.API}, or another sensorium",
            )
        for thing in what:
            if isinstance(thing, Task):
                check_task(thing)
                self.tasks.append(thing)
            elif isinstance(thing, type) and issubclass(thing, Model):
                check_model(thing)
                self.models.append(_apart(thing) if own_process else thing)
            else:
                raise PluginError(f"registered {thing!r}", fix="pass Task objects and model classes")


class _Plugins(pluggy.PluginManager):
    """Takes every function named ``sensorium_*`` for a hook, marked or not, as a forgotten marker would be silent."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> Any:
        if not name.startswith("sensorium_"):
            return None
        marked = super().parse_hookimpl_opts(plugin, name)
        return marked if marked is not None else ({} if callable(getattr(plugin, name, None)) else None)


class Registry:
    """Tasks, models and hooks of the installed plugins; plugins load when something is first asked for.

    `allow` keeps third-party plugins to those named (by entry point or distribution), `block` leaves out any.
    `plugins` are given by name as modules or objects with hook functions; with ``discover=False`` they are all.
    """

    def __init__(
        self,
        plugins: Mapping[str, object] = MappingProxyType({}),
        *,
        discover: bool = True,
        allow: Collection[str] | None = None,
        block: Collection[str] = (),
    ) -> None:
        self._given = dict(plugins)
        self._discover = discover
        self._allow = allow
        self._block = block
        self._manager = _Plugins(GROUP)
        self._manager.add_hookspecs(hookspecs)
        self._faults: list[PluginError] = []
        self._names: dict[str, AnyTask] = {}
        self._models: dict[str, ModelClass] = {}
        self._packages: dict[str, str] = {}
        self._loaded = False
        self._lock = threading.RLock()

    @property
    def tasks(self) -> Mapping[str, AnyTask]:
        """Tasks by the name to use: the short one where it is unique, else ``package:name``."""
        self._load()
        return MappingProxyType({_shortest(full, self._names): task for full, task in self._names.items()})

    @property
    def quarantined(self) -> tuple[PluginError, ...]:
        """What was left out, and why."""
        self._load()
        return tuple(self._faults)

    @property
    def plugins(self) -> tuple[str, ...]:
        """Names of the plugins that work."""
        self._load()
        return tuple(name for name, _ in self._manager.list_name_plugin())

    def task(self, name: str) -> AnyTask:
        """A task by its full name, or its short one while that is unique; RequestError otherwise."""
        self._load()
        if name in self._names:
            return self._names[name]
        full = [known for known in self._names if known.rpartition(":")[2] == name]
        if len(full) == 1:
            return self._names[full[0]]
        if full:
            raise RequestError(f"{len(full)} tasks are called {name!r}", where="task", fix=f"use {' or '.join(full)}")
        raise _unknown("task", name, self.tasks)

    def model(self, name: str) -> ModelClass:
        """A model class by its card's name; RequestError where there is none."""
        self._load()
        if name not in self._models:
            raise _unknown("model", name, self._models)
        return self._models[name]

    def models(self, task: AnyTask | str | None = None, wants: Preference = Preference()) -> tuple[ModelClass, ...]:
        """Models of `task`, or all: the best for `wants` first, those it rules out last."""
        self._load()
        if isinstance(task, str):
            task = self.task(task)
        return ranked([m for m in self._models.values() if task is None or m.task is task], wants)

    def choose(self, task: AnyTask | str, wants: Preference = Preference(), of: ModelClass | None = None) -> ModelClass:
        """The best model of `task` that `wants` allows; Refused, saying why of each, where there is none.

        With `of` it is one of that kind, such as a StreamModel for live sound.
        """
        name = task if isinstance(task, str) else task.name
        models = tuple(model for model in self.models(task, wants) if of is None or issubclass(model, of))
        if not models:
            kind = f" as a {of.__name__}" if of else ""
            raise RequestError(f"no model answers {name}{kind}", where="task", fix="install a plugin that brings one")
        if not any(refusals(models[0].card, wants)):
            return models[0]
        reasons = "; ".join(f"{m.card.name} {', '.join(refusals(m.card, wants))}" for m in models)
        raise Refused(f"no model may answer: {reasons}", where=name, fix="change the profile, policy or language")

    def package(self, model: ModelClass) -> str:
        """The distribution a model came with, which names its section of the settings."""
        self._load()
        return self._packages.get(model.card.name, BUILT_IN)

    def hooks(self, hook: str) -> dict[str, Callable[..., Any]]:
        """Every working plugin's function for a hook, by plugin; called with the hook's arguments by name.

        What one raises becomes a PluginError, which `quarantined` lists once.
        """
        self._load()
        impls = getattr(self._manager.hook, hook).get_hookimpls()
        return {impl.plugin_name: partial(self._call, hook, impl) for impl in impls}

    def gather(self, hook: str, **given: object) -> list[Any]:
        """Every working plugin's answer to a hook; one that raises is reported in `quarantined`, not raised."""
        answers = []
        for call in self.hooks(hook).values():
            with suppress(PluginError):
                answers.append(call(**given))
        return answers

    def report(self, plugin: str, hook: str, error: BaseException) -> PluginError:
        """Note in `quarantined` what is wrong with a plugin's hook, once however often it is."""
        fault = _fault(plugin, hook, error)
        if str(fault) not in map(str, self._faults):
            self._faults.append(fault)
        return fault

    def _call(self, hook: str, impl: Any, **given: object) -> Any:
        try:
            return impl.function(*(given[name] for name in impl.argnames))
        except Exception as error:
            raise self.report(impl.plugin_name, hook, error) from error

    def _load(self) -> None:
        with self._lock:
            if self._loaded:
                return
            self._loaded = True
            proposals = [p for name, package, source in self._sources() if (p := self._propose(name, package, source))]
            while not self._settle(proposals):
                pass

    def _sources(self) -> Iterator[tuple[str, str, Source]]:
        for name, plugin in self._given.items():
            yield name, name, lambda plugin=plugin: plugin  # type: ignore[misc]
        found = metadata.entry_points(group=GROUP) if self._discover else ()
        for point in sorted(found, key=lambda p: (_package(p) != BUILT_IN, _package(p), p.name)):
            package = _package(point)
            names = {point.name, package}
            allowed = self._allow is None or package == BUILT_IN or names & set(self._allow)
            if allowed and not names & set(self._block):
                taken = self._manager.has_plugin(point.name)
                yield f"{package}:{point.name}" if taken else point.name, package, point.load

    def _propose(self, name: str, package: str, source: Source) -> Proposal | None:
        proposal = Proposal(name, package)
        try:
            plugin = source()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self._faults.append(_fault(name, "import", error))
            return None
        try:
            self._manager.register(plugin, name)
            self._manager.check_pending()
            if not self._manager.get_hookcallers(plugin):
                raise PluginError("has no hook function", fix="define sensorium_register(registrar) in it")
            for impl in self._manager.hook.sensorium_register.get_hookimpls():
                if impl.plugin is plugin:
                    impl.function(*([proposal] if impl.argnames else []))
        except Exception as error:
            self._quarantine(name, error)
            return None
        return proposal

    def _settle(self, proposals: list[Proposal]) -> bool:
        """Build the tables; False, with one proposal less, where one of them does not fit the others."""
        self._names, self._models, self._packages = {t.name: t for t in STANDARD_TASKS}, {}, {}
        for step in (self._take_tasks, self._take_models):
            for proposal in proposals:
                try:
                    step(proposal)
                except PluginError as error:
                    self._quarantine(proposal.plugin, error)
                    proposals.remove(proposal)
                    return False
        return True

    def _take_tasks(self, proposal: Proposal) -> None:
        for task in proposal.tasks:
            full = task.name
            standard = self._names.get(full)
            if standard is None and ":" not in full and proposal.package != BUILT_IN:
                full = f"{proposal.package}:{full}"
            known = self._names.setdefault(full, task)
            if known is not task:
                kind = "a standard task" if standard is known else "another plugin's task"
                fix = f"import it, or rename yours to {proposal.package}:{task.name.rpartition(':')[2]}"
                raise PluginError(f"task {full!r} is {kind} already", fix=fix)

    def _take_models(self, proposal: Proposal) -> None:
        for model in proposal.models:
            name = model.card.name
            if not any(task is model.task for task in self._names.values()):
                raise PluginError(
                    f"model {name!r} answers {model.task.name!r}, which nobody registered",
                    fix=f"registrar.add({hookspecs.API}, the_task, {model.__name__})",
                )
            if self._models.setdefault(name, model) is not model:
                raise PluginError(
                    f"model name {name!r} is taken by {self._packages[name]}",
                    fix="give the card another name, such as package/model",
                )
            self._packages[name] = proposal.package

    def _quarantine(self, name: str, error: BaseException) -> None:
        plugin = self._manager.get_plugin(name)
        if plugin is not None:
            self._manager.unregister(plugin)
        self._faults.append(_fault(name, "sensorium_register", error))


def _apart(model: ModelClass) -> ModelClass:
    from sensorium.core.host.own.proxy import in_own_process

    return in_own_process(model)


def _package(point: metadata.EntryPoint) -> str:
    return point.dist.name if point.dist else point.name


def _shortest(full: str, names: Iterable[str]) -> str:
    short = full.rpartition(":")[2]
    return short if sum(name.rpartition(":")[2] == short for name in names) == 1 else full


def _unknown(kind: str, name: str, known: Iterable[str]) -> RequestError:
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    fix = f"did you mean {near[0]}?" if near else f"`sensorium {kind}s` lists them"
    return RequestError(f"there is no {kind} {name!r}", where=kind, fix=fix)


def _fault(plugin: str, hook: str, error: BaseException) -> PluginError:
    """A PluginError that names the plugin, the hook, what was got and what to do."""
    where, fix = f"plugin {plugin!r}, {hook}", "mend or uninstall the plugin, or put it on the block list"
    if isinstance(error, SensoriumError):
        got = f"{error.where}: {error.message}" if error.where else error.message
        fault = PluginError(got, where=where, fix=error.fix or fix)
    elif isinstance(error, pluggy.PluginValidationError):
        fault = PluginError(_wrong_hook(error), where=where, fix="see sensorium.core.hookspecs for names and arguments")
    else:
        fault = PluginError(f"raised {raised(error)}", where=where, fix=fix)
        show(trace(error))
    fault.__cause__ = error
    return fault


def _wrong_hook(error: pluggy.PluginValidationError) -> str:
    return " ".join(str(error).split())
