"""AST, CLAP and PE-AV."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub import tokenizers
from hub.kit import Recipe
from hub.recipes.speech import humming
from sensorium.core.media import open_media
from sensorium.core.tasks.sound import AlignmentInput, AlignmentOutput, SoundInput, SoundOutput
from sensorium.core.testing.media import make_video
from sensorium.core.values import Video
from sensorium.plugins.sound.hub.ast import AstSounds
from sensorium.plugins.sound.hub.clap import ClapSounds
from sensorium.plugins.sound.hub.pe_av import PeAv, patched

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


def pe_av(folder: Path) -> None:
    pytest.importorskip("timm", reason="its vision tower is timm's")
    from transformers import (
        PeAudioFeatureExtractor,
        PeAudioVideoConfig,
        PeAudioVideoModel,
        PeAudioVideoProcessor,
        PeVideoVideoProcessor,
    )

    patched()
    tokenizer = tokenizers.bert()
    small = {**SMALL, "num_hidden_layers": 1, "head_dim": 16}
    codec = {
        "model_type": "dac", "encoder_hidden_size": 8, "downsampling_ratios": [30, 64], "decoder_hidden_size": 16,
        "n_codebooks": 2, "codebook_size": 16, "codebook_dim": 4, "hidden_size": 32, "sampling_rate": 48_000,
    }  # fmt: skip
    vision = {
        "architecture": "vit_pe_core_tiny_patch16_384", "do_pooling": True, "num_classes": 16, "global_pool": "map",
        "model_args": {"img_size": 32, "depth": 1, "embed_dim": 32, "num_heads": 2},
    }  # fmt: skip
    marks = {"pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3, "cls_token_id": 2, "sep_token_id": 3}
    config = PeAudioVideoConfig(
        text_config={**SMALL, **marks, "model_type": "modernbert", "vocab_size": len(tokenizer)},
        audio_video_config={
            **small,
            "audio_config": {**small, "model_type": "pe_audio_encoder", "dac_config": codec},
            "video_config": {**small, "model_type": "pe_video_encoder", "vision_config": vision},
        },
    )
    PeAudioVideoModel(config).save_pretrained(folder)
    seen = PeVideoVideoProcessor(size={"height": 32, "width": 32})
    PeAudioVideoProcessor(PeAudioFeatureExtractor(hop_length=1920), seen, tokenizer).save_pretrained(folder)


def films(folder: Path) -> list[AlignmentInput]:
    inputs = []
    for seconds in (2.0, 3.0):
        file = make_video(folder / f"{seconds:g}.mp4", seconds=seconds, fps=8, size=(96, 64), audio=True)
        video = open_media(file)
        assert isinstance(video, Video)
        inputs.append(AlignmentInput(video=video))
    return inputs


def compared(output: AlignmentOutput) -> None:
    assert output.offset is None, "two seconds are too short to tell"
    assert 0 <= output.score <= 1


def asked(folder: Path) -> list[SoundInput]:
    return [SoundInput(media=humming(folder, hertz), phrase="a siren") for hertz in (330.0, 550.0)]


def classes(output: SoundOutput) -> None:
    assert [sound.label for sound in output.sounds] == ["siren", "siren"]
    assert all(0 < sound.score < 1 for sound in output.sounds)


def described(output: SoundOutput) -> None:
    (sound,) = output.sounds
    assert 0 < sound.score < 1
    assert all(row.label == "a siren" for row in output.moments)


RECIPES = (
    Recipe(AstSounds, ast, asked, classes),
    Recipe(ClapSounds, clap, asked, described),
    Recipe(PeAv, pe_av, films, compared, drop="audio_video_head"),
)
