"""Two linear heads over frozen towers, and how they learn to agree: symmetric InfoNCE.

Source: van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding" (2018); Radford et al.,
"Learning Transferable Visual Models From Natural Language Supervision" (ICML 2021), for both directions at once. The
heads begin as the identity on the shared space and only their departure from it is learnt and decays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.training import Adam
from sensorium.plugins.retrieval.pairs import Embedded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Arrays = Mapping[str, Array]

TEMPERATURE = 0.06
BATCH = 64
RATE, DECAY = 2e-4, 0.05


class Heads:
    """Maps pictures (n, 1664) and texts (n, 384) to unit vectors (n, 384); `values` are learnt."""

    def __init__(self, wide: int, width: int) -> None:
        self.values: dict[str, Array] = {
            "picture": np.zeros((wide, width), np.float32),
            "text": np.zeros((width, width), np.float32),
        }

    def pictures(self, rows: Array) -> Array:
        """Unit vectors of pictures."""
        return _unit(self._pictures(rows))

    def texts(self, rows: Array) -> Array:
        """Unit vectors of texts."""
        return _unit(self._texts(rows))

    def loss(self, pictures: Array, texts: Array) -> tuple[float, dict[str, Array]]:
        """The loss of a batch of pairs, row by row, and the slopes of `values`."""
        raw_p, raw_t = self._pictures(pictures), self._texts(texts)
        p, t = _unit(raw_p), _unit(raw_t)
        scores = t @ p.T / TEMPERATURE
        across, down = _log_softmax(scores, 1), _log_softmax(scores, 0)
        diagonal = np.arange(len(scores))
        loss = -float((across + down)[diagonal, diagonal].mean()) / 2
        slope = (np.exp(across) + np.exp(down)) / (2 * len(scores))
        slope[diagonal, diagonal] -= 1 / len(scores)
        steep: Array = np.asarray(slope / TEMPERATURE, np.float32)
        to_t, to_p = _through_unit(raw_t, t, steep @ p), _through_unit(raw_p, p, np.asarray(steep.T @ t, np.float32))
        return loss, {"picture": pictures.T @ to_p, "text": texts.T @ to_t}

    def _pictures(self, rows: Array) -> Array:
        return np.asarray(rows[:, : self.values["text"].shape[0]] + rows @ self.values["picture"], np.float32)

    def _texts(self, rows: Array) -> Array:
        return np.asarray(rows + rows @ self.values["text"], np.float32)


class Tuner:
    """A Learner: a caption of each picture, drawn anew every epoch, against the others of its batch."""

    def __init__(self, heads: Heads, learnt: Embedded, watched: Embedded) -> None:
        self._heads, self._learnt, self._watched = heads, learnt, watched
        self._adam = Adam(heads.values, RATE, DECAY / RATE)

    def epoch(self, rng: np.random.Generator) -> float:
        """Once over the pictures; the mean loss."""
        order = rng.permutation(len(self._learnt.pictures))
        losses = []
        for batch in np.array_split(order, max(1, round(len(order) / BATCH))):
            texts = np.stack([self._caption(picture, rng) for picture in batch])
            loss, slopes = self._heads.loss(self._learnt.pictures[batch], texts)
            self._adam.step(slopes)
            losses.append(loss)
        return float(np.mean(losses))

    def watched(self) -> float:
        """The mean loss of finding the picture of each watched caption."""
        return finding_loss(self._heads, self._watched)

    def state(self) -> Arrays:
        """All that must be kept to go on."""
        return self._adam.state()

    def restore(self, state: Arrays) -> None:
        """Go on from there."""
        self._adam.restore(state)

    def values(self) -> Arrays:
        """What is learnt."""
        return {name: value.copy() for name, value in self._heads.values.items()}

    def _caption(self, picture: int, rng: np.random.Generator) -> Array:
        own = np.flatnonzero(self._learnt.owners == picture)
        return np.asarray(self._learnt.texts[rng.choice(own)], np.float32)


def finding_loss(heads: Heads, given: Embedded) -> float:
    """The mean negative log-probability of each caption's own picture among all."""
    scores = heads.texts(given.texts) @ heads.pictures(given.pictures).T / TEMPERATURE
    return -float(_log_softmax(scores, 1)[np.arange(len(given.owners)), given.owners].mean())


def recall(heads: Heads, given: Embedded, depths: tuple[int, ...] = (1, 5)) -> dict[str, float]:
    """Shares of captions whose own picture is among the first so many, as ``recall@1``."""
    scores = heads.texts(given.texts) @ heads.pictures(given.pictures).T
    own = scores[np.arange(len(given.owners)), given.owners]
    ranks = (scores > own[:, None]).sum(axis=1)
    return {f"recall@{depth}": round(float((ranks < depth).mean()), 4) for depth in depths}


def _unit(rows: Array) -> Array:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def _through_unit(raw: Array, made: Array, slope: Array) -> Array:
    """The slope before rows were made unit length."""
    length = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    return np.asarray((slope - (slope * made).sum(axis=1, keepdims=True) * made) / length, np.float32)


def _log_softmax(scores: Array, axis: int) -> Array:
    less = scores - scores.max(axis=axis, keepdims=True)
    return np.asarray(less - np.log(np.exp(less).sum(axis=axis, keepdims=True)), np.float32)
