"""A request may be written in the notation that answers show."""

from __future__ import annotations

import asyncio

import pytest

from sensorium.agent.understand.front import understand
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.errors import QueryError
from sensorium.core.registry import Registry


def understood(request: str) -> Understanding:
    return asyncio.run(understand(request, Registry(discover=False)))


@pytest.mark.parametrize(
    "text",
    [
        'and(affect("sad"), obj("red car").event("turn"))',
        'call("acme-flash:flash_detection", contrast=0.5)',
        'count(obj("flash"))',
        "transcribe()",
    ],
)
def test_notation_is_taken_at_its_word(text: str) -> None:
    read = understood(f"  {text}\n")
    assert str(read.query) == text
    assert (read.by, read.unused) == ("notation", ())


def test_what_is_left_open_is_located() -> None:
    with pytest.raises(QueryError, match="expected"):
        understood('and(affect("sad"), obj("red car"')


def test_a_slip_in_it_is_located() -> None:
    with pytest.raises(QueryError) as caught:
        understood('and(affect("sad"), obj("red car").event("trun"))')
    assert "column" in caught.value.where
    assert "turn" in caught.value.fix


def test_brackets_in_plain_words_are_no_notation() -> None:
    assert understood("find the red car (the old one) turning").by == "rules"
