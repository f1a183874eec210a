from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.media.cells import cells, cells_of, instants, samples, seen_span
from sensorium.core.sees import Sees
from sensorium.core.values import Image, Probe, TimeSpan, VideoStream

seconds = st.floats(0.01, 20, allow_nan=False)
steps = st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 1.0, 2.0, 7.5])


def span(start: float, end: float) -> TimeSpan:
    return TimeSpan(start=start, end=end)


@given(steps, seconds)
def test_cells_tile_the_medium(every: float, duration: float) -> None:
    found = cells(Sees(every), duration)
    assert found[0].start == 0
    assert found[-1].end == duration
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(0 < cell.seconds <= every + 1e-6 for cell in found)


@given(steps, seconds, st.lists(st.tuples(seconds, seconds), max_size=5))
def test_within_keeps_exactly_the_cells_that_meet_it(
    every: float, duration: float, ends: list[tuple[float, float]]
) -> None:
    within = [span(min(pair), max(pair)) for pair in ends]
    whole = cells(Sees(every), duration)
    assert cells(Sees(every), duration, within) == [c for c in whole if any(c.meets(w) for w in within)]


@given(steps, seconds, seconds, seconds)
def test_a_part_keeps_the_grid_of_the_file(every: float, duration: float, a: float, b: float) -> None:
    part = span(min(a, b), max(a, b))
    found = cells(Sees(every), duration, part=part)
    cut = [c.cut(part) for c in cells(Sees(every), duration)]
    assert len(found) == len([c for c in cut if c is not None and c.seconds > 1e-6]) or not found
    assert all(part.start <= c.start and c.end <= min(part.end, duration) for c in found)


def test_no_length_no_cells() -> None:
    assert cells(Sees(1.0), 0.0) == []
    assert cells(Sees(1.0), 5.0, part=span(6, 7)) == []
    assert cells(Sees(1.0), 5.0, within=[]) == []


def test_every_zero_is_one_cell_over_the_whole() -> None:
    assert cells(Sees(0.0), 7.3) == [span(0, 7.3)]
    assert len(instants(Sees(0.0, fps=2), span(0, 7.3))) == 15


def test_a_still_is_one_cell_whatever_the_grid() -> None:
    still = Image(uri="a.png", sha256="0", probe=Probe(duration=1.0, video=VideoStream(width=2, height=2, fps=0)))
    assert cells_of(still, Sees(0.25, fps=8)) == [span(0, 1)]


@pytest.mark.parametrize("sees", [Sees(1.0, fps=8), Sees(0.5, 0.25, fps=4), Sees(1 / 3, fps=16), Sees(0.25, fps=1)])
def test_every_window_has_the_same_shape(sees: Sees) -> None:
    counts = {len(instants(sees, cell)) for cell in cells(sees, 10.37)}
    assert len(counts) == 1
    heard = {samples(sees._replace(sound=16_000), cell).length for cell in cells(sees, 10.37)}
    assert len(heard) == 1


@given(steps, st.sampled_from([1, 2, 4, 8, 16]), st.floats(0, 2))
def test_instants_lie_on_the_grid_of_media_time(every: float, fps: int, context: float) -> None:
    sees = Sees(every, context, fps=fps)  # type: ignore[arg-type]
    for cell in cells(sees, 9.1):
        times = instants(sees, cell)
        assert np.array_equal(times * fps, np.round(times * fps))
        assert np.all(np.diff(times) == 1 / fps)


def test_cells_without_context_share_no_instant_when_the_rate_fits() -> None:
    sees = Sees(0.5, fps=4)
    told = np.concatenate([instants(sees, cell) for cell in cells(sees, 3.0)])
    assert np.array_equal(told, np.arange(12) / 4)


def test_a_cut_cell_is_shown_as_if_uncut() -> None:
    whole, cut = span(2, 3), span(2, 2.1)
    assert np.array_equal(instants(Sees(1.0, fps=4), whole), instants(Sees(1.0, fps=4), cut))
    assert samples(Sees(1.0, sound=100), cut) == (200, 100)


def test_context_begins_before_the_medium() -> None:
    sees = Sees(1.0, 0.5, fps=4, sound=100)
    assert instants(sees, span(0, 1))[0] == -0.5
    assert samples(sees, span(0, 1)) == (-50, 200)
    assert seen_span(sees, span(0, 1), span(0, 1.2)) == span(0, 1.2)
