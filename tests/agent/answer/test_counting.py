"""How many: moments of a film, things of a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.agent import Agent
from sensorium.agent.answer import words


@pytest.mark.weights
@pytest.mark.parametrize(("request_", "end"), [("how many persons are there", "found"), ("有几个人", "个")])
async def test_persons_of_a_picture_are_counted_each(shared_media: Path, request_: str, end: str) -> None:
    picture = next((shared_media / "photos").rglob("2007_000793.jpg"))
    async with Agent() as agent:
        answer = await agent.ask(picture, request_, llm="none")
    assert answer.result in range(5, 9)
    assert answer.answer.startswith(f"{answer.result} {end}")


def test_things_are_found_and_moments_happen() -> None:
    assert words.counted(3, 1, "en", things=True) == "3 found (1 more possible)"
    assert words.counted(3, 0, "zh", things=True) == "3 个"
    assert words.counted(1, 0, "en") == "once"
