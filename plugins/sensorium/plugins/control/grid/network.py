"""The policy network: tiles and words fused by feature-wise modulation and cross-attention, with an action head.

Source of the fusion: FiLM (Perez et al., AAAI 2018), which BabyAI's baselines use (Chevalier-Boisvert et al., ICLR
2019), and one attention head (Vaswani et al., 2017) from the instruction to the tiles. Three heads answer: what each
tile shows, which tile the instruction means, what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.control.grid.vocabulary import ACTIONS, COLOURS, KINDS, PLACES, THINGS, TILES, VERBS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.control.grid.words import Order

DEPTH = 48
MIXED = 16
WORD = 12
TEXT = 5 * WORD
MOST_TURNED = 4
HIDDEN = 192
NOWHERE = TILES
"""The attention's last place: the instruction means no tile of this view."""

SHAPES: dict[str, tuple[int, ...]] = {
    "tile_w": (192, DEPTH), "tile_b": (DEPTH,), "where": (TILES, DEPTH),
    "kind_w": (DEPTH, len(KINDS)), "kind_b": (len(KINDS),), "colour_w": (DEPTH, len(COLOURS)),
    "colour_b": (len(COLOURS),),
    "verb": (len(VERBS), WORD), "hue": (len(COLOURS) + 1, WORD), "thing": (len(THINGS) + 1, WORD),
    "place": (len(PLACES) + 1, WORD), "turned": (2 * MOST_TURNED + 1, WORD),
    "film_w": (TEXT, 2 * DEPTH), "film_b": (2 * DEPTH,), "mix_w": (DEPTH, MIXED), "mix_b": (MIXED,),
    "query_w": (TEXT, MIXED), "query_b": (MIXED,), "none": (1,),
    "one_w": (TILES * MIXED + TILES + 1 + TEXT, HIDDEN), "one_b": (HIDDEN,),
    "two_w": (HIDDEN, HIDDEN), "two_b": (HIDDEN,), "act_w": (HIDDEN, len(ACTIONS)), "act_b": (len(ACTIONS),),
}  # fmt: skip
"""Every parameter by name. `x @ w + b` throughout; five tables encode words and memory."""

TABLES = ("verb", "hue", "thing", "place", "turned")


class Heads(NamedTuple):
    """Of n views: `actions` (n, 7), `kinds` (n, 49, 11), `colours` (n, 49, 6), `target` (n, 50); all sum to 1."""

    actions: NDArray[np.float32]
    kinds: NDArray[np.float32]
    colours: NDArray[np.float32]
    target: NDArray[np.float32]


class Network:
    """Plain arithmetic over a dictionary of arrays; the same for one view and for many."""

    def __init__(self, weights: dict[str, NDArray[np.float32]]) -> None:
        wrong = [name for name, shape in SHAPES.items() if weights[name].shape != shape]
        if wrong:
            raise ValueError(f"weights of another network: {', '.join(wrong)}")
        self._weights = weights

    @classmethod
    def load(cls, path: Path) -> Network:
        """The network kept in `path` (.npz, 16 bits a number)."""
        with np.load(path) as kept:
            return cls({name: kept[name].astype(np.float32) for name in SHAPES})

    def save(self, path: Path) -> None:
        """Keep it in 16 bits a number."""
        kept: dict[str, Any] = {name: value.astype(np.float16) for name, value in self._weights.items()}
        np.savez_compressed(path, **kept)

    def __call__(self, views: NDArray[np.float32], words: NDArray[np.int64]) -> Heads:
        """`views` (n, 49, 192) in 0..1, `words` (n, 5) as `slots` gives them."""
        w = self._weights
        seen = np.maximum(views @ w["tile_w"] + w["tile_b"], 0)
        text = np.concatenate([w[name][row] for name, row in zip(TABLES, words.T, strict=True)], axis=1)
        gain, shift = np.split((text @ w["film_w"] + w["film_b"])[:, None], 2, axis=2)
        film = np.maximum((seen + w["where"]) * (1 + gain) + shift, 0)
        mixed = np.maximum(film @ w["mix_w"] + w["mix_b"], 0)
        query = text @ w["query_w"] + w["query_b"]
        logits = np.einsum("ntm,nm->nt", mixed, query)
        target = softmax(np.concatenate([logits, np.broadcast_to(w["none"], (len(logits), 1))], axis=1))
        joint = np.concatenate([mixed.reshape(len(mixed), -1), target, text], axis=1)
        hidden = np.maximum(joint @ w["one_w"] + w["one_b"], 0)
        hidden = np.maximum(hidden @ w["two_w"] + w["two_b"], 0)
        return Heads(
            softmax(hidden @ w["act_w"] + w["act_b"]),
            softmax(seen @ w["kind_w"] + w["kind_b"]),
            softmax(seen @ w["colour_w"] + w["colour_b"]),
            target,
        )


def slots(order: Order, turned: float = 0.0) -> tuple[int, int, int, int, int]:
    """Rows of the five tables. `turned` is the quarter turns made since the last step ahead, right ones positive."""
    return *order.slots, round(min(MOST_TURNED, max(-MOST_TURNED, turned))) + MOST_TURNED


def softmax(scores: NDArray[np.floating]) -> NDArray[np.float32]:
    """Over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)
