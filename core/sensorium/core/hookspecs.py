"""The whole plugin surface. Implement any of these in a module named by an entry point of group ``sensorium``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pluggy

if TYPE_CHECKING:
    from collections.abc import Callable

    from sensorium.core.model import Model
    from sensorium.core.task import Task
    from sensorium.core.training import Trainer

API = 1
hookspec = pluggy.HookspecMarker("sensorium")
hookimpl = pluggy.HookimplMarker("sensorium")


class Registrar(Protocol):
    """Handed to `sensorium_register`; `api` is the number the plugin was written against."""

    def add(self, api: int, *what: Task[Any, Any] | type[Model[Any, Any]], own_process: bool = False) -> None:
        """Register tasks and model classes. With `own_process` they run in an interpreter of their own."""
        ...


@hookspec
def sensorium_register(registrar: Registrar) -> None:
    """Register tasks and models."""


@hookspec
def sensorium_observe(event: object) -> None:
    """See every event of a run (steps started, finished, failed), for tracing; must be quick."""


@hookspec
def sensorium_chat_models() -> dict[str, Callable[..., Any]]:  # type: ignore[empty-body]
    """Chat models by name: each value makes a langchain-core BaseChatModel."""


@hookspec
def sensorium_weight_sources() -> dict[str, Callable[..., Any]]:  # type: ignore[empty-body]
    """Further kinds of weight source by name: each value fetches one file."""


@hookspec
def sensorium_trainers() -> dict[str, Callable[[], Trainer]]:  # type: ignore[empty-body]
    """What ``sensorium train NAME DIR`` can train, by name: each value makes a Trainer."""


@hookspec
def sensorium_commands(app: Any) -> None:
    """Add commands to the typer application."""
