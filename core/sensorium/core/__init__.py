"""Sensorium's core: what every plugin and every host needs.

A plugin writes ``from sensorium.core import Card, Task, WindowModel, Sees, hookimpl``; names come in when first
used, so that importing this package is cheap. values/ are what flows, tasks/ the standard contracts, host/ runs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sensorium.core.card import Card, Remote, RunsOn
    from sensorium.core.errors import BadInput, ErrorInfo, Refused, RetryLater, SensoriumError
    from sensorium.core.hookspecs import API, Registrar, hookimpl
    from sensorium.core.host import Host, Outcome, Readers, RunContext
    from sensorium.core.media import open_media
    from sensorium.core.model import CallModel, Job, LoadContext, StreamModel, WindowModel
    from sensorium.core.registry import Registry
    from sensorium.core.sees import Sees, Window
    from sensorium.core.settings import Settings
    from sensorium.core.task import Answers, Example, Located, Seed, Serves, Task, Within
    from sensorium.core.values import Audio, Box, Image, Moment, TimeSpan, Video
    from sensorium.core.values.base import Value
    from sensorium.core.weights import HubFile, LocalFile, UrlFile, WeightFile, WheelMember

HOMES = {
    "card": ("Card", "Remote", "RunsOn"),
    "errors": ("BadInput", "ErrorInfo", "Refused", "RetryLater", "SensoriumError"),
    "hookspecs": ("API", "Registrar", "hookimpl"),
    "host": ("Host", "Outcome", "Readers", "RunContext"),
    "media": ("open_media",),
    "model": ("CallModel", "Job", "LoadContext", "StreamModel", "WindowModel"),
    "registry": ("Registry",),
    "sees": ("Sees", "Window"),
    "settings": ("Settings",),
    "task": ("Answers", "Example", "Located", "Seed", "Serves", "Task", "Within"),
    "values": ("Audio", "Box", "Image", "Moment", "TimeSpan", "Video"),
    "values.base": ("Value",),
    "weights": ("HubFile", "LocalFile", "UrlFile", "WeightFile", "WheelMember"),
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names}

__all__ = [
    "API", "Answers", "Audio", "BadInput", "Box", "CallModel", "Card", "ErrorInfo", "Example", "Host", "HubFile",
    "Image", "Job", "LoadContext", "LocalFile", "Located", "Moment", "Outcome", "Readers", "Refused", "Registrar",
    "Registry", "Remote", "RetryLater", "RunContext", "RunsOn", "Seed", "Sees", "SensoriumError", "Serves",
    "Settings", "StreamModel", "Task", "TimeSpan", "UrlFile", "Value", "Video", "WeightFile", "WheelMember", "Window",
    "WindowModel", "Within", "hookimpl", "open_media",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in HOME_OF:
        return getattr(import_module(f"{__name__}.{HOME_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
