from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media import Reader, extract, frame_jpeg, open_media, thumbnails
from sensorium.core.sees import Sees
from sensorium.core.testing.media import frame_number, make_video
from sensorium.core.values import Box, TimeSpan

cv2 = pytest.importorskip("cv2")


def decoded(jpeg: bytes) -> np.ndarray:
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR))


def test_a_clip_shows_and_sounds_the_span(film: Path, tmp_path: Path) -> None:
    clip = open_media(extract(open_media(film), TimeSpan(start=1, end=3), tmp_path / "clip.mp4"))
    assert clip.probe.duration == pytest.approx(2, abs=0.1)
    assert clip.probe.video is not None
    assert clip.probe.video.codec == "h264"
    windows = list(Reader(clip).windows(Sees(1.0, fps=2, sound=8_000)))[:2]
    assert [[frame_number(frame) for frame in window.frames] for window in windows] == [[25, 37], [50, 62]]
    assert np.abs(windows[1].sound).max() == pytest.approx(0.5, abs=0.05)


def test_a_turned_film_is_cut_upright(tmp_path: Path) -> None:
    film = open_media(make_video(tmp_path / "a.mp4", 1, rotation=90))
    clip = open_media(extract(film, film.whole, tmp_path / "clip.mp4")).probe.video
    assert clip is not None
    assert (clip.width, clip.height, clip.rotation) == (192, 108, 0)


def test_sound_alone_is_cut(tone: Path, tmp_path: Path) -> None:
    clip = open_media(extract(open_media(tone), TimeSpan(start=0.5, end=9), tmp_path / "clip.m4a"))
    assert clip.probe.video is None
    assert clip.probe.duration == pytest.approx(2.5, abs=0.1)


def test_a_span_outside_is_refused(tone: Path, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"has nothing at 7\.00-9\.00 s"):
        extract(open_media(tone), TimeSpan(start=7, end=9), tmp_path / "clip.mp4")


def test_a_picture_of_an_instant(film: Path) -> None:
    picture = decoded(frame_jpeg(open_media(film), 2.0, 96))
    assert picture.shape == (54, 96, 3)
    assert frame_number(picture) == 50


def test_thumbnails_come_in_the_order_asked(film: Path) -> None:
    shown = [frame_number(decoded(jpeg)) for jpeg in thumbnails(open_media(film), [3.0, 0.0, 3.0, 1.0])]
    assert shown == [75, 0, 75, 25]


def test_a_crop_is_cut_out(film: Path) -> None:
    half = open_media(film).model_copy(update={"crop": Box(x0=0.5, y0=0, x1=1, y1=1)})
    assert decoded(frame_jpeg(half, 0.0)).shape == (108, 96, 3)
