"""Deciding one step in a grid world, and saying by what: only what the network's own heads report is told."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

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
PATIENCE = 10
"""Actions after which a policy without a map may be going in circles: the bot arrives after 5 on average."""
BOLDNESS = 1.5
"""By what the logarithms of the chances are divided when it then chooses by lot."""


class Memory(NamedTuple):
    """All the policy knows of what went before, in the words of the task's `state`.

    `turned` counts the quarter turns since the last step ahead, right ones positive; `steps` the actions so far.
    """

    turned: int = 0
    steps: int = 0

    def after(self, action: int) -> Memory:
        """What to remember once the action is done."""
        turned = {"left": self.turned - 1, "right": self.turned + 1, "forward": 0}.get(ACTIONS[action], self.turned)
        return Memory(turned, self.steps + 1)


def act(network: Network, view: NDArray[np.uint8], order: Order, memory: Memory) -> int:
    """The chosen action's number, for who needs no reasons."""
    return chosen(network(tiles(view)[None], np.array([slots(order, memory.turned)])).actions[0], view, memory)


def decide(network: Network, view: NDArray[np.uint8], order: Order, memory: Memory) -> Decision:
    """An action for a square RGB view, with the reading that led there."""
    heads = network(tiles(view)[None], np.array([slots(order, memory.turned)]))
    chances = heads.actions[0]
    best = chosen(chances, view, memory)
    label = WORDS.get(ACTIONS[best], ACTIONS[best])
    fields = tuple(
        ActionField(name=name, value=float(i == best), low=0, high=1, unit="chosen") for i, name in enumerate(ACTIONS)
    )
    said = [f"asked to {order}", _seen(heads), _target(heads)]
    if memory.steps >= PATIENCE:
        said.append(f"{memory.steps} actions without arriving: drawn by lot among the likely")
    return Decision(
        action=ActionVector(fields=fields, label=label, score=round(float(chances[best]), 4)),
        reasoning=(*said, f"{label} ({chances[best]:.2f})"),
        state={name: float(value) for name, value in memory.after(best)._asdict().items()},
    )


def chosen(chances: NDArray[np.float32], view: NDArray[np.uint8], memory: Memory) -> int:
    """The likeliest action; by lot once patience is at an end, so that no circle is gone in for ever.

    The lot is drawn from the view and the count of actions: the same input has the same answer.
    """
    if memory.steps < PATIENCE:
        return int(chances.argmax())
    shares = np.log(chances.astype(np.float64) + 1e-12) / BOLDNESS
    shares = np.exp(shares - shares.max())
    lot = np.random.default_rng([memory.steps, zlib.crc32(view.tobytes())])
    return int(lot.choice(len(shares), p=shares / shares.sum()))


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
