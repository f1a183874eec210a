"""Opening what torchvision publishes: a builder, the file behind a weights enum, and the enum's own preprocessing."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.core.checkpoints.library import library, number_format, use_threads
from sensorium.core.checkpoints.transformer import damaged

if TYPE_CHECKING:
    from sensorium.core.card import Card
    from sensorium.core.model import LoadContext


class Torchvision(NamedTuple):
    """A loaded model, the transforms its weights were trained with, and the names of its classes."""

    model: Any
    transforms: Any
    categories: tuple[str, ...]


def open_torchvision(context: LoadContext, card: Card, builder: str, enum: str, **options: Any) -> Torchvision:
    """The model of a builder's name with the weights of `enum`, whose file is the card's ``<enum>.pth``.

    The file is read weights-only and must fit tensor by tensor. `options` go to the builder.
    """
    torch, models = library("torch"), library("torchvision.models")
    weights = models.get_weight(enum)
    categories = tuple(weights.meta.get("categories") or ())
    if categories:
        options.setdefault("num_classes", len(categories))
    if "weights_backbone" in inspect.signature(models.get_model_builder(builder)).parameters:
        # Its default is another file, fetched from the network.
        options["weights_backbone"] = None
    use_threads(context)
    file = context.weights() / f"{enum}.pth"
    with damaged(card.name):
        model = models.get_model(builder, weights=None, **options)
        model.load_state_dict(torch.load(file, map_location="cpu", weights_only=True), strict=True)
    model = model.eval().requires_grad_(False).to(context.device, number_format(context))
    return Torchvision(model, weights.transforms(), categories)
