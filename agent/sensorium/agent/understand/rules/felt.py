"""Feelings in a modality: in general, in the voice, on the face, in the words."""

from __future__ import annotations

from collections.abc import Mapping

from sensorium.agent.query import Affect, And, Face, Node, Not, Or, Voice, Wording

FELT: Mapping[str, type[Affect | Voice | Face | Wording]] = {
    "affect": Affect,
    "voice": Voice,
    "face": Face,
    "wording": Wording,
}


def feel(mode: str, feeling: str) -> Node:
    """A feeling in one modality."""
    return FELT[mode].model_validate({"feeling": feeling})


def remoded(node: Node, mode: str) -> Node:
    """The same feelings in another modality: an angry or sad *voice*."""
    if isinstance(node, Affect):
        return feel(mode, node.feeling)
    if isinstance(node, Not):
        return Not(arg=remoded(node.arg, mode))
    if isinstance(node, And | Or):
        return node.model_copy(update={"args": tuple(remoded(arg, mode) for arg in node.args)})
    return node
