"""From results to model classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from sensorium.core.model import Model
from sensorium.core.settings import Settings
from sensorium.core.training.results import Result, results

MAKERS = {"affect": "sensorium.plugins.affect.learnt", "audio": "sensorium.plugins.sound.learnt"}
"""Where each trainer's results are made models of: a module with ``model_of(result, home)``.

Results of other trainers are registered by the plugins those came with.
"""

Maker = Callable[[Result, Path], type[Model[Any, Any]]]


def trained_models(home: Path | None = None) -> Iterator[type[Model[Any, Any]]]:
    """A model class for every result under `home`, the user's own unless given."""
    place = home or Settings.load().home
    for result in results(place):
        if result.trainer in MAKERS:
            make: Maker = import_module(MAKERS[result.trainer]).model_of
            yield make(result, place)
