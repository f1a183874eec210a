"""What plugins offer by name through a hook, such as chat models and kinds of weight source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sensorium.core.registry import Registry


class Offers(Mapping[str, Any]):
    """The working plugins' answers to `hook` as one mapping; plugins load when it is first looked into.

    Of two with one name the first plugin's stands.
    """

    def __init__(self, registry: Registry, hook: str) -> None:
        self._registry = registry
        self._hook = hook

    @cached_property
    def _all(self) -> dict[str, Any]:
        offers: dict[str, Any] = {}
        for answer in self._registry.gather(self._hook):
            offers = dict(answer) | offers
        return offers

    def __getitem__(self, name: str) -> Any:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)
