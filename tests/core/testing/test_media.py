from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.media import probe
from sensorium.core.testing.media import frame_number, frame_times, make_audio, make_video, stripes


@pytest.mark.parametrize("number", [0, 1, 77, 2048, 4095])
def test_a_frame_carries_its_number(number: int) -> None:
    assert frame_number(stripes(number, 0.0, (120, 60))) == number


def test_a_turned_picture_reads_differently() -> None:
    picture = stripes(77, 0.0, (120, 60))
    assert frame_number(picture[:, ::-1]) != 77
    assert frame_number(np.rot90(picture, 2)) != 77


def test_uneven_times_ascend_and_begin_at_zero() -> None:
    times = frame_times(10, 25, vfr=True)
    assert times[0] == 0
    assert np.diff(times).min() > 0
    assert np.diff(times).std() > 0.005


def test_what_was_asked_is_made(tmp_path: Path) -> None:
    film = probe(make_video(tmp_path / "a.mp4", 1, 10, (64, 48), audio=True))
    assert film.video is not None
    assert (film.video.width, film.video.height, film.video.fps) == (64, 48, 10)
    assert film.audio is not None
    sound = probe(make_audio(tmp_path / "a.wav", 1, 8_000, 2)).audio
    assert sound is not None
    assert (sound.rate, sound.channels) == (8_000, 2)
