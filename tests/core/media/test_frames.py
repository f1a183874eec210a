from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media.cost import Decoding
from sensorium.core.media.fit import Fitter, fit
from sensorium.core.media.frames import Film
from sensorium.core.testing.media import frame_number, frame_times, make_video

SIZE = (192, 108)
read = Fitter(fit(SIZE, None, "stretch"))


def numbers(film: Film, times: list[float]) -> list[int]:
    return [frame_number(read(film.at(time).frame)) for time in times]


def expected(frames: list[float], times: list[float]) -> list[int]:
    return [max(0, bisect_right(frames, time) - 1) for time in times]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
@pytest.mark.parametrize("vfr", [False, True])
def test_the_last_picture_at_or_before_an_instant_is_shown(tmp_path: Path, name: str, vfr: bool) -> None:
    film = Film(make_video(tmp_path / name, 2, vfr=vfr), Decoding())
    times = [float(time) for time in np.arange(0, 2.5, 0.0625)]
    assert numbers(film, times) == expected(frame_times(2, 25, vfr), times)


def test_exactly_at_its_time_a_picture_is_shown(tmp_path: Path) -> None:
    film = Film(make_video(tmp_path / "a.mp4", 2, fps=16), Decoding())
    assert numbers(film, [k / 16 for k in range(32)]) == list(range(32))


def test_pictures_out_of_stored_order(tmp_path: Path) -> None:
    """AVI states no presentation times; its pictures are shown in the order the decoder gives them."""
    film = Film(make_video(tmp_path / "a.avi", 2, codec="mpeg4"), Decoding())
    times = [k / 8 for k in range(16)]
    assert numbers(film, times) == expected(frame_times(2, 25), times)


def test_a_late_picture_is_shown_from_the_start(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", 3, times=[1 + k / 25 for k in range(50)], audio=True)
    assert numbers(Film(path, Decoding()), [0, 0.9, 1.0, 1.25, 2.99]) == [0, 0, 0, 6, 49]


def test_seeking_shows_the_same_pictures_and_spares_decoding(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mp4", 20, fps=25, gop=25)
    cost = Decoding()
    times = [0.5, 9.3, 9.36, 17.0, 19.99]
    assert numbers(Film(path, cost), times) == expected(frame_times(20, 25), times)
    assert cost.seeks >= 2
    assert cost.pictures < 200


def test_near_instants_are_joined_rather_than_sought(tmp_path: Path) -> None:
    cost = Decoding()
    numbers(Film(make_video(tmp_path / "a.mp4", 4, gop=100), cost), [0.1, 1.5, 2.9])
    assert cost.seeks == 0


@pytest.mark.parametrize("name", ["a.ts", "a.avi"])
def test_files_without_an_index_are_read_through(tmp_path: Path, name: str) -> None:
    cost = Decoding()
    path = make_video(tmp_path / name, 8, codec="mpeg4")
    assert numbers(Film(path, cost), [7.5]) == [187]
    assert cost.seeks == 0


def test_broken_packets_are_skipped_and_counted(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mov", 4, codec="png", pix_fmt="rgb24")
    content = bytearray(path.read_bytes())
    starts = [at for at in range(len(content)) if content[at : at + 4] == b"IDAT"]
    content[starts[50] : starts[50] + 40] = bytes(40)
    path.write_bytes(bytes(content))
    cost = Decoding()
    assert numbers(Film(path, cost), [1.0, 2.0, 3.0]) == [25, 49, 75]
    assert cost.broken == 1
    assert cost.broken_at == pytest.approx(1.96, abs=0.2)


def test_sound_has_no_pictures(tone: Path) -> None:
    with pytest.raises(MediaError, match="holds no pictures"):
        Film(tone, Decoding())
