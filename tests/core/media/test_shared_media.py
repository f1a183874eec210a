"""Real files: every one opens, and what is shown is what a plain decode of the whole shows."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import numpy as np
import pytest

from sensorium.core.media import Reader, open_media
from sensorium.core.media.container import opened, origin
from sensorium.core.media.cost import Decoding
from sensorium.core.media.frames import Film
from sensorium.core.sees import Sees
from sensorium.core.values import Audio, Image, TimeSpan, Video

pytestmark = pytest.mark.shared


def test_every_file_is_what_it_is(shared_media: Path) -> None:
    kinds = {"video": Video, "faces": Image, "speech/emodb": Audio}
    for folder, kind in kinds.items():
        for file in sorted((shared_media / folder).iterdir()):
            media = open_media(file)
            assert isinstance(media, kind), file
            assert media.probe.duration > 0
            assert media.probe.warnings == ()


@pytest.mark.parametrize("name", ["composite_sad_red_car.mp4", "decord_pancake.mkv", "intel_car-detection.mp4"])
def test_instants_are_exact_wherever_the_film_is_entered(shared_media: Path, name: str) -> None:
    path = shared_media / "video" / name
    with opened(path) as container:
        stream, zero = container.streams.video[0], origin(container)
        assert stream.time_base is not None
        plain = [
            (float(frame.pts * stream.time_base - zero), bytes(frame.planes[0])[::97])
            for frame in container.decode(stream)
            if frame.pts is not None
        ]
    times = [time for time, _ in plain]
    draw = np.random.default_rng(7)
    for _ in range(3):
        film = Film(path, Decoding())
        for time in sorted([*draw.uniform(0, times[-1], 3), *draw.choice(times, 3)]):
            shown = film.at(float(time))
            at = max(0, bisect_right(times, time) - 1)
            assert (shown.time, bytes(shown.frame.planes[0])[::97]) == plain[at]
        film.close()


def test_within_hears_what_the_whole_run_hears(shared_media: Path) -> None:
    media = open_media(shared_media / "video" / "composite_sad_red_car.mp4")
    sees, within = Sees(2.0, 0.5, sound=16_000), [TimeSpan(start=13.1, end=13.2), TimeSpan(start=25, end=27)]
    whole = {window.cell: window.sound for window in Reader(media).windows(sees)}
    for window in Reader(media).windows(sees, within):
        assert np.array_equal(window.sound, whole[window.cell])
