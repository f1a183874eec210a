"""Whether a plugin keeps the contract where types cannot tell."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, TypeAdapter, ValidationError

from sensorium.core import invalid
from sensorium.core.choosing import ModelClass
from sensorium.core.conformance import kind_of
from sensorium.core.errors import PluginError
from sensorium.core.host import Host, RunContext
from sensorium.core.host.given import completed, seen
from sensorium.core.host.join import cut
from sensorium.core.model import CallModel, WindowModel
from sensorium.core.task import Task
from sensorium.core.testing.running import host_of
from sensorium.core.values import TimeSpan

HEAVY = ("torch", "torchvision", "transformers", "tensorflow", "onnxruntime", "cv2", "librosa", "ai_edge_litert", "av")
BATCH = 4


def check_plugin(
    module: str,
    *,
    tries: Mapping[str, BaseModel] = {},
    beside: Sequence[object] = (),
    weights: Path | None = None,
    **settings: Any,
) -> None:
    """Raise PluginError on the first breach: import weight, registration, examples, batches, `within`.

    `tries` gives an input for a model by its card's name; models without one are checked as far as types go.
    `beside` are what else is installed, as for `run_model`.
    """
    _check_import(module)

    async def checks() -> None:
        async with host_of(import_module(module), *beside, weights=weights, **settings) as host:
            for task in host.registry.tasks.values():
                _check_examples(task)
            for name, given in tries.items():
                kind = host.registry.model(name)
                given = completed(kind, given)
                if kind_of(kind) is WindowModel:
                    await asyncio.to_thread(_check_batches, host, kind, given)
                await _check_within(host, kind, given)

    asyncio.run(checks())


def _check_import(module: str) -> None:
    script = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    if told.returncode:
        raise PluginError(told.stderr.strip().splitlines()[-1], where=module, fix="make it importable on its own")
    if heavy := told.stdout.split():
        raise PluginError(
            f"importing it loads {', '.join(heavy)}", where=module, fix="import inside load() and methods"
        )


def _check_examples(task: Task[Any, Any]) -> None:
    for example in task.examples:
        for name, value in example.input.items():
            info = task.input.model_fields[name]
            field: Any = Annotated[info.annotation, info]
            try:
                TypeAdapter(field).validate_python(value)
            except ValidationError as error:
                fault = f"an example gives {name}={value!r}: {invalid.fault(error)}"
                raise PluginError(fault, where=f"task {task.name!r}", fix="mend the example") from None


def _check_batches(host: Host, kind: ModelClass, given: BaseModel) -> None:
    """Some units forwarded together give what they give alone, within the card's tolerance."""
    model, context, place = kind(), RunContext(), kind.card.runs_on[-1]
    media = seen(given)
    windows = context.readers.of(media).windows(model.sees)  # type: ignore[attr-defined]
    units = [host.unloaded(kind).prepare(window, given) for window in islice(windows, BATCH)]
    windows.close()
    context.readers.close()
    loaded = host.servable(kind).load(place, place.device, 1)
    together, alone = loaded.forward(units), [loaded.forward([unit])[0] for unit in units]
    tolerance = kind.card.repeats if isinstance(kind.card.repeats, int | float) else None
    if len(together) != len(units):
        raise PluginError(f"forward gave {len(together)} raws for {len(units)} units", where=kind.card.name)
    if tolerance is not None and not _close(list(together), alone, tolerance):
        fix = f"say how much they differ in Card.repeats (now {tolerance:g}), or pad less"
        raise PluginError("a batch gives other raws than its units alone", where=kind.card.name, fix=fix)
    loaded.unload()


async def _check_within(host: Host, kind: ModelClass, given: BaseModel) -> None:
    """Where the kind promises it, ``run(within=S)`` is the whole answer cut to S."""
    exact = kind_of(kind) is WindowModel or (issubclass(kind, CallModel) and kind.restricts == "exact")
    context = RunContext(allow_faces=True)
    try:
        whole = (await host.run(kind, given, context)).output
        if not exact or "within" not in type(given).model_fields:
            return
        seconds = seen(given).whole
        part = (TimeSpan(start=seconds.start + seconds.seconds / 3, end=seconds.start + seconds.seconds / 2),)
        found = (await host.run(kind, given.model_copy(update={"within": part}), context)).output
        if found != cut(whole, part):
            fix = "answer for the cell alone, or say restricts = 'never'"
            raise PluginError(f"within {part[0]} it answers otherwise than on all of it", where=kind.card.name, fix=fix)
    finally:
        context.readers.close()


def _close(one: Any, other: Any, tolerance: float) -> bool:
    """Whether two raws differ by no more than `tolerance` in any number."""
    if isinstance(one, BaseModel):
        return type(one) is type(other) and _close(one.model_dump(), other.model_dump(), tolerance)
    if isinstance(one, dict):
        return set(one) == set(other) and all(_close(one[key], other[key], tolerance) for key in one)
    if isinstance(one, Sequence) and not isinstance(one, str | bytes):
        return len(one) == len(other) and all(_close(a, b, tolerance) for a, b in zip(one, other, strict=True))
    if isinstance(one, int | float | np.ndarray | np.generic):
        same = np.shape(one) == np.shape(other)
        return same and bool(np.allclose(one, other, rtol=0, atol=tolerance, equal_nan=True))
    return bool(one == other)
