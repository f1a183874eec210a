"""Fitting the network's parameters to labelled views by gradient descent. Needs `torch`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.plugins.control.grid.network import SHAPES, TABLES
from sensorium.plugins.control.grid.tiles import PIXELS
from sensorium.plugins.control.grid.vocabulary import KINDS, THINGS, TILES, VIEW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.control.grid.expert import Labelled

BATCH = 256
NOISE = 0.02


class Learner:
    """The same arithmetic as `Network`, differentiable, with its optimiser."""

    def __init__(self, seed: int, rate: float = 2e-3) -> None:
        torch = _torch()
        torch.manual_seed(seed)
        self.weights = {name: _first(name, shape) for name, shape in SHAPES.items()}
        self._optimiser = torch.optim.AdamW(self.weights.values(), lr=rate, weight_decay=1e-4)
        self._rate = rate

    def fit(self, labelled: Labelled, epochs: int) -> float:
        """So many passes, the rate falling to nothing; the last pass's mean loss."""
        torch = _torch()
        steps, done, mean = epochs * -(-len(labelled.views) // BATCH), 0, 0.0
        for _ in range(epochs):
            losses = []
            for rows in torch.randperm(len(labelled.views)).split(BATCH):
                for group in self._optimiser.param_groups:
                    group["lr"] = self._rate * 0.5 * (1 + np.cos(np.pi * done / steps))
                loss = self._loss(labelled, rows.numpy())
                self._optimiser.zero_grad()
                loss.backward()
                self._optimiser.step()
                losses.append(loss.item())
                done += 1
            mean = float(np.mean(losses))
        return mean

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """The parameters as they will be kept: rounded to 16 bits."""
        kept = {name: value.detach().numpy() for name, value in self.weights.items()}
        return {name: value.astype(np.float16).astype(np.float32) for name, value in kept.items()}

    def _loss(self, labelled: Labelled, rows: NDArray[np.int64]) -> Any:
        torch, cross_entropy = _torch(), _torch().nn.functional.cross_entropy
        views = torch.from_numpy(labelled.views[rows])
        cut = views.reshape(-1, VIEW, PIXELS, VIEW, PIXELS, 3).permute(0, 1, 3, 2, 4, 5).reshape(-1, TILES, 192)
        shown = cut.float() / 255
        actions, kinds, colours, target = self._heads(
            shown + NOISE * torch.randn_like(shown), torch.from_numpy(labelled.words[rows])
        )
        true_kinds = torch.from_numpy(labelled.kinds[rows])
        coloured = torch.isin(true_kinds, torch.tensor([KINDS.index(name) for name in THINGS]))
        true_colours = torch.from_numpy(labelled.colours[rows])
        return (
            cross_entropy(actions, torch.from_numpy(labelled.actions[rows]))
            + 0.5 * cross_entropy(kinds.flatten(0, 1), true_kinds.flatten())
            + 0.5 * cross_entropy(colours[coloured], true_colours[coloured])
            + 0.5 * cross_entropy(target, torch.from_numpy(labelled.target[rows]))
        )

    def _heads(self, views: Any, words: Any) -> tuple[Any, Any, Any, Any]:
        """Logits of the four heads; see `Network.__call__`."""
        torch = _torch()
        w = self.weights
        seen = torch.relu(views @ w["tile_w"] + w["tile_b"])
        text = torch.cat([w[name][row] for name, row in zip(TABLES, words.T, strict=True)], dim=1)
        gain, shift = (text @ w["film_w"] + w["film_b"])[:, None].chunk(2, dim=2)
        film = torch.relu((seen + w["where"]) * (1 + gain) + shift)
        mixed = torch.relu(film @ w["mix_w"] + w["mix_b"])
        logits = torch.einsum("ntm,nm->nt", mixed, text @ w["query_w"] + w["query_b"])
        target = torch.cat([logits, w["none"].expand(len(logits), 1)], dim=1)
        hidden = torch.relu(torch.cat([mixed.flatten(1), target.softmax(1), text], dim=1) @ w["one_w"] + w["one_b"])
        hidden = torch.relu(hidden @ w["two_w"] + w["two_b"])
        return (
            hidden @ w["act_w"] + w["act_b"],
            seen @ w["kind_w"] + w["kind_b"],
            seen @ w["colour_w"] + w["colour_b"],
            target,
        )


def _torch() -> Any:
    return import_module("torch")


def _first(name: str, shape: tuple[int, ...]) -> Any:
    """Biases are zero, tables and places small, matrices scaled to keep what passes through them (He et al., 2015)."""
    torch = _torch()
    if name.endswith("_b") or name == "none":
        return torch.zeros(shape, requires_grad=True)
    scale = (2 / shape[0]) ** 0.5 if name.endswith("_w") else 0.3
    return (torch.randn(shape) * scale).requires_grad_()
