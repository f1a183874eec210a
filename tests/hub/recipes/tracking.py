"""Sightings by RT-DETRv2 and D-FINE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub.kit import Recipe
from hub.media import film
from sensorium.plugins.grounding.labels import COCO90, LABELS
from sensorium.plugins.tracking.hub.models import DFineSightings, RtDetrSightings
from sensorium.plugins.tracking.sightings import SightingsInput, SightingsOutput, unpack

CAR = LABELS.index("car")
SIDES = {
    "encoder_hidden_dim": 32, "encoder_in_channels": [16, 32, 32], "encoder_ffn_dim": 64, "encoder_attention_heads": 2,
    "d_model": 32, "num_queries": 10, "decoder_in_channels": [32, 32, 32], "decoder_ffn_dim": 64, "decoder_layers": 2,
    "decoder_attention_heads": 2, "num_denoising": 0, "id2label": dict(enumerate(LABELS)),
    "label2id": {label: number for number, label in enumerate(LABELS)},
}  # fmt: skip


def rtdetr(folder: Path) -> None:
    import transformers as t

    backbone = t.RTDetrResNetConfig(
        embedding_size=8, hidden_sizes=[8, 16, 32, 32], depths=[1, 1, 1, 1], layer_type="basic",
        out_features=["stage2", "stage3", "stage4"],
    )  # fmt: skip
    _save(t.RTDetrV2ForObjectDetection(t.RTDetrV2Config(backbone_config=backbone, **SIDES)), folder)


def dfine(folder: Path) -> None:
    import transformers as t

    backbone = t.HGNetV2Config(
        stem_channels=[3, 8, 8], stage_in_channels=[8, 8, 16, 32], stage_mid_channels=[8, 8, 16, 16],
        stage_out_channels=[8, 16, 32, 32], stage_num_blocks=[1, 1, 1, 1], stage_numb_of_layers=[1, 1, 1, 1],
        stage_downsample=[False, True, True, True], stage_light_block=[False, False, True, True],
        stage_kernel_size=[3, 3, 5, 5], hidden_sizes=[8, 16, 32, 32], depths=[1, 1, 1, 1], embedding_size=8,
        out_features=["stage2", "stage3", "stage4"],
    )  # fmt: skip
    _save(t.DFineForObjectDetection(t.DFineConfig(backbone_config=backbone, **SIDES)), folder)


def _save(model: Any, folder: Path) -> None:
    """The model made to see cars everywhere, as chance would let it see nothing."""
    from transformers import RTDetrImageProcessor

    for head in model.model.decoder.class_embed:
        head.bias.data[CAR] = 3.0
    model.save_pretrained(folder)
    RTDetrImageProcessor(size={"height": 64, "width": 64}).save_pretrained(folder)


def asked(folder: Path) -> list[SightingsInput]:
    return [SightingsInput(video=film(folder, seconds)) for seconds in (2.0, 1.0)]


def cars(output: SightingsOutput) -> None:
    assert len(output.cells) == 2
    seen = unpack(output.cells[0].data)
    assert len(seen.boxes)
    assert {COCO90[slot] for slot in seen.labels[:, 0]} == {"car"}


RECIPES = (Recipe(RtDetrSightings, rtdetr, asked, cars), Recipe(DFineSightings, dfine, asked, cars))
