"""The main job on real footage: every answer the founding issue names, through the real agent and models."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from sensorium.agent import Agent
from sensorium.agent.answer import Answer
from sensorium.core.settings import Settings
from sensorium.core.values import TimeSpan

CLIP = "video/composite_sad_red_car.mp4"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def agent() -> AsyncIterator[Agent]:
    async with Agent(Settings.load()) as agent:
        yield agent


async def asked(agent: Agent, media: Path, request: str) -> Answer:
    answer = await agent.ask(media / CLIP, request, llm="none")
    assert answer.error is None, answer.error
    return answer


def matches(answer: Answer, *expected: tuple[float, float]) -> None:
    """Every expected span is met by a verified row with IoU >= 0.5, and no other verified row is over 0.5 s."""
    rows = [TimeSpan(start=row.start, end=row.end) for row in answer.verified]
    wanted = [TimeSpan(start=start, end=end) for start, end in expected]
    for span in wanted:
        assert any(row.iou(span) >= 0.5 for row in rows), (str(span), list(map(str, rows)))
    others = [row for row in rows if row.seconds > 0.5 and not any(row.iou(span) >= 0.5 for span in wanted)]
    assert not others, list(map(str, others))


@pytest.mark.weights
@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("find the sad moments where the red car turns", [(16, 20)]),
        ("找出红色汽车转弯时的悲伤片段", [(16, 20)]),
        ("angry moments", [(4, 8)]),
        ("happy moments where the red car turns", [(8, 12)]),
        ("the first time the red car turns", [(8, 12)]),
        ("sad moments without a car", [(20, 24)]),
    ],
)
@pytest.mark.asyncio(loop_scope="module")
async def test_moments(agent: Agent, shared_media: Path, request_: str, expected: list[tuple[float, float]]) -> None:
    answer = await asked(agent, shared_media, request_)
    matches(answer, *expected)
    assert answer.exit_status == 0
    assert all(row.evidence for row in answer.verified)


@pytest.mark.weights
@pytest.mark.asyncio(loop_scope="module")
async def test_counting(agent: Agent, shared_media: Path) -> None:
    answer = await asked(agent, shared_media, "how many times does the red car turn")
    assert answer.result == 2


@pytest.mark.weights
@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_found_says_what_was_searched(agent: Agent, shared_media: Path) -> None:
    answer = await asked(agent, shared_media, "when does the blue car turn")
    assert answer.verified == ()
    assert answer.exit_status == 3
    assert "searched 28.0 s of picture and sound" in answer.answer
    assert answer.near_misses


@pytest.mark.weights
@pytest.mark.asyncio(loop_scope="module")
async def test_cuts(agent: Agent, shared_media: Path) -> None:
    answer = await asked(agent, shared_media, "where are the cuts")
    assert [round((row.start + row.end) / 2) for row in answer.verified] == [4, 8, 12, 16, 20, 24]
    assert (await asked(agent, shared_media, "how many cuts are there")).result == 6
    assert len((await asked(agent, shared_media, "3 seconds without a cut")).verified) == 7


@pytest.mark.weights
@pytest.mark.asyncio(loop_scope="module")
async def test_wider_words_find_what_narrow_ones_find(agent: Agent, shared_media: Path) -> None:
    cars = await asked(agent, shared_media, "when does a car turn")
    vehicles = await asked(agent, shared_media, "when does a vehicle turn")
    assert [(row.start, row.end) for row in cars.verified] == [(row.start, row.end) for row in vehicles.verified] != []
