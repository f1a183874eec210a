"""Grounding: regions matched by CLIP, Grounding DINO, LLMDet, OWLv2, Florence-2."""

from __future__ import annotations

import json
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
        vision_config={**TOWER, "image_size": 64, "patch_size": 16},
        projection_dim=32,
    )
    t.Owlv2ForObjectDetection(config).save_pretrained(folder)
    t.Owlv2ImageProcessor(size={"height": 64, "width": 64}).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(tokenizer.get_vocab()), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\n", encoding="utf-8")


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
    Recipe(Florence2Grounding, florence2, asked, placed),
)
