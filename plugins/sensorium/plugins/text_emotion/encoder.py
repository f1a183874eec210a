"""Token vectors of all-MiniLM-L6-v2 (Reimers & Gurevych 2019; Wang et al. 2020), quantised to int8.

One text is run at a time: the network quantises its activations over everything it is given at once, so that a text's
vectors would depend on the company it keeps in a batch. On a CPU the batch would gain little.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 128
"""Tokens read of one text, as the network was trained."""
WIDTH = 384


class Encoded(NamedTuple):
    """One text: a vector per token, shape (tokens, 384), and the share of its words the vocabulary knows whole."""

    states: NDArray[np.float32]
    known: float


class Encoder:
    """The network and its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def encode(self, text: str) -> Encoded:
        """The token vectors of `text`; what goes beyond 128 tokens is not read."""
        pieces = self._tokenizer.encode(text)
        ids = np.array([pieces.ids], np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, given)[0][0]
        return Encoded(np.asarray(states, np.float32), known_share(pieces.tokens[1:-1]))


def known_share(pieces: list[str]) -> float:
    """Of the words (letters only) that a text was cut into, the share that stayed whole; 0 for no words."""
    words = [i for i, piece in enumerate(pieces) if piece.isalpha() and not piece.startswith("##")]
    split = {i for i in words if i + 1 < len(pieces) and pieces[i + 1].startswith("##")}
    return 1 - len(split) / len(words) if words else 0.0
