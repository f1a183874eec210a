"""Heads that learn which pictures and texts belong together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.training import Plan, fit
from sensorium.plugins.retrieval.heads import Heads, Tuner, finding_loss, recall
from sensorium.plugins.retrieval.pairs import Embedded

WIDE, WIDTH = 9, 6


def rows(count: int, wide: int, seed: int) -> np.ndarray:
    made = np.random.default_rng(seed).standard_normal((count, wide)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def turned(count: int, seed: int) -> Embedded:
    """Pairs whose texts are their pictures' first axes in another order: only a learnt map finds them."""
    pictures = rows(count, WIDE, seed)
    texts = pictures[:, [2, 0, 1, 5, 3, 4]]
    return Embedded(pictures, np.asarray(texts, np.float32), np.arange(count))


def test_untouched_heads_change_nothing() -> None:
    heads = Heads(WIDE, WIDTH)
    texts = rows(4, WIDTH, 1)
    assert np.allclose(heads.texts(texts), texts, atol=1e-6)
    pictures = rows(4, WIDE, 2)
    expected = pictures[:, :WIDTH] / np.linalg.norm(pictures[:, :WIDTH], axis=1, keepdims=True)
    assert np.allclose(heads.pictures(pictures), expected, atol=1e-6)


@pytest.mark.parametrize("name", ["picture", "text"])
def test_the_slope_is_that_of_the_loss(name: str) -> None:
    heads = Heads(WIDE, WIDTH)
    rng = np.random.default_rng(0)
    for value in heads.values.values():
        value[...] = 0.1 * rng.standard_normal(value.shape)
    pictures, texts = rows(5, WIDE, 3), rows(5, WIDTH, 4)
    slope = heads.loss(pictures, texts)[1][name]
    for place in [(0, 0), (3, 2), (5, 5)]:
        step = 3e-3
        heads.values[name][place] += step
        above = heads.loss(pictures, texts)[0]
        heads.values[name][place] -= 2 * step
        below = heads.loss(pictures, texts)[0]
        heads.values[name][place] += step
        assert slope[place] == pytest.approx((above - below) / (2 * step), rel=0.05, abs=0.02)


def test_learning_finds_what_belongs_together(tmp_path: Path) -> None:
    heads = Heads(WIDE, WIDTH)
    unseen = turned(40, 9)
    before = recall(heads, unseen)
    tuner = Tuner(heads, turned(200, 5), turned(40, 6))
    tuner._adam.rate = 0.02
    tuner._adam.decay = 0.0
    kept = fit(tuner, Plan(60, 60, 0), tmp_path / "c.npz")
    for name, value in heads.values.items():
        value[...] = kept[name]
    after = recall(heads, unseen)
    assert after["recall@1"] > 0.9 > 0.5 > before["recall@1"]
    assert finding_loss(heads, unseen) < 0.5


def test_the_same_seed_gives_the_same_heads(tmp_path: Path) -> None:
    made = []
    for run in range(2):
        heads = Heads(WIDE, WIDTH)
        fit(Tuner(heads, turned(60, 5), turned(20, 6)), Plan(5, 5, 3), tmp_path / f"{run}.npz")
        made.append(heads.values)
    assert all(np.array_equal(made[0][name], made[1][name]) for name in made[0])


def test_several_captions_of_one_picture_are_each_asked() -> None:
    given = Embedded(
        np.eye(3, WIDE, dtype=np.float32), np.eye(3, WIDTH, dtype=np.float32)[[0, 0, 2]], np.array([0, 0, 2])
    )
    assert recall(Heads(WIDE, WIDTH), given) == {"recall@1": 1.0, "recall@5": 1.0}
    part = given.some(np.array([2, 1]))
    assert part.owners.tolist() == [0]
    assert part.pictures.shape == (2, WIDE)
