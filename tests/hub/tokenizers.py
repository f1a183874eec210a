"""Tokenizers of a few words, made without a download, in the formats repositories hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

WORDS = (
    "a an the of in on at to and with is are what which where how many color colour red blue green white black car "
    "dog cat person man woman thing things lawn grass sky picture photo left right largest two yes no . , ? ! :"
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def bert(length: int = 40) -> Any:
    """WordPiece as in BERT; ids 0-4 are padding, unknown, start, separator and mask."""
    from transformers import BertTokenizer

    pieces = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *WORDS.split(),
        *LETTERS,
        *(f"##{letter}" for letter in LETTERS),
    ]
    return BertTokenizer(vocab=_numbered(pieces), model_max_length=length)


def write_vocabulary(tokenizer: Any, folder: Path) -> None:
    """BERT's older file of pieces, one a line, which some repositories hold instead of tokenizer.json."""
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    (folder / "vocab.txt").write_text("\n".join(piece for piece, _ in pieces) + "\n", encoding="utf-8")


def clip(length: int = 77) -> Any:
    """CLIP's: byte letters, the same at a word's end, start and end of text last."""
    from tokenizers import pre_tokenizers
    from transformers import CLIPTokenizer

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    return CLIPTokenizer(vocab=_numbered(pieces), merges=[], model_max_length=length)


def gpt2(*special: str) -> Any:
    """Byte-level BPE without merges; <|endoftext|> pads too."""
    from transformers import GPT2Tokenizer

    tokenizer = GPT2Tokenizer(vocab=_bytes("<|endoftext|>"), merges=[])
    tokenizer.pad_token = tokenizer.eos_token
    tokenizer.add_tokens(list(special), special_tokens=True)
    return tokenizer


def qwen2(*special: str) -> Any:
    """Qwen's byte-level BPE with the marks of a chat."""
    from transformers import Qwen2Tokenizer

    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", *special]
    tokenizer = Qwen2Tokenizer(vocab=_bytes(*marks), merges=[])
    tokenizer.add_special_tokens({"additional_special_tokens": marks[1:]})
    return tokenizer


def bart(special: Iterable[str] = (), **named: str) -> Any:
    """BART's; `named` tokens such as image_token must be given at construction to be saved."""
    from transformers import RobertaTokenizer

    tokenizer = RobertaTokenizer(
        vocab=_bytes("<s>", "<pad>", "</s>", "<unk>", "<mask>"), merges=[], extra_special_tokens=named or None
    )
    tokenizer.add_tokens(list(special), special_tokens=True)
    return tokenizer


def gemma(length: int = 64) -> Any:
    """Gemma's as SigLIP2 uses it: bytes and letters, an end mark, no start mark."""
    from transformers import GemmaTokenizer

    pieces = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", *(f"<0x{byte:02X}>" for byte in range(256)), "▁", *LETTERS]
    return GemmaTokenizer(
        vocab=_numbered(pieces),
        merges=[],
        add_bos_token=False,
        add_eos_token=True,
        model_max_length=length,
        padding_side="right",
    )


def _bytes(*special: str) -> dict[str, int]:
    from tokenizers import pre_tokenizers

    return _numbered([*special, *sorted(pre_tokenizers.ByteLevel.alphabet())])


def _numbered(pieces: Iterable[str]) -> dict[str, int]:
    return {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
