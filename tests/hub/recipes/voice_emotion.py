"""SUPERB's emotion heads and audeering's dimensions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hub.kit import Recipe
from hub.recipes.speech import SMALL, SPANS, humming
from sensorium.plugins.voice_emotion.hub.dimensional import DimensionalJudge, regression
from sensorium.plugins.voice_emotion.hub.judging import JudgingInput, JudgingOutput
from sensorium.plugins.voice_emotion.hub.superb import HubertJudge, Wav2Vec2Judge

TRUNK = {
    **SMALL, "conv_dim": (16,) * 7, "num_conv_pos_embedding_groups": 2, "num_conv_pos_embeddings": 16,
    "classifier_proj_size": 16,
}  # fmt: skip


def _config(kind: str, labels: Sequence[str]) -> Any:
    import transformers

    named = {"id2label": dict(enumerate(labels)), "label2id": {name: i for i, name in enumerate(labels)}}
    return getattr(transformers, f"{kind}Config")(**TRUNK, **named)


def superb(kind: str) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        import transformers

        config = _config(kind, ("neu", "hap", "ang", "sad"))
        getattr(transformers, f"{kind}ForSequenceClassification")(config).save_pretrained(folder)
        transformers.Wav2Vec2FeatureExtractor().save_pretrained(folder)

    return build


def dimensional(folder: Path) -> None:
    import transformers

    regression()(_config("Wav2Vec2", ("arousal", "dominance", "valence"))).save_pretrained(folder)
    transformers.Wav2Vec2FeatureExtractor().save_pretrained(folder)


def asked(folder: Path) -> list[JudgingInput]:
    return [JudgingInput(media=humming(folder, hertz), spans=SPANS) for hertz in (330.0, 550.0)]


def four(output: JudgingOutput) -> None:
    first, short, last = output.scores
    assert short.unknown == 1
    for scores in (first, last):
        assert abs(scores.neutral + scores.happy + scores.angry + scores.sad - 1) < 1e-5
        assert scores.fearful == scores.unknown == 0


def dimensions(output: JudgingOutput) -> None:
    assert all(scores.unknown == 1 for scores in output.scores)
    assert output.scores[0].valence is not None
    assert output.scores[0].arousal is not None
    assert output.scores[1].valence is None


RECIPES = (
    Recipe(Wav2Vec2Judge, superb("Wav2Vec2"), asked, four, drop="classifier.bias"),
    Recipe(HubertJudge, superb("Hubert"), asked, four, drop="classifier.bias"),
    Recipe(DimensionalJudge, dimensional, asked, dimensions, drop="out_proj.bias"),
)
