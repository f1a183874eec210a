"""Opening diffusers pipelines: every part is loaded on its own, so that a part with gaps is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sensorium.core.checkpoints.library import library, number_format, quiet, use_threads
from sensorium.core.checkpoints.transformer import damaged, refuse_gaps

if TYPE_CHECKING:
    from sensorium.core.card import Card
    from sensorium.core.model import LoadContext


def open_pipeline(context: LoadContext, card: Card, kind: str = "DiffusionPipeline", folder: str = "") -> Any:
    """The pipeline in the card's folder, on the scheduler's device; safetensors only, no remote code.

    `kind` is a pipeline class of diffusers, or one of its Auto classes. Raises WeightsError where a part lacks tensors
    or does not open: the pipeline's own loading would only warn.
    """
    diffusers = library("diffusers")
    use_threads(context)
    path = context.weights() / folder
    dtype = number_format(context)
    with quiet("diffusers"), quiet("transformers"), damaged(card.name):
        parts = {name: _part(card.name, path / name, found, dtype) for name, found in _models(diffusers, path)}
        pipeline = getattr(diffusers, kind).from_pretrained(
            str(path), torch_dtype=dtype, use_safetensors=True, local_files_only=True, trust_remote_code=False, **parts
        )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(context.device)


def _models(diffusers: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """The parts that hold weights, by name, with their classes."""
    module = library("torch").nn.Module
    for name, entry in json.loads((path / "model_index.json").read_text(encoding="utf-8")).items():
        if not isinstance(entry, list) or None in entry:
            continue
        source, kind = entry
        home = library(source) if source in ("diffusers", "transformers") else getattr(diffusers.pipelines, source)
        found = getattr(home, kind)
        if isinstance(found, type) and issubclass(found, module):
            yield name, found


def _part(card: str, path: Path, kind: Any, dtype: Any) -> Any:
    """One part. What a class of diffusers keeps in 32 bits is kept so here: by itself it would ask for accelerate."""
    ours = not kind.__module__.startswith("transformers.")
    kept = tuple(getattr(kind, "_keep_in_fp32_modules", None) or ()) if ours else ()
    opened: Any = (
        type(kind.__name__, (kind,), {"_keep_in_fp32_modules": None, "__module__": kind.__module__}) if kept else kind
    )
    number = {"torch_dtype" if ours else "dtype": library("torch").float32 if kept else dtype}
    part, told = opened.from_pretrained(
        str(path), use_safetensors=True, local_files_only=True, output_loading_info=True, **number
    )
    refuse_gaps(card, told)
    for name, tensor in (*part.named_parameters(), *part.named_buffers()) if kept else ():
        if tensor.is_floating_point() and not set(kept) & set(name.split(".")):
            tensor.data = tensor.data.to(dtype)
    if kept:
        part.__class__ = kind  # its `dtype` leaves out what the class keeps
    return part.eval().requires_grad_(False)
