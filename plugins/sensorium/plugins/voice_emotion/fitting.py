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
    """`rows` (variants, n, features): the same n recordings, first as they are, then varied; and what they are."""

    rows: NDArray[np.float32]
    labels: NDArray[np.int64]
    speakers: NDArray[np.str_]
    corpora: NDArray[np.str_]

    def some(self, chosen: NDArray[np.bool_]) -> Samples:
        """Those recordings alone."""
        return Samples(self.rows[:, chosen], self.labels[chosen], self.speakers[chosen], self.corpora[chosen])


def raw_head(samples: Samples, ridge: float = RIDGE) -> Head:
    """A head whose scores are not yet probabilities; every label of every corpus has the same say."""
    rows = samples.rows.reshape(-1, samples.rows.shape[-1])
    times = len(samples.rows)
    weight = np.tile(balance(samples.labels, samples.corpora), times)
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


def balance(labels: NDArray[np.int64], corpora: NDArray[np.str_]) -> NDArray[np.float64]:
    """A weight per recording, 1 on average, that makes every (corpus, label) count the same."""
    cells = np.unique(np.array([f"{c}/{label}" for c, label in zip(corpora, labels, strict=True)]), return_inverse=True)
    counts = np.bincount(cells[1])[cells[1]]
    return np.asarray(len(labels) / (counts * len(cells[0])), np.float64)


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
    )


class Calibration(NamedTuple):
    """What scores and second opinions are multiplied by, and a shift per label, to be log-probabilities."""

    scale: float
    trust: float
    shift: NDArray[np.float64]

    def shares(
        self, scores: NDArray[np.float32], opinions: NDArray[np.float32] | float, shifted: bool = True
    ) -> NDArray[np.float32]:
        """Probabilities (n, 7); without the shift per label where not `shifted`."""
        return np.asarray(np.exp(self.logs(scores, opinions, shifted)), np.float32)

    def logs(
        self, scores: NDArray[np.float32], opinions: NDArray[np.float32] | float, shifted: bool = True
    ) -> NDArray[np.float64]:
        """The logarithms of `shares`, of twice the precision: what is fitted needs slopes."""
        summed = self.scale * scores.astype(np.float64) + self.trust * np.asarray(opinions, np.float64)
        summed = summed + self.shift if shifted else summed
        summed -= summed.max(1, keepdims=True)
        return np.asarray(summed - np.log(np.exp(summed).sum(1, keepdims=True)), np.float64)


def calibration(
    scores: NDArray[np.float32],
    labels: NDArray[np.int64],
    weight: NDArray[np.float64],
    opinions: NDArray[np.float32] | float = 0.0,
) -> Calibration:
    """The one that makes held-out labels likeliest."""
    from scipy.optimize import minimize

    known = np.unique(labels)

    def setting(free: NDArray[np.float64]) -> Calibration:
        return Calibration(float(np.exp(free[0])), float(np.exp(free[1])), _spread(free[2:], known))

    def loss(free: NDArray[np.float64]) -> float:
        told = setting(free).logs(scores, opinions)[np.arange(len(labels)), labels]
        return float(-(weight * told).mean() + 1e-3 * (free[2:] ** 2).sum())

    found = minimize(loss, np.concatenate([[np.log(8.0), np.log(0.5)], np.zeros(len(known))]), method="L-BFGS-B")
    return setting(found.x)


def calibrated(head: Head, known: Calibration, second: bool = False) -> Head:
    """The head with its scores calibrated; `second` where it gets second opinions."""
    bias = (known.scale * head.bias + known.shift).astype(np.float32)
    trust = known.trust if second else 0.0
    return Head(head.mean, head.deviation, known.scale * head.weights, bias, head.strange, trust)


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
