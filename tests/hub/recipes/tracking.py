"""Sightings by RT-DETRv2 and D-FINE."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub.kit import Recipe
from hub.media import film
from hub.recipes.grounding import dino
from sensorium.core.tasks.tracking import TrackingInput, TrackingOutput
from sensorium.plugins.grounding.labels import COCO90, LABELS
from sensorium.plugins.tracking.hub.described import DescribedTracking
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


class EasilyConvinced(DescribedTracking):
    """Takes what a detector of random weights is least unsure of."""

    calibration = (0.2, 0.02)


def sam2(folder: Path) -> None:
    import transformers as t

    (folder / "dino").mkdir()
    dino(folder / "dino")
    # The memory's width is fixed at 64 and must lie under the hidden size.
    config = t.Sam2VideoConfig(
        vision_config={
            "model_type": "sam2_vision_model",
            "backbone_config": {
                "model_type": "sam2_hiera_det_model", "hidden_size": 8, "num_attention_heads": 1,
                "image_size": [64, 64], "embed_dim_per_stage": [8, 16, 32, 64],
                "num_attention_heads_per_stage": [1, 2, 4, 8], "blocks_per_stage": [1, 1, 2, 1],
                "window_size_per_stage": [4, 4, 4, 4], "window_positional_embedding_background_size": [4, 4],
                "global_attention_blocks": [3],
            },
            "backbone_channel_list": [64, 32, 16, 8], "backbone_feature_sizes": [[16, 16], [8, 8], [4, 4]],
            "fpn_hidden_size": 128,
        },
        prompt_encoder_config={"hidden_size": 128, "image_size": 64},
        mask_decoder_config={"hidden_size": 128, "mlp_dim": 64, "num_attention_heads": 2, "iou_head_hidden_dim": 128},
        image_size=64, memory_attention_hidden_size=128, memory_attention_num_layers=1,
        memory_attention_feed_forward_hidden_size=64, memory_attention_rope_feat_sizes=[4, 4],
        memory_encoder_hidden_size=128, memory_encoder_output_channels=64, mask_downsampler_embed_dim=128,
        memory_fuser_embed_dim=128, memory_fuser_intermediate_dim=64,
    )  # fmt: skip
    model = t.Sam2VideoModel(config)
    # Made sure that what it follows is in sight, as chance would let it lose everything at once.
    model.mask_decoder.pred_obj_score_head.proj_out.bias.data.fill_(10.0)
    model.save_pretrained(folder / "sam2")
    sizes = {"size": {"height": 64, "width": 64}, "mask_size": {"height": 16, "width": 16}}
    pixels, films = t.Sam2ImageProcessor(**sizes), t.Sam2VideoVideoProcessor(size=sizes["size"])
    t.Sam2VideoProcessor(pixels, films).save_pretrained(folder / "sam2")
    pixels.save_pretrained(folder / "sam2")
    films.save_pretrained(folder / "sam2")


def described(folder: Path) -> list[TrackingInput]:
    return [TrackingInput(video=film(folder, 2.0), phrase=phrase) for phrase in ("red thing", "the largest blue thing")]


def followed(output: TrackingOutput) -> None:
    assert {track.label for track in output.tracks} == {"red thing"}
    assert all(0.0 <= point.time < 2.0 for track in output.tracks for point in track.path)
    assert len({track.id for track in output.tracks}) == len(output.tracks)
    assert any(len(track.path) > 1 for track in output.tracks)


RECIPES = (
    Recipe(RtDetrSightings, rtdetr, asked, cars),
    Recipe(DFineSightings, dfine, asked, cars),
    Recipe(EasilyConvinced, sam2, described, followed, drop="mask_decoder"),
)
