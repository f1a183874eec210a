"""Which cold models get room, where, and who has to leave for them."""

from __future__ import annotations

from typing import NamedTuple

from sensorium.core.errors import BadInput, OutOfMemory, RetryLater
from sensorium.core.scheduler.book import Book
from sensorium.core.scheduler.eviction import Candidate, Policy, victims
from sensorium.core.scheduler.residency import FAR, Device, Phase, Resident

AHEAD = 2


class Choice(NamedTuple):
    """A place found for a model, and the bytes it needs free there for itself and one unit."""

    place: int
    device: Device
    need: int


class Admission:
    """Loads and evictions, decided anew at every settle from what waits and what stands where.

    `cramped` holds ready models whose next job finds no bytes, `condemned` those that take no new batch because
    a more urgent model needs their room, `claims` the bytes of each device that are spoken for.
    """

    def __init__(self, book: Book, policy: Policy) -> None:
        self.book = book
        self.policy = policy
        self.cramped: dict[Resident, int] = {}
        self.condemned: set[Resident] = set()
        self.claims: dict[Device, dict[Resident, int]] = {}

    @property
    def idle(self) -> bool:
        """Whether a settle would have nothing to do."""
        return not (self.book.wanted or self.cramped or self.condemned or self.claims)

    def settle(self, now: float) -> None:
        """Serve those who want room, the most urgent first."""
        self.condemned.clear()
        self.claims.clear()
        for resident in sorted((*self.book.wanted, *self.cramped), key=lambda r: r.urgency):
            if resident.phase is Phase.COLD and resident.wanted:
                self._admit(resident, now)
            elif resident.phase is Phase.READY and resident.queued and resident.device is not None:
                self._widen(resident, resident.device, now)
            else:
                self.cramped.pop(resident, None)

    def ahead(self, now: float) -> None:
        """Load what a plan needs next, into room that is free anyway."""
        for key in self.book.expected.soon(AHEAD):
            resident = self.book.residents[key]
            if resident.phase is not Phase.COLD or resident.failed_ahead:
                continue
            choice = self.choose(resident)
            if not isinstance(choice, Choice) or choice.device.quiet is not None:
                continue
            spoken = self.claimed(choice.device, resident)
            if choice.need <= choice.device.ledger.free - spoken and choice.device.loading < choice.device.loaders:
                self._load(resident, choice)

    def relieve(self, device: Device, newcomer: Resident, now: float) -> None:
        """A model turned out larger than it declared: evict idle others until the device holds what it promised."""
        idle = [
            self._candidate(other, now)
            for other in self.book.on(device, Phase.READY)
            if other is not newcomer and other.running is None and not other.kept
        ]
        for candidate in victims(self.policy(idle), -device.ledger.free):
            self.book.evict(self.book.residents[candidate.key])

    def claimed(self, device: Device, asking: Resident) -> int:
        """Bytes on `device` that are spoken for by others than `asking`."""
        claims = self.claims.get(device)
        return sum(size for resident, size in claims.items() if resident is not asking) if claims else 0

    def choose(self, resident: Resident) -> Choice | BadInput | OutOfMemory | None:
        """The first place that exists and can be made to fit; None while leases stand in the way."""
        leased, missing, largest = False, [], 0
        places = resident.servable.places
        for index in range(resident.floor, len(places)):
            place = places[index]
            devices = self.book.matching(place.device)
            need = resident.bytes_on(index) + place.bytes_each
            for device in devices:
                largest = max(largest, device.ledger.capacity)
                if need <= device.ledger.capacity - self._kept(device):
                    return Choice(index, device, need)
                leased = leased or need <= device.ledger.capacity - self._pinned(device)
            if not devices:
                missing.append(place.device)
        if leased:
            return None
        if largest == 0:
            return BadInput(
                f"runs on {', '.join(missing)}, this machine has {', '.join(self.book.devices)}",
                where=resident.key,
                fix="choose a model that runs here",
            )
        return OutOfMemory(
            f"no device can hold it: the largest has {largest} bytes",
            where=resident.key,
            fix="choose a smaller model or raise the memory budget",
        )

    def blocked_until(self) -> float:
        """When the first that waits for leases alone gives up."""
        waits = [r.blocked_since for r in (*self.book.wanted, *self.cramped) if r.blocked_since is not None]
        return min(waits) + self.book.order.terms.blocked if waits else FAR

    def _admit(self, resident: Resident, now: float) -> None:
        choice = self.choose(resident)
        if choice is None:
            self._wait(resident, now)
        elif not isinstance(choice, Choice):
            resident.floor = 0
            self.book.refuse_all(resident, choice)
        else:
            resident.blocked_since = None
            device = choice.device
            if device.quiet is not None and (device.quiet is not resident or self._stirs(device)):
                return
            if self._room(resident, device, choice.need, now) and device.loading < device.loaders:
                self._load(resident, choice)

    def _widen(self, resident: Resident, device: Device, now: float) -> None:
        """Make room for one job of a model that is loaded already."""
        need = self.cramped.get(resident, 0)
        if need > device.ledger.capacity - self._kept(device, resident):
            self._wait(resident, now)
        else:
            resident.blocked_since = None
            self._room(resident, device, need, now)

    def _room(self, resident: Resident, device: Device, need: int, now: float) -> bool:
        """Claim `need` bytes, evicting whom it takes; whether they are free at once."""
        before = self.claimed(device, resident)
        staying = device.ledger.reserved + sum(
            r.bytes for r in self.book.on(device, Phase.READY) if r not in self.condemned
        )
        short = need + before - (device.ledger.capacity - staying)
        if short > 0:
            leaving = self._victims(resident, device, short, now)
            if not leaving:
                return False
            self.condemned.update(leaving)
            for victim in leaving:
                if victim.running is None:
                    self.book.evict(victim)
        self.claims.setdefault(device, {})[resident] = need
        return need <= device.ledger.free - before

    def _victims(self, resident: Resident, device: Device, short: int, now: float) -> list[Resident]:
        """Those who leave for `resident`: idle ones, and busy ones whose work is less urgent by the grace."""
        limit = resident.urgency + self.book.order.terms.grace
        candidates = []
        for other in self.book.on(device, Phase.READY):
            if other is resident or other.kept or other in self.condemned or device.quiet is other:
                continue
            if other.queued and other.urgency <= limit:
                continue
            candidates.append(self._candidate(other, now))
        chosen = victims(self.policy(candidates), short)
        return [self.book.residents[candidate.key] for candidate in chosen]

    def _candidate(self, other: Resident, now: float) -> Candidate:
        busy = other.queued > 0 or other.running is not None
        next_use = 0 if busy else self.book.expected.next_use(other.key)
        return Candidate(other.key, other.bytes, other.reload_seconds, now - other.last_used, next_use)

    def _load(self, resident: Resident, choice: Choice) -> None:
        device, last = choice.device, resident.device
        if last is not None and last is not device and last.quiet is resident:
            last.quiet = None
        resident.phase = Phase.LOADING
        resident.place_index = choice.place
        resident.place = resident.servable.places[choice.place]
        resident.device = device
        resident.bytes = resident.bytes_on(choice.place)
        device.ledger.reserve(resident.bytes)
        device.loading += 1
        self.claims.get(device, {}).pop(resident, None)
        self.book.refresh(resident)
        self.book.effects.start_load(resident)

    def _wait(self, resident: Resident, now: float) -> None:
        """Leases hold the room: wait for them a bounded time."""
        if resident.blocked_since is None:
            resident.blocked_since = now
        elif now >= resident.blocked_since + self.book.order.terms.blocked:
            resident.blocked_since = None
            self.cramped.pop(resident, None)
            busy = RetryLater("leased models hold its memory", seconds=5.0, where=resident.key)
            self.book.refuse_all(resident, busy)

    def _stirs(self, device: Device) -> bool:
        """Whether anything still runs, loads or leaves on a device that was asked to be quiet."""
        return bool(device.running or device.loading or any(self.book.on(device, Phase.LEAVING)))

    def _kept(self, device: Device, besides: Resident | None = None) -> int:
        on = self.book.on(device, Phase.READY, Phase.LOADING)
        return sum(r.bytes for r in on if r.kept or r is besides)

    def _pinned(self, device: Device) -> int:
        return sum(r.bytes for r in self.book.on(device, Phase.READY, Phase.LOADING) if r.pinned)
