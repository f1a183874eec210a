"""Flashes of light: ``flash.py`` brings a task and its model, ``cuts.py`` a rival for a task that was there."""

from acme_flash.cuts import BrightnessCuts
from acme_flash.flash import FLASH_DETECTION, Flashes
from sensorium.core import Registrar, hookimpl


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    registrar.add(1, FLASH_DETECTION, Flashes, BrightnessCuts)
