"""The sound of spans, cut from the windows it arrives in."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sensorium.core.hearing import heard
from sensorium.core.testing.pretend import PretendReaders, pretend
from sensorium.core.values import Audio, TimeSpan

RATE = 1000


@pytest.fixture
def job() -> Any:
    readers = PretendReaders()

    def read(media: Any, sees: Any, within: Any = None) -> Iterator[Any]:
        return iter(readers.of(media).windows(sees, within))

    return SimpleNamespace(read=read, readers=readers)


def test_every_span_gets_its_own_samples(job: Any) -> None:
    spans = [TimeSpan(start=0.5, end=1.25), TimeSpan(start=4.0, end=11.0), TimeSpan(start=11.0, end=12.3)]
    found = list(heard(job, pretend(Audio, 12.3), spans, RATE))
    assert [span for span, _ in found] == spans
    for span, sound in found:
        assert sound[0] == pytest.approx(span.start, abs=2 / RATE)
        assert len(sound) == pytest.approx(span.seconds * RATE, abs=1)
        assert np.allclose(np.diff(sound), 1 / RATE, atol=1e-4)


def test_only_the_pieces_needed_are_read(job: Any) -> None:
    list(heard(job, pretend(Audio, 600), [TimeSpan(start=501, end=502)], RATE))
    assert job.readers.served == 1


def test_a_part_of_a_medium_keeps_the_files_times(job: Any) -> None:
    part = pretend(Audio, 60).part(TimeSpan(start=7.0, end=30.0))
    ((_, sound),) = heard(job, part, [TimeSpan(start=7.5, end=12.5)], RATE)
    assert sound[0] == pytest.approx(7.5, abs=2 / RATE)
    assert len(sound) == 5 * RATE


def test_no_spans_no_sound(job: Any) -> None:
    assert list(heard(job, pretend(Audio, 60), [], RATE)) == []
