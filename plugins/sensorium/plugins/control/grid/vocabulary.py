"""What a MiniGrid world holds, in the order of its own codes, and what an agent does there."""

from __future__ import annotations

KINDS = ("unseen", "empty", "wall", "floor", "door", "key", "ball", "box", "goal", "lava", "agent")
COLOURS = ("red", "green", "blue", "purple", "yellow", "grey")
ACTIONS = ("left", "right", "forward", "pickup", "drop", "toggle", "done")

THINGS = ("door", "key", "ball", "box")
VERBS = ("go to", "pick up", "open")
PLACES = ("in front", "behind", "left", "right")

VIEW = 7
"""Tiles on a side of the agent's view; it stands in the middle of the last row and looks up."""
TILES = VIEW * VIEW
AGENT_ROW, AGENT_COLUMN = VIEW - 1, VIEW // 2
