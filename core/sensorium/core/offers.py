"""What plugins offer by name through a hook, such as chat models and kinds of weight source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sensorium.core.errors import PluginError

if TYPE_CHECKING:
    from sensorium.core.registry import Registry


class Offers(Mapping[str, Any]):
    """The working plugins' answers to `hook` as one mapping; plugins load when it is first looked into.

    Of two with one name the first plugin's stands; the other, and what is no function, is reported in `quarantined`.
    """

    def __init__(self, registry: Registry, hook: str) -> None:
        self._registry = registry
        self._hook = hook

    @cached_property
    def _all(self) -> dict[str, Any]:
        offers: dict[str, Any] = {}
        for plugin, call in self._registry.hooks(self._hook).items():
            with suppress(PluginError):
                self._take(plugin, call(), offers)
        return offers

    def _take(self, plugin: str, answer: object, offers: dict[str, Any]) -> None:
        if not isinstance(answer, Mapping):
            self._report(plugin, f"answered {answer!r}", "answer a dict of functions by name")
            return
        for name, make in answer.items():
            if not callable(make):
                self._report(plugin, f"{name!r} is {make!r}", "give a function")
            elif offers.setdefault(name, make) is not make:
                self._report(plugin, f"{name!r} is another plugin's already", "give it another name")

    def _report(self, plugin: str, message: str, fix: str) -> None:
        self._registry.report(plugin, self._hook, PluginError(message, fix=fix))

    def __getitem__(self, name: str) -> Any:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
