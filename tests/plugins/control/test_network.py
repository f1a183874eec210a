"""The network's arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.plugins.control.grid.network import SHAPES, Network, slots
from sensorium.plugins.control.grid.words import Order
from sensorium.plugins.control.model import WEIGHTS


def drawn(seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)
    return Network({name: rng.normal(0, 0.2, shape).astype(np.float32) for name, shape in SHAPES.items()})


def views(count: int) -> np.ndarray:
    return np.random.default_rng(1).random((count, 49, 192), dtype=np.float32)


WORDS = np.array([[0, 1, 3, 0, 4], [1, 0, 0, 2, 0], [2, 6, 4, 4, 8]])


def test_every_head_gives_shares():
    heads = drawn()(views(3), WORDS)
    assert [each.shape for each in heads] == [(3, 7), (3, 49, 11), (3, 49, 6), (3, 50)]
    assert all(np.allclose(each.sum(-1), 1, atol=1e-5) for each in heads)


def test_a_batch_gives_what_each_view_gives_alone():
    network = drawn()
    together = network(views(3), WORDS)
    alone = [network(views(3)[i : i + 1], WORDS[i : i + 1]) for i in range(3)]
    for head, name in enumerate(together._fields):
        assert np.allclose(together[head], np.concatenate([each[head] for each in alone]), atol=1e-5), name


def test_words_and_memory_change_the_answer():
    network = drawn()
    first = network(views(1), WORDS[:1]).actions
    for column, row in ((1, 2), (2, 1), (4, 5)):
        other = WORDS[:1].copy()
        other[0, column] = row
        assert not np.allclose(first, network(views(1), other).actions)


def test_what_is_kept_comes_back(tmp_path: Path):
    network = drawn()
    network.save(tmp_path / "kept.npz")
    again = Network.load(tmp_path / "kept.npz")(views(2), WORDS[:2])
    assert np.allclose(network(views(2), WORDS[:2]).actions, again.actions, atol=1e-2)


def test_weights_of_another_shape_are_refused():
    odd = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()} | {"act_b": np.zeros(9, np.float32)}
    with pytest.raises(ValueError, match="another network: act_b"):
        Network(odd)


def test_turns_are_clipped_and_counted_from_the_left():
    order = Order(0, 0, 2, None)
    assert [slots(order, turned)[4] for turned in (-9, -1, 0, 0.6, 2, 400)] == [0, 3, 4, 5, 6, 8]


def test_the_shipped_weights_are_small():
    assert WEIGHTS.stat().st_size < 1_000_000
