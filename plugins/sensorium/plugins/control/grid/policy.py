"""Deciding one step in a grid world, and saying by what: only what the network's own heads report is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.tasks.control import Decision
from sensorium.core.values import ActionField, ActionVector
from sensorium.plugins.control.grid.network import NOWHERE, Heads, Network, slots
from sensorium.plugins.control.grid.tiles import tiles
from sensorium.plugins.control.grid.vocabulary import (
    ACTIONS,
    AGENT_COLUMN,
    AGENT_ROW,
    COLOURS,
    KINDS,
    THINGS,
    TILES,
    VIEW,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.control.grid.words import Order

WORDS = {"left": "turn left", "right": "turn right", "forward": "go forward", "pickup": "pick up"}
MOST = 6


def act(network: Network, view: NDArray[np.uint8], order: Order, turned: float = 0.0) -> int:
    """The likeliest action's number, for who needs no reasons."""
    return int(network(tiles(view)[None], np.array([slots(order, turned)])).actions[0].argmax())


def decide(network: Network, view: NDArray[np.uint8], order: Order, turned: float = 0.0) -> Decision:
    """The likeliest action for a square RGB view, with the reading that led there; `turned` as in `slots`."""
    heads = network(tiles(view)[None], np.array([slots(order, turned)]))
    chances = heads.actions[0]
    best = int(chances.argmax())
    label = WORDS.get(ACTIONS[best], ACTIONS[best])
    fields = tuple(
        ActionField(name=name, value=float(i == best), low=0, high=1, unit="chosen") for i, name in enumerate(ACTIONS)
    )
    action = ActionVector(fields=fields, label=label, score=round(float(chances[best]), 4))
    return Decision(
        action=action, reasoning=(f"asked to {order}", _seen(heads), _target(heads), f"{label} ({chances[best]:.2f})")
    )


def _seen(heads: Heads) -> str:
    """The things among the tiles, nearest first."""
    kinds = heads.kinds[0].argmax(1)
    told = [tile for tile in range(TILES) if KINDS[kinds[tile]] in THINGS]
    told.sort(key=lambda tile: sum(map(abs, _offset(tile))))
    named = [f"{_name(heads, tile)} {_where(tile)}" for tile in told[:MOST]]
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    return f"seen: {'; '.join(named)}{more}" if named else "nothing but floor and walls seen"


def _target(heads: Heads) -> str:
    chances = heads.target[0]
    best = int(chances.argmax())
    if best == NOWHERE:
        return f"what is asked for is not in view ({chances[best]:.2f})"
    return f"what is asked for: {_name(heads, best)} {_where(best)} ({chances[best]:.2f})"


def _name(heads: Heads, tile: int) -> str:
    kind = KINDS[int(heads.kinds[0, tile].argmax())]
    return f"{COLOURS[int(heads.colours[0, tile].argmax())]} {kind}" if kind in THINGS else kind


def _offset(tile: int) -> tuple[int, int]:
    """Tiles ahead and to the right of the agent."""
    row, column = divmod(tile, VIEW)
    return AGENT_ROW - row, column - AGENT_COLUMN


def _where(tile: int) -> str:
    ahead, right = _offset(tile)
    parts = [f"{ahead} ahead"] if ahead else []
    if right:
        parts.append(f"{abs(right)} to the {'right' if right > 0 else 'left'}")
    return " and ".join(parts) or "underfoot"
