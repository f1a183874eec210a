"""Checkpoints of the hub profile: declared as files of a card, opened from its folder, never from the network.

`files` declares, `transformer.Checkpoint` opens what transformers knows, `vision.open_torchvision` torchvision's enums,
`diffusion.open_pipeline` diffusers' pipelines. `pictures` shows whole pictures, `generation` makes words. Importing
this loads no torch; `library` says how to get it.
"""

from sensorium.core.checkpoints.diffusion import open_pipeline
from sensorium.core.checkpoints.files import UNREAD, enum_file, repo_files, repo_shards, repo_weights
from sensorium.core.checkpoints.library import DIFFUSERS, TRANSFORMERS, library, number_format
from sensorium.core.checkpoints.transformer import Checkpoint
from sensorium.core.checkpoints.vision import Torchvision, open_torchvision

__all__ = [
    "DIFFUSERS",
    "TRANSFORMERS",
    "UNREAD",
    "Checkpoint",
    "Torchvision",
    "enum_file",
    "library",
    "number_format",
    "open_pipeline",
    "open_torchvision",
    "repo_files",
    "repo_shards",
    "repo_weights",
]
