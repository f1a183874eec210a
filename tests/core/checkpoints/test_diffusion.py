"""Pipelines of diffusers opened part by part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra 'hub'")
pytest.importorskip("diffusers", reason="needs the extra 'hub'")

import torch

from core.checkpoints.opening import Opening
from hub import tokenizers
from hub.sizes import TOWER
from sensorium.core.card import Card
from sensorium.core.checkpoints import open_pipeline
from sensorium.core.errors import WeightsError

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
CARD = Card("tiny-diffusion", "1", "MIT")


def written(folder: Path) -> Path:
    import diffusers as d
    from transformers import CLIPTextConfig, CLIPTextModel

    tokenizer = tokenizers.clip()
    marks = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    blocks: dict[str, Any] = {"block_out_channels": (8, 16), "norm_num_groups": 4}
    d.StableDiffusionPipeline(
        vae=d.AutoencoderKL(
            **blocks,
            latent_channels=4,
            down_block_types=("DownEncoderBlock2D",) * 2,
            up_block_types=("UpDecoderBlock2D",) * 2,
        ),
        text_encoder=CLIPTextModel(CLIPTextConfig(**TOWER, **marks, vocab_size=len(tokenizer))),
        tokenizer=tokenizer,
        unet=d.UNet2DConditionModel(
            **blocks,
            sample_size=8,
            layers_per_block=1,
            cross_attention_dim=32,
            attention_head_dim=4,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        ),
        scheduler=d.EulerDiscreteScheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    return folder


def test_a_pipeline_is_opened_and_draws(tmp_path: Path) -> None:
    pipeline = open_pipeline(Opening(written(tmp_path)), CARD, "AutoPipelineForText2Image")
    seed = torch.Generator().manual_seed(0)
    drawn = pipeline("a car", num_inference_steps=1, guidance_scale=0.0, height=16, width=16, generator=seed).images[0]
    assert drawn.size == (16, 16)
    assert {parameter.dtype for parameter in pipeline.unet.parameters()} == {torch.float32}


@pytest.mark.parametrize("part", ["unet", "text_encoder"])
def test_a_part_that_lacks_tensors_is_refused(tmp_path: Path, part: str) -> None:
    from safetensors.torch import load_file, save_file

    (file,) = (written(tmp_path) / part).glob("*.safetensors")
    tensors = load_file(file)
    del tensors[sorted(tensors)[-1]]
    save_file(tensors, file, metadata={"format": "pt"})
    with pytest.raises(WeightsError, match="tiny-diffusion"):
        open_pipeline(Opening(tmp_path), CARD)


def test_an_absent_part_is_refused(tmp_path: Path) -> None:
    (file,) = (written(tmp_path) / "vae").glob("*.safetensors")
    file.unlink()
    with pytest.raises(WeightsError, match="tiny-diffusion"):
        open_pipeline(Opening(tmp_path), CARD)
