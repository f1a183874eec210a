"""CLIP and SigLIP2 dual towers."""

from __future__ import annotations

from pathlib import Path

from hub import tokenizers
from hub.kit import Recipe
from hub.media import picture
from hub.sizes import PIXELS, SEEN, TOWER
from sensorium.core.tasks.matching import RetrievalInput, RetrievalOutput
from sensorium.plugins.retrieval.hub.clip import ClipRetrieval, ClipVectors
from sensorium.plugins.retrieval.hub.siglip import SiglipRetrieval, SiglipVectors
from sensorium.plugins.retrieval.vectors import VectorsInput, VectorsOutput

CANDIDATES = ("a photo of a beach", "a photo of a mountain", "two dogs")


def clip(folder: Path) -> None:
    from transformers import CLIPConfig, CLIPImageProcessor, CLIPModel

    tokenizer = tokenizers.clip()
    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    config = CLIPConfig(
        text_config={**TOWER, **marks, "vocab_size": len(tokenizer), "projection_dim": 16},
        vision_config={**SEEN, "projection_dim": 16},
        projection_dim=16,
    )
    CLIPModel(config).save_pretrained(folder)
    CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=PIXELS).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def siglip(folder: Path) -> None:
    from transformers import SiglipConfig, SiglipImageProcessor, SiglipModel

    tokenizer = tokenizers.gemma()
    text = {"vocab_size": len(tokenizer), "max_position_embeddings": 64, "projection_size": 32}
    marks = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
    SiglipModel(SiglipConfig(text_config={**TOWER, **text, **marks}, vision_config=SEEN)).save_pretrained(folder)
    SiglipImageProcessor(size=PIXELS).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def asked(folder: Path) -> list[RetrievalInput]:
    return [RetrievalInput(image=picture(folder, shift), texts=CANDIDATES) for shift in (0, 5)]


def wanted(folder: Path) -> list[VectorsInput]:
    return [VectorsInput(image=picture(folder, shift), texts=("a red car",)) for shift in (0, 5)]


def shares(output: RetrievalOutput) -> None:
    assert {row.text for row in output.texts} == set(CANDIDATES)
    assert sum(row.score for row in output.texts) == 1.0 or abs(sum(row.score for row in output.texts) - 1) < 1e-6


def each_its_own(output: RetrievalOutput) -> None:
    scores = [row.score for row in output.texts]
    assert scores == sorted(scores, reverse=True)
    assert abs(sum(scores) - 1) > 1e-3


def unit(output: VectorsOutput) -> None:
    assert abs(sum(x * x for x in output.image) - 1) < 1e-3
    assert len(output.texts) == 1
    assert len(output.texts[0]) == len(output.image)


RECIPES = (
    Recipe(ClipRetrieval, clip, asked, shares),
    Recipe(ClipVectors, clip, wanted, unit),
    Recipe(SiglipRetrieval, siglip, asked, each_its_own),
    Recipe(SiglipVectors, siglip, wanted, unit),
)
