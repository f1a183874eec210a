"""How loud a cell is."""

from __future__ import annotations

import numpy as np

from sensorium.core.hearing import sound_in
from sensorium.core.sees import Sees, Window

FLOOR = -120.0


def level(window: Window, sees: Sees) -> float:
    """Decibels of full scale of the cell's own sound, -120 for digital silence."""
    sound = sound_in(window, window.cell, sees)
    power = float((sound.astype(np.float64) ** 2).mean()) if len(sound) else 0.0
    return max(FLOOR, float(10 * np.log10(power + 1e-15)))
