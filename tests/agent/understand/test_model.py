"""The language-model front end: only valid queries come out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.chat import FLAGSHIP, TellingChat
from fakes.told import fake_registry
from sensorium.agent.understand.model import read, understand
from sensorium.agent.understand.slots import kinds_answered, schema
from sensorium.core.errors import ModelFailed, QueryError

KINDS = ("obj", "affect", "voice", "says")
CANONICAL = 'and(affect("sad"), obj("red car").event("turn"))'


async def test_a_filled_form_is_a_query() -> None:
    query = await understand("find the sad moments where the red car turns", TellingChat(replies=[FLAGSHIP]), KINDS)
    assert str(query) == CANONICAL


async def test_json_in_prose_will_do() -> None:
    chat = TellingChat(replies=[f"Sure! ```json\n{FLAGSHIP}\n``` I hope that helps {{}}"])
    assert str(await understand("anything", chat, KINDS)) == CANONICAL


async def test_a_fault_goes_back_located_and_is_mended() -> None:
    chat = TellingChat(replies=[FLAGSHIP.replace("sad", "hungry"), FLAGSHIP])
    assert str(await understand("anything", chat, KINDS)) == CANONICAL
    assert "clauses[0]" in chat.asked[1][-1].text


async def test_the_same_fault_twice_ends_it() -> None:
    chat = TellingChat(replies=["no idea"])
    with pytest.raises(ModelFailed, match="no JSON object"):
        await understand("anything", chat, KINDS)
    assert len(chat.asked) == 2


async def test_the_prompt_before_the_request_is_constant() -> None:
    chat = TellingChat(replies=[FLAGSHIP])
    await understand("one", chat, KINDS)
    await understand("two", chat, KINDS)
    first, second = chat.asked
    assert [m.text for m in first[:-1]] == [m.text for m in second[:-1]]


def test_the_schema_offers_only_what_is_answered() -> None:
    kinds = kinds_answered(fake_registry())
    assert "sound" not in kinds
    offered = [item["properties"]["kind"]["const"] for item in schema(kinds)["properties"]["clauses"]["items"]["anyOf"]]
    assert tuple(offered) == kinds


@pytest.mark.parametrize(
    ("select", "relation", "expected"),
    [
        ("count", "and", 'count(and(affect("sad"), obj("dog")))'),
        ("first", "or", 'first(or(affect("sad"), obj("dog")))'),
        ("all", "before", 'before(affect("sad"), obj("dog"))'),
        ("longest", "after", 'longest(after(affect("sad"), obj("dog")))'),
    ],
)
def test_relation_and_selection(select: str, relation: str, expected: str) -> None:
    clauses = '[{"kind": "affect", "what": "sad"}, {"kind": "obj", "what": "dog", "event": ""}]'
    text = f'{{"clauses": {clauses}, "relation": "{relation}", "select": "{select}"}}'
    assert str(read(text)) == expected


@given(st.text() | st.text().map(lambda text: "{" + text) | st.just(FLAGSHIP[:-20]))
def test_no_reply_breaks_it(text: str) -> None:
    with pytest.raises(QueryError):
        read(text)
