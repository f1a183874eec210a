from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.media import sound as module
from sensorium.core.media.cost import Decoding
from sensorium.core.media.sound import Sound
from sensorium.core.testing.media import make_audio, make_video


def sine(rate: int, seconds: float, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


@pytest.mark.parametrize(
    ("name", "rate", "channels", "tolerance"),
    [
        ("a.wav", 48_000, 1, 1e-3),
        ("a.wav", 8_000, 6, 1e-3),
        ("a.wav", 44_100, 2, 1e-3),
        ("a.flac", 96_000, 2, 1e-3),
        ("a.mkv", 44_100, 1, 1e-3),
        ("a.mp3", 44_100, 2, 0.05),
        ("a.m4a", 48_000, 1, 0.05),
    ],
)
@pytest.mark.parametrize("wanted", [16_000, 22_050])
def test_any_rate_and_layout_comes_out_in_place(
    tmp_path: Path, name: str, rate: int, channels: int, tolerance: float, wanted: int
) -> None:
    heard = Sound(make_audio(tmp_path / name, 7, rate, channels), Decoding()).read(wanted, 0, 7 * wanted)
    inside = slice(wanted // 10, -wanted // 10)
    assert np.abs(heard - sine(wanted, 7))[inside].max() < tolerance


def test_nothing_before_and_after(tone: Path) -> None:
    heard = Sound(tone, Decoding()).read(16_000, -16_000, 6 * 16_000)
    assert not heard[:15_900].any()
    assert not heard[-31_000:].any()
    assert heard[16_000 : 4 * 16_000].any()


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_the_same_samples_whatever_was_read_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(module, "LEG", 5)
    path = make_video(tmp_path / name, 13, fps=2, size=(32, 32), audio=True)
    whole = Sound(path, Decoding()).read(16_000, 0, 13 * 16_000)
    for first, count in ((12 * 16_000, 9_000), (10 * 16_000 - 77, 16_000), (4 * 16_000 + 5, 33_333), (0, 100)):
        alone = Sound(path, Decoding()).read(16_000, first, count)
        assert np.array_equal(alone, whole[first : first + count])


def test_legs_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEG", 5)
    path = make_audio(tmp_path / "a.m4a", 12)
    heard = Sound(path, Decoding()).read(48_000, 0, 11 * 48_000)
    assert np.abs(heard - sine(48_000, 11))[4_800:].max() < 0.02


def test_a_late_span_spares_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEG", 5)
    cost = Decoding()
    Sound(make_audio(tmp_path / "a.m4a", 24), cost).read(16_000, 22 * 16_000, 16_000)
    assert cost.sound_seconds < 15


def test_sound_that_begins_late_is_silent_before(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", 4, audio=True, audio_from=1.5)
    heard = Sound(path, Decoding()).read(48_000, 0, 4 * 48_000)
    assert not heard[: round(1.4 * 48_000)].any()
    assert np.abs(heard[2 * 48_000 : 3 * 48_000]).max() == pytest.approx(0.5, abs=0.02)


def test_low_frequency_channel_is_left_out() -> None:
    from sensorium.core.media.mono import _weights

    weights = _weights(["FL", "FR", "FC", "LFE", "BL", "BR"], 6)
    assert weights[3] == 0
    assert weights.sum() == pytest.approx(1)
    assert np.array_equal(_weights(["FL", "FR"], 2), [0.5, 0.5])
