"""MomentSet: the rows of the algebra, held as columns; moments themselves are built only where one looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from sensorium.core.values import Evidence, Moment, State, TimeSpan

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CONTRADICTED, CANDIDATE, VERIFIED = 0, 1, 2
STATES: tuple[State, ...] = ("contradicted", "candidate", "verified")
"""Kleene's values in their order; the columns hold the place in it."""

UNTRACKED = -1


@dataclass(frozen=True, eq=False)
class MomentSet(Sequence[Moment]):
    """Rows in order of start and end, each with the moments it was made of.

    `track` indexes `names`, -1 where a row is about no one thing. Row i came from
    ``sources[parents[offsets[i]:offsets[i + 1]]]``.
    """

    start: Floats
    end: Floats
    score: Floats
    state: Ints
    track: Ints
    offsets: Ints
    parents: Ints
    names: tuple[str, ...] = ()
    sources: tuple[Moment, ...] = ()

    @classmethod
    def of(cls, moments: Iterable[Moment]) -> MomentSet:
        """The rows of moments in any order; a set is itself."""
        if isinstance(moments, MomentSet):
            return moments
        rows = sorted(moments, key=lambda row: (row.span.start, row.span.end))
        names = tuple(dict.fromkeys(row.track for row in rows if row.track is not None))
        place = {name: i for i, name in enumerate(names)}
        tracks = [UNTRACKED if row.track is None else place[row.track] for row in rows]
        return cls.columns(
            [row.span.start for row in rows],
            [row.span.end for row in rows],
            [row.score for row in rows],
            [STATES.index(row.state) for row in rows],
            tracks,
            names,
            tuple(rows),
        )

    @classmethod
    def columns(
        cls,
        start: Any,
        end: Any,
        score: Any = 1.0,
        state: Any = VERIFIED,
        track: Any = UNTRACKED,
        names: tuple[str, ...] = (),
        sources: tuple[Moment, ...] = (),
    ) -> MomentSet:
        """Rows from arrays; scalars hold for every row; `sources`, where there are any, are one a row."""
        starts, ends = np.asarray(start, np.float64), np.asarray(end, np.float64)
        size = len(starts)
        parents = np.arange(len(sources), dtype=np.int64)
        return cls(
            starts,
            ends,
            np.broadcast_to(np.asarray(score, np.float64), size),
            np.broadcast_to(np.asarray(state, np.int64), size),
            np.broadcast_to(np.asarray(track, np.int64), size),
            np.minimum(np.arange(size + 1, dtype=np.int64), len(parents)),
            parents,
            names,
            sources,
        ).ordered()

    @property
    def seconds(self) -> Floats:
        """The length of each row."""
        return self.end - self.start

    def take(self, rows: Ints | Flags, **changed: Any) -> MomentSet:
        """These rows, in this order, with some columns replaced."""
        chosen: Ints = np.arange(len(self))[rows]
        columns = {name: getattr(self, name)[chosen] for name in ("start", "end", "score", "state", "track")}
        offsets, parents = gathered(self.offsets, self.parents, chosen)
        return replace(self, **{**columns, "offsets": offsets, "parents": parents, **changed})

    def ordered(self) -> MomentSet:
        """The same rows in order of start and end."""
        rises, level = self.start[1:] > self.start[:-1], self.start[1:] == self.start[:-1]
        if np.all(rises | (level & (self.end[1:] >= self.end[:-1]))):
            return self
        return self.take(np.lexsort((self.end, self.start)))

    def at_least(self, state: int) -> MomentSet:
        """The rows of that state or a greater one."""
        return self if np.all(self.state >= state) else self.take(self.state >= state)

    def having(self, state: int) -> MomentSet:
        """The rows of exactly that state."""
        return self if np.all(self.state == state) else self.take(self.state == state)

    def __len__(self) -> int:
        return len(self.start)

    def __iter__(self) -> Iterator[Moment]:
        return iter(self.moments)

    @overload
    def __getitem__(self, index: int) -> Moment: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Moment, ...]: ...
    def __getitem__(self, index: int | slice) -> Moment | tuple[Moment, ...]:
        return self.moments[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MomentSet) and self.moments == other.moments

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The rows as values: labels and evidence of what they were made of, each once."""
        return tuple(map(self._moment, range(len(self))))

    def _moment(self, row: int) -> Moment:
        origin = [self.sources[i] for i in self.parents[self.offsets[row] : self.offsets[row + 1]]]
        track = None if self.track[row] == UNTRACKED else self.names[self.track[row]]
        made = Moment(
            span=TimeSpan(start=float(self.start[row]), end=float(self.end[row])),
            score=min(1.0, max(0.0, float(self.score[row]))),
            label="; ".join(dict.fromkeys(moment.label for moment in origin if moment.label)),
            state=STATES[self.state[row]],
            evidence=_evidence(origin),
            track=track,
        )
        same = len(origin) == 1 and made == origin[0].model_copy(update={"clip": None})
        return origin[0] if same else made


def _evidence(origin: Iterable[Moment]) -> tuple[Evidence, ...]:
    pieces = {id(piece): piece for moment in origin for piece in moment.evidence}
    return tuple(pieces.values())


def gathered(offsets: Ints, values: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The offsets and values of some rows of a ragged array."""
    lengths = (offsets[1:] - offsets[:-1])[rows]
    ends = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.repeat(offsets[rows] - ends[:-1], lengths) + np.arange(ends[-1])
    return ends, values[flat]


def stacked(*sets: MomentSet) -> MomentSet:
    """All rows of all sets one after the other (not ordered), over one list of sources and of track names."""
    names = tuple(dict.fromkeys(name for rows in sets for name in rows.names))
    place = {name: i for i, name in enumerate(names)}
    before = np.cumsum([0] + [len(rows.sources) for rows in sets])
    ends = np.cumsum([0] + [len(rows.parents) for rows in sets])
    columns = {
        name: np.concatenate([getattr(rows, name) for rows in sets]) for name in ("start", "end", "score", "state")
    }
    return MomentSet(
        **columns,
        track=np.concatenate([_renamed(rows, place) for rows in sets]),
        offsets=np.concatenate([[0], *(rows.offsets[1:] + end for rows, end in zip(sets, ends, strict=False))]),
        parents=np.concatenate([rows.parents + first for rows, first in zip(sets, before, strict=False)]),
        names=names,
        sources=tuple(moment for rows in sets for moment in rows.sources),
    )


def _renamed(rows: MomentSet, place: dict[str, int]) -> Ints:
    """The track column in terms of a larger list of names."""
    codes = np.array([*(place[name] for name in rows.names), UNTRACKED], dtype=np.int64)
    return codes[rows.track]
