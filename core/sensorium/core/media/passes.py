"""One pass over a medium, decoding each picture once for all consumers who ride along."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sensorium.core.media.assembly import Assembly
from sensorium.core.media.cost import Decoding
from sensorium.core.media.fit import Fit, Fitter
from sensorium.core.media.frames import Film, Picture
from sensorium.core.media.sound import Sound
from sensorium.core.media.still import Still
from sensorium.core.media.window import CellWindow
from sensorium.core.values import Image, Media

QUEUED_BYTES = 24 << 20
QUEUED_WINDOWS = 6


class Pictures(Protocol):
    """Where pictures come from: a film or a still."""

    def at(self, time: float) -> Picture: ...
    def close(self) -> None: ...


@dataclass(eq=False)
class Seat:
    """One consumer's place: windows made and not yet fetched. Guarded by the reader's condition."""

    assembly: Assembly
    ready: deque[CellWindow] = field(default_factory=deque)
    done: bool = False
    closed: bool = False
    riding: bool = False
    error: BaseException | None = None
    last_fetched_by: int | None = None
    waited_on_by: int | None = None

    @property
    def full(self) -> bool:
        held = sum(window.nbytes for window in self.ready)
        return len(self.ready) >= QUEUED_WINDOWS or held >= QUEUED_BYTES

    @property
    def served(self) -> bool:
        """Whether nothing more is to be made for it."""
        return self.closed or self.done


class Pass:
    """Decodes forwards and fills the seats of those who ride; runs in a thread of its own.

    A consumer who does not fetch holds the others up only for `patience` seconds (a tenth of that where the very
    thread that should fetch is waiting for another seat): then it gets off, and goes on with a pass of its own.
    """

    def __init__(self, media: Media, change: threading.Condition, seats: list[Seat], patience: float) -> None:
        self.media = media
        self.cost = Decoding()
        self.over = False
        self._change = change
        self._seats = seats
        self._patience = patience
        self._pictures: Pictures | None = None
        self._sound: Sound | None = None
        self._shown: Picture | None = None
        self._fitted: dict[Fit, NDArray[np.uint8]] = {}
        self._fitters: dict[Fit, Fitter] = {}
        self._reached, self._goal = 0.0, max(seat.assembly.extent[1] for seat in seats)
        for seat in seats:
            seat.riding = True

    def admits(self, assembly: Assembly) -> bool:
        """Whether a late consumer may still get on: nothing it needs has gone by, and the pass goes its way."""
        first, _ = assembly.extent
        return not self.over and self._reached <= first <= self._goal

    def admit(self, seat: Seat) -> None:
        """Take a consumer on; the caller holds the condition."""
        seat.riding = True
        self._seats.append(seat)

    def run(self, finished: Callable[[Pass], None]) -> None:
        """Serve until nobody is left, then call `finished`. What goes wrong is raised to every rider."""
        try:
            while riders := self._riders():
                self._step(riders)
        except BaseException as error:
            self._fail(error)
        finally:
            if self._pictures is not None:
                self._pictures.close()
            if self._sound is not None:
                self._sound.close()
            finished(self)

    def _riders(self) -> list[Seat]:
        with self._change:
            self._seats = [seat for seat in self._seats if seat.riding and not seat.served]
            self.over = not self._seats
            if self._seats:
                self._reached = max(self._reached, min(seat.assembly.reached for seat in self._seats))
                self._goal = max(seat.assembly.extent[1] for seat in self._seats)
            return list(self._seats)

    def _step(self, riders: list[Seat]) -> None:
        due = min(seat.assembly.due for seat in riders)
        soonest = min(riders, key=lambda seat: seat.assembly.reached)
        if soonest.assembly.complete:
            self._hand_over(soonest)
            return
        picture = self._picture(due)
        for seat in riders:
            if seat.assembly.due == due:
                seat.assembly.take(self._fit(picture, seat.assembly.fit))
                if seat.assembly.complete:
                    self._hand_over(seat)

    def _picture(self, time: float) -> Picture:
        if self._pictures is None:
            still = isinstance(self.media, Image) and self.media.time is None
            self._pictures = Still(self.media.uri) if still else Film(self.media.uri, self.cost)
        picture = self._pictures.at(time)
        if self._shown is None or picture.frame is not self._shown.frame:
            self._shown = picture
            self._fitted.clear()
        return picture

    def _fit(self, picture: Picture, fit: Fit | None) -> NDArray[np.uint8]:
        assert fit is not None
        known = self._fitted.get(fit)
        if known is None:
            self.cost.converted += 1
            known = self._fitted[fit] = self._fitters.setdefault(fit, Fitter(fit))(picture.frame)
        return known

    def _hand_over(self, seat: Seat) -> None:
        if seat.assembly.sees.sound and self._sound is None and self.media.probe.audio is not None:
            self._sound = Sound(self.media.uri, self.cost)
        window = seat.assembly.build(self._sound)
        with self._change:
            seat.ready.append(window)
            seat.done = seat.assembly.finished
            self._change.notify_all()
            self._wait_for_room(seat)

    def _wait_for_room(self, seat: Seat) -> None:
        """Wait until the seat has room; where another rider starves meanwhile, only so long."""
        starved_since: float | None = None
        while seat.full and not seat.closed:
            starving = [other for other in self._seats if other is not seat and _starves(other)]
            if not starving:
                starved_since = None
                self._change.wait()
                continue
            starved_since = starved_since or monotonic()
            itself = any(other.waited_on_by == seat.last_fetched_by for other in starving)
            left = starved_since + self._patience * (0.1 if itself else 1.0) - monotonic()
            if left <= 0:
                seat.riding = False
                return
            self._change.wait(left)

    def _fail(self, error: BaseException) -> None:
        with self._change:
            self.over = True
            for seat in self._seats:
                if seat.riding:
                    seat.error = error
            self._change.notify_all()


def _starves(seat: Seat) -> bool:
    return seat.riding and not seat.closed and seat.waited_on_by is not None and not seat.ready
