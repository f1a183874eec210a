"""Networks that write down or translate speech."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from hub import tokenizers
from hub.kit import Recipe
from sensorium.core.media import open_media
from sensorium.core.testing.media import make_audio
from sensorium.core.values import Audio, TimeSpan
from sensorium.plugins.speech.hub.ctc import CtcWriter
from sensorium.plugins.speech.hub.qwen import QwenWriter
from sensorium.plugins.speech.hub.seamless import SeamlessWriter
from sensorium.plugins.speech.hub.transducer import ParakeetWriter
from sensorium.plugins.speech.hub.whisper import LargeWriter, TurboWriter
from sensorium.plugins.speech.hub.writing import WritingInput, WritingOutput

SMALL = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
SPANS = (TimeSpan(start=0.2, end=1.0), TimeSpan(start=1.1, end=1.15), TimeSpan(start=1.2, end=1.9))
"""The middle one is too short to be heard."""


def humming(folder: Path, hertz: float = 440.0) -> Audio:
    """Two seconds of a tone that swells."""

    def wave(times: np.ndarray) -> np.ndarray:
        return 0.3 * np.sin(2 * np.pi * hertz * times) * np.abs(np.sin(3 * times))

    audio = open_media(make_audio(folder / f"hum-{hertz:.0f}.wav", seconds=2.0, rate=44_100, wave=wave))
    assert isinstance(audio, Audio)
    return audio


def whisper(folder: Path) -> None:
    from transformers import (
        GenerationConfig,
        WhisperConfig,
        WhisperFeatureExtractor,
        WhisperForConditionalGeneration,
        WhisperTokenizer,
    )
    from transformers.models.whisper.tokenization_whisper import LANGUAGES

    marks = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in LANGUAGES), "<|translate|>",
             "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]  # fmt: skip
    tokenizer = WhisperTokenizer(vocab=tokenizers._bytes(marks[0]), merges=[], pad_token=marks[0])
    tokenizer.add_tokens(marks[1:], special_tokens=True)
    tokenizer.add_tokens([f"<|{i * 0.02:.2f}|>" for i in range(1501)])
    number = tokenizer.convert_tokens_to_ids
    ends: dict[str, Any] = dict.fromkeys(("bos_token_id", "eos_token_id", "pad_token_id"), number(marks[0]))
    ends["decoder_start_token_id"] = number(marks[1])
    size = {"encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2, "decoder_attention_heads": 2}
    config = WhisperConfig(
        vocab_size=len(tokenizer), num_mel_bins=16, d_model=32, encoder_ffn_dim=64, decoder_ffn_dim=64,
        max_source_positions=1500, max_target_positions=64, **size, **ends,
    )  # fmt: skip
    model = WhisperForConditionalGeneration(config)
    model.generation_config = GenerationConfig(
        **ends, max_length=24, is_multilingual=True, return_timestamps=False, max_initial_timestamp_index=50,
        lang_to_id={f"<|{code}|>": number(f"<|{code}|>") for code in LANGUAGES},
        task_to_id={"translate": number("<|translate|>"), "transcribe": number("<|transcribe|>")},
        no_timestamps_token_id=number("<|notimestamps|>"), prev_sot_token_id=number("<|startofprev|>"),
        alignment_heads=[[0, 0], [1, 1]],
    )  # fmt: skip
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    WhisperFeatureExtractor(feature_size=16).save_pretrained(folder)


def ctc(folder: Path) -> None:
    from transformers import Wav2Vec2Config, Wav2Vec2CTCTokenizer, Wav2Vec2FeatureExtractor, Wav2Vec2ForCTC

    letters = ["<pad>", "<s>", "</s>", "<unk>", "|", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ'"]
    (folder / "letters.json").write_text(json.dumps({letter: i for i, letter in enumerate(letters)}))
    config = Wav2Vec2Config(
        **SMALL, conv_dim=(16,) * 7, num_conv_pos_embedding_groups=2, num_conv_pos_embeddings=16,
        vocab_size=len(letters), pad_token_id=0,
    )  # fmt: skip
    Wav2Vec2ForCTC(config).save_pretrained(folder)
    Wav2Vec2FeatureExtractor(return_attention_mask=False).save_pretrained(folder)
    Wav2Vec2CTCTokenizer(str(folder / "letters.json")).save_pretrained(folder)


def parakeet(folder: Path) -> None:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import (
        ParakeetFeatureExtractor,
        ParakeetForTDT,
        ParakeetProcessor,
        ParakeetTDTConfig,
        ParakeetTokenizer,
    )

    vocabulary = tokenizers._bytes("<unk>", "<s>", "<pad>")
    vocabulary["<blank>"] = len(vocabulary)
    made = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    tokenizer = ParakeetTokenizer(tokenizer_object=made, unk_token="<unk>", pad_token="<pad>")
    config = ParakeetTDTConfig(
        vocab_size=len(tokenizer), decoder_hidden_size=32, num_decoder_layers=1, pad_token_id=tokenizer.pad_token_id,
        encoder_config={**SMALL, "subsampling_conv_channels": 16, "num_mel_bins": 80},
        blank_token_id=vocabulary["<blank>"],
    )  # fmt: skip
    model = ParakeetForTDT(config)
    model.generation_config.decoder_start_token_id = vocabulary["<blank>"]
    model.generation_config.max_length = 40
    model.save_pretrained(folder)
    hears = ParakeetFeatureExtractor(feature_size=80)
    ParakeetProcessor(hears, tokenizer, decoder_type="tdt").save_pretrained(folder)


def qwen(folder: Path) -> None:
    from transformers import (
        Qwen2Tokenizer,
        Qwen3ASRConfig,
        Qwen3ASRFeatureExtractor,
        Qwen3ASRForConditionalGeneration,
        Qwen3ASRProcessor,
    )

    named = {"audio_token": "<|audio_pad|>", "audio_bos_token": "<|audio_start|>", "audio_eos_token": "<|audio_end|>"}
    marks = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", *named.values(), "<asr_text>")
    tokenizer = Qwen2Tokenizer(vocab=tokenizers._bytes(*marks), merges=[], extra_special_tokens=named)
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>", "<|im_end|>"]})
    number = tokenizer.convert_tokens_to_ids
    config = Qwen3ASRConfig(
        audio_config={
            "num_mel_bins": 128, "encoder_layers": 2, "encoder_attention_heads": 2, "encoder_ffn_dim": 64,
            "d_model": 32, "output_dim": 32, "downsample_hidden_size": 8,
        },
        text_config={**SMALL, "vocab_size": len(tokenizer), "num_key_value_heads": 2, "head_dim": 16,
                     "max_position_embeddings": 4096},
        audio_token_id=number("<|audio_pad|>"), pad_token_id=0, eos_token_id=[number("<|im_end|>")],
    )  # fmt: skip
    Qwen3ASRForConditionalGeneration(config).save_pretrained(folder)
    chat = (
        "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{% if m['content'] is string %}{{ m['content'] }}"
        "{% else %}{% for c in m['content'] %}{% if c['type'] == 'audio' %}<|audio_start|><|audio_pad|><|audio_end|>"
        "{% elif c['type'] == 'text' %}{{ c['text'] }}{% endif %}{% endfor %}{% endif %}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    Qwen3ASRProcessor(Qwen3ASRFeatureExtractor(feature_size=128), tokenizer, chat_template=chat).save_pretrained(folder)


def seamless(folder: Path) -> None:
    import sentencepiece
    from transformers import (
        GenerationConfig,
        SeamlessM4TFeatureExtractor,
        SeamlessM4TTokenizer,
        SeamlessM4Tv2Config,
        SeamlessM4Tv2ForSpeechToText,
    )

    tongues = ["__eng__", "__cmn__", "__fra__"]
    corpus = folder / "corpus.txt"
    corpus.write_text("\n".join([" ".join(tokenizers.WORDS)] * 20))
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), model_prefix=str(folder / "sentencepiece.bpe"), vocab_size=80, model_type="bpe",
        bos_id=1, pad_id=-1, eos_id=2, unk_id=0, minloglevel=2, hard_vocab_limit=False,
    )  # fmt: skip
    tokenizer = SeamlessM4TTokenizer.from_pretrained(str(folder), extra_special_tokens=tongues)
    tokenizer.save_pretrained(folder)
    small = {
        f"{part}_{name}": value
        for part in ("encoder", "decoder", "t2u_encoder", "t2u_decoder")
        for name, value in {"layers": 1, "ffn_dim": 64, "attention_heads": 2}.items()
    }
    config = SeamlessM4Tv2Config(
        vocab_size=len(tokenizer), hidden_size=32, speech_encoder_layers=1, speech_encoder_attention_heads=2,
        speech_encoder_intermediate_size=64, feature_projection_input_dim=160, num_adapter_layers=1,
        max_position_embeddings=128, max_new_tokens=8, **small,
    )  # fmt: skip
    model = SeamlessM4Tv2ForSpeechToText(config)
    codes = {tongue.strip("_"): tokenizer.convert_tokens_to_ids(tongue) for tongue in tongues}
    ends = {"decoder_start_token_id": 3, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 3}
    model.generation_config = GenerationConfig(max_new_tokens=8, **ends)
    model.generation_config.text_decoder_lang_to_code_id = codes
    model.save_pretrained(folder)
    SeamlessM4TFeatureExtractor().save_pretrained(folder)


def asked(folder: Path) -> list[WritingInput]:
    return [WritingInput(media=humming(folder, hertz), spans=SPANS) for hertz in (330.0, 550.0)]


def english(folder: Path) -> list[WritingInput]:
    return [each.model_copy(update={"language": "en"}) for each in asked(folder)]


def translated(folder: Path) -> list[WritingInput]:
    return [each.model_copy(update={"to": "en"}) for each in asked(folder)]


def written(output: WritingOutput) -> None:
    assert [segment.span for segment in output.segments] == list(SPANS)
    assert output.segments[1].text == ""
    for segment in output.segments:
        assert all(segment.span.start <= word.span.start <= word.span.end <= segment.span.end for word in segment.words)


def in_some_language(output: WritingOutput) -> None:
    written(output)
    assert output.segments[0].language
    assert 0 < output.shares[0] <= 1


def in_english(output: WritingOutput) -> None:
    written(output)
    assert output.segments[0].language == "en"


RECIPES = (
    Recipe(TurboWriter, whisper, asked, in_some_language, slow=True),
    Recipe(LargeWriter, whisper, translated, in_english, slow=True),
    Recipe(CtcWriter, ctc, asked, in_english, drop="lm_head"),
    Recipe(ParakeetWriter, parakeet, asked, written),
    Recipe(QwenWriter, qwen, english, in_english),
    Recipe(SeamlessWriter, seamless, translated, in_english),
)
