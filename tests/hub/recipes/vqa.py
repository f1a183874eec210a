"""Models that answer questions: ViLT, BLIP, SmolVLM2, Qwen3-VL."""

from __future__ import annotations

from pathlib import Path

from hub import tokenizers
from hub.kit import Recipe
from hub.media import film, picture
from hub.recipes.captioning import blip, qwen3_vl
from hub.sizes import TOWER
from sensorium.core.tasks.questions import QuestionInput, QuestionOutput
from sensorium.core.values import TimeSpan
from sensorium.plugins.vqa.hub.blip import BlipAnswers
from sensorium.plugins.vqa.hub.talking import Qwen3VLAnswers, SmolVLMAnswers
from sensorium.plugins.vqa.hub.vilt import ViltAnswers

COLOURS = ("red", "blue", "green", "yes", "no", "2")


def vilt(folder: Path, architecture: str = "ViltForQuestionAnswering") -> None:
    import transformers as t

    tokenizer = tokenizers.bert()
    config = t.ViltConfig(
        **TOWER,
        vocab_size=len(tokenizer),
        max_position_embeddings=40,
        image_size=64,
        patch_size=16,
        max_image_length=-1,
        id2label=dict(enumerate(COLOURS)),
        label2id={label: number for number, label in enumerate(COLOURS)},
    )
    getattr(t, architecture)(config).save_pretrained(folder)
    t.ViltImageProcessor(size={"shortest_edge": 64}, size_divisor=16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    tokenizers.write_vocabulary(tokenizer, folder)


def smolvlm(folder: Path) -> None:
    import transformers as t

    places = [f"<row_{row}_col_{column}>" for row in range(1, 5) for column in range(1, 5)]
    marks = ["<fake_token_around_image>", "<image>", "<end_of_utterance>", "<global-img>", "<video>"]
    tokenizer = tokenizers.gpt2("<|im_start|>", *marks, *places)
    tokenizer.bos_token = "<|im_start|>"
    numbers = {"pad_token_id": 0, "bos_token_id": 0, "eos_token_id": 0}
    config = t.SmolVLMConfig(
        text_config={**TOWER, **numbers, "model_type": "llama", "vocab_size": len(tokenizer), "num_key_value_heads": 2,
                     "max_position_embeddings": 4096},
        vision_config={**TOWER, "model_type": "smolvlm_vision", "image_size": 32, "patch_size": 8},
        image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
        scale_factor=2, pad_token_id=0, tie_word_embeddings=False,
    )  # fmt: skip
    t.SmolVLMForConditionalGeneration(config).save_pretrained(folder)
    sizes = {"size": {"longest_edge": 64}, "max_image_size": {"longest_edge": 32}}
    pixels, films = t.SmolVLMImageProcessor(do_image_splitting=True, **sizes), t.SmolVLMVideoProcessor(**sizes)
    t.SmolVLMProcessor(pixels, tokenizer, films, image_seq_len=4).save_pretrained(folder)
    pixels.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def asked(folder: Path) -> list[QuestionInput]:
    clip = film(folder)
    return [
        QuestionInput(media=picture(folder), question="what colour is the thing on the left?"),
        QuestionInput(media=picture(folder, 5), question="how many things are on the lawn <image> ?"),
        QuestionInput(media=clip, question="is there a car?", within=(TimeSpan(start=0.0, end=0.9),)),
    ]


def one_of_the_answers(output: QuestionOutput) -> None:
    assert output.answer in COLOURS
    assert output.guesses[0].text == output.answer
    assert len(output.guesses) == 5


def words(output: QuestionOutput) -> None:
    assert output.guesses[0].text == output.answer
    assert 0.0 < output.score <= 1.0


RECIPES = (
    Recipe(ViltAnswers, vilt, asked, one_of_the_answers),
    Recipe(BlipAnswers, lambda folder: blip(folder, "BlipForQuestionAnswering"), asked, words),
    Recipe(SmolVLMAnswers, smolvlm, asked, words),
    Recipe(Qwen3VLAnswers, qwen3_vl, asked, words),
)
