"""StreamModels: sessions, stable times, sharing a step, cutting afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.card import Card
from sensorium.core.errors import BadInput, MediaError, ModelFailed
from sensorium.core.host import Host, RunContext
from sensorium.core.host.join import Joiner
from sensorium.core.model import StreamModel
from sensorium.core.scheduler import FakeEngine
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Located, Task, Within
from sensorium.core.testing import host_of
from sensorium.core.testing.pretend import PretendReaders, pretend
from sensorium.core.values import Audio, Media, Moment, Segment, TimeSpan, Transcript, Video
from sensorium.core.values.base import Value


class HearInput(Value):
    media: Audio | Video
    fail_at: float = -1.0
    within: Within = None


class HearOutput(Located):
    transcript: Transcript = Transcript()


HEAR = Task("hear", "Write down what is heard.", HearInput, HearOutput)


class State:
    def __init__(self, given: HearInput) -> None:
        self.given = given
        self.since = 0.0
        self.now = 0.0
        self.words: list[str] = []

    def said(self) -> HearOutput:
        if not self.words:
            return HearOutput()
        span = TimeSpan(start=self.since, end=self.now)
        text = " ".join(self.words)
        segment = Segment(text=text, span=span)
        moment = Moment(span=span, score=1, label=text)
        return HearOutput(moments=(moment,), transcript=Transcript(segments=(segment,), language="en"))


class Hearing(StreamModel[HearInput, HearOutput, State]):
    """Says one word a second; four words make a segment that stands."""

    task = HEAR
    card = Card("test/hearing", "1", "MIT")
    sees = Sees(every=1.0, sound=8000)
    steps: list[int] = []
    threads: list[str] = []

    def open(self, job: Any) -> State:
        return State(job.input)

    def feed(self, steps: Sequence[tuple[State, Window]]) -> Sequence[Any]:
        self.steps.append(len(steps))
        return [self._step(state, window) for state, window in steps]

    def _step(self, state: State, window: Window) -> Any:
        if window.cell.start == state.given.fail_at:
            return BadInput("cannot hear")
        state.words.append(f"w{window.cell.start:.0f}")
        state.now = window.cell.end
        said = state.said()
        if len(state.words) == 4:
            state.words, state.since = [], state.now
        return said, state.since

    def close(self, state: State) -> HearOutput:
        return state.said()


class Seeing(Hearing):
    card = Card("test/seeing", "1", "MIT")
    sees = Sees(every=1.0, fps=1)


@pytest.fixture(autouse=True)
def fresh() -> None:
    Hearing.steps.clear()


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with host_of(Hearing, Seeing) as made:
        yield made


def context(**more: Any) -> RunContext:
    return RunContext(readers=PretendReaders(), **more)


def heard(seconds: float, *within: tuple[float, float], **more: Any) -> HearInput:
    spans = tuple(TimeSpan(start=a, end=b) for a, b in within) or None
    return HearInput(media=pretend(Audio, seconds), within=spans, **more)


async def test_stable_parts_stand_and_the_rest_is_said_once(host: Host) -> None:
    output = (await host.run(Hearing, heard(10.0), context())).output
    assert [segment.text for segment in output.transcript.segments] == ["w0 w1 w2 w3", "w4 w5 w6 w7", "w8 w9"]
    assert output.transcript.language == "en"
    assert [moment.label for moment in output.moments] == [s.text for s in output.transcript.segments]


async def test_it_is_never_restricted_and_cut_afterwards(host: Host) -> None:
    output = (await host.run(Hearing, heard(10.0, (1, 2), (5, 6)), context())).output
    assert [(m.label, m.span.start, m.span.end) for m in output.moments] == [
        ("w0 w1 w2 w3", 1, 2), ("w4 w5 w6 w7", 5, 6)
    ]  # fmt: skip
    assert sum(Hearing.steps) == 10


async def test_a_whole_session_is_kept(host: Host) -> None:
    first = await host.run(Hearing, heard(10.0, (1, 2)), context())
    second = await host.run(Hearing, heard(10.0), context())
    assert (first.provenance.cached, second.provenance.cached) == (False, True)
    assert sum(Hearing.steps) == 10


async def test_sessions_share_steps() -> None:
    async with host_of(Hearing, engine=FakeEngine()) as host:
        media: list[Media] = [pretend(Audio, 12.0, name=f"m{n}") for n in range(4)]
        runs = [host.run(Hearing, HearInput(media=m), context()) for m in media]
        outcomes = await asyncio.gather(*runs)
    assert len({outcome.output.transcript.text for outcome in outcomes}) == 1
    assert sum(Hearing.steps) == 48
    assert max(Hearing.steps) > 1


async def test_an_error_in_one_session_ends_that_one_alone() -> None:
    async with host_of(Hearing, engine=FakeEngine()) as host:
        good = HearInput(media=pretend(Audio, 8.0, name="good"))
        done = await asyncio.gather(
            host.run(Hearing, heard(8.0, fail_at=3.0), context()),
            host.run(Hearing, good, context()),
            return_exceptions=True,
        )
    assert isinstance(done[0], BadInput)
    assert len(done[1].output.moments) == 2  # type: ignore[union-attr]


async def test_a_step_that_raises_is_the_models_fault(host: Host) -> None:
    class Breaks(Hearing):
        card = Card("test/breaks", "1", "MIT")

        def feed(self, steps: Any) -> Any:
            raise IndexError("beam")

    with pytest.raises(ModelFailed, match="feed raised IndexError"):
        await host.run(Breaks, heard(3.0), context())


async def test_a_session_that_answers_nonsense_is_the_models_fault(host: Host) -> None:
    class Odd(Hearing):
        card = Card("test/odd", "1", "MIT")

        def feed(self, steps: Any) -> Any:
            return [HearOutput() for _ in steps]

    with pytest.raises(ModelFailed, match="test/odd"):
        await host.run(Odd, heard(3.0), context())


async def test_who_sees_refuses_sound_alone(host: Host) -> None:
    with pytest.raises(MediaError, match="no picture"):
        await host.run(Seeing, heard(3.0), context())


async def test_cancelling_ends_the_session_and_frees_its_lease(host: Host) -> None:
    started = asyncio.Event()
    run = asyncio.create_task(host.run(Hearing, heard(40000.0), context(progress=lambda done, note: started.set())))
    await started.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    assert (await host.run(Hearing, heard(4.0), context())).output.moments


times = st.floats(0, 20).map(lambda t: round(t, 1))


@given(st.lists(times, max_size=12), st.lists(times, max_size=4))
def test_rows_before_each_stable_time_are_taken_once(starts: list[float], stops: list[float]) -> None:
    """Whatever the stable times, a stream that repeats what is not stable yet joins to everything, once."""
    rows = [Moment(span=TimeSpan(start=t, end=t + 1), score=1) for t in sorted(starts)]
    joiner: Joiner[Located] = Joiner(Located)
    stable = 0.0
    for stop in sorted(stops):
        joiner.add(Located(moments=tuple(r for r in rows if r.span.start >= stable)), before=stop)
        stable = stop
    joiner.add(Located(moments=tuple(r for r in rows if r.span.start >= stable)))
    assert list(joiner.result().moments) == rows
