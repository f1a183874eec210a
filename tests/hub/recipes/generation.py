"""Pictures, voices and clips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hub import tokenizers
from hub.kit import Recipe, split
from sensorium.core.tasks.generation import PictureInput, PictureOutput, SpeechInput, SpeechOutput
from sensorium.plugins.generation.hub.clips import ClipInput, ClipOutput, WanClips
from sensorium.plugins.generation.hub.pictures import SdTurbo, SdxlTurbo
from sensorium.plugins.generation.hub.voices import MmsSpeech, SpeechT5

BLOCKS = {"block_out_channels": (8, 16), "norm_num_groups": 4}
UNET = {
    **BLOCKS, "sample_size": 8, "in_channels": 4, "out_channels": 4, "layers_per_block": 1, "attention_head_dim": 4,
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
    "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
}  # fmt: skip
VAE = {
    **BLOCKS, "latent_channels": 4, "down_block_types": ("DownEncoderBlock2D",) * 2,
    "up_block_types": ("UpDecoderBlock2D",) * 2,
}  # fmt: skip


def _words(folder: Path, *names: str) -> Any:
    """CLIP's tokenizer; its folders hold vocabulary and merges, as repositories do."""
    tokenizer = tokenizers.clip()
    for name in names:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "vocab.json").write_text(json.dumps(tokenizer.get_vocab()))
        (folder / name / "merges.txt").write_text("#version: 0.2\n")
    return tokenizer


def _encoder(tokenizer: Any, kind: str) -> Any:
    import transformers

    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    config = transformers.CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        projection_dim=32, **marks,
    )  # fmt: skip
    return getattr(transformers, kind)(config)


def diffusion(folder: Path) -> None:
    from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionPipeline, UNet2DConditionModel

    tokenizer = _words(folder, "tokenizer")
    StableDiffusionPipeline(
        vae=AutoencoderKL(**VAE), text_encoder=_encoder(tokenizer, "CLIPTextModel"), tokenizer=tokenizer,
        unet=UNet2DConditionModel(**UNET, cross_attention_dim=32), scheduler=EulerDiscreteScheduler(),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    ).save_pretrained(folder)  # fmt: skip
    _words(folder, "tokenizer")


def diffusion_xl(folder: Path) -> None:
    from diffusers import AutoencoderKL, EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel

    tokenizer = _words(folder, "tokenizer", "tokenizer_2")
    times = {"addition_embed_type": "text_time", "addition_time_embed_dim": 8}
    StableDiffusionXLPipeline(
        vae=AutoencoderKL(**VAE), text_encoder=_encoder(tokenizer, "CLIPTextModel"), tokenizer=tokenizer,
        text_encoder_2=_encoder(tokenizer, "CLIPTextModelWithProjection"), tokenizer_2=tokenizers.clip(),
        unet=UNet2DConditionModel(
            **UNET, **times, cross_attention_dim=64, projection_class_embeddings_input_dim=80,
            transformer_layers_per_block=1,
        ),
        scheduler=EulerDiscreteScheduler(),
    ).save_pretrained(folder)  # fmt: skip
    _words(folder, "tokenizer", "tokenizer_2")


