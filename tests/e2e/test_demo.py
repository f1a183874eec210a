"""The demonstration answers what its film shows; the truth was read off its frames and recording by eye and ear."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from driving.program import Program
from sensorium.agent.demo.parts import PARTS
from sensorium.agent.demo.questions import QUESTIONS
from sensorium.core.weights.store import WeightStore

pytestmark = [pytest.mark.weights, pytest.mark.slow]

TRUTH: tuple[tuple[tuple[float, float], ...], ...] = (
    ((14.05, 15.48),),  # the cyclist is back in view, second time round, behind "the winter of despair"
    ((14.05, 15.48),),  # "despair" again, now by how it is said and what it means
    ((17.48, 18.6),),  # a walker passes a bicycle at a wall, second time round, in silence
    ((11.2, 11.95),),  # the man in a suit, second time round
    ((5.48, 7.48), (7.48, 9.68), (11.2, 13.04), (13.04, 15.48)),
    (),
)
COUNTED = {4: 4}
NEAR = 0.5
"""Intersection over union from which a span is the right one."""


@pytest.fixture(scope="module")
def shown(sensorium: Program, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    store = WeightStore(sensorium.home / "weights", offline=True)
    if absent := store.missing(PARTS):
        pytest.skip(f"{absent[0].name} is not in the weight store: run `sensorium demo` once")
    report = tmp_path_factory.mktemp("demo") / "demo.html"
    told = sensorium("demo", "--offline", "--json", "--report", report)
    assert told.status == 0, told.err
    return told.json, report


@pytest.mark.parametrize("at", range(len(QUESTIONS)), ids=QUESTIONS)
def test_answers_are_what_the_film_shows(shown: tuple[Any, Path], at: int) -> None:
    answer = shown[0]["answers"][at]
    assert answer["request"] == QUESTIONS[at]
    assert answer["error"] is None
    verified = [(row["start"], row["end"]) for row in answer["moments"] if row["state"] == "verified"]
    for true in TRUTH[at]:
        assert any(likeness(true, found) >= NEAR for found in verified), f"{true} is not among {verified}"
    for found in verified:
        close = any(likeness(true, found) >= NEAR for true in TRUTH[at])
        assert close or found[1] - found[0] <= 0.5, f"{found} is nothing the film shows"
    assert answer["result"] == COUNTED.get(at)


def test_the_report_is_one_file_with_pictures(shown: tuple[Any, Path]) -> None:
    text = shown[1].read_text(encoding="utf-8")
    assert shown[0]["report"] == str(shown[1])
    for question in QUESTIONS:
        assert question.replace("'", "&#39;") in text
    assert text.count("data:image/jpeg;base64,") >= len(QUESTIONS)
    assert "http://" not in text
    assert "https://" not in text


def test_again_it_is_quick(shown: tuple[Any, Path], sensorium: Program, tmp_path: Path) -> None:
    told = sensorium("demo", "--offline", "--json", "--report", tmp_path / "again.html")
    models = [model for answer in told.json["answers"] for model in answer["coverage"]["models"]]
    assert models
    assert all(model["cached"] for model in models)


def likeness(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Intersection over union of two spans."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))
