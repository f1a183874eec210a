"""The notation as people see it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sensorium.agent.query import Affect, And, Count, EventCall, Obj, Or, Query, parse, parse_query, render
from sensorium.core.errors import QueryError

TURN = Obj(phrase="red car", events=(EventCall(name="turn"),))
SAD = Affect(feeling="sad")


def test_the_flagship_is_written_as_the_design_writes_it() -> None:
    assert render(And(args=(TURN, SAD))) == 'and(affect("sad"), obj("red car").event("turn"))'


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("and(silence(), and(affect('sad'), silence()))", 'and(affect("sad"), silence())'),
        ("or(silence())", "silence()"),
        ("nth(silence(), 1)", "first(silence())"),
        ("nth(silence(), -1)", "last(silence())"),
        ("nth(silence(), -2)", "nth(silence(), -2)"),
        ("longest(silence(), 1)", "longest(silence())"),
        ("longest(silence(), 2)", "longest(silence(), 2)"),
        ('obj("car").never("turn").event("stop")', 'obj("car").event("stop").never("turn")'),
        ('obj("car").event("approach", to="gate")', 'obj("car").event("approach", to="gate")'),
        ("before(silence(),sound('siren'),within=5.0)", 'before(silence(), sound("siren"), within=5)'),
        ("lasting(silence(), min=5, max=7.5)", "lasting(silence(), min=5, max=7.5)"),
        ("time(50%, 100%)", "time(50%, 100%)"),
        ("time(-10)", "time(-10)"),
        ('call("translate_text", to="en", text="你好")', 'call("translate_text", text="你好", to="en")'),
        ('translate(says("早上好"), to="en")', 'translate(says("早上好"), to="en")'),
        ('answer("what colour is the sky?")', 'answer("what colour is the sky?")'),
        ('classify(labels=["a beach", "a mountain"])', 'classify(labels=["a beach", "a mountain"])'),
        ('generate("a storm", kind="video")', 'generate("a storm", kind="video")'),
        ("transcribe()", "transcribe()"),
        (' count( silence( ) ) ', "count(silence())"),
    ],
)  # fmt: skip
def test_what_is_read_is_shown_in_one_form(text: str, canonical: str) -> None:
    assert str(parse_query(text)) == canonical
    assert str(parse_query(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "where", "message", "fix"),
    [
        ('obj("car").event("trun")', "column 18", "no event 'trun'", "did you mean turn"),
        ('affct("sad")', "column 1", "no function affct()", "did you mean affect"),
        ('affect("sat")', "column 8", "no feeling 'sat'", "did you mean sad"),
        ("before(silence())", "column 17", "before() needs right", ""),
        ("silence() silence()", "column 11", "nothing may follow", "join clauses"),
        ("and(count(silence()))", "column 5", "outermost only", "take it out"),
        ("lasting(silence(), mim=5)", "column 24", "takes no mim=", "did you mean min"),
        ("before(silence(), silence(), 5)", "column 30", "no further argument", "name it: within="),
        ("time(5, 50%)", "column 9", "do not mix", ""),
        ("time(9, 5)", "column 1", "ends before it starts", ""),
        ("nth(silence(), 1.5)", "column 16", "whole number", ""),
        ("nth(silence(), 0)", "column 1", "there is no 0", ""),
        ("longest(silence(), 0)", "column 1", "must be at least 1", ""),
        ('obj("car', "column 5", "not a JSON value", "double quotes"),
        ('transcribe("hello")', "column 12", "takes no text", ""),
        ("translate(silence(), silence())", "column 22", "twice", ""),
        ("", "column 1", "expected a clause", "such as"),
        ("not(" * 60 + "silence()" + ")" * 60, "column 165", "nest deeper", "flatten"),
    ],
)
def test_a_fault_is_located_and_explained(text: str, where: str, message: str, fix: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert caught.value.where == where
    assert message in caught.value.message
    assert fix in caught.value.fix


def test_parse_reads_clauses_and_no_goals() -> None:
    assert parse("or(silence(), affect('sad'))") == Or(args=(SAD, parse("silence()")))
    with pytest.raises(QueryError, match="goal, not a clause"):
        parse("transcribe()")


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"goal": "find"}, "find needs where"),
        ({"goal": "translate"}, "translate needs to"),
        ({"goal": "find", "where": SAD, "text": "x"}, "find takes no text"),
        ({"goal": "count", "where": SAD}, "count exactly where"),
        ({"goal": "find", "where": Count(arg=SAD)}, "count exactly where"),
        ({"goal": "count", "where": Count(arg=Or(args=(SAD, Count(arg=SAD))))}, "outermost only"),
    ],
)
def test_a_goal_takes_what_it_needs(values: dict[str, object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Query.model_validate(values)
