"""AST and CLAP."""

from __future__ import annotations

from pathlib import Path

from hub import tokenizers
from hub.kit import Recipe
from hub.recipes.speech import humming
from sensorium.core.tasks.sound import SoundInput, SoundOutput
from sensorium.plugins.sound.hub.ast import AstSounds
from sensorium.plugins.sound.hub.clap import ClapSounds

SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}


def ast(folder: Path) -> None:
    from transformers import ASTConfig, ASTFeatureExtractor, ASTForAudioClassification

    labels = ("Music", "Speech", "Siren")
    named = {"id2label": dict(enumerate(labels)), "label2id": {name: i for i, name in enumerate(labels)}}
    config = ASTConfig(**SMALL, **named, max_length=64, num_mel_bins=32)
    ASTForAudioClassification(config).save_pretrained(folder)
    ASTFeatureExtractor(num_mel_bins=32, max_length=64).save_pretrained(folder)


def clap(folder: Path) -> None:
    from transformers import ClapConfig, ClapFeatureExtractor, ClapModel

    tokenizer = tokenizers.bart()
    text = {"vocab_size": len(tokenizer), "max_position_embeddings": 80, "pad_token_id": tokenizer.pad_token_id}
    audio = {
        "spec_size": 64, "num_mel_bins": 16, "window_size": 4, "patch_size": 4, "patch_stride": [4, 4],
        "hidden_size": 16, "patch_embeds_hidden_size": 8, "depths": [1, 1], "num_attention_heads": [1, 2],
        "num_hidden_layers": 2, "num_classes": 4,
    }  # fmt: skip
    ClapModel(ClapConfig(text_config={**SMALL, **text}, audio_config=audio, projection_dim=16)).save_pretrained(folder)
    ClapFeatureExtractor(
        feature_size=16, sampling_rate=48_000, hop_length=1920, max_length_s=10, fft_window_size=2048,
        truncation="rand_trunc", frequency_max=14_000,
    ).save_pretrained(folder)  # fmt: skip
    tokenizer.save_pretrained(folder)


def asked(folder: Path) -> list[SoundInput]:
    return [SoundInput(media=humming(folder, hertz), phrase="a siren") for hertz in (330.0, 550.0)]


def classes(output: SoundOutput) -> None:
    assert [sound.label for sound in output.sounds] == ["siren", "siren"]
    assert all(0 < sound.score < 1 for sound in output.sounds)


def described(output: SoundOutput) -> None:
    (sound,) = output.sounds
    assert 0 < sound.score < 1
    assert all(row.label == "a siren" for row in output.moments)


RECIPES = (Recipe(AstSounds, ast, asked, classes), Recipe(ClapSounds, clap, asked, described))
