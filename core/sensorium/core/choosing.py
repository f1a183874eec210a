"""Which model of a task to use: those that profile, licence policy, devices and language leave, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal, NamedTuple

from sensorium.core.card import Card
from sensorium.core.model import Model

Profile = Literal["embedded", "hub", "auto"]
Licences = Literal["research", "permissive"]
ModelClass = type[Model[Any, Any]]
LOWER_IS_BETTER = frozenset({"wer", "cer", "der", "eer", "mae", "mse", "rmse", "fid", "loss"})
COSTS = ("seconds", "bytes")
"""What figures that say nothing of quality begin with, such as ``seconds_per_media_second``."""


class Preference(NamedTuple):
    """What a choice hangs on. `devices` maps device kinds to bytes; None asks nothing of the machine.

    `remote` are the hosts that may be sent data; `language` is an ISO 639-1 code.
    """

    profile: Profile = "auto"
    licences: Licences = "research"
    language: str | None = None
    devices: Mapping[str, int] | None = None
    remote: frozenset[str] = frozenset()


def refusals(card: Card, wants: Preference) -> Iterable[str]:
    """Why a model may not be chosen; nothing where it may."""
    if wants.profile == "embedded" and card.profile == "hub":
        yield "needs the hub profile"
    if missing := [name for name in card.requires if not installed(name)]:
        yield f"needs {' and '.join(missing)}, not installed here{_hint(card, missing)}"
    if wants.licences == "permissive" and not card.permissive:
        yield f"its weights are {card.licence}, not permissive"
    if card.remote is not None and not wants.remote.issuperset(card.remote.hosts):
        yield f"sends {', '.join(sorted(card.remote.sends))} to {', '.join(card.remote.hosts)}"
    if not speaks(card, wants.language):
        yield f"does not know the language {wants.language!r}"
    if not fits(card, wants.devices):
        yield "needs a device or memory this machine does not have"


def _hint(card: Card, missing: Sequence[str]) -> str:
    """The command that brings our own models what they need."""
    extra = "llm" if "xllamacpp" in missing else "hub" if card.profile == "hub" else ""
    return f" (pip install 'sensorium[{extra}]')" if extra else ""


@cache
def installed(module: str) -> bool:
    """Whether a module could be imported; nothing is."""
    return find_spec(module) is not None


def speaks(card: Card, language: str | None) -> bool:
    """Whether language plays no part for the model, or it lists this one."""
    if not language or card.languages is None:
        return True
    return language.split("-")[0].lower() in {known.split("-")[0].lower() for known in card.languages}


def fits(card: Card, devices: Mapping[str, int] | None) -> bool:
    """Whether one of the card's places is a device that is here and large enough."""
    if devices is None:
        return True
    return any(place.device == "remote" or devices.get(place.device, -1) >= place.bytes for place in card.runs_on)


def ranked(models: Sequence[ModelClass], wants: Preference) -> tuple[ModelClass, ...]:
    """All of `models`, best first: admissible, local, the kind of answer promised, the profile, the figures.

    Where all that is equal, those that come with sensorium, then by name.
    """
    merits = merit([model.card for model in models])

    def order(model: ModelClass) -> tuple[object, ...]:
        card = model.card
        refused = any(True for _ in refusals(card, wants))
        away = card.remote is not None
        ours = model.__module__.startswith("sensorium.plugins.")
        distance, weaker = _distance(card, wants), card.fallback is not None
        return refused, away, distance == UNHELD, weaker, distance, -merits[card.name], not ours, card.name

    return tuple(sorted(models, key=order))


UNHELD = 2
"""The distance, in `auto`, of a hub model that no accelerator here can hold: even a weaker embedded one goes before."""


def _distance(card: Card, wants: Preference) -> int:
    """How far a model lies from the profile; `auto` takes hub models only where an accelerator can hold them."""
    if wants.profile == "auto":
        devices = wants.devices or {}
        fast = any(p.device in ("cuda", "mps") and devices.get(p.device, -1) >= p.bytes for p in card.runs_on)
        return 0 if card.profile == "hub" and fast else 1 if card.profile == "embedded" else UNHELD
    return int(card.profile != wants.profile)


def merit(cards: Sequence[Card]) -> dict[str, float]:
    """0..1 per card: the mean share of rivals it equals or beats on the sets they share; 0 where they share none.

    A figure that no rival has says nothing of who is better.
    """
    scores = {}
    for card in cards:
        shares = []
        for name, value in card.measured.items():
            if name.startswith(COSTS):
                continue
            rivals = [other.measured[name] for other in cards if name in other.measured and other is not card]
            if not rivals:
                continue
            lower = name.rsplit("/", 1)[-1].lower() in LOWER_IS_BETTER
            shares.append(sum(value <= r if lower else value >= r for r in rivals) / len(rivals))
        scores[card.name] = sum(shares) / len(shares) if shares else 0.0
    return scores
