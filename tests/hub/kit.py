"""Tiny checkpoints of random weights, run through the product's own loaders and host.

A recipe says how to write a small checkpoint for a model class and what to ask of it. Only the files that the model's
card declares are left in its folder, under the names the card gives them, so that a card that forgets a file fails.
Add recipes in ``recipes/<family>.py`` as a tuple ``RECIPES``; `recipes` finds them.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sensorium.core.checkpoints.files import EITHER
from sensorium.core.choosing import ModelClass
from sensorium.core.host import RunContext
from sensorium.core.scheduler import LocalEngine
from sensorium.core.testing import host_of
from sensorium.core.values import Media

ROOM = 1 << 40
"""Bytes the engine believes in: cards state what the real weights take."""


@dataclass(frozen=True)
class Recipe:
    """How to try one model class.

    `build` writes a checkpoint into an empty folder; `inputs` makes at least two inputs from a folder for media, such
    that their units may share a batch; `check` asserts on the output of the first. `beside` are models it asks.
    `drop` is part of a tensor's name that must not be missed, the last tensor by default.
    """

    model: ModelClass
    build: Callable[[Path], None]
    inputs: Callable[[Path], Sequence[BaseModel]]
    check: Callable[[Any], None]
    beside: tuple[Any, ...] = ()
    drop: str = ""
    slow: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.model.card.name


def recipes() -> tuple[Recipe, ...]:
    """The recipes of every family."""
    found = sorted((Path(__file__).parent / "recipes").glob("*.py"))
    return tuple(recipe for file in found for recipe in import_module(f"hub.recipes.{file.stem}").RECIPES)


def build(recipe: Recipe, folder: Path) -> Path:
    """The checkpoint's folder with the card's files and no others."""
    made = folder / "made"
    made.mkdir(parents=True)
    import torch

    torch.manual_seed(0)
    recipe.build(made)
    shown = folder / "shown"
    for file in recipe.model.card.weights:
        (shown / file.name).parent.mkdir(parents=True, exist_ok=True)
        source = _written(made, file.name)
        assert source is not None, f"{recipe.name}: its card declares {file.name}, the recipe writes no such file"
        shutil.copyfile(source, shown / file.name)
    shutil.rmtree(made)
    return shown


def _written(made: Path, name: str) -> Path | None:
    """The file the recipe wrote for a name of the card; one safetensors file is split where the card has shards."""
    if (made / name).is_file():
        return made / name
    single = (made / name).with_name("model.safetensors")
    if (made / name).name == EITHER:
        return single
    if ".safetensors" in name and single.is_file():
        split(single, int(name.rpartition("-of-")[2].partition(".")[0]) if "-of-" in name else 2)
        return made / name if (made / name).is_file() else None
    return None


def split(single: Path, count: int) -> None:
    """Write the tensors of one safetensors file into `count` shards named after it, with their index."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(single)
    where = {}
    for number in range(count):
        name = f"{single.stem}-{number + 1:05}-of-{count:05}.safetensors"
        part = {key: tensors[key] for key in sorted(tensors)[number::count]}
        save_file(part, single.with_name(name), metadata={"format": "pt"})
        where |= dict.fromkeys(part, name)
    index = {"metadata": {"total_size": single.stat().st_size}, "weight_map": where}
    single.with_name(f"{single.stem}.safetensors.index.json").write_text(json.dumps(index))


def answers(recipe: Recipe, weights: Path, given: Sequence[BaseModel]) -> list[Any]:
    """The outputs of the model for inputs that are asked for at once, run as the product runs it."""

    async def run() -> list[Any]:
        engine = LocalEngine({"cpu": ROOM, "remote": ROOM})
        async with host_of(recipe.model, *recipe.beside, weights=weights, engine=engine, **recipe.settings) as host:
            context = RunContext(allow_faces=True)
            try:
                outcomes = await asyncio.gather(*(host.run(recipe.model, one, context) for one in given))
            finally:
                context.readers.close()
            return [outcome.output for outcome in outcomes]

    return asyncio.run(run())


def differences(one: Any, other: Any, tolerance: float, path: str = "") -> list[str]:
    """Where two outputs differ by more than `tolerance` in a number, or at all in anything else.

    Media are compared by their content: where they lie is each host's own.
    """
    if isinstance(one, BaseModel):
        fields = [name for name in type(one).model_fields if not (isinstance(one, Media) and name == "uri")]
        return [d for f in fields for d in differences(getattr(one, f), getattr(other, f), tolerance, f"{path}.{f}")]
    if isinstance(one, tuple | list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for i, (a, b) in pairs for d in differences(a, b, tolerance, f"{path}[{i}]")]
    if isinstance(one, float) and isinstance(other, float):
        return [] if abs(one - other) <= tolerance else [f"{path}: {one} and {other}"]
    return [] if one == other else [f"{path}: {one!r} and {other!r}"]
