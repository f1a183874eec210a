"""Sizes of tiny towers, for the recipes of every family."""

from __future__ import annotations

TOWER = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
SEEN = {**TOWER, "image_size": 32, "patch_size": 8}
PIXELS = {"height": 32, "width": 32}
