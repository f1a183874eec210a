"""parse and render are inverse to each other, for every query there is."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from sensorium.agent.query import (
    SIGNATURES,
    And,
    Call,
    Count,
    EventCall,
    Lasting,
    Node,
    Obj,
    Or,
    Query,
    Time,
    canonical,
    parse,
    parse_query,
    render,
)
from sensorium.core.errors import QueryError
from sensorium.core.tasks.affect import FEELINGS
from sensorium.core.tasks.motion import EVENTS

phrases = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
seconds = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 600).map(float)
links = st.builds(EventCall, name=st.sampled_from(EVENTS), never=st.booleans(), to=st.none() | phrases)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(phrases, inner, max_size=3),
    max_leaves=4,
)
names = st.from_regex(r"[a-z][a-z_]{0,6}", fullmatch=True)


@st.composite
def windows(draw: st.DrawFn) -> Time:
    start = draw(st.integers(-100, 99))
    end = draw(st.none() | st.integers(start + 1, 100).filter(lambda end: end != 0))
    return Time(start=start, end=end, unit=draw(st.sampled_from(["s", "%"])))


def _phrased(op: str) -> st.SearchStrategy[Any]:
    return st.builds(SIGNATURES[op].kind, phrase=phrases)


atoms: st.SearchStrategy[Any] = st.one_of(
    st.builds(Obj, phrase=phrases, events=st.lists(links, max_size=3).map(tuple)),
    *map(_phrased, ("action", "says", "sound", "text", "scene")),
    *(
        st.builds(SIGNATURES[op].kind, feeling=st.sampled_from(FEELINGS))
        for op in ("affect", "voice", "face", "wording")
    ),
    st.builds(SIGNATURES["speaks"].kind, language=st.sampled_from(["zh", "en", None])),
    st.builds(SIGNATURES["silence"].kind),
    windows(),
    st.builds(Call, task=phrases, args=st.dictionaries(names, json_values, max_size=3)),
)


def _operators(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.lists(inner, min_size=1, max_size=3).map(tuple)
    single = [st.builds(SIGNATURES[op].kind, arg=inner) for op in ("not", "first", "last")]
    counted = {
        "nth": st.integers(-9, 9).filter(bool),
        "top": st.integers(1, 9),
        "longest": st.none() | st.integers(1, 9),
    }
    ranked = [st.builds(SIGNATURES[op].kind, arg=inner, k=k) for op, k in counted.items()]
    pairs = [st.builds(SIGNATURES[op].kind, left=inner, right=inner) for op in ("during", "overlaps", "until")]
    near = [
        st.builds(SIGNATURES[op].kind, left=inner, right=inner, within=st.none() | seconds)
        for op in ("before", "after")
    ]
    between = st.builds(SIGNATURES["between"].kind, arg=inner, opening=inner, closing=inner)
    lasting = st.builds(Lasting, arg=inner, min=seconds, max=st.none())
    return st.one_of(
        st.builds(And, args=many), st.builds(Or, args=many), *single, *ranked, *pairs, *near, between, lasting
    )


nodes = st.recursive(atoms, _operators, max_leaves=8)


@given(nodes)
def test_a_clause_survives_its_text(node: Node) -> None:
    assert parse(render(node)) == canonical(node)


@given(nodes)
def test_canonical_is_a_fixed_point(node: Node) -> None:
    assert canonical(canonical(node)) == canonical(node)


@given(nodes)
def test_the_same_text_means_the_same_query(node: Node) -> None:
    query = Query(goal="count", where=Count(arg=node))
    assert parse_query(str(query)) == query
    assert Query.model_validate_json(query.model_dump_json()) == query


@given(st.lists(nodes, min_size=2, max_size=3))
def test_order_of_arguments_does_not_matter(args: list[Any]) -> None:
    assert render(And(args=tuple(args))) == render(And(args=tuple(reversed(args))))


@settings(max_examples=300)
@given(st.text(st.sampled_from("andobj()\".,=5%[]{}\\ event'to-"), max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError as error:
        located = error.where
    else:
        located = ""
        assert parse_query(str(query)) == query
    assert not located or located.startswith("column ")


def test_every_kind_of_clause_is_written() -> None:
    ops = {kind.model_fields["op"].default for kind in get_args(get_args(Node)[0])}
    assert ops == {*SIGNATURES, "call"}
