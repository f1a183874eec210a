"""Who hears the events of a request: its caller, and the plugins that observe."""

from __future__ import annotations

from sensorium.agent.events import Event, Observer
from sensorium.core.errors import PluginError
from sensorium.core.registry import Registry


class Observers:
    """Tells the caller's observer and every plugin's; a plugin's that raises is named in `warnings` and let be."""

    def __init__(self, registry: Registry, caller: Observer) -> None:
        self._caller = caller
        self._plugins = registry.hooks("sensorium_observe")
        self.warnings: tuple[str, ...] = ()

    def __call__(self, event: Event) -> None:
        self._caller(event)
        for name, hear in tuple(self._plugins.items()):
            try:
                hear(event=event)
            except PluginError as error:
                self._plugins.pop(name, None)
                self.warnings += (f"{error.where} {error.message}; it hears no more of this request",)
