"""Texts in letters a model does not know."""

from __future__ import annotations

import pytest

from sensorium.core.checkpoints.letters import foreign


@pytest.mark.parametrize("text", ["图中天空是什么颜色", "a 红 car", "где машина", "어디"])
def test_other_letters_are_refused(text: str) -> None:
    fault = foreign(text, "some-model", "question", "another-model")
    assert fault is not None
    assert fault.where == "question"
    assert "some-model" in fault.message
    assert "another-model" in fault.fix


@pytest.mark.parametrize("text", ["", "where is the café?", "“left” – 5 €", "naïve"])
def test_latin_letters_and_marks_are_read(text: str) -> None:
    assert foreign(text, "some-model", "question") is None
