"""What a feeling stands for, and when a claim of it holds."""

from __future__ import annotations

import pytest

from sensorium.core.values import AffectScores
from sensorium.plugins.affect.feelings import Thresholds, beside, described, labels, mass, sentiment

SURE = Thresholds(verified=0.4, candidate=0.25, notable=0.1)


def test_a_pole_gathers_its_labels_and_surprise_is_on_neither_side():
    assert labels("negative") == ("sad", "angry", "fearful", "disgusted")
    assert labels("positive") == ("happy",)
    assert labels("sad") == ("sad",)
    assert mass(AffectScores(sad=0.2, angry=0.3, surprised=0.5), "negative") == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        (AffectScores(sad=0.6, neutral=0.4), "verified"),
        (AffectScores(sad=0.45, neutral=0.55), "candidate"),
        (AffectScores(sad=0.45, unknown=0.55), "candidate"),
        (AffectScores(sad=0.38, neutral=0.32, happy=0.3), "candidate"),
        (AffectScores(sad=0.15, neutral=0.85), "contradicted"),
        (AffectScores(sad=0.05, neutral=0.95), None),
        (AffectScores(unknown=1.0), None),
    ],
)
def test_a_claim_holds_where_it_is_sure_and_leads(scores: AffectScores, state: str | None):
    assert SURE.state(scores, "sad") == state


@pytest.mark.parametrize(
    ("scores", "state"),
    [
        (AffectScores(sad=0.45, neutral=0.55), "verified"),
        (AffectScores(sad=0.44, neutral=0.56), "candidate"),
        (AffectScores(sad=0.45, unknown=0.55), "candidate"),
    ],
)
def test_a_near_tie_may_be_enough_but_not_with_the_unknown(scores: AffectScores, state: str):
    assert SURE._replace(rival=0.8).state(scores, "sad") == state


def test_a_pole_is_the_sum_of_its_labels():
    scores = AffectScores(sad=0.3, angry=0.3, happy=0.4)
    assert (mass(scores, "negative"), beside(scores, "negative")) == (pytest.approx(0.6), 0.4)
    assert beside(scores, "sad") == 0.4


def test_description_names_the_likeliest_first():
    scores = AffectScores(sad=0.3, happy=0.62, unknown=0.08)
    assert described(scores) == "happy .62, sad .30"
    assert described(scores, "positive") == "positive .62, negative .30"


def test_sentiment_and_the_unknown_share_out_everything():
    scores = AffectScores(neutral=0.1, happy=0.2, sad=0.15, angry=0.1, fearful=0.05, disgusted=0.1, surprised=0.2)
    view = sentiment(scores.model_copy(update={"unknown": 0.1}))
    assert sum(view.values()) + 0.1 == pytest.approx(1)
    assert view["neutral"] == pytest.approx(0.3)
