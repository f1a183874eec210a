"""Emotion heads over RoBERTa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hub import tokenizers
from hub.kit import Recipe
from sensorium.core.tasks.affect import TextEmotionInput, TextEmotionOutput
from sensorium.plugins.text_emotion.hub.classifiers import GoEmotions, SevenEmotions
from sensorium.plugins.text_emotion.hub.labels import GOEMOTIONS, SEVEN

SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


def roberta(labels: Sequence[str]) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        import json

        from transformers import RobertaConfig, RobertaForSequenceClassification

        tokenizer = tokenizers.bart()
        named: dict[str, Any] = {"id2label": dict(enumerate(labels)), "label2id": {n: i for i, n in enumerate(labels)}}
        config = RobertaConfig(
            **SMALL, **named, vocab_size=len(tokenizer), max_position_embeddings=514, pad_token_id=1, type_vocab_size=1
        )
        RobertaForSequenceClassification(config).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        (folder / "vocab.json").write_text(json.dumps(tokenizer.get_vocab()))
        (folder / "merges.txt").write_text("#version: 0.2\n")

    return build


def asked(folder: Path) -> list[TextEmotionInput]:
    long = "What a wonderful day by the sea this was. " * 100
    return [TextEmotionInput(text=text, language="en") for text in ("I feel happy today", long, "no")]


def seven(output: TextEmotionOutput) -> None:
    scores = output.scores
    assert abs(sum(scores.of(name) for name in SEVEN.values() if name) + scores.unknown - 1) < 1e-5
    assert scores.unknown == 0
    assert -1 <= output.polarity <= 1


def many(output: TextEmotionOutput) -> None:
    scores = output.scores
    assert abs(sum(scores.of(name) for name in set(GOEMOTIONS.values()) if name) + scores.unknown - 1) < 1e-5


RECIPES = (
    Recipe(SevenEmotions, roberta(tuple(SEVEN)), asked, seven, drop="classifier.out_proj.bias"),
    Recipe(GoEmotions, roberta(tuple(GOEMOTIONS)), asked, many, drop="classifier.out_proj.bias"),
)
