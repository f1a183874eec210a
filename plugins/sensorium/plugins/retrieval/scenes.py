"""Words for scenes that a class of ImageNet stands for: the closed vocabulary of what may be asked of whole pictures."""

from __future__ import annotations

SCENES: tuple[str, ...] = (
    "beach", "seashore", "seaside", "coast", "shore", "sandbar", "mountain", "mountains", "alp", "cliff", "valley",
    "volcano", "lakeside", "lake", "coral reef", "geyser", "dam", "pier", "dock", "harbour", "harbor", "castle",
    "palace", "church", "monastery", "mosque", "barn", "greenhouse", "prison", "library", "bookshop", "restaurant",
    "grocery store", "bakery", "butcher shop", "barber shop", "shoe shop", "toy shop", "tobacco shop", "cinema",
    "theater", "theatre", "stage", "concert", "planetarium", "fountain", "maze", "bridge", "viaduct", "boathouse",
    "patio", "scoreboard", "carousel", "airport", "underwater", "desktop", "living room",
)  # fmt: skip
