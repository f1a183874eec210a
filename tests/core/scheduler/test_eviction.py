from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.scheduler.eviction import Candidate, Expectations, least_recent, plan_aware, victims

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.uuids().map(str),
        bytes=st.integers(0, 100),
        reload_seconds=st.floats(0, 10),
        idle_seconds=st.floats(0, 100),
        next_use=st.none() | st.integers(0, 9),
    ),
    max_size=8,
)


def candidate(key: str, next_use: int | None = None, idle: float = 1.0, reload: float = 1.0) -> Candidate:
    return Candidate(key, 10, reload, idle, next_use)


def keys(candidates: object) -> str:
    assert isinstance(candidates, list)
    return "".join(c.key for c in candidates)


def test_what_no_plan_names_goes_first_then_what_is_needed_last() -> None:
    assert keys(plan_aware([candidate("a", 0), candidate("b", 5), candidate("c"), candidate("d", 2)])) == "cbda"


def test_of_equals_the_cheaper_reload_goes_first() -> None:
    assert keys(plan_aware([candidate("a", 3, reload=9.0), candidate("b", 3, reload=1.0)])) == "ba"
    assert keys(plan_aware([candidate("a", idle=5.0), candidate("b", idle=50.0)])) == "ba"


def test_least_recent_goes_by_idleness_alone() -> None:
    assert keys(least_recent([candidate("a", idle=2.0), candidate("b", 0, idle=9.0)])) == "ba"


@given(CANDIDATES, st.integers(1, 400))
def test_victims_free_enough_and_none_is_needless(candidates: list[Candidate], short: int) -> None:
    chosen = victims(candidates, short)
    freed = sum(c.bytes for c in chosen)
    if not chosen:
        assert sum(c.bytes for c in candidates) < short
    else:
        assert freed >= short
        assert all(freed - c.bytes < short for c in chosen)


def test_the_nearest_use_of_all_plans_counts() -> None:
    expected = Expectations()
    expected.set("p", ["a", "b", "a", "c"])
    expected.set("q", ["c"])
    assert [expected.next_use(key) for key in "abcd"] == [0, 1, 0, None]
    assert expected.soon(2) == ["a", "c", "b"]
    expected.set("q", [])
    assert expected.next_use("c") == 3
