"""Films whose truth is known, and files that are none, for driving the program."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sensorium.core.testing.media import make_audio, make_video

FLASHES = ((3.0, 3.3), (6.0, 6.2))
DARK, BRIGHT = 60, 230


def flashing(path: Path, flashes: tuple[tuple[float, float], ...] = FLASHES, seconds: float = 8.0) -> Path:
    """A dark film that is bright within `flashes`."""

    def paint(number: int, time: float, size: tuple[int, int]) -> NDArray[np.uint8]:
        lit = any(start <= time < end for start, end in flashes)
        return np.full((size[1], size[0], 3), BRIGHT if lit else DARK, np.uint8)

    return make_video(path, seconds=seconds, fps=25, paint=paint)


def broken(folder: Path) -> dict[str, Path]:
    """Files by what is wrong with them."""
    sound = make_audio(folder / "tone.wav", seconds=2)
    silent = make_video(folder / "silent.mp4", seconds=2)
    whole = make_video(folder / "whole.mp4", seconds=2, audio=True).read_bytes()
    empty, cut, text, directory = (folder / name for name in ("empty.mp4", "cut.mp4", "text.mp4", "folder.mp4"))
    empty.touch()
    cut.write_bytes(whole[: len(whole) // 2])
    text.write_text("I am a film, honestly.\n" * 80, encoding="utf-8")
    directory.mkdir()
    return {
        "missing": folder / "nowhere.mp4",
        "directory": directory,
        "empty": empty,
        "truncated": cut,
        "text": text,
        "sound only": sound,
        "no sound": silent,
        "sound": folder / "whole.mp4",
    }
