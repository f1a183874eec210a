"""Expressions as combinations of facial actions, written down by hand; nothing here was fitted to data.

The combinations follow the prototypes of the Facial Action Coding System's emotion tables (Ekman, Friesen & Hager,
FACS Investigator's Guide, 2002; EMFACS, 1983). An action unit is read from the blendshape that moves the same
muscle; of the actions that must come together the weakest counts, of alternatives the strongest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sensorium.core.values import Emotion
from sensorium.plugins.face_expression.blendshapes import NAMES

SIDES = ("Left", "Right")


def actions(shapes: Sequence[float]) -> dict[str, float]:
    """Blendshapes by name, the two sides of a face averaged: ``mouthSmile`` stands for left and right."""
    values = dict(zip(NAMES, shapes, strict=True))
    merged: dict[str, float] = {}
    for name, value in values.items():
        for side in SIDES:
            if name.endswith(side) and len(name) > len("mouthRight"):
                merged[name.removesuffix(side)] = merged.get(name.removesuffix(side), 0.0) + value / 2
                break
        else:
            merged[name] = value
    return merged


def prototypes(au: Mapping[str, float]) -> dict[Emotion, float]:
    """How fully each prototype is shown, 0..1; `neutral` is what is left when none is."""
    raised = max(au["browInnerUp"], au["browOuterUp"])
    bared = max(au["mouthUpperUp"], au["jawOpen"])
    shown: dict[Emotion, float] = {
        "happy": min(au["mouthSmile"], bared),  # AU 6+12, lips parted
        "surprised": min(raised, au["jawOpen"]),  # AU 1+2+26
        "fearful": min(au["browInnerUp"], max(au["mouthStretch"], au["mouthLowerDown"])),  # AU 1+2+4+20+25
        "sad": max(au["mouthFrown"], min(au["browInnerUp"], au["mouthShrugLower"])),  # AU 1+15, 1+17
        "angry": min(1.0, au["browDown"] + au["mouthPress"]),  # AU 4+23
        "disgusted": max(au["noseSneer"], min(au["mouthUpperUp"], 1 - au["mouthSmile"])),  # AU 9, 10
    }
    return {"neutral": 1 - max(shown.values()), **shown}
