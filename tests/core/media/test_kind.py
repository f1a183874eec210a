from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.errors import MediaError
from sensorium.core.media import digest, frame_of, open_media, require_audio, require_video
from sensorium.core.testing.media import make_video
from sensorium.core.values import Audio, Image, Video

cv2 = pytest.importorskip("cv2")


def test_kind_follows_content_not_name(tmp_path: Path, film: Path, tone: Path) -> None:
    for source, name, kind in ((film, "a.wav", Video), (tone, "b.mp4", Audio)):
        disguised = tmp_path / name
        disguised.write_bytes(source.read_bytes())
        assert isinstance(open_media(disguised), kind)


def test_reference_carries_digest_and_path(film: Path) -> None:
    media = open_media(film.as_uri())
    assert media.uri == str(film.resolve())
    assert media.sha256 == digest(film)


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "bmp", "tiff"])
def test_stills_last_one_second(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"still.{suffix}"
    cv2.imwrite(str(file), np.full((31, 47, 3), 90, np.uint8))
    media = open_media(file)
    assert isinstance(media, Image)
    assert media.probe.duration == 1.0
    assert media.probe.video is not None
    assert (media.probe.video.width, media.probe.video.height) == (47, 31)


def test_an_animation_is_a_video_and_one_picture_of_it_a_still(tmp_path: Path) -> None:
    moving = open_media(make_video(tmp_path / "a.gif", 1, 10, codec="gif", pix_fmt="rgb8"))
    still = open_media(make_video(tmp_path / "b.gif", 0.1, 10, codec="gif", pix_fmt="rgb8"))
    assert isinstance(moving, Video)
    assert isinstance(still, Image)
    assert still.probe.duration == 1.0


def test_sound_alone_is_refused_where_a_picture_is_needed(tone: Path, film: Path) -> None:
    with pytest.raises(MediaError, match="has sound but no picture; this question needs a picture"):
        require_video(open_media(tone))
    heard = Audio(**open_media(film).model_dump(exclude={"kind"}))
    with pytest.raises(MediaError, match="was given as sound"):
        require_video(heard)
    require_video(open_media(film))


def test_silence_is_refused_where_sound_is_needed(silent_film: Path, tone: Path) -> None:
    with pytest.raises(MediaError, match="has a picture but no sound; this question needs sound"):
        require_audio(open_media(silent_film))
    require_audio(open_media(tone))


def test_frame_of_a_video(film: Path) -> None:
    video = open_media(film)
    assert isinstance(video, Video)
    frame = frame_of(video, 2.5)
    assert (frame.time, frame.probe.duration, frame.sha256) == (2.5, 1.0, video.sha256)
    with pytest.raises(MediaError, match="no picture at 9 s"):
        frame_of(video, 9.0)
