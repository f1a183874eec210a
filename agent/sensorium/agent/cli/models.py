"""``sensorium models list | pull | verify | remove``."""

from __future__ import annotations

import json as jsonlib
import sys
from collections.abc import Sequence

from sensorium.agent.chat.weights import CHAT_CARDS
from sensorium.agent.cli.listings import registry_of, store_of
from sensorium.agent.cli.session import console, settings_with, watching
from sensorium.agent.cli.sizes import size
from sensorium.core.card import Card
from sensorium.core.choosing import installed
from sensorium.core.errors import RequestError
from sensorium.core.registry import Registry
from sensorium.core.weights.status import status
from sensorium.core.weights.store import WeightStore


def cards(registry: Registry) -> list[Card]:
    """The cards of all models that have weights, the chat models' included."""
    return [*(model.card for model in registry.models()), *CHAT_CARDS]


def _store() -> tuple[Registry, WeightStore]:
    settings = settings_with()
    registry = registry_of(settings)
    return registry, store_of(settings, registry)


def list_command(json: bool) -> int:
    """Print models with their weights' size, licence and state."""
    registry, store = _store()
    rows = status(cards(registry), store)
    if json:
        value = [row._asdict() | {"missing": [file.name for file in row.missing]} for row in rows]
        sys.stdout.write(jsonlib.dumps(value, ensure_ascii=False) + "\n")
        return 0
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in ("model", "profile", "licence", "size", "state"):
        table.add_column(column)
    for row in rows:
        licence = row.licence if row.permissive else f"[yellow]{row.licence}[/yellow]"
        table.add_row(row.model, row.profile, licence, size(row.bytes) + ("+" if row.unknown else ""), row.state)
    out = console()
    out.print(table)
    out.print(f"[dim]{size(store.usage())} in {store.root}[/dim]", markup=True)
    return 0


def pull_command(names: Sequence[str], json: bool) -> int:
    """Fetch the weights of the named models, or of all the embedded ones that can run with what is installed."""
    registry, store = _store()
    known = cards(registry)
    usual = [card for card in known if card.profile == "embedded" and all(map(installed, card.requires))]
    wanted = _named(names, known) if names else usual
    pulled = []
    with watching(quiet=json) as watcher:
        for card in wanted:
            if store.missing(card.weights):
                store.pull_all(card.weights, watcher.fetched)
                pulled.append(card.name)
    if json:
        sys.stdout.write(jsonlib.dumps({"pulled": pulled, "ready": [card.name for card in wanted]}) + "\n")
    else:
        console().print(f"{len(pulled)} pulled, {len(wanted) - len(pulled)} were there")
    return 0


def verify_command(json: bool) -> int:
    """Hash everything again; damaged contents are removed and named."""
    _, store = _store()
    verdicts = list(store.verify())
    damaged = [name for verdict in verdicts if not verdict.sound for name in verdict.stored.names]
    if json:
        sys.stdout.write(jsonlib.dumps({"checked": len(verdicts), "damaged": damaged}) + "\n")
    else:
        console().print(f"{len(verdicts)} checked, {len(damaged)} damaged and removed {', '.join(damaged)}".rstrip())
    return 1 if damaged else 0


def remove_command(names: Sequence[str], json: bool) -> int:
    """Remove the weights of the named models."""
    registry, store = _store()
    freed = sum(store.remove(file) for card in _named(names, cards(registry)) for file in card.weights)
    if json:
        sys.stdout.write(jsonlib.dumps({"freed": freed}) + "\n")
    else:
        console().print(f"{size(freed)} freed")
    return 0


def _named(names: Sequence[str], known: Sequence[Card]) -> list[Card]:
    from difflib import get_close_matches

    by_name = {card.name: card for card in known} | {file.name: card for card in known for file in card.weights}
    for name in names:
        if name not in by_name:
            near = get_close_matches(name, list(by_name), n=1)
            fix = f"did you mean {near[0]}?" if near else "`sensorium models list` names them"
            raise RequestError(f"there is no model {name!r}", where="models", fix=fix)
    return [by_name[name] for name in names]
