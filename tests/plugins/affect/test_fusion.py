"""Late fusion: pure arithmetic on votes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.values import EMOTIONS, AffectScores, Emotion
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.affect.fusion import Modality, Vote, averaged, fused, heard


def says(modality: Modality, unknown: float = 0.1, **chances: float) -> Vote:
    """A vote with the given label chances, the rest spread evenly."""
    rest = (1 - sum(chances.values())) / (len(EMOTIONS) - len(chances))
    table: dict[Emotion, float] = {label: chances.get(label, rest) for label in EMOTIONS}
    return Vote(modality, scores_of(table, unknown))


votes = st.builds(
    lambda modality, weights, unknown: Vote(modality, scores_of(dict(zip(EMOTIONS, weights, strict=True)), unknown)),
    st.sampled_from(["voice", "words", "face"]),
    st.lists(st.floats(0.001, 1), min_size=7, max_size=7),
    st.floats(0, 1),
)


@given(st.lists(votes, max_size=4))
def test_the_fusion_is_a_distribution(given_votes: list[Vote]):
    told = fused(given_votes)
    assert sum(told.of(label) for label in EMOTIONS) + told.unknown == pytest.approx(1)


@given(st.lists(votes, min_size=1, max_size=4))
def test_the_order_of_votes_does_not_matter(given_votes: list[Vote]):
    one, other = fused(given_votes), fused(list(reversed(given_votes)))
    assert all(one.of(label) == pytest.approx(other.of(label)) for label in EMOTIONS)


@given(st.lists(votes, max_size=3), st.sampled_from(["voice", "words", "face"]))
def test_who_knows_nothing_adds_nothing(given_votes: list[Vote], modality: Modality):
    silent = Vote(modality, AffectScores(unknown=1.0))
    assert fused([*given_votes, silent]) == fused(given_votes)


def test_a_source_alone_is_taken_at_its_word():
    alone = says("voice", 0.2, sad=0.6).scores
    told = fused([Vote("voice", alone)])
    assert told.unknown == pytest.approx(alone.unknown)
    assert all(told.of(label) == pytest.approx(alone.of(label)) for label in EMOTIONS)


def test_nothing_speaks_nothing_is_known():
    assert fused([]) == AffectScores(unknown=1.0)


def test_agreement_is_surer_than_either_alone():
    voice, words = says("voice", sad=0.5), says("words", sad=0.5)
    both = fused([voice, words])
    assert both.sad > max(fused([voice]).sad, fused([words]).sad)
    assert both.unknown < fused([voice]).unknown


def test_plain_words_do_not_calm_an_angry_voice():
    voice, plain = says("voice", angry=0.6), says("words", neutral=0.94)
    assert fused([voice, plain]).angry == pytest.approx(fused([voice]).angry, abs=0.05)


def test_strong_words_win_over_an_unsure_voice():
    assert fused([says("voice", neutral=0.3), says("words", sad=0.9)]).best == "sad"


def test_the_neutral_mass_of_words_counts_as_unknown():
    shares, known = heard(says("words", 0.0, neutral=0.8, happy=0.2))
    assert known == pytest.approx(0.2)
    assert shares["neutral"] == pytest.approx(1 / 7)
    assert sum(shares.values()) == pytest.approx(1)


def test_averaging_weighs_by_seconds_and_knows_nothing_of_nothing():
    one, other = says("voice", 0.0, sad=0.8).scores, says("voice", 0.4, happy=0.8).scores
    mean = averaged([(one, 3.0), (other, 1.0), (other, 0.0)])
    assert mean.unknown == pytest.approx(0.1)
    assert mean.sad > mean.happy
    assert averaged([]) == AffectScores(unknown=1.0)


def test_the_circumplex_point_leaves_unknown_out():
    table: dict[Emotion, float] = {"happy": 1.0}
    assert scores_of(table, 0.5).valence == scores_of(table).valence == pytest.approx(0.8)
    assert scores_of({}).valence is None
