"""Reading windows of one medium, with one decode for all who read at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from threading import get_ident
from time import monotonic

from sensorium.core.background import start
from sensorium.core.errors import MediaError
from sensorium.core.media.assembly import Assembly
from sensorium.core.media.cells import cells_of
from sensorium.core.media.kind import require_audio, require_video
from sensorium.core.media.passes import Pass, Seat
from sensorium.core.media.window import CellWindow, fit_of, shown_times
from sensorium.core.sees import Sees
from sensorium.core.values import Media, TimeSpan

GRACE = 0.05
"""Seconds a pass waits for more consumers after the first has asked."""
PATIENCE = 20.0
"""Seconds for which a consumer who does not fetch may hold the others up."""
WINDOW_BYTES = 2 << 30


@dataclass(frozen=True)
class ReaderStats:
    """What reading has cost so far, over all passes."""

    passes: int = 0
    decoded: int = 0
    converted: int = 0
    seeks: int = 0
    broken: int = 0
    sound_seconds: float = 0.0


class Reader:
    """Windows of one medium for all who ask; safe to share between threads.

    Consumers who begin within a moment of each other share a pass: each picture is decoded once and converted
    once for each distinct (time, size, fit). A consumer who comes later joins a pass that has not yet gone by
    what it needs, or starts another. Each consumer holds a few windows at most; one that stops fetching is
    left behind rather than waited for, and goes on by itself. `warn` is told of damage in the file, once.
    """

    def __init__(self, media: Media, *, warn: Callable[[str], None] | None = None, patience: float = PATIENCE) -> None:
        self.media = media
        self._warn = warn or (lambda text: None)
        self._warned: set[str] = set()
        self._patience = patience
        self._change = threading.Condition()
        self._lobby: list[Seat] = []
        self._seats: list[Seat] = []
        self._passes: list[Pass] = []
        self._done = ReaderStats()
        self._expected = 0
        self._gather_until = 0.0
        self._closed = False
        self._tell(*media.probe.warnings)

    def windows(self, sees: Sees, within: Sequence[TimeSpan] | None = None) -> Generator[CellWindow]:
        """Windows in order of time; with `within` only those whose cells meet one of its spans.

        The iterator may be consumed in any one thread and blocks while its next window is decoded; `close()`
        it where it is left early. Raises MediaError where the medium lacks what is to be seen; a model that
        sees and hears gets silence from a film without sound.
        """
        if sees.fps:
            require_video(self.media)
        elif sees.sound:
            require_audio(self.media)
        if sees.sound and self.media.probe.audio is None:
            self._tell("has no sound; what listens hears silence")
        asked = cells_of(self.media, sees, within)
        _check_size(self.media, sees, asked)
        return self._serve(Seat(Assembly(self.media, sees, asked), done=not asked))

    def gather(self, expected: int, patience: float = 2.0) -> None:
        """Hold the next pass until `expected` consumers have asked, `patience` seconds at the longest."""
        with self._change:
            self._expected = expected
            self._gather_until = monotonic() + patience

    @property
    def stats(self) -> ReaderStats:
        """Pictures decoded and converted, passes and seeks so far."""
        with self._change:
            total = self._done
            for running in self._passes:
                total = _added(total, running)
            return total

    def close(self) -> None:
        """End every pass; consumers still reading get an error."""
        with self._change:
            self._closed = True
            for seat in self._seats:
                if not seat.done:
                    seat.error = MediaError("reading was ended", where=self.media.uri)
                seat.closed = True
            self._change.notify_all()

    def _serve(self, seat: Seat) -> Generator[CellWindow]:
        with self._change:
            self._seats.append(seat)
        try:
            while (window := self._fetch(seat)) is not None:
                yield window
        finally:
            with self._change:
                seat.closed = True
                seat.ready.clear()
                self._seats.remove(seat)
                self._change.notify_all()

    def _fetch(self, seat: Seat) -> CellWindow | None:
        with self._change:
            seat.last_fetched_by = seat.waited_on_by = get_ident()
            # Once, not at every turn of the loop: two who wait would wake each other for ever.
            self._change.notify_all()
            try:
                while not seat.ready:
                    if seat.error is not None:
                        raise seat.error
                    if seat.served:
                        return None
                    if not seat.riding and seat not in self._lobby:
                        self._board(seat)
                        self._change.notify_all()
                    self._change.wait()
                window = seat.ready.popleft()
                self._change.notify_all()
                return window
            finally:
                seat.waited_on_by = None

    def _board(self, seat: Seat) -> None:
        """Join a pass under way that suits, or wait in the lobby for the next to set off."""
        if self._closed:
            raise MediaError("reading was ended", where=self.media.uri)
        for running in self._passes:
            if running.admits(seat.assembly):
                running.admit(seat)
                return
        self._lobby.append(seat)
        if len(self._lobby) == 1:
            start("reader", self._set_off)

    def _set_off(self) -> None:
        with self._change:
            leave = max(monotonic() + GRACE, self._gather_until)
            while (left := leave - monotonic()) > 0 and not 0 < self._expected <= len(self._lobby):
                self._change.wait(left)
            self._expected, self._gather_until = 0, 0.0
            waiting = [seat for seat in self._lobby if not seat.closed]
            self._lobby.clear()
            passes = [Pass(self.media, self._change, seats, self._patience) for seats in _overlapping(waiting)]
            self._passes += passes
        for further in passes[1:]:
            start("reader", further.run, self._finished)
        if passes:
            passes[0].run(self._finished)

    def _finished(self, over: Pass) -> None:
        with self._change:
            self._passes.remove(over)
            self._done = _added(self._done, over)
            self._change.notify_all()
        if over.cost.broken:
            place = f", the first near {over.cost.broken_at:.1f} s" if over.cost.broken_at is not None else ""
            self._tell(f"{over.cost.broken} broken packets of the picture were skipped{place}")
        if over.cost.broken_sound:
            self._tell(f"{over.cost.broken_sound} broken packets of the sound were skipped")

    def _tell(self, *texts: str) -> None:
        for text in texts:
            if text not in self._warned:
                self._warned.add(text)
                self._warn(f"{self.media.uri}: {text}")


def _added(total: ReaderStats, ride: Pass) -> ReaderStats:
    cost = ride.cost
    return ReaderStats(
        total.passes + 1, total.decoded + cost.pictures, total.converted + cost.converted,
        total.seeks + cost.seeks, total.broken + cost.broken + cost.broken_sound,
        total.sound_seconds + cost.sound_seconds,
    )  # fmt: skip


def _overlapping(seats: list[Seat]) -> list[list[Seat]]:
    """Seats grouped so that those who want distant stretches of the medium do not wait for each other."""
    groups: list[list[Seat]] = []
    reach = float("-inf")
    for seat in sorted(seats, key=lambda seat: seat.assembly.extent):
        first, last = seat.assembly.extent
        if first <= reach:
            groups[-1].append(seat)
        else:
            groups.append([seat])
        reach = max(reach, last)
    return groups


def _check_size(media: Media, sees: Sees, asked: Sequence[TimeSpan]) -> None:
    placing = fit_of(media, sees)
    if placing is None or not asked:
        return
    shown = len(shown_times(media, asked[0], sees))
    size = shown * placing.frame[0] * placing.frame[1] * 3
    if size > WINDOW_BYTES:
        raise MediaError(
            f"one window of it would take {size / 1e9:.0f} GB ({shown} frames)",
            where=media.uri,
            fix="the model should state a shorter cell, fewer frames or a smaller size; or ask about a part",
        )
