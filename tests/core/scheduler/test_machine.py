"""The Decider against a world that does anything in any order: a Hypothesis state machine with invariants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from sensorium.core.card import RunsOn
from sensorium.core.errors import BadInput, RetryLater
from sensorium.core.scheduler.decider import Decider
from sensorium.core.scheduler.engine import Work
from sensorium.core.scheduler.order import Terms
from sensorium.core.scheduler.queue import Batch, Hold, Job, Ticket
from sensorium.core.scheduler.residency import FAR, Device, Phase, Resident


class Stub:
    def __init__(self, key: str, *places: RunsOn) -> None:
        self.key = key
        self.places = places

    def load(self, place: RunsOn, device: str, threads: int) -> Any: ...

    def run(self, resident: Any, payloads: Sequence[Any]) -> Sequence[Any]:
        return payloads

    def unload(self, resident: Any) -> None: ...


WORKING = (
    Stub("small", RunsOn("cpu", bytes=10)),
    Stub("either", RunsOn("cuda", bytes=40, bytes_each=5), RunsOn("cpu", bytes=50, bytes_each=5)),
    Stub("large", RunsOn("cuda", bytes=50, bytes_each=1, max_batch=2), RunsOn("cpu", bytes=70, bytes_each=10)),
    Stub("cuda-only", RunsOn("cuda", bytes=30, bytes_each=2)),
    Stub("middling", RunsOn("cpu", bytes=45)),
)
HOPELESS = (Stub("too-large", RunsOn("cuda", bytes=500)), Stub("nowhere", RunsOn("mps", bytes=1)))
MODELS = WORKING + HOPELESS
MOSTLY = st.sampled_from(WORKING * 4 + HOPELESS)


class Ask:
    """A caller's side of a ticket."""

    def __init__(self) -> None:
        self.outcomes: list[Any] = []
        self.cancelled = False


class World:
    """Effects that check every request as it is made, and remember what is under way."""

    def __init__(self) -> None:
        self.now = 0.0
        self.alarm = FAR
        self.loads: list[Resident] = []
        self.unloads: list[Resident] = []
        self.batches: list[Batch] = []

    def start_load(self, resident: Resident) -> None:
        assert resident not in self.loads
        busy = [b for b in self.batches if b.resident.device is resident.device]
        assert not (resident.load_retried and busy), "its retry shares the device"
        assert resident not in self.unloads
        self.loads.append(resident)

    def start_unload(self, resident: Resident) -> None:
        assert resident.leases == 0, "evicted under a lease"
        assert not resident.pinned, "evicted though pinned"
        assert all(batch.resident is not resident for batch in self.batches), "evicted while running"
        assert resident not in self.unloads
        self.unloads.append(resident)

    def run_batch(self, batch: Batch) -> None:
        assert all(other.resident is not batch.resident for other in self.batches), "one model ran twice at a time"
        assert batch.resident.phase is Phase.READY
        assert batch.jobs
        assert {(job.resident, job.work.bucket) for job in batch.jobs} == {(batch.resident, batch.jobs[0].work.bucket)}
        assert all(not job.done for job in batch.jobs), "ran for nobody"
        assert all(job.deadline is None or job.deadline > self.now for job in batch.jobs), "ran too late"
        beside = [other for other in self.batches if other.resident.device is batch.resident.device]
        assert not beside or batch.resident.device.quiet is None, "a retry shares the device"
        limit = batch.resident.place.max_batch
        assert limit is None or len(batch.jobs) == 1 or batch.units <= limit
        self.batches.append(batch)

    def resolve(self, ticket: Ticket, value: Any) -> None:
        assert not ticket.token.cancelled
        ticket.token.outcomes.append(value)

    def reject(self, ticket: Ticket, error: BaseException) -> None:
        assert not ticket.token.cancelled
        ticket.token.outcomes.append(error)

    def wake_at(self, when: float) -> None:
        self.alarm = when


