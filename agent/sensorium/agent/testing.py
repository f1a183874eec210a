"""For plugin authors: whether people's words reach a plugin. The rest of the kit is `sensorium.core.testing`.

check_requests("acme_glare")
"""

from __future__ import annotations

from importlib import import_module

from sensorium.agent.understand.misread import misread
from sensorium.core.registry import Registry


def check_requests(*modules: str) -> None:
    """Raise PluginError on the first example request that the rules do not read as its task, beside the built-in ones.

    `modules` are plugins by module name; ``sensorium doctor`` tells the same of what is installed.
    """
    registry = Registry({name: import_module(name) for name in modules}, allow=())
    for fault in (*registry.quarantined, *misread(registry)):
        raise fault
