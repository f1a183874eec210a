"""Flashes of light: ``flash.py`` brings a task and its model, ``cuts.py`` a rival for a task that was there."""

from typing import Any

from acme_flash.cuts import BrightnessCuts
from acme_flash.flash import FLASH_DETECTION, WORDS, Flashes
from sensorium.core import Registrar, hookimpl


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    registrar.add(1, FLASH_DETECTION, Flashes, BrightnessCuts)


@hookimpl
def sensorium_commands(app: Any) -> None:
    @app.command("flash-words")
    def flash_words() -> None:
        """Print the words that flashes may be asked for by."""
        print(*WORDS)
