"""Scenes: the classes of ImageNet that are places, and the words they stand for, to ask whole pictures for."""

from __future__ import annotations

SCENES: tuple[str, ...] = (
    "beach", "seashore", "seaside", "coast", "shore", "sandbar", "mountain", "mountains", "alp", "cliff", "valley",
    "volcano", "lakeside", "lake", "coral reef", "geyser", "dam", "pier", "dock", "harbour", "harbor", "castle",
    "palace", "church", "monastery", "mosque", "barn", "greenhouse", "prison", "library", "bookshop", "restaurant",
    "grocery store", "bakery", "butcher shop", "barber shop", "shoe shop", "toy shop", "tobacco shop", "cinema",
    "theater", "theatre", "stage", "concert", "planetarium", "fountain", "maze", "bridge", "viaduct", "boathouse",
    "patio", "scoreboard", "carousel", "airport", "underwater", "desktop", "living room",
)  # fmt: skip

CLASSES: tuple[str, ...] = (
    "seashore", "sandbar", "lakeside", "promontory", "alp", "valley", "cliff", "volcano", "coral reef", "geyser",
    "dock", "pier", "dam", "restaurant", "library", "bookshop", "church", "barn", "greenhouse", "stage", "patio",
    "park bench", "boathouse", "palace", "castle", "grocery store", "home theater", "worm fence", "steel arch bridge",
)  # fmt: skip
