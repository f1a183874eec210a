"""How often a policy does what it was told in worlds it never met. Needs `minigrid`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sensorium.plugins.control.grid.expert import Act, started, turned_by, world
from sensorium.plugins.control.grid.tiles import PIXELS
from sensorium.plugins.control.grid.words import read_order

UNSEEN = 1_000_000
"""No seed from here on is trained on."""


class Success(NamedTuple):
    """`rate` of `episodes` that ended in success within the level's own limit of steps; `steps` is their mean."""

    rate: float
    steps: float
    episodes: int
    unread: int


def success(level: str, seeds: Iterable[int], act: Act, pixels: int = PIXELS) -> Success:
    """Roll `act` out; an episode whose instruction is not understood counts as failed, and in `unread`."""
    env = world(level, pixels)
    lengths, played, unread = [], 0, 0
    for seed in seeds:
        seen, played = started(env, seed), played + 1
        order = read_order(seen["mission"])
        if order is None:
            unread += 1
            continue
        steps = turned = 0
        while True:
            action = act(seen["image"], order, turned)
            turned = turned_by(action, turned)
            seen, reward, done, late, _ = env.step(action)
            steps += 1
            if done or late:
                break
        if reward > 0:
            lengths.append(steps)
    return Success(len(lengths) / max(played, 1), sum(lengths) / max(len(lengths), 1), played, unread)
