"""The linear head, and how it is fitted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.values import EMOTIONS
from sensorium.plugins.voice_emotion import fitting, model
from sensorium.plugins.voice_emotion.fitting import Samples
from sensorium.plugins.voice_emotion.head import Head


def made_up(seed: int = 0, speakers: int = 6, labels: int = 7) -> Samples:
    """Recordings whose label shows in one feature each, under speakers' own offsets; two variants."""
    rng = np.random.default_rng(seed)
    label = np.tile(np.arange(labels), speakers * 4)
    speaker = np.repeat([f"s{i}" for i in range(speakers)], labels * 4)
    rows = rng.standard_normal((2, len(label), 40)).astype(np.float32)
    rows[:, np.arange(len(label)), label] += 4
    rows[:, :, 20:] += rng.standard_normal((speakers, 20)).astype(np.float32).repeat(labels * 4, 0)
    return Samples(rows, label, speaker, np.full(len(label), "a"), label.astype(str))


@pytest.fixture(scope="module")
def head() -> Head:
    samples = made_up()
    plain, _ = fitting.held_out(samples)
    weight = samples.balance()
    return fitting.calibrated(fitting.raw_head(samples), plain, samples.labels, weight)


def test_it_knows_voices_it_has_not_heard(head: Head) -> None:
    strangers = made_up(seed=1)
    shares = head.probabilities(strangers.rows[0])
    assert np.allclose(shares.sum(1), 1, atol=1e-5)
    assert fitting.recall(strangers.labels, shares.argmax(1)) > 0.9


def test_calibrated_means_as_sure_as_right(head: Head) -> None:
    strangers = made_up(seed=2)
    assert fitting.calibration_error(head.probabilities(strangers.rows[0]), strangers.labels) < 0.1


def test_what_is_no_voice_is_unknown(head: Head) -> None:
    odd = np.full((1, 40), 60, np.float32)
    assert head.strangeness(odd)[0] > 0.9
    assert head.scores(odd, [2.0]).best is None
    assert head.strangeness(made_up().rows[0]).mean() < 0.1


def test_scores_sum_to_one_and_brief_voices_tell_less(head: Head) -> None:
    row = made_up().rows[0, :1]
    long, brief = head.scores(row, [3.0]), head.scores(row, [0.2])
    for scores in (long, brief):
        assert sum(scores.of(label) for label in EMOTIONS) + scores.unknown == pytest.approx(1, abs=1e-4)
    assert brief.unknown > long.unknown


def test_a_head_survives_its_file(head: Head, tmp_path: Path) -> None:
    head.save(tmp_path / "head.npz")
    again, rows = Head.load(tmp_path / "head.npz"), made_up().rows[0]
    assert np.abs(again.probabilities(rows) - head.probabilities(rows)).max() < 0.01


def test_no_speaker_is_on_both_sides() -> None:
    samples = made_up()
    masks = list(fitting.folds(samples.speakers))
    assert (np.sum(masks, 0) == 1).all()
    for mask in masks:
        assert not set(samples.speakers[mask]) & set(samples.speakers[~mask])


def test_a_label_that_was_never_seen_never_wins() -> None:
    samples = made_up(labels=6)
    plain, _ = fitting.held_out(samples)
    weight = samples.balance()
    head = fitting.calibrated(fitting.raw_head(samples), plain, samples.labels, weight)
    assert head.probabilities(samples.rows[0])[:, 6].max() < 0.01


def balance(labels: list[int], corpora: list[str], acted: list[str]) -> list[float]:
    count = len(labels)
    samples = Samples(
        np.zeros((1, count, 1), np.float32), np.array(labels), np.full(count, "s"), np.array(corpora), np.array(acted)
    )
    return list(samples.balance())


def test_every_cell_has_the_same_say() -> None:
    weights = balance([0, 0, 0, 1], ["a", "a", "b", "b"], ["n", "n", "n", "h"])
    assert weights == pytest.approx([2 / 3, 2 / 3, 4 / 3, 4 / 3])


def test_calm_has_the_same_say_as_neutral() -> None:
    weights = balance([0, 0, 0, 1, 1, 1], ["a"] * 6, ["n", "calm", "calm", "h", "h", "h"])
    assert weights == pytest.approx([1.5, 0.75, 0.75, 1, 1, 1])


@pytest.mark.parametrize("kind", [model.ResearchVoice, model.PermissiveVoice])
def test_the_shipped_heads_open(kind: type[model.ResearchVoice]) -> None:
    head = Head.load(model.HERE / kind.head)
    assert head.weights.shape == (len(head.mean), len(EMOTIONS))
    assert all(np.isfinite(part).all() for part in (head.mean, head.deviation, head.weights, head.bias))
