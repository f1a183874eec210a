"""Fitting the head: weighted ridge regression on the labels, calibrated on speakers it has not heard.

Least squares is solved exactly in the space of the recordings (there are fewer of them than features), so a fit
takes seconds, has no seed and one setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.values import EMOTIONS
from sensorium.plugins.voice_emotion.head import Head, distance, standardised

if TYPE_CHECKING:
    from numpy.typing import NDArray

RIDGE = 2.0
FOLDS = 8
LABELS = len(EMOTIONS)


class Samples(NamedTuple):
    """`rows` (variants, n, features): the same n recordings, first as they are, then varied; and what they are.

    `acted` is what was to be acted, in the corpus's own terms: calm beside neutral.
    """

    rows: NDArray[np.float32]
    labels: NDArray[np.int64]
    speakers: NDArray[np.str_]
    corpora: NDArray[np.str_]
    acted: NDArray[np.str_]

    def some(self, chosen: NDArray[np.bool_]) -> Samples:
        """Those recordings alone."""
        _, labels, speakers, corpora, acted = self
        kept = (labels[chosen], speakers[chosen], corpora[chosen], acted[chosen])
        return Samples(self.rows[:, chosen], *kept)

    def balance(self) -> NDArray[np.float64]:
        """A weight per recording, 1 on average.

        Every (corpus, label) counts the same and, within it, everything acted: RAVDESS has twice as much calm speech
        as neutral, and people who are not acting are seldom so calm.
        """
        labels = np.char.add(np.char.add(self.corpora, "/"), self.labels.astype(str))
        kinds = np.char.add(np.char.add(labels, "/"), self.acted)
        _, first, of, counts = np.unique(kinds, return_index=True, return_inverse=True, return_counts=True)
        cells, sharing = np.unique(labels[first], return_counts=True)
        shared = sharing[np.searchsorted(cells, labels)]
        return np.asarray(len(labels) / (counts[of] * shared * len(cells)), np.float64)


def raw_head(samples: Samples, ridge: float = RIDGE) -> Head:
    """A head whose scores are not yet probabilities; every label of every corpus has the same say."""
    rows = samples.rows.reshape(-1, samples.rows.shape[-1])
    times = len(samples.rows)
    weight = np.tile(samples.balance(), times)
    mean, deviation = rows.mean(0), rows.std(0) + 1e-6
    standard = standardised(rows, mean, deviation)
    targets = np.tile(np.eye(LABELS)[samples.labels], (times, 1))
    level = (weight[:, None] * targets).sum(0) / weight.sum()
    kernel = (standard @ standard.T).astype(np.float64)
    kernel[np.diag_indices_from(kernel)] += ridge / weight
    dual = _solved(kernel, targets - level)
    weights = standard.T @ dual.astype(np.float32)
    far = distance(standard)
    usual = float(np.quantile(far, 0.99))
    strange = np.array([1.35 * usual, 0.06 * usual], np.float32)
    return Head(mean, deviation, weights, level.astype(np.float32), strange)


def _solved(kernel: NDArray[np.float64], targets: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.linalg import cho_factor, cho_solve

    solution: NDArray[np.float64] = cho_solve(cho_factor(kernel, overwrite_a=True), targets)
    return solution


def folds(speakers: NDArray[np.str_], count: int = FOLDS) -> Iterator[NDArray[np.bool_]]:
    """Masks of held-out recordings, each speaker in exactly one of them; the same for the same speakers."""
    names = sorted(set(speakers.tolist()))
    for i in range(min(count, len(names))):
        yield np.isin(speakers, names[i :: min(count, len(names))])


def held_out(
    samples: Samples, beside: Samples | None = None, ridge: float = RIDGE
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Raw scores of each recording, as it is and varied, by heads that never heard its speaker, shape (n, 7) each.

    `beside` is a corpus that is always trained on.
    """
    count = len(samples.labels)
    plain, varied = np.zeros((count, LABELS), np.float32), np.zeros((count, LABELS), np.float32)
    for test in folds(samples.speakers):
        train = samples.some(~test)
        head = raw_head(train if beside is None else together(train, beside), ridge)
        plain[test] = head.standard(samples.rows[0, test]) @ head.weights + head.bias
        varied[test] = head.standard(samples.rows[-1, test]) @ head.weights + head.bias
    return plain, varied


def together(one: Samples, other: Samples) -> Samples:
    """The recordings of both."""
    return Samples(
        np.concatenate([one.rows, other.rows], 1),
        np.concatenate([one.labels, other.labels]),
        np.concatenate([one.speakers, other.speakers]),
        np.concatenate([one.corpora, other.corpora]),
        np.concatenate([one.acted, other.acted]),
    )


def calibrated(head: Head, scores: NDArray[np.float32], labels: NDArray[np.int64], weight: NDArray[np.float64]) -> Head:
    """The head with scores scaled, and shifted per label, to make held-out labels likeliest."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    known = np.unique(labels)

    def loss(setting: NDArray[np.float64]) -> float:
        # In double precision: what is fitted needs slopes.
        summed = np.exp(setting[0]) * scores.astype(np.float64) + _spread(setting[1:], known)
        logs = summed - logsumexp(summed, axis=1, keepdims=True)
        return float(-(weight * logs[np.arange(len(labels)), labels]).mean() + 1e-3 * (setting[1:] ** 2).sum())

    found = minimize(loss, np.concatenate([[np.log(8.0)], np.zeros(len(known))]), method="L-BFGS-B")
    scale, shift = float(np.exp(found.x[0])), _spread(found.x[1:], known)
    bias = (scale * head.bias + shift).astype(np.float32)
    return Head(head.mean, head.deviation, scale * head.weights, bias, head.strange)


def _spread(shifts: NDArray[np.float64], known: NDArray[np.int64]) -> NDArray[np.float64]:
    """Shifts in the places of the labels that occur; the others never win."""
    row = np.full(LABELS, -12.0)
    row[known] = shifts
    return row


def recall(labels: NDArray[np.int64], guesses: NDArray[np.int64]) -> float:
    """Unweighted average recall over the labels that occur."""
    shares = [float((guesses[labels == label] == label).mean()) for label in np.unique(labels)]
    return float(np.mean(shares))


def confusion(labels: NDArray[np.int64], guesses: NDArray[np.int64]) -> list[list[int]]:
    """Counts, true label by row, guess by column."""
    table = np.zeros((LABELS, LABELS), int)
    np.add.at(table, (labels, guesses), 1)
    counts: list[list[int]] = table.tolist()
    return counts


def calibration_error(shares: NDArray[np.float32], labels: NDArray[np.int64], bins: int = 10) -> float:
    """Expected calibration error of the likeliest label, over `bins` equal bins of confidence."""
    sure, right = shares.max(1), shares.argmax(1) == labels
    at = np.minimum((sure * bins).astype(int), bins - 1)
    filled = [at == i for i in np.unique(at)]
    return float(sum(abs(sure[here].mean() - right[here].mean()) * here.mean() for here in filled))


def by_speaker(rows: NDArray[np.float32], speakers: Sequence[str] | NDArray[np.str_]) -> NDArray[np.float32]:
    """Rows (variants, n, features) standardised within each speaker: for the record, a product never knows them."""
    normal = rows.copy()
    names = np.asarray(speakers)
    for name in np.unique(names):
        own = rows[:, names == name]
        normal[:, names == name] = (own - own.mean((0, 1))) / (own.std((0, 1)) + 1e-6)
    return normal
