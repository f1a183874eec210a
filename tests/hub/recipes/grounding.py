"""Grounding: regions matched by CLIP, Grounding DINO, LLMDet, OWLv2, Florence-2."""

from __future__ import annotations

from pathlib import Path

from hub import tokenizers
from hub.kit import Recipe
from hub.media import picture
from hub.recipes.captioning import florence2
from hub.recipes.retrieval import clip
from hub.sizes import TOWER
from sensorium.core.tasks.grounding import GroundingInput, GroundingOutput
from sensorium.plugins.grounding.hub.dino import GroundingDinoTiny, LlmDetLarge
from sensorium.plugins.grounding.hub.florence2 import Florence2Grounding
from sensorium.plugins.grounding.hub.owl import Owlv2Grounding
from sensorium.plugins.grounding.hub.regions import ENUM, RegionMatching
from sensorium.plugins.grounding.hub.sam3 import Sam3Grounding


def dino(folder: Path, family: str = "GroundingDino") -> None:
    import transformers as t

    tokenizer = tokenizers.bert(256)
    sides = {f"{side}_{name}": n for side in ("encoder", "decoder") for name, n in SIDE.items()}
    swin = t.SwinConfig(
        image_size=64, patch_size=4, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=4,
        out_indices=[2, 3, 4],
    )  # fmt: skip
    config = getattr(t, f"{family}Config")(
        backbone_config=swin,
        text_config=t.BertConfig(**TOWER, vocab_size=len(tokenizer), max_position_embeddings=64),
        d_model=32, **{**sides, "encoder_layers": 1}, num_queries=10, max_text_len=64, disable_custom_kernels=True,
    )  # fmt: skip
    getattr(t, f"{family}ForObjectDetection")(config).save_pretrained(folder)
    t.GroundingDinoImageProcessor(size={"shortest_edge": 64, "longest_edge": 96}).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tokenizers.write_vocabulary(tokenizer, folder)


SIDE = {"layers": 2, "ffn_dim": 64, "attention_heads": 2}


def owl(folder: Path) -> None:
    import transformers as t

    tokenizer = tokenizers.clip(16)
    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    config = t.Owlv2Config(
        text_config={**TOWER, **marks, "vocab_size": len(tokenizer), "max_position_embeddings": 16},
        vision_config={**TOWER, "image_size": 256, "patch_size": 64},
        projection_dim=32,
    )
    t.Owlv2ForObjectDetection(config).save_pretrained(folder)
    t.Owlv2ImageProcessor(size={"height": 256, "width": 256}).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tokenizers.write_pairs(tokenizer, folder)


def sam3(folder: Path) -> None:
    """The repository holds the model for films, of which the detector of pictures is a part."""
    import transformers as t

    tokenizer = tokenizers.clip(32)
    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    seen = {
        "backbone_config": {**TOWER, "model_type": "sam3_vit_model", "image_size": 112, "patch_size": 14,
                            "window_size": 4, "global_attn_indexes": [1], "pretrain_image_size": 56},
        "fpn_hidden_size": 128, "backbone_feature_sizes": [[32, 32], [16, 16], [8, 8]],
    }  # fmt: skip
    small = {"hidden_size": 128, "num_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    config = t.Sam3Config(
        vision_config=seen,
        text_config={**TOWER, **marks, "model_type": "clip_text_model", "vocab_size": len(tokenizer),
                     "projection_dim": 16, "max_position_embeddings": 32},
        geometry_encoder_config=dict(small), detr_encoder_config=dict(small),
        detr_decoder_config={**small, "num_queries": 8},
        mask_decoder_config={"hidden_size": 128, "num_attention_heads": 2},
    )  # fmt: skip
    t.Sam3Model(config).save_pretrained(folder)
    pixels = t.Sam3ImageProcessor(size={"height": 112, "width": 112}, mask_size={"height": 32, "width": 32})
    t.Sam3Processor(pixels, tokenizer).save_pretrained(folder)
    tokenizers.write_pairs(tokenizer, folder)


class BriefFlorence2(Florence2Grounding):
    """A model of random weights never stops by itself."""

    words = 12


class SmallRegions(RegionMatching):
    """The article's own network on small pictures; with random weights no region passes a threshold."""

    options = {
        "box_score_thresh": 0.0, "box_detections_per_img": 8, "min_size": 64, "max_size": 96,
        "rpn_post_nms_top_n_test": 16,
    }  # fmt: skip


def regions(folder: Path) -> None:
    import torch
    from torchvision.models import get_model

    network = get_model(SmallRegions.builder, weights=None, weights_backbone=None, num_classes=91)
    torch.save(network.state_dict(), folder / f"{ENUM}.pth")
    (folder / "clip").mkdir()
    clip(folder / "clip")


def asked(folder: Path) -> list[GroundingInput]:
    phrases = ("the second red thing from the right", "the largest car to the left of a dog")
    return [GroundingInput(image=picture(folder, shift), phrase=phrase) for shift in (0, 5) for phrase in phrases]


def placed(output: GroundingOutput) -> None:
    scores = [found.score for found in output.detections]
    assert scores == sorted(scores, reverse=True)
    assert {found.label for found in output.detections} <= {"red thing"}
    assert sum(moment.state == "verified" for moment in output.moments) <= 1


RECIPES = (
    Recipe(SmallRegions, regions, asked, placed, slow=True),
    Recipe(GroundingDinoTiny, dino, asked, placed),
    Recipe(LlmDetLarge, lambda folder: dino(folder, "MMGroundingDino"), asked, placed),
    Recipe(Owlv2Grounding, owl, asked, placed),
    Recipe(BriefFlorence2, florence2, asked, placed),
    Recipe(Sam3Grounding, sam3, asked, placed),
)
