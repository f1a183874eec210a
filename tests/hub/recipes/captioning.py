"""Captioners: ViT-GPT2, BLIP, Florence-2, Qwen3-VL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub import tokenizers
from hub.kit import Recipe
from hub.media import film, picture
from hub.sizes import PIXELS, SEEN, TOWER
from sensorium.core.tasks.captioning import CaptioningInput, CaptioningOutput
from sensorium.plugins.captioning.hub.blip import BlipCaptioner
from sensorium.plugins.captioning.hub.florence2 import Florence2Captioner
from sensorium.plugins.captioning.hub.qwen3_vl import Qwen3VLCaptioner
from sensorium.plugins.captioning.hub.vit_gpt2 import VitGpt2Captioner


def vit_gpt2(folder: Path) -> None:
    import transformers as t

    tokenizer = tokenizers.gpt2()
    marks = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    words = t.GPT2Config(
        vocab_size=len(tokenizer), n_embd=32, n_layer=2, n_head=2, n_positions=64, add_cross_attention=True, **marks
    )
    model = t.VisionEncoderDecoderModel(encoder=t.ViTModel(t.ViTConfig(**SEEN)), decoder=t.GPT2LMHeadModel(words))
    for config in (model.config, model.generation_config):
        config.decoder_start_token_id, config.pad_token_id = tokenizer.bos_token_id, tokenizer.pad_token_id
        config.eos_token_id = tokenizer.eos_token_id
    model.save_pretrained(folder)
    t.ViTImageProcessor(size=PIXELS).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def blip(folder: Path, architecture: str = "BlipForConditionalGeneration") -> None:
    import transformers as t

    tokenizer = tokenizers.bert()
    text = {**TOWER, "vocab_size": len(tokenizer), "encoder_hidden_size": 32, "projection_dim": 16}
    marks = {"bos_token_id": 2, "eos_token_id": 3, "sep_token_id": 3, "pad_token_id": 0}
    config = t.BlipConfig(
        text_config={**text, **marks, "max_position_embeddings": 64},
        vision_config=SEEN,
        projection_dim=16,
        image_text_hidden_size=16,
    )
    getattr(t, architecture)(config).save_pretrained(folder)
    t.BlipImageProcessor(size=PIXELS).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def florence2(folder: Path) -> None:
    import transformers as t

    tokenizer = tokenizers.bart([f"<loc_{bin_}>" for bin_ in range(1000)], image_token="<image>")
    text = {f"{side}_{name}": n for side in ("encoder", "decoder") for name, n in SIDES.items()}
    marks = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "decoder_start_token_id": 2}
    config = t.Florence2Config(
        text_config={"model_type": "bart", "vocab_size": len(tokenizer), "d_model": 32, **text, **marks,
                     "max_position_embeddings": 256, "forced_eos_token_id": 2},
        vision_config={"embed_dim": [8, 16, 16, 32], "num_heads": [1, 2, 2, 2], "num_groups": [1, 2, 2, 2],
                       "depths": [1, 1, 1, 1], "window_size": 4, "projection_dim": 32},
        image_token_id=tokenizer.image_token_id,
        is_encoder_decoder=True,
    )  # fmt: skip
    t.Florence2ForConditionalGeneration(config).save_pretrained(folder)
    pixels = t.CLIPImageProcessor(size={"height": 64, "width": 64}, do_center_crop=False)
    pixels.image_seq_length = 5
    places = "".join(r"<loc_(\d+)>" for _ in range(4))
    rules: dict[str, Any] = {
        "pure_text": {},
        "description_with_bboxes": {"PATTERN": rf"([a-zA-Z0-9 ]+){places}"},
        "phrase_grounding": {"banned_grounding_tokens": ["the", "a"]},
        "bboxes": {},
    }
    t.Florence2Processor(pixels, tokenizer, num_additional_image_tokens=1, post_processor_config=rules).save_pretrained(
        folder
    )
    pixels.save_pretrained(folder)


SIDES = {"layers": 2, "attention_heads": 2, "ffn_dim": 64}


def qwen3_vl(folder: Path) -> None:
    import transformers as t

    marks = ("<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
    tokenizer = tokenizers.qwen2(*marks)
    start, end, image, video = (tokenizer.convert_tokens_to_ids(mark) for mark in marks)
    turns = {"rope_type": "default", "rope_theta": 5e6, "mrope_section": [4, 2, 2], "mrope_interleaved": True}
    config = t.Qwen3VLConfig(
        text_config={**TOWER, "vocab_size": len(tokenizer), "num_key_value_heads": 2, "head_dim": 16,
                     "max_position_embeddings": 4096, "rope_parameters": turns, "pad_token_id": 0,
                     "eos_token_id": tokenizer.convert_tokens_to_ids("<|im_end|>")},
        vision_config={"depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 2, "out_hidden_size": 32,
                       "patch_size": 16, "num_position_embeddings": 16, "deepstack_visual_indexes": [0]},
        image_token_id=image, video_token_id=video, vision_start_token_id=start, vision_end_token_id=end,
    )  # fmt: skip
    t.Qwen3VLForConditionalGeneration(config).save_pretrained(folder)
    area = {"shortest_edge": 32 * 32, "longest_edge": 64 * 64}
    t.Qwen2VLImageProcessor(patch_size=16, size=area).save_pretrained(folder)
    t.Qwen3VLVideoProcessor(patch_size=16, size={**area, "longest_edge": 8 * 64 * 64}).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def asked(folder: Path) -> list[CaptioningInput]:
    return [CaptioningInput(media=media) for media in (picture(folder), film(folder), picture(folder, 5))]


def told(output: CaptioningOutput) -> None:
    assert isinstance(output.caption, str)
    assert 0.0 < output.score <= 1.0
    assert not output.shots


RECIPES = (
    Recipe(VitGpt2Captioner, vit_gpt2, asked, told, drop="decoder.transformer."),
    Recipe(BlipCaptioner, blip, asked, told),
    Recipe(Florence2Captioner, florence2, asked, told),
    Recipe(Qwen3VLCaptioner, qwen3_vl, asked, told),
)
