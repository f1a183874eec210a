"""Single towers: ViLT and BLIP for matching, ViLT and BERT for masked words."""

from __future__ import annotations

from pathlib import Path

from hub import tokenizers
from hub.kit import Recipe
from hub.media import picture
from hub.recipes.captioning import blip
from hub.recipes.vqa import vilt
from hub.sizes import TOWER
from sensorium.core.tasks.matching import MaskedInput, MaskedOutput, MatchingInput, MatchingOutput
from sensorium.plugins.retrieval.hub.bert import BertMasked
from sensorium.plugins.retrieval.hub.blip import BlipMatching
from sensorium.plugins.retrieval.hub.vilt import ViltMasked, ViltMatching


def bert(folder: Path) -> None:
    from transformers import BertConfig, BertForMaskedLM

    tokenizer = tokenizers.bert(512)
    BertForMaskedLM(BertConfig(**TOWER, vocab_size=len(tokenizer))).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tokenizers.write_vocabulary(tokenizer, folder)


def pairs(folder: Path) -> list[MatchingInput]:
    texts = ("a red thing left of a blue thing", "two dogs")
    return [MatchingInput(image=picture(folder, 5 * n), text=text) for n, text in enumerate(texts)]


def matched(output: MatchingOutput) -> None:
    assert 0.0 < output.score < 1.0
    assert [moment.score for moment in output.moments] == [output.score]


def masks(folder: Path) -> list[MaskedInput]:
    texts = ("a red [MASK] on the [MASK]", "two [MASK]")
    return [MaskedInput(image=picture(folder, 5 * n), text=text, top=3) for n, text in enumerate(texts)]


def filled(output: MaskedOutput) -> None:
    assert [filler.mask for filler in output.fillers] == [0, 0, 0, 1, 1, 1]
    assert output.text == f"a red {output.fillers[0].text} on the {output.fillers[3].text}"


RECIPES = (
    Recipe(ViltMatching, lambda folder: vilt(folder, "ViltForImageAndTextRetrieval"), pairs, matched),
    Recipe(BlipMatching, lambda folder: blip(folder, "BlipForImageTextRetrieval"), pairs, matched),
    Recipe(ViltMasked, lambda folder: vilt(folder, "ViltForMaskedLM"), masks, filled),
    Recipe(BertMasked, bert, masks, filled),
)
