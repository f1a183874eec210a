"""What a task's output says of itself."""

from __future__ import annotations

from sensorium.core.tasks.shots import ShotsOutput
from sensorium.core.values import TimeSpan


def test_each_cut_is_a_moment_whoever_found_it() -> None:
    found = ShotsOutput(shots=(TimeSpan(start=0, end=2), TimeSpan(start=2, end=5)), cuts=(2.0,))
    (moment,) = found.moments
    assert (moment.label, moment.state) == ("cut", "verified")
    assert moment.span.start < 2.0 < moment.span.end
    assert ShotsOutput.model_validate(found.model_dump()) == found


def test_no_cuts_no_moments() -> None:
    assert ShotsOutput(shots=(TimeSpan(start=0, end=2),)).moments == ()
