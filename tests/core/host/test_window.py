"""WindowModels: within, cache, single flight, faults of items, cancellation, bounded memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sensorium.core.cache import ResultCache
from sensorium.core.card import Card
from sensorium.core.errors import BadInput, DeadlineExceeded, MediaError, ModelFailed, OutOfMemory, Refused
from sensorium.core.host import Host, RunContext
from sensorium.core.host.forwarding import Forwarding, Row
from sensorium.core.host.join import cut, merged
from sensorium.core.model import WindowModel
from sensorium.core.scheduler import FakeEngine
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Located, Task, Within
from sensorium.core.testing import host_of
from sensorium.core.testing.pretend import PretendReaders, pretend
from sensorium.core.values import Audio, Moment, TimeSpan, Video
from sensorium.core.values.base import Value


class ShadeInput(Value):
    video: Video
    offset: float = 0.0
    note: str = ""
    within: Within = None


class ShadeOutput(Located):
    shades: tuple[float, ...] = ()
    spans: tuple[TimeSpan, ...] = ()


SHADE = Task("shade", "Tell the shade.", ShadeInput, ShadeOutput)


class Shade(WindowModel[ShadeInput, ShadeOutput, Any, Any]):
    """Its raw is the mean shade seen; cells that begin at a second in `poison` fail as it says."""

    task = SHADE
    card = Card("test/shade", "1", "MIT")
    sees = Sees(every=0.5, context=0.25, fps=4, size=(8, 8))
    depends_on = ("offset",)
    poison: dict[float, Exception] = {}
    batches: list[int] = []

    def prepare(self, window: Window, given: ShadeInput) -> Any:
        if isinstance(fault := self.poison.get(-window.cell.start), Exception):
            raise fault
        return np.append(window.frames.mean((1, 2, 3)) + given.offset, window.cell.start)

    def forward(self, units: Sequence[Any]) -> Sequence[Any]:
        self.batches.append(len(units))
        raws: list[Any] = []
        for unit in units:
            fault = self.poison.get(unit[-1])
            if fault is not None and not isinstance(fault, BadInput):
                raise fault
            raws.append(fault or unit[:-1].mean())
        return raws

    def read(self, raw: Any, window: Window, given: ShadeInput) -> ShadeOutput:
        assert window.cell.meets(window.span)
        moment = Moment(span=window.cell, score=float(raw) % 1, label=given.note)
        third = window.cell.seconds / 3
        return ShadeOutput(
            moments=(moment,),
            spans=(TimeSpan(start=window.cell.start + third, end=window.cell.end - third / 2),),
        )


class Never(Shade):
    card = Card("test/never", "1", "MIT", repeats="never")


class Listens(Shade):
    card = Card("test/listens", "1", "MIT")
    sees = Sees(every=0.5, sound=8000)

    def prepare(self, window: Window, given: ShadeInput) -> Any:
        return np.array([float(window.sound.mean()), window.cell.start])


@pytest.fixture(autouse=True)
def fresh() -> None:
    Shade.poison, Shade.batches = {}, []


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with host_of(Shade, Never, Listens) as made:
        yield made


def context(**more: Any) -> RunContext:
    return RunContext(readers=PretendReaders(), **more)


def asked(seconds: float = 6.0, *within: tuple[float, float], **fields: Any) -> ShadeInput:
    spans = tuple(TimeSpan(start=a, end=b) for a, b in within) or None
    return ShadeInput(video=pretend(Video, seconds), within=spans, **fields)


async def test_every_cell_is_answered_in_order(host: Host) -> None:
    outcome = await host.run(Shade, asked(2.2), context())
    starts = [moment.span.start for moment in outcome.output.moments]
    assert starts == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert outcome.output.moments[-1].span.end == 2.2
    assert outcome.provenance.model == "test/shade"
    assert outcome.provenance.inputs == ("pretended",)
    assert outcome.provenance.device == "cpu"
    assert not outcome.provenance.cached


async def test_a_repeated_request_asks_neither_engine_nor_medium(host: Host) -> None:
    first = await host.run(Shade, asked(), context())
    ran, again = len(Shade.batches), context()
    second = await host.run(Shade, asked(), again)
    assert second.output == first.output
    assert second.provenance.cached
    assert len(Shade.batches) == ran
    assert again.readers.served == 0  # type: ignore[attr-defined]


async def test_questions_share_raws_unless_prepare_depends_on_the_field(host: Host) -> None:
    await host.run(Shade, asked(), context())
    ran = sum(Shade.batches)
    assert (await host.run(Shade, asked(note="other"), context())).provenance.cached
    assert sum(Shade.batches) == ran
    assert not (await host.run(Shade, asked(offset=0.5), context())).provenance.cached


async def test_only_missing_cells_are_computed(host: Host) -> None:
    await host.run(Shade, asked(6.0, (1.0, 2.0), (4.1, 4.2)), context())
    assert sum(Shade.batches) == 3
    outcome = await host.run(Shade, asked(), context())
    assert sum(Shade.batches) == 12
    assert len(outcome.output.moments) == 12


async def test_a_model_that_never_repeats_is_not_cached(host: Host) -> None:
    await host.run(Never, asked(), context())
    assert not (await host.run(Never, asked(), context())).provenance.cached
    assert sum(Shade.batches) == 24


async def test_requests_at_once_compute_each_cell_once(host: Host) -> None:
    outcomes = await asyncio.gather(*(host.run(Shade, asked(), context()) for _ in range(4)))
    assert sum(Shade.batches) == 12
    assert all(outcome.output == outcomes[0].output for outcome in outcomes)


async def test_cells_of_one_run_share_batches() -> None:
    async with host_of(Shade, engine=FakeEngine()) as host:
        await host.run(Shade, asked(20), context())
    assert sum(Shade.batches) == 40
    assert max(Shade.batches) > 1


edges = st.floats(0, 8, allow_nan=False).map(lambda x: round(x, 2))
spans = st.lists(st.tuples(edges, edges).map(sorted).map(tuple), min_size=1, max_size=4)


@pytest.mark.parametrize("kind", [Shade, Listens])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(within=spans, seconds=st.sampled_from([0.3, 3.0, 6.1]))
def test_within_is_the_whole_answer_cut(kind: Any, within: Any, seconds: float) -> None:
    async def both() -> None:
        given = asked(seconds, *within)
        async with host_of(kind) as host:
            part = (await host.run(kind, given, context())).output
        async with host_of(kind) as host:
            whole = (await host.run(kind, asked(seconds), context())).output
        assert given.within is not None
        kept = merged([s for s in given.within if s.start < seconds])
        assert part == cut(whole, kept)

    asyncio.run(both())


async def test_a_part_of_a_medium_answers_for_the_part(host: Host) -> None:
    part = asked(6.0).model_copy(update={"video": pretend(Video, 6.0).part(TimeSpan(start=1.2, end=2.1))})
    outcome = await host.run(Shade, part, context())
    assert [m.span for m in outcome.output.moments] == [
        TimeSpan(start=1.2, end=1.5), TimeSpan(start=1.5, end=2.0), TimeSpan(start=2.0, end=2.1)
    ]  # fmt: skip


async def test_nothing_asked_is_nothing_answered(host: Host) -> None:
    outcome = await host.run(Shade, asked(6.0, (7.0, 8.0)), context())
    assert outcome.output == ShadeOutput()
    assert Shade.batches == []


@pytest.mark.parametrize("fault", [BadInput("too dark"), ValueError("nan"), ModelFailed("odd")])
async def test_a_bad_cell_fails_no_other(host: Host, fault: Exception) -> None:
    Shade.poison = {1.0: fault}
    outcome = await host.run(Shade, asked(), context())
    assert [m.span.start for m in outcome.output.moments] == [t / 2 for t in range(12) if t != 2]
    assert "1 of 12 parts" in outcome.warnings[0]
    assert "1.00-1.50 s" in outcome.warnings[0]


async def test_a_bad_cell_fails_no_stranger_in_its_batch() -> None:
    async with host_of(Shade, engine=FakeEngine()) as host:
        Shade.poison = {1.0: RuntimeError("poisoned")}
        other = ShadeInput(video=pretend(Video, 6.0, name="another").part(TimeSpan(start=2, end=5)))
        mine, theirs = await asyncio.gather(host.run(Shade, asked(), context()), host.run(SHADE, other, context()))
    assert mine.warnings
    assert not theirs.warnings
    assert len(theirs.output.moments) == 6


async def test_prepare_that_raises_fails_its_cell_alone(host: Host) -> None:
    Shade.poison = {-2.0: ValueError("odd frame")}
    outcome = await host.run(Shade, asked(), context())
    assert len(outcome.output.moments) == 11
    assert "prepare raised ValueError" in outcome.warnings[0]


async def test_where_every_cell_fails_the_first_error_is_raised(host: Host) -> None:
    Shade.poison = {t / 2: BadInput(f"cell {t}") for t in range(200)}
    with pytest.raises(BadInput, match="cell 0"):
        await host.run(Shade, asked(100), context())


async def test_failed_cells_are_tried_again(host: Host) -> None:
    Shade.poison = {1.0: ValueError("once")}
    await host.run(Shade, asked(), context())
    Shade.poison = {}
    outcome = await host.run(Shade, asked(), context())
    assert not outcome.warnings
    assert len(outcome.output.moments) == 12


async def test_read_that_uses_what_load_makes_is_told_so() -> None:
    class Loaded(Shade):
        card = Card("test/loaded", "1", "MIT")

        def read(self, raw: Any, window: Window, given: ShadeInput) -> ShadeOutput:
            return self.labels[0]  # type: ignore[attr-defined,no-any-return]

    async with host_of(Loaded) as host:
        with pytest.raises(ModelFailed, match="not loaded"):
            await host.run(Loaded, asked(), context())


async def test_sound_only_is_refused_before_anything_loads(host: Host) -> None:
    sound = pretend(Audio, 6.0)
    silent = asked().model_copy(update={"video": Video(**sound.model_dump(exclude={"kind"}))})
    with pytest.raises(MediaError, match="no picture"):
        await host.run(Shade, silent, context())
    assert "test/shade 1" not in str(host.engine.__dict__.get("_decider").book.residents)  # type: ignore[union-attr]


async def test_a_film_without_sound_is_refused_by_who_listens(host: Host) -> None:
    mute = asked().model_copy(update={"video": pretend(Video, 6.0, sound=False)})
    with pytest.raises(MediaError, match="no sound"):
        await host.run(Listens, mute, context())


async def test_cancelling_one_of_two_leaves_the_other_whole(host: Host) -> None:
    read = asyncio.Event()

    def progress(done: float, note: str) -> None:
        if done > 0.1:
            read.set()

    doomed = asyncio.create_task(host.run(Shade, asked(400.0), context(progress=progress)))
    other = asyncio.create_task(host.run(Shade, asked(400.0), context()))
    await read.wait()
    doomed.cancel()
    with pytest.raises(asyncio.CancelledError):
        await doomed
    assert len((await other).output.moments) == 800


async def test_a_cell_that_finds_no_room_is_ended_with_its_run() -> None:
    forwarding = Forwarding.__new__(Forwarding)
    forwarding._under_way = asyncio.Queue(1)
    forwarding._under_way.put_nowait(asyncio.get_running_loop().create_future())
    row: asyncio.Task[Row] = asyncio.create_task(asyncio.Event().wait())  # type: ignore[arg-type]
    putting = asyncio.create_task(forwarding._put(row))
    await asyncio.sleep(0)
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert row.cancelled()


async def test_a_cancelled_run_keeps_what_it_had_read(host: Host) -> None:
    read = asyncio.Event()

    def progress(done: float, note: str) -> None:
        if done > 0.1:
            read.set()

    run = asyncio.create_task(host.run(Shade, asked(400.0), context(progress=progress)))
    await read.wait()
    run.cancel()
    with pytest.raises(asyncio.CancelledError):
        await run
    ran = sum(Shade.batches)
    assert ran < 800
    outcome = await host.run(Shade, asked(400.0), context())
    assert len(outcome.output.moments) == 800
    assert sum(Shade.batches) < 800 + ran


async def test_a_passed_deadline_is_said_so(host: Host) -> None:
    import time

    with pytest.raises(DeadlineExceeded):
        await host.run(Shade, asked(4000.0), context(deadline=time.monotonic() + 0.05))
    with pytest.raises(DeadlineExceeded):
        await host.run(Shade, asked(2.0), context(deadline=time.monotonic() - 1))


async def test_progress_rises_to_one(host: Host) -> None:
    heard: list[float] = []
    await host.run(Shade, asked(100.0), context(progress=lambda done, note: heard.append(done)))
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


async def test_errors_of_the_machine_are_not_taken_for_the_cells_own(host: Host) -> None:
    Shade.poison = {1.0: OutOfMemory("full")}
    with pytest.raises(OutOfMemory):
        await host.run(Shade, asked(), context())


async def test_few_windows_are_under_way_however_long_the_medium(host: Host) -> None:
    ahead: list[int] = []

    class Slow(Shade):
        card = Card("test/slow", "1", "MIT", repeats="never")
        sees = Sees(every=0.5, fps=4, size=(1000, 1000))

        def forward(self, units: Sequence[Any]) -> Sequence[Any]:
            ahead.append(readers.served - sum(Shade.batches))
            return super().forward(units)

    readers = PretendReaders()
    await host.run(Slow, asked(60.0), RunContext(readers=readers))
    assert max(ahead) <= 24


async def test_what_the_cache_forgot_meanwhile_is_computed_again(host: Host) -> None:
    class Forgetful(ResultCache):
        def has_many(self, keys: Sequence[str]) -> set[str]:
            return set(keys)

    host.cache = Forgetful(front=0)
    outcome = await host.run(Shade, asked(), context())
    assert len(outcome.output.moments) == 12


async def test_another_version_is_another_answer(host: Host) -> None:
    await host.run(Shade, asked(), context())

    class Newer(Shade):
        card = Card("test/shade", "2", "MIT")

    assert not (await host.run(Newer, asked(), context())).provenance.cached


async def test_a_wrong_input_is_refused_with_its_place(host: Host) -> None:
    class Unlike(Value):
        film: str = ""

    with pytest.raises(BadInput, match=r"shade\.video|film"):
        await host.run(Shade, Unlike(), context())


async def test_a_licence_is_noticed_once_and_refused_by_policy() -> None:
    class Research(Shade):
        card = Card("test/research", "1", "CC-BY-NC-4.0")

    async with host_of(Research) as host:
        assert "CC-BY-NC-4.0" in (await host.run(SHADE, asked(), context())).notices[0]
        assert not (await host.run(SHADE, asked(), context())).notices
    async with host_of(Research, licences="permissive") as host:
        for what in (Research, SHADE):
            with pytest.raises(Refused, match="permissive"):
                await host.run(what, asked(), context())
