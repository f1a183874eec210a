from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import PluginError
from sensorium.core.media import Reader, bare_window, open_media
from sensorium.core.sees import Sees
from sensorium.core.values import Box, TimeSpan


def test_a_bare_window_places_like_a_full_one(film: Path) -> None:
    media, sees = open_media(film), Sees(1.0, 0.5, fps=4, size=(64, 64), sound=8_000)
    box = Box(x0=0.2, y0=0.3, x1=0.6, y1=0.7)
    for full in Reader(media).windows(sees):
        bare = bare_window(media, full.cell, sees)
        assert (bare.span, bare.media, bare.restore(box)) == (full.span, full.media, full.restore(box))
        assert np.array_equal(bare.times, full.times)


def test_arrays_of_a_bare_window_raise(film: Path) -> None:
    bare = bare_window(open_media(film), TimeSpan(start=0, end=1), Sees(1.0, fps=1))
    for name in ("frames", "sound"):
        with pytest.raises(PluginError, match="has no arrays"):
            getattr(bare, name)


def test_arrays_are_read_only(film: Path) -> None:
    window = next(Reader(open_media(film)).windows(Sees(1.0, fps=4, sound=8_000)))
    assert not window.frames.flags.writeable
    assert not window.sound.flags.writeable
    assert not window.times.flags.writeable
