"""Views labelled by the BabyAI bot: what it would do, what each tile is, which tile is meant. Needs `minigrid`.

The bot (Chevalier-Boisvert et al., ICLR 2019) plans over what it has seen so far. Where the learner acts and the bot
only says what it would have done (DAgger: Ross, Gordon and Bagnell, AISTATS 2011), the learner meets its own mistakes.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.plugins.control.grid.network import NOWHERE, slots
from sensorium.plugins.control.grid.tiles import PIXELS
from sensorium.plugins.control.grid.vocabulary import ACTIONS, AGENT_COLUMN, AGENT_ROW, KINDS, THINGS, TILES, VIEW
from sensorium.plugins.control.grid.words import Order, read_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

Act = Callable[["NDArray[np.uint8]", Order, int], int]
"""From a view, an order and the quarter turns since the last step ahead to an action."""


class Labelled(NamedTuple):
    """n views (n, 56, 56, 3), words (n, 5), actions (n,), kinds and colours (n, 49), target (n, 50) summing to 1."""

    views: NDArray[np.uint8]
    words: NDArray[np.int64]
    actions: NDArray[np.int64]
    kinds: NDArray[np.int64]
    colours: NDArray[np.int64]
    target: NDArray[np.float32]

    def plus(self, other: Labelled) -> Labelled:
        """Both, one after the other."""
        both: Any = zip(self, other, strict=True)
        return Labelled(*(np.concatenate(pair) for pair in both))


def world(level: str, pixels: int = PIXELS) -> Any:
    """``BabyAI-<level>-v0`` seen in RGB, `pixels` on a side of a tile."""
    wrappers: Any = import_module("minigrid.wrappers")
    gymnasium: Any = import_module("gymnasium")
    return wrappers.RGBImgPartialObsWrapper(gymnasium.make(f"BabyAI-{level}-v0"), tile_size=pixels)


def started(env: Any, seed: int) -> Any:
    """The first observation of the episode of that seed; the simulator's remarks on rejected worlds are dropped."""
    with contextlib.redirect_stdout(io.StringIO()):
        return env.reset(seed=seed)[0]


def episodes(level: str, seeds: Iterable[int], act: Act | None = None, longest: int = 40) -> Labelled:
    """All steps of the episodes, labelled by the bot; it acts itself where no `act` is given.

    An episode ends early where the bot is at a loss, or after `longest` steps.
    """
    bots: Any = import_module("minigrid.utils.baby_ai_bot")
    env = world(level)
    rows: list[tuple[Any, ...]] = []
    for seed in seeds:
        seen = started(env, seed)
        order = read_order(seen["mission"])
        if order is None:
            continue
        bot, taken, turned = bots.BabyAIBot(env.unwrapped), None, 0
        for _ in range(longest):
            try:
                wise = int(bot.replan(taken))
            except Exception:
                # The bot gives up in many ways, by assertions too.
                break
            kinds, colours = layout(env)
            rows.append((seen["image"], slots(order, turned), wise, kinds, colours, meant(order, kinds, colours)))
            taken = wise if act is None else act(seen["image"], order, turned)
            turned = turned_by(taken, turned)
            seen, _, done, late, _ = env.step(taken)
            if done or late:
                break
    views, words, actions, kinds_, colours_, target = zip(*rows, strict=True)
    return Labelled(
        np.stack(views), np.array(words), np.array(actions), np.stack(kinds_), np.stack(colours_), np.stack(target)
    )


def turned_by(action: int, before: int) -> int:
    """Quarter turns since the last step ahead, right ones positive, once `action` is done."""
    return {"left": before - 1, "right": before + 1, "forward": 0}.get(ACTIONS[action], before)


def layout(env: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the 49 tiles of the view are: kinds and colours by the simulator's codes, row by row from the top."""
    grid = env.unwrapped.gen_obs()["image"].astype(np.int64)
    return grid[:, :, 0].T.reshape(-1), grid[:, :, 1].T.reshape(-1)


def meant(order: Order, kinds: NDArray[np.int64], colours: NDArray[np.int64]) -> NDArray[np.float32]:
    """(50,) shares: the nearest tiles that the order fits, or NOWHERE."""
    names = THINGS if order.thing is None else (THINGS[order.thing],)
    fits = np.isin(kinds, [KINDS.index(name) for name in names])
    if order.colour is not None:
        fits &= colours == order.colour
    share = np.zeros(TILES + 1, np.float32)
    if not fits.any():
        share[NOWHERE] = 1
        return share
    rows, columns = np.divmod(np.arange(TILES), VIEW)
    steps = np.abs(rows - AGENT_ROW) + np.abs(columns - AGENT_COLUMN)
    nearest = fits & (steps == steps[fits].min())
    share[:TILES][nearest] = 1 / nearest.sum()
    return share
