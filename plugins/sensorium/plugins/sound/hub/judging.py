"""What is asked of AudioSet's classes, and how loud a cell is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.errors import BadInput
from sensorium.core.hearing import sound_in
from sensorium.core.tasks.sound import SoundInput
from sensorium.plugins.sound import phrases
from sensorium.plugins.sound.claims import Heard

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.sees import Sees, Window

QUIET, FLOOR = -60.0, -120.0
"""Decibels of full scale: what is silent, and the least that is told."""


def asking(given: SoundInput) -> tuple[str, ...]:
    """What is asked for: a phrase, or labels to choose from, or nothing in particular."""
    return (given.phrase,) if given.phrase.strip() else given.labels


def judged(chances: NDArray[np.float32], loudness: float, given: SoundInput) -> list[Heard]:
    """Of what was asked for each one's probability, else the likeliest class; nothing but silence where it is quiet."""
    silent = loudness < QUIET
    asked = asking(given)
    if not asked and silent:
        return [Heard(phrases.SILENCE, 1.0, loudness)]
    if not asked:
        index, name = max(phrases.told(), key=lambda each: chances[each[0]])
        return [Heard(name, float(chances[index]), loudness)]
    return [_one(phrase, chances, loudness, silent, given) for phrase in asked]


def _one(phrase: str, chances: NDArray[np.float32], loudness: float, silent: bool, given: SoundInput) -> Heard:
    found = phrases.resolve(phrase)
    if found is None:
        raise BadInput(
            f"no sound {phrase[:80]!r} is known",
            where="phrase" if given.phrase else "labels",
            fix="name it by another word, or describe it to a zero-shot model: clap-htsat-unfused",
        )
    name, meant = found
    if name == phrases.SILENCE:
        return Heard(name, float(silent), loudness)
    return Heard(name if given.phrase else phrase, 0.0 if silent else float(chances[list(meant)].max()), loudness)


def level(window: Window, sees: Sees) -> float:
    """The level of a window's cell in decibels of full scale."""
    sound = sound_in(window, window.cell, sees)
    power = float((sound.astype(np.float64) ** 2).mean()) if len(sound) else 0.0
    return max(FLOOR, 10 * float(np.log10(power + 1e-15)))
