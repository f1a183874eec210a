"""Plans run: rows joined, failures kept apart, optimised plans answering what plain ones do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.told import LENGTH, MODELS, Plugin, ToldHost, fake_registry, fake_video, moment
from sensorium.agent.answer.compose import compose
from sensorium.agent.answer.run import Run
from sensorium.agent.answer.schema import Answer, Timing
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.events import StepSkipped
from sensorium.agent.execute import Executed, Execution
from sensorium.agent.query import Query, parse_query
from sensorium.agent.understand.understanding import Understanding
from sensorium.core.card import Card
from sensorium.core.errors import MediaError, PlanError, SensoriumError
from sensorium.core.host import Outcome, RunContext
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Task
from sensorium.core.values import Moment, Provenance, Video
from sensorium.core.values.base import Value

REGISTRY = fake_registry()


def executed(
    text: str | Query,
    told: Mapping[str, Sequence[Moment] | SensoriumError],
    *,
    optimised: bool = True,
    observe: Any = None,
) -> tuple[Executed, ToldHost]:
    query = parse_query(text) if isinstance(text, str) else text
    plan = Compiler(REGISTRY).compile(query, Policy(), Video, duration=LENGTH, optimised=optimised)
    host = ToldHost(told, REGISTRY)
    seen = observe or (lambda event: None)
    run = Execution(host, plan, query, fake_video(), RunContext(), seen)  # type: ignore[arg-type]
    return asyncio.run(run.run()), host


def spans(done: Executed, *states: str) -> list[tuple[float, float]]:
    wanted = states or ("verified",)
    return [(row.span.start, row.span.end) for row in done.rows if row.state in wanted]


CAR = {"car": [moment(8, 12, track="a"), moment(16, 20, track="b")]}
TURN = {"turn": [moment(8.2, 12, track="a"), moment(16.1, 20, track="b")]}
SAD = {"sad": [moment(12, 16), moment(16, 20), moment(20, 24)]}


def test_flagship_is_the_intersection() -> None:
    done, host = executed('and(affect("sad"), obj("car").event("turn"))', CAR | TURN | SAD)
    assert spans(done) == [(16.1, 20.0)]
    within = next(within for task, within in host.calls if task == "multimodal_affect")
    assert within is not None
    assert sum(span.seconds for span in within) == pytest.approx(3.8 + 3.9)


def test_evidence_names_its_clause() -> None:
    done, _ = executed('and(affect("sad"), obj("car").event("turn"))', CAR | TURN | SAD)
    assert {e.clause for e in done.rows[-1].evidence} >= {'affect("sad")', 'obj("car").event("turn")'}


def test_nothing_alive_skips_the_step() -> None:
    seen: list[Any] = []
    done, host = executed('and(affect("sad"), obj("car").event("turn"))', CAR | SAD, observe=seen.append)
    assert spans(done) == []
    assert [event.step for event in seen if isinstance(event, StepSkipped)]
    assert "multimodal_affect" not in [task for task, _ in host.calls]


def test_a_failed_clause_leaves_candidates_and_says_so() -> None:
    fault = MediaError("has no sound", where="clip.mp4")
    done, _ = executed('and(affect("sad"), obj("car").event("turn"))', CAR | TURN | {"sad": fault})
    assert spans(done) == []
    assert spans(done, "candidate") == [(8.2, 12.0), (16.1, 20.0)]
    assert any("has no sound" in text for text in done.warnings)


def test_where_all_fails_the_error_is_raised() -> None:
    with pytest.raises(MediaError, match="has no sound"):
        executed('affect("sad")', {"sad": MediaError("has no sound", where="clip.mp4")})


def test_chained_events_speak_of_one_track() -> None:
    told = {
        "car": [moment(0, 30, track="a"), moment(0, 30, track="b")],
        "stop": [moment(2, 4, track="a"), moment(3, 5, track="b")],
        "turn": [moment(6, 8, track="a")],
    }
    done, _ = executed('obj("car").event("stop").event("turn")', told)
    assert spans(done) == [(2.0, 8.0)]


def test_never_rules_out_tracks() -> None:
    told = {"car": [moment(0, 9, track="a"), moment(5, 14, track="b")], "turn": [moment(6, 8, track="a")]}
    done, _ = executed('obj("car").never("turn")', told)
    assert spans(done) == [(5.0, 14.0)]


def test_time_windows_need_no_model() -> None:
    done, host = executed("and(time(-5, -1), time(0))", {})
    assert spans(done) == [(25.0, 29.0)]
    assert host.calls == []


class TitleInput(Value):
    video: Video
    style: str = "plain"


class Title(Value):
    text: str


class Sizes(Value):
    width: float
    height: int


def lone(output: type[Value], given: Value, query: str) -> Answer:
    """The answer to a query over a task of a third party that gives no moments."""
    title = Task("titling", "Give a film a title.", TitleInput, output)

    class Titler(CallModel):  # type: ignore[type-arg]
        task = title
        card = Card("acme/title", "1", "MIT")

        def run(self, jobs: Any) -> Any: ...

    class Naming(ToldHost):
        async def run(self, model: Any, asked: Any, context: Any = None) -> Outcome[Any]:
            return Outcome(given, Provenance(task=model.task.name, model="acme/title", version="1"), asked)

    registry = Registry({"acme": Plugin((*MODELS, title, Titler))}, discover=False)
    understood = Understanding(query=parse_query(query))
    plan = Compiler(registry).compile(understood.query, Policy(), Video)
    host: Any = Naming({}, registry)
    done = asyncio.run(Execution(host, plan, understood.query, fake_video(), RunContext()).run())
    return compose(query, understood, [Run(fake_video(), plan, done)], Timing())


def test_a_lone_call_answers_with_its_output() -> None:
    answer = lone(Title, Title(text="A car"), 'call("titling", style="short")')
    assert (answer.goal, answer.result, answer.answer, answer.exit_status) == ("call", "A car", "A car", 0)
    assert answer.moments == answer.near_misses == answer.lanes == ()
    sizes = lone(Sizes, Sizes(width=2.123456, height=3), 'call("titling")')
    assert (sizes.result, sizes.answer) == ({"width": 2.123456, "height": 3}, '{"height": 3, "width": 2.1235}')


def test_a_lone_call_that_tells_nothing_says_so() -> None:
    answer = lone(Title, Title(text=""), 'call("titling")')
    assert (answer.result, answer.exit_status) == (None, 3)
    assert answer.answer.startswith("none found; searched")


def test_inside_a_query_such_a_call_is_refused() -> None:
    with pytest.raises(PlanError, match=r'gives no moments \(ask for it alone, as call\("titling"\)\)'):
        lone(Title, Title(text=""), 'and(call("titling"), obj("car"))')


def test_cancelling_cancels_every_step() -> None:
    class Stuck(ToldHost):
        cancelled = 0

        async def run(self, *args: Any, **kwargs: Any) -> Any:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                Stuck.cancelled += 1
                raise

    async def scenario() -> None:
        query = parse_query('or(affect("sad"), obj("car"))')
        plan = Compiler(REGISTRY).compile(query, Policy(), Video)
        run = Execution(Stuck({}, REGISTRY), plan, query, fake_video(), RunContext())  # type: ignore[arg-type]
        task = asyncio.create_task(run.run())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(scenario())
    assert Stuck.cancelled == 2


FEELINGS = ("sad", "happy", "angry")
ticks = st.integers(0, int(LENGTH * 4)).map(lambda tick: tick / 4)


@st.composite
def rows(draw: st.DrawFn, tracks: tuple[str | None, ...] = (None,)) -> list[Moment]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        start, end = sorted((draw(ticks), draw(ticks)))
        if start < end:
            state = draw(st.sampled_from(["verified", "candidate", "contradicted"]))
            score = draw(st.sampled_from([0.2, 0.5, 0.8, 1.0]))
            found.append(moment(start, end, score, state, draw(st.sampled_from(tracks))))
    return found


atoms = st.sampled_from(
    [*(f'affect("{f}")' for f in FEELINGS), 'obj("car")', 'obj("car").event("turn")', "time(5, 20)"]
)
queries = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda args: f"and({', '.join(args)})"),
        st.lists(inner, min_size=2, max_size=2).map(lambda args: f"or({', '.join(args)})"),
        inner.map(lambda arg: f"not({arg})"),
        inner.map(lambda arg: f"first({arg})"),
        st.tuples(inner, inner).map(lambda pair: f"before({pair[0]}, {pair[1]})"),
    ),
    max_leaves=5,
)
TOLD = st.fixed_dictionaries(
    {feeling: rows() for feeling in FEELINGS} | {"car": rows(("a", "b")), "turn": rows(("a", "b"))}
)


@settings(max_examples=150, deadline=None)
@given(text=queries, told=TOLD)
def test_an_optimised_plan_answers_what_the_plain_one_does(text: str, told: dict[str, list[Moment]]) -> None:
    plain, _ = executed(text, told, optimised=False)
    optimised, _ = executed(text, told)
    assert claims(optimised) == claims(plain)


def claims(done: Executed) -> list[tuple[float, float, float, str]]:
    rows = [(r.span.start, r.span.end, round(r.score, 9), r.state) for r in done.rows if r.state != "contradicted"]
    return sorted(rows)
