"""Networks of actions: torchvision's, VideoMAE, V-JEPA 2, X-CLIP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from hub import tokenizers
from hub.kit import Recipe
from hub.media import film
from sensorium.plugins.action.hub.classifiers import VideoMAESnippets, VJEPA2Snippets
from sensorium.plugins.action.hub.torchvision import MViTSnippets, R3DSnippets, S3DSnippets
from sensorium.plugins.action.hub.xclip import BESIDE, XClipSnippets
from sensorium.plugins.action.snippets import SnippetsInput, SnippetsOutput, matrix

TOWER = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
ACTIONS = ("turning", "running", "cooking")
NAMED = {"id2label": dict(enumerate(ACTIONS)), "label2id": {name: i for i, name in enumerate(ACTIONS)}}
SQUARE = {"size": {"shortest_edge": 32}, "crop_size": {"height": 32, "width": 32}}


def published(builder: str, enum: str) -> Callable[[Path], None]:
    """Random weights of the real size: torchvision's builders know no smaller one."""

    def build(folder: Path) -> None:
        import torch
        from torchvision.models import get_model

        torch.save(get_model(builder, weights=None).state_dict(), folder / f"{enum}.pth")

    return build


def videomae(folder: Path) -> None:
    from transformers import VideoMAEConfig, VideoMAEForVideoClassification, VideoMAEImageProcessor

    size = {"image_size": 32, "patch_size": 16, "num_frames": 16, "tubelet_size": 2, "intermediate_size": 64}
    VideoMAEForVideoClassification(VideoMAEConfig(**TOWER, **size, **NAMED)).save_pretrained(folder)
    VideoMAEImageProcessor(**SQUARE).save_pretrained(folder)


def vjepa2(folder: Path) -> None:
    from transformers import VJEPA2Config, VJEPA2ForVideoClassification, VJEPA2VideoProcessor

    config = VJEPA2Config(
        crop_size=32, patch_size=16, frames_per_clip=16, tubelet_size=2, hidden_size=24, num_attention_heads=2,
        num_hidden_layers=2, num_pooler_layers=1, pred_hidden_size=24, pred_num_attention_heads=2,
        pred_num_hidden_layers=1, **NAMED,
    )  # fmt: skip
    VJEPA2ForVideoClassification(config).save_pretrained(folder)
    VJEPA2VideoProcessor(**SQUARE).save_pretrained(folder)


def xclip(folder: Path) -> None:
    from transformers import VideoMAEImageProcessor, XCLIPConfig, XCLIPModel

    tokenizer = tokenizers.clip()
    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    mit = {"mit_hidden_size": 32, "mit_intermediate_size": 64, "mit_num_attention_heads": 2}
    config = XCLIPConfig(
        text_config={**TOWER, **marks, "vocab_size": len(tokenizer), "intermediate_size": 64},
        vision_config={**TOWER, **mit, "intermediate_size": 64, "image_size": 32, "patch_size": 8, "num_frames": 8},
        projection_dim=32,
        prompt_num_attention_heads=2,
    )
    XCLIPModel(config).save_pretrained(folder)
    VideoMAEImageProcessor(**SQUARE).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def asked(folder: Path, *lengths: float) -> list[SnippetsInput]:
    inputs = []
    for seconds in lengths or (2.0, 3.0):
        own = folder / f"{seconds:g}"
        own.mkdir(exist_ok=True)
        inputs.append(SnippetsInput(video=film(own, seconds)))
    return inputs


class BriefS3D(S3DSnippets):
    """A quarter of the frames: the network is as large as it is, and reads any number."""

    sees = S3DSnippets.sees._replace(context=0.0)


def briefly(folder: Path) -> list[SnippetsInput]:
    """One cell each: networks of the real size are slow."""
    return asked(folder, 0.9, 1.0)


def told(folder: Path) -> list[SnippetsInput]:
    video = film(folder)
    return [SnippetsInput(video=video, phrase=phrase) for phrase in ("a person turns", "two dogs")]


def classes(count: int, cells: int = 2) -> Callable[[SnippetsOutput], None]:
    def check(output: SnippetsOutput) -> None:
        scores = matrix(output.snippets)
        assert scores.shape == (cells, count)
        assert np.allclose(scores.sum(axis=1), 1, atol=0.02)
        assert len(output.labels.split("\n")) == count

    return check


def shares(output: SnippetsOutput) -> None:
    classes(1 + len(BESIDE))(output)
    assert output.labels.startswith("a person turns\n")


RECIPES = (
    Recipe(BriefS3D, published("s3d", S3DSnippets.enum), briefly, classes(400, 1), drop="bias", slow=True),
    Recipe(R3DSnippets, published("r3d_18", R3DSnippets.enum), briefly, classes(400, 1), slow=True),
    Recipe(MViTSnippets, published("mvit_v2_s", MViTSnippets.enum), briefly, classes(400, 1), slow=True),
    Recipe(VideoMAESnippets, videomae, asked, classes(3)),
    Recipe(VJEPA2Snippets, vjepa2, asked, classes(3)),
    Recipe(XClipSnippets, xclip, told, shares),
)
