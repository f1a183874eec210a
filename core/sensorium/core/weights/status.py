"""What of the models' weights is here: the table behind ``sensorium models list``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

from sensorium.core.weights.file import WeightFile
from sensorium.core.weights.store import WeightStore

if TYPE_CHECKING:
    from sensorium.core.card import Card

State = Literal["none needed", "in store", "missing", "unpinned"]


class WeightStatus(NamedTuple):
    """One model's weights. `bytes` counts the files whose size is known; `unknown` counts the others.

    `state`: "unpinned" is missing with a digest that nobody knows before the first pull.
    """

    model: str
    licence: str
    permissive: bool
    profile: str
    state: State
    bytes: int
    unknown: int
    missing: tuple[WeightFile, ...]


def status(cards: Iterable[Card], store: WeightStore) -> list[WeightStatus]:
    """The weights of each card's model, in the cards' order."""
    return [_of(card, store) for card in cards]


def _of(card: Card, store: WeightStore) -> WeightStatus:
    missing = store.missing(card.weights)
    sizes = [store.size(file) for file in card.weights]
    return WeightStatus(
        model=card.name,
        licence=card.licence,
        permissive=card.permissive,
        profile=card.profile,
        state=_state(card, missing, store),
        bytes=sum(known for known in sizes if known is not None),
        unknown=sizes.count(None),
        missing=missing,
    )


def _state(card: Card, missing: tuple[WeightFile, ...], store: WeightStore) -> State:
    if not card.weights:
        return "none needed"
    if not missing:
        return "in store"
    return "unpinned" if any(store.digest(file) is None for file in missing) else "missing"