def speecht5(folder: Path) -> None:
    """Wide enough to be heavier than its tokenizer."""
    import sentencepiece
    from transformers import (
        SpeechT5Config,
        SpeechT5ForTextToSpeech,
        SpeechT5HifiGan,
        SpeechT5HifiGanConfig,
        SpeechT5Tokenizer,
    )

    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join([" ".join(tokenizers.WORDS)] * 20))
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(folder / "spm_char"), vocab_size=40, model_type="char", bos_id=0, pad_id=1,
        eos_id=2, unk_id=3, minloglevel=2, hard_vocab_limit=False,
    )  # fmt: skip
    tokenizer = SpeechT5Tokenizer(str(folder / "spm_char.model"))
    layers = {"layers": 1, "attention_heads": 2, "ffn_dim": 1024}
    config = SpeechT5Config(
        vocab_size=len(tokenizer), hidden_size=32, num_mel_bins=16, speech_decoder_prenet_units=16,
        speaker_embedding_dim=512, reduction_factor=2, speech_decoder_postnet_units=16, speech_decoder_postnet_layers=2,
        max_text_positions=64, max_speech_positions=128, positional_dropout=0.0, speech_decoder_prenet_dropout=0.0,
        **{f"{part}_{name}": value for part in ("encoder", "decoder") for name, value in layers.items()},
    )  # fmt: skip
    SpeechT5ForTextToSpeech(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    vocoder = SpeechT5HifiGanConfig(
        model_in_dim=16, upsample_initial_channel=16, upsample_rates=[4, 4], upsample_kernel_sizes=[8, 8],
        resblock_kernel_sizes=[3], resblock_dilation_sizes=[[1]], initializer_range=0.5,
    )  # fmt: skip
    SpeechT5HifiGan(vocoder).save_pretrained(folder / "vocoder")


def vits(folder: Path) -> None:
    from transformers import VitsConfig, VitsModel, VitsTokenizer

    letters = "-abcdefghijklmnopqrstuvwxyz '"
    (folder / "letters.json").write_text(json.dumps({letter: i for i, letter in enumerate(letters)}))
    VitsTokenizer(
        str(folder / "letters.json"), pad_token="-", unk_token="'", phonemize=False, normalize=True
    ).save_pretrained(folder)
    config = VitsConfig(
        vocab_size=len(letters), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, ffn_dim=64, flow_size=32,
        spectrogram_bins=65, prior_encoder_num_flows=2, posterior_encoder_num_wavenet_layers=2,
        upsample_initial_channel=32, upsample_rates=[8, 8], upsample_kernel_sizes=[16, 16], resblock_kernel_sizes=[3],
        resblock_dilation_sizes=[[1]], duration_predictor_num_flows=2, duration_predictor_filter_channels=32,
    )  # fmt: skip
    VitsModel(config).save_pretrained(folder)


def wan(folder: Path) -> None:
    from diffusers import AutoencoderKLWan, UniPCMultistepScheduler, WanPipeline, WanTransformer3DModel
    from transformers import UMT5Config, UMT5EncoderModel

    tokenizer = tokenizers.bert(300)
    encoder = UMT5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=64, num_layers=1, num_heads=2, pad_token_id=0
    )
    filming = WanTransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16, out_channels=16,
        text_dim=32, freq_dim=64, ffn_dim=32, num_layers=1, cross_attn_norm=True, qk_norm="rms_norm_across_heads",
        rope_max_seq_len=32,
    )  # fmt: skip
    WanPipeline(
        tokenizer=tokenizer, text_encoder=UMT5EncoderModel(encoder), transformer=filming,
        vae=AutoencoderKLWan(
            base_dim=3, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
        ),
        scheduler=UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
    ).save_pretrained(folder)  # fmt: skip
    tokenizer.save_pretrained(folder / "tokenizer")
    split(folder / "text_encoder/model.safetensors", 5)
    split(folder / "transformer/diffusion_pytorch_model.safetensors", 2)


def filmed(folder: Path) -> list[ClipInput]:
    asked = (("a red car turns", 1), ("two dogs", 2))
    return [ClipInput(prompt=prompt, width=64, height=64, seconds=0.3, steps=2, seed=seed) for prompt, seed in asked]


def clip(output: ClipOutput) -> None:
    shown = output.video.probe.video
    assert shown is not None
    assert (shown.width, shown.height) == (64, 64)
    assert abs(output.video.probe.duration - 5 / 16) < 0.05


def painted(folder: Path) -> list[PictureInput]:
    return [
        PictureInput(prompt=prompt, width=64, height=72, seed=seed) for prompt, seed in (("a car", 1), ("a dog", 2))
    ]


def spoken(folder: Path) -> list[SpeechInput]:
    return [SpeechInput(text=text, seed=3) for text in ("The red car. It turns left!", "two dogs on the road")]


def picture(output: PictureOutput) -> None:
    shown = output.image.probe.video
    assert shown is not None
    assert (shown.width, shown.height) == (64, 72)


def voice(output: SpeechOutput) -> None:
    first, second = output.segments
    assert first.text == "The red car."
    assert 0 < first.span.start < first.span.end < second.span.start < second.span.end <= output.audio.probe.duration


RECIPES = (
    Recipe(SdTurbo, diffusion, painted, picture),
    Recipe(SdxlTurbo, diffusion_xl, painted, picture),
    Recipe(SpeechT5, speecht5, spoken, voice),
    Recipe(MmsSpeech, vits, spoken, voice),
    Recipe(WanClips, wan, filmed, clip),
)
