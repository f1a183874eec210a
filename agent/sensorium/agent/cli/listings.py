"""``sensorium tasks`` and ``sensorium plugins``."""

from __future__ import annotations

import json as jsonlib
import re
import sys
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from sensorium.agent.cli.session import console, settings_with
from sensorium.agent.compile.forms import forms
from sensorium.core.card import Card
from sensorium.core.fields import asked_fields, media_field
from sensorium.core.offers import Offers
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings
from sensorium.core.task import Task
from sensorium.core.weights.status import WeightStatus, status
from sensorium.core.weights.store import WeightStore

MODULE = re.compile(r"\b(?:\w+\.)+(?=\w)")
"""What stands before the last name of a dotted one."""


def registry_of(settings: Settings) -> Registry:
    """The user's registry."""
    return Registry(allow=settings.plugins_allow, block=settings.plugins_block)


def store_of(settings: Settings, registry: Registry) -> WeightStore:
    """The user's weights, with the plugins' kinds of source."""
    return WeightStore.of(settings, Offers(registry, "sensorium_weight_sources"))


def tasks_command(json: bool) -> int:
    """Print every task with the clauses it answers and its models."""
    settings = settings_with()
    registry = registry_of(settings)
    store = store_of(settings, registry)
    rows = [_task_row(name, task, registry, store) for name, task in sorted(registry.tasks.items())]
    if json:
        sys.stdout.write(jsonlib.dumps(rows, ensure_ascii=False) + "\n")
        return 0
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for column in ("task", "state", "what it does", "answers", "models"):
        table.add_column(column, overflow="fold")
    for row in rows:
        models = "\n".join(f"{m['name']} ({m['profile']}, {m['licence']}, {m['state']})" for m in row["models"])
        cells = (row["name"], row["state"], row["description"], escape("\n".join(row["answers"])))
        table.add_row(*cells, models or "no model installed")
    console().print(table)
    return 0


def _task_row(name: str, task: Task[Any, Any], registry: Registry, store: WeightStore) -> dict[str, Any]:
    found = registry.models(task)
    cards = [model.card for model in found]
    models = [_model_row(model.card, row) for model, row in zip(found, status(cards, store), strict=True)]
    return {
        "name": name,
        "state": state_of(cards),
        "description": task.description,
        "answers": list(forms(task)),
        "input": _shape(task.input),
        "output": {field: _type_name(info.annotation) for field, info in task.output.model_fields.items()},
        "models": models,
    }


def state_of(cards: Sequence[Card]) -> str:
    """What a task can do on this machine: embedded, embedded by a fallback, with the hub profile only, or nothing."""
    embedded = [card for card in cards if card.profile == "embedded"]
    if not embedded:
        return "hub profile only" if cards else "no model"
    return "embedded" if any(card.fallback is None for card in embedded) else "embedded, weaker"


def _model_row(card: Card, row: WeightStatus) -> dict[str, Any]:
    return {
        "name": card.name,
        "profile": card.profile,
        "licence": card.licence,
        "state": row.state,
        "fallback": card.fallback,
        "note": card.note,
    }


def _shape(model: type[BaseModel]) -> dict[str, str]:
    medium = media_field(model)
    names = ([medium.name] if medium else []) + list(asked_fields(model))
    return {name: _type_name(model.model_fields[name].annotation) for name in names}


def _type_name(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else MODULE.sub("", str(annotation))


def plugins_command(json: bool) -> int:
    """Print the plugins that work and those in quarantine."""
    registry = registry_of(settings_with())
    if json:
        value = {"plugins": list(registry.plugins), "quarantined": [f.info.model_dump() for f in registry.quarantined]}
        sys.stdout.write(jsonlib.dumps(value, ensure_ascii=False) + "\n")
        return 0
    out = console()
    for name in registry.plugins:
        out.print(f"[green]works[/green]        {name}")
    for fault in registry.quarantined:
        out.print("[red]quarantined[/red]  ", end="")
        out.print(str(fault), markup=False)
    return 0