class Machine(RuleBasedStateMachine):
    jobs = Bundle("jobs")
    leases = Bundle("leases")

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.devices = [Device("cuda:0", 60), Device("cpu", 100, lanes=2, loaders=2)]
        terms = Terms(patience=3.0, step=6.0, grace=0.5, blocked=6.0)
        self.decider = Decider(self.devices, self.world, terms=terms, max_queued=30)
        self.asks: list[Ask] = []
        self.held: list[Hold] = []
        self.surprised: set[str] = set()

    def settle(self) -> None:
        self.decider.settle(self.world.now)

    @rule(
        target=jobs,
        model=MOSTLY,
        bucket=st.integers(0, 1),
        units=st.integers(1, 6),
        priority=st.integers(0, 2),
        deadline=st.none() | st.floats(0.1, 10.0),
        user=st.sampled_from("ab"),
        count=st.integers(1, 6),
    )
    def submit(
        self, model: Stub, bucket: int, units: int, priority: int, deadline: float | None, user: str, count: int
    ) -> Any:
        jobs: list[Job] = []
        for _ in range(count):
            ask = Ask()
            due = None if deadline is None else self.world.now + deadline
            try:
                jobs.append(
                    self.decider.submit(Work(model, 0, bucket, units, priority, due, user), ask, self.world.now)
                )
                self.asks.append(ask)
            except RetryLater:
                assert self.decider.book.queued >= 30
        self.settle()
        return multiple(*jobs)

    @rule(job=consumes(jobs))
    def cancel(self, job: Job) -> None:
        if not job.done:
            job.token.cancelled = True
        self.decider.cancel(job, self.world.now)
        assert not job.queued
        self.settle()

    @rule(target=leases, model=MOSTLY)
    def lease(self, model: Stub) -> Hold:
        ask = Ask()
        self.asks.append(ask)
        hold = self.decider.lease(model, ask, self.world.now)
        self.held.append(hold)
        self.settle()
        return hold

    @rule(hold=consumes(leases))
    def release(self, hold: Hold) -> None:
        if not hold.done:
            hold.token.cancelled = True
        self.decider.release(hold, self.world.now)
        self.settle()

    @rule(plan=st.sampled_from("pq"), models=st.lists(st.sampled_from(MODELS), max_size=4))
    def expect(self, plan: str, models: list[Stub]) -> None:
        self.decider.expect(plan, models, self.world.now)
        self.settle()

    @rule(data=st.data(), surprise=st.sampled_from([None, None, None, -5, 8]))
    def load_ends(self, data: st.DataObject, surprise: int | None) -> None:
        if self.world.loads:
            resident = data.draw(st.sampled_from(self.world.loads))
            self.world.loads.remove(resident)
            measured = None if surprise is None else resident.bytes + surprise
            if surprise and surprise > 0 and resident.device:
                self.surprised.add(resident.device.name)
            self.decider.loaded(resident, object(), measured, 0.5, self.world.now)
            self.settle()

    @rule(data=st.data(), error=st.sampled_from([MemoryError(), ValueError("bad weights")]))
    def load_fails(self, data: st.DataObject, error: Exception) -> None:
        if self.world.loads:
            resident = data.draw(st.sampled_from(self.world.loads))
            self.world.loads.remove(resident)
            self.decider.load_failed(resident, error, self.world.now)
            self.settle()

    @rule(data=st.data())
    def unload_ends(self, data: st.DataObject) -> None:
        if self.world.unloads:
            resident = data.draw(st.sampled_from(self.world.unloads))
            self.world.unloads.remove(resident)
            self.decider.unloaded(resident, self.world.now)
            self.settle()

    @rule(data=st.data(), bad=st.sampled_from([None, None, BadInput("no"), ValueError("bug")]))
    def batch_ends(self, data: st.DataObject, bad: Exception | None) -> None:
        if self.world.batches:
            batch = data.draw(st.sampled_from(self.world.batches))
            self.world.batches.remove(batch)
            results: list[Any] = [1] * len(batch.jobs)
            if bad is not None:
                results[0] = bad
            self.decider.batch_done(batch, results, 0.01 * batch.units, self.world.now)
            self.settle()

    @rule(data=st.data(), error=st.sampled_from([MemoryError(), ValueError("bug")]))
    def batch_fails(self, data: st.DataObject, error: Exception) -> None:
        if self.world.batches:
            batch = data.draw(st.sampled_from(self.world.batches))
            self.world.batches.remove(batch)
            self.decider.batch_failed(batch, error, self.world.now)
            self.settle()

    @rule(steps=st.integers(1, 12))
    def all_goes_well(self, steps: int) -> None:
        for _ in range(steps):
            self.step()

    @rule(model=st.sampled_from(WORKING), pinned=st.booleans())
    def pin(self, model: Stub, pinned: bool) -> None:
        self.decider.pin(model, pinned)
        self.settle()

    @rule(seconds=st.floats(0.01, 4.0))
    def time_passes(self, seconds: float) -> None:
        until = self.world.now + seconds
        while self.world.alarm <= until:
            self.world.now = max(self.world.now, self.world.alarm)
            self.world.alarm = FAR
            self.decider.tick(self.world.now)
        self.world.now = until
        self.settle()

    @invariant()
    def bytes_are_accounted_for_and_never_over_budget(self) -> None:
        for device in self.devices:
            on = [r for r in self.decider.book.residents.values() if r.device is device]
            ledger = device.ledger
            assert ledger.reserved == sum(r.bytes for r in on if r.phase is Phase.LOADING)
            assert ledger.resident == sum(r.bytes for r in on if r.phase in (Phase.READY, Phase.LEAVING))
            assert ledger.in_use == sum(b.charged for b in self.world.batches if b.resident.device is device)
            assert ledger.free >= 0 or device.name in self.surprised
            assert device.running == sum(b.resident.device is device for b in self.world.batches) <= device.lanes
            assert device.loading == sum(r.device is device for r in self.world.loads) <= device.loaders

    @invariant()
    def the_queue_is_counted_right(self) -> None:
        book = self.decider.book
        assert book.queued == sum(r.queued for r in book.residents.values())
        for resident in book.residents.values():
            assert resident.queued == sum(bucket.live for bucket in resident.bucket_of.values())

    @invariant()
    def leases_are_counted_right(self) -> None:
        for resident in self.decider.book.residents.values():
            mine = [hold for hold in self.held if hold.resident is resident]
            assert resident.leases == sum(hold.granted and not hold.released for hold in mine)

    @invariant()
    def nobody_is_answered_twice_or_after_giving_up(self) -> None:
        assert all(len(ask.outcomes) <= (0 if ask.cancelled else 1) for ask in self.asks)

    @invariant()
    def deadlines_are_kept(self) -> None:
        assert self.world.alarm > self.world.now

    def step(self) -> bool:
        """End the oldest thing under way, well; False where nothing is under way."""
        if self.world.loads:
            self.decider.loaded(self.world.loads.pop(0), object(), None, 0.5, self.world.now)
        elif self.world.unloads:
            self.decider.unloaded(self.world.unloads.pop(0), self.world.now)
        elif self.world.batches:
            batch = self.world.batches.pop(0)
            self.decider.batch_done(batch, [1] * len(batch.jobs), 0.01, self.world.now)
        else:
            return False
        self.settle()
        return True

    def sleep(self) -> bool:
        """Sleep until the alarm; False where none is set."""
        if self.world.alarm == FAR:
            return False
        self.world.now, self.world.alarm = self.world.alarm, FAR
        self.decider.tick(self.world.now)
        return True

    def teardown(self) -> None:
        """From any state, a world that works again answers everybody: nothing stalls, leases or not."""
        for _ in range(3000):
            if not self.step() and not self.sleep():
                break
        assert self.decider.book.queued == 0
        for ask in self.asks:
            assert ask.cancelled or len(ask.outcomes) == 1


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
