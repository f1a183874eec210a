"""Which front end answers, and that the rules stand behind."""

from __future__ import annotations

from typing import Any

import pytest

from fakes.chat import FLAGSHIP, TellingChat, completion, endpoint
from fakes.told import fake_registry
from sensorium.agent.chat.choice import Chat, choose
from sensorium.agent.understand.front import LONGEST, understand
from sensorium.core.errors import QueryError, RequestError
from sensorium.core.settings import Settings

REQUEST = "find the sad moments where the red car turns"
CANONICAL = 'and(affect("sad"), obj("red car").event("turn"))'
REGISTRY = fake_registry()


class NoStore:
    def has(self, file: Any) -> bool:
        return False


def chat(*replies: str) -> Chat:
    model = TellingChat(replies=list(replies))
    return Chat("telling", lambda: model)


async def test_rules_alone() -> None:
    understood = await understand(REQUEST, REGISTRY)
    assert (str(understood.query), understood.by) == (CANONICAL, "rules")


async def test_a_sure_reading_needs_no_model() -> None:
    model = TellingChat(replies=["not asked"])
    understood = await understand(REQUEST, REGISTRY, Chat("telling", lambda: model))
    assert understood.by == "rules"
    assert model.asked == []


async def test_always_asks_the_model() -> None:
    understood = await understand(REQUEST, REGISTRY, chat(FLAGSHIP), always=True)
    assert (str(understood.query), understood.by) == (CANONICAL, "telling")


async def test_a_model_that_fails_leaves_it_to_the_rules_and_says_so() -> None:
    understood = await understand(REQUEST, REGISTRY, chat("no"), always=True)
    assert (str(understood.query), understood.by) == (CANONICAL, "rules")
    assert any("telling did not answer" in note for note in understood.warnings)


async def test_disagreement_is_shown() -> None:
    understood = await understand(REQUEST, REGISTRY, chat(FLAGSHIP.replace("sad", "happy")), always=True)
    assert any("the rules read" in note for note in understood.warnings)


async def test_an_endpoint_gives_the_same_query_and_its_absence_is_told() -> None:
    settings = Settings.load(environ={})
    with endpoint((200, completion(FLAGSHIP))) as (url, _):
        there = choose(url, settings, NoStore())  # type: ignore[arg-type]
        assert str((await understand(REQUEST, REGISTRY, there, always=True)).query) == CANONICAL
    gone = await understand(REQUEST, REGISTRY, there, always=True)
    assert str(gone.query) == CANONICAL
    assert any("did not answer" in note for note in gone.warnings)


@pytest.mark.parametrize("request_", ["", "   ", "\n"])
async def test_an_empty_request_is_typed(request_: str) -> None:
    with pytest.raises(RequestError, match="empty"):
        await understand(request_, REGISTRY)


async def test_a_document_is_no_request() -> None:
    with pytest.raises(RequestError, match="at most"):
        await understand("x" * (LONGEST + 1), REGISTRY)


def test_an_unknown_choice_names_the_known() -> None:
    with pytest.raises(RequestError, match="none, auto, local, endpoint"):
        choose("gpt", Settings.load(environ={}), NoStore())  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ['foo("x")', 'within(obj("car"))', "within( 'car')"])
async def test_an_unknown_function_is_no_english(text: str) -> None:
    with pytest.raises(QueryError, match="no function"):
        await understand(text, REGISTRY)
