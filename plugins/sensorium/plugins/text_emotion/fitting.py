"""Fitting the head's two halves in plain numpy: no framework is needed for a network of this size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.plugins.text_emotion.encoder import WIDTH
from sensorium.plugins.text_emotion.head import SCALE, Head, log_softmax
from sensorium.plugins.text_emotion.ngrams import BUCKETS, buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.plugins.text_emotion.head import Floats

QUERIES, HIDDEN = 8, 96
BATCH = 128
DROP_IN, DROP_HIDDEN = 0.2, 0.3
Arrays = dict[str, Any]


@dataclass
class Texts:
    """Encoded texts with soft targets: `states` of all tokens (half precision) and where each text's begin."""

    texts: list[str]
    states: NDArray[np.float16]
    offsets: NDArray[np.int64]
    targets: Floats

    def of(self, i: int) -> Floats:
        """The token vectors of text `i`."""
        return np.asarray(self.states[self.offsets[i] : self.offsets[i + 1]], np.float32)


def fit(data: Texts, rows: NDArray[np.int64], epochs: int = 6, seed: int = 0, iterations: int = 200) -> Head:
    """A head from the chosen rows; `mix` and `cooling` are left to be calibrated on others."""
    deep = fit_deep(data, rows, epochs, seed)
    words, bias = fit_wide(data, rows, iterations)
    return Head(**deep, words=words, words_bias=bias)


def fit_wide(data: Texts, rows: NDArray[np.int64], iterations: int) -> tuple[Floats, Floats]:
    """Softmax regression on the words; a text of several labels counts once, shared among them."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    found = [buckets(data.texts[i]) for i in rows]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(max(len(row), 1))) for row in found])
    table = csr_matrix((values, np.concatenate(found).astype(int), ends), shape=(len(rows), BUCKETS))
    text, label = np.nonzero(data.targets[rows])
    model = LogisticRegression(C=2.0, max_iter=iterations, tol=1e-3)
    model.fit(table[text], label, sample_weight=data.targets[rows][text, label])
    words = np.zeros((BUCKETS, data.targets.shape[1]), np.float32)
    bias = np.full(data.targets.shape[1], -20.0, np.float32)
    words[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return words, bias


def fit_deep(data: Texts, rows: NDArray[np.int64], epochs: int, seed: int) -> Arrays:
    """Attention pooling and one hidden layer, by Adam on batches of texts of like length."""
    rng = np.random.default_rng(seed)
    arrays = _begin(rng, data.targets.shape[1])
    first, second = ({name: np.zeros_like(a) for name, a in arrays.items()} for _ in range(2))
    lengths = np.diff(data.offsets)[rows]
    ordered = rows[np.argsort(lengths, kind="stable")]
    batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    steps, step = epochs * len(batches), 0
    for _ in range(epochs):
        for chosen in rng.permutation(len(batches)):
            step += 1
            rate = 2e-3 * min(1, 18 * step / steps) * (1 - step / steps) + 1e-5
            for name, slope in _slopes(arrays, data, batches[chosen], rng):
                first[name] += 0.1 * (slope - first[name])
                second[name] += 0.001 * (slope**2 - second[name])
                move = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                arrays[name] -= (rate * (move + 1e-3 * arrays[name])).astype(np.float32)
    return arrays


def _begin(rng: np.random.Generator, labels: int) -> Arrays:
    width = (QUERIES + 1) * WIDTH
    drawn = {
        "queries": rng.normal(0, 0.02, (WIDTH, QUERIES)),
        "hidden": rng.normal(0, np.sqrt(2 / width), (width, HIDDEN)),
        "hidden_bias": np.zeros(HIDDEN),
        "out": rng.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, labels)),
        "out_bias": np.zeros(labels),
    }
    return {name: array.astype(np.float32) for name, array in drawn.items()}


def _slopes(
    arrays: Arrays, data: Texts, chosen: NDArray[np.int64], rng: np.random.Generator
) -> Iterator[tuple[str, Floats]]:
    """Gradients of the mean cross-entropy of one batch, with dropout before and after the hidden layer."""
    x, real = _padded(data, chosen)
    scores = np.where(real[:, :, None], x @ arrays["queries"], -1e9)
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    pooled = np.einsum("blk,bld->bkd", weights, x).reshape(len(x), -1)
    mean = (x * real[:, :, None]).sum(axis=1) / real.sum(axis=1, keepdims=True)
    keep_in = _kept(rng, (len(x), pooled.shape[1] + WIDTH), DROP_IN) * SCALE
    features = np.concatenate([pooled, mean], axis=1) * keep_in
    before = features @ arrays["hidden"] + arrays["hidden_bias"]
    keep = _kept(rng, before.shape, DROP_HIDDEN) * (before > 0)
    after = before * keep
    told = np.exp(log_softmax(after @ arrays["out"] + arrays["out_bias"]))
    error = (told - data.targets[chosen]) / len(x)
    yield "out", after.T @ error
    yield "out_bias", error.sum(axis=0)
    back = (error @ arrays["out"].T) * keep
    yield "hidden", features.T @ back
    yield "hidden_bias", back.sum(axis=0)
    inward = (back @ arrays["hidden"].T) * keep_in
    heads = inward[:, : pooled.shape[1]].reshape(len(x), QUERIES, WIDTH)
    pull = np.einsum("bkd,bld->blk", heads, x)
    yield "queries", np.einsum("bld,blk->dk", x, weights * (pull - (pull * weights).sum(axis=1, keepdims=True)))


def _padded(data: Texts, chosen: NDArray[np.int64]) -> tuple[Floats, NDArray[np.bool_]]:
    rows = [data.of(int(i)) for i in chosen]
    longest = max(map(len, rows))
    x = np.zeros((len(rows), longest, WIDTH), np.float32)
    real = np.zeros((len(rows), longest), np.bool_)
    for i, row in enumerate(rows):
        x[i, : len(row)], real[i, : len(row)] = row, True
    return x, real


def _kept(rng: np.random.Generator, shape: tuple[int, ...], drop: float) -> Floats:
    return np.asarray((rng.random(shape) > drop) / (1 - drop), np.float32)
