"""The libraries of the extra ``hub``: imported when a model loads, and kept off the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sensorium.core.errors import PluginError, Refused

if TYPE_CHECKING:
    from sensorium.core.model import LoadContext

HUB = "pip install 'sensorium[hub]'"
TRANSFORMERS = ("torch", "torchvision", "transformers")
"""What a card requires whose model transformers opens, and whose pictures torchvision prepares."""

DIFFUSERS = (*TRANSFORMERS, "diffusers")
"""What a card requires whose pipeline diffusers opens."""


def library(name: str) -> Any:
    """A module of torch, transformers ...; Refused, naming the command that installs it, where it is not there."""
    # A background thread of transformers would otherwise ask the hub to convert what is not safetensors.
    os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
    try:
        return import_module(name)
    except ImportError as error:
        raise missing(error, name) from error


def missing(error: ImportError, name: str) -> Refused:
    """The one error for whatever the extra would bring."""
    told = " ".join(str(error).split())[:200]
    return Refused(f"models of the hub profile need the extra 'hub': {told}", where=name, fix=HUB)


def number_format(context: LoadContext) -> Any:
    """The torch dtype of the place that was chosen: a checkpoint's own would be bfloat16 even on a CPU."""
    torch = library("torch")
    name = context.chosen.dtype
    if name not in ("float32", "bfloat16", "float16"):
        raise PluginError(f"a checkpoint cannot be opened as {name}", where="runs_on", fix="use float32 or bfloat16")
    return getattr(torch, name)


def use_threads(context: LoadContext) -> None:
    """Give torch the threads the scheduler granted, where the CPU computes."""
    if context.device == "cpu":
        library("torch").set_num_threads(max(1, context.threads))


@contextmanager
def quiet(name: str) -> Iterator[None]:
    """No reports and progress bars of transformers or diffusers: what they would warn of is raised by the loaders."""
    tools = library(f"{name}.utils.logging")
    before = tools.get_verbosity(), tools.is_progress_bar_enabled()
    tools.set_verbosity_error()
    tools.disable_progress_bar()
    try:
        yield
    finally:
        tools.set_verbosity(before[0])
        if before[1]:
            tools.enable_progress_bar()
