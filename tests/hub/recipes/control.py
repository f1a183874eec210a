"""Policies: a model that talks, pi0."""

from __future__ import annotations

from pathlib import Path

from hub.kit import Recipe
from hub.media import picture
from hub.recipes.captioning import qwen3_vl
from hub.recipes.vqa import smolvlm
from sensorium.core.tasks.control import ControlInput, ControlOutput
from sensorium.plugins.captioning.hub.chat import Frames
from sensorium.plugins.control.hub.pi0 import Pi0
from sensorium.plugins.control.hub.talking import QwenPolicy, SmolPolicy, TalkingPolicy

SIZE = 8
ROBOT = {
    "robot_state": [{"name": "reach", "mean": 0.5, "deviation": 0.2}],
    "robot_actions": [{"name": "arm", "mean": 10.0, "deviation": 5.0, "low": 0.0, "high": 12.0, "unit": "cm"}],
}


class SpokenFor(TalkingPolicy):
    """Random weights talk nonsense: the network is run, and what a trained one would say is said for it."""

    def say(self, shown: Frames, words: str) -> str:
        super().say(shown, words)
        action = '{"forward": 0, "turn": -20, "brake": 1, "grip": 0}'
        return f'It is red. {{"reasoning": ["the light is red"], "label": "brake", "action": {action}}}'


class SmolSpokenFor(SpokenFor, SmolPolicy):
    """SmolVLM2."""


class QwenSpokenFor(SpokenFor, QwenPolicy):
    """Qwen3-VL."""


def pi0(folder: Path) -> None:
    from transformers import GemmaTokenizer, PI0Config, PI0ForConditionalGeneration, SiglipImageProcessor

    pieces = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", *(f"<0x{byte:02X}>" for byte in range(256))]
    words = {piece: i for i, piece in enumerate(dict.fromkeys([*pieces, *"▁abcdefghijklmnopqrstuvwxyz\n"]))}
    tokenizer = GemmaTokenizer(vocab=words, merges=[])
    # The policy's processor adds the mark of a picture, places and segments to the vocabulary.
    image, size = len(tokenizer), len(tokenizer) + 1 + 1024 + 128
    gemma = {
        "model_type": "gemma", "vocab_size": size, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16,
    }  # fmt: skip
    seen = {
        "model_type": "siglip_vision_model", "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1,
        "num_attention_heads": 2, "image_size": 32, "patch_size": 16, "vision_use_head": False,
    }  # fmt: skip
    vlm = {"model_type": "paligemma", "text_config": gemma, "vision_config": seen, "projection_dim": 32}
    config = PI0Config(
        vlm_config={**vlm, "image_token_id": image}, dit_config=dict(gemma), chunk_size=5, max_state_dim=SIZE,
        max_action_dim=SIZE, num_inference_steps=2,
    )  # fmt: skip
    PI0ForConditionalGeneration(config).save_pretrained(folder)
    SiglipImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder / "words")
    tokenizer.save_pretrained(folder / "words")


def driving(folder: Path) -> list[ControlInput]:
    asked = ("stop at the red light", "drive on")
    return [
        ControlInput(media=picture(folder, n), instruction=text, state={"speed": 3}) for n, text in enumerate(asked)
    ]


def reaching(folder: Path) -> list[ControlInput]:
    asked = ("pick up the red block", "put it down")
    return [
        ControlInput(media=picture(folder, n), instruction=text, state={"reach": 1}) for n, text in enumerate(asked)
    ]


def braked(output: ControlOutput) -> None:
    assert output.action.label == "brake"
    assert {field.name: field.value for field in output.action.fields}["turn"] == -20
    assert output.reasoning == ("the light is red",)


def reached(output: ControlOutput) -> None:
    assert len(output.decisions) == 5
    (arm,) = output.action.fields
    assert (arm.name, arm.unit) == ("arm", "cm")
    assert 0 <= arm.value <= 12


RECIPES = (
    Recipe(SmolSpokenFor, smolvlm, driving, braked),
    Recipe(QwenSpokenFor, qwen3_vl, driving, braked),
    Recipe(Pi0, pi0, reaching, reached, settings={"plugins": {"sensorium": ROBOT, "tried": ROBOT}}),
)
