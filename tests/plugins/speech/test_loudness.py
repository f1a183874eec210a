"""Near-silence."""

from __future__ import annotations

import numpy as np
import pytest

from sensorium.plugins.speech.loudness import levels, silent_spans

STEP = 0.032


def test_levels_are_root_mean_squares_of_whole_steps() -> None:
    sound = np.concatenate([np.full(512, 0.5), np.zeros(512), np.ones(100)]).astype(np.float32)
    assert levels(sound, 512).tolist() == [0.5, 0.0]


def test_a_pause_between_loud_parts_is_silent() -> None:
    level = np.array([0.1] * 50 + [0.0005] * 40 + [0.1] * 50, np.float32)
    (span,) = silent_spans(level, STEP, start=10.0)
    assert (span.start, span.end) == pytest.approx((10 + 50 * STEP, 10 + 90 * STEP))


def test_quiet_music_is_not_silence() -> None:
    assert silent_spans(np.array([0.1] * 50 + [0.01] * 40, np.float32), STEP) == []


def test_a_click_does_not_end_a_silence() -> None:
    level = np.array([0.1] * 50 + [0.0] * 20 + [0.1] * 2 + [0.0] * 20, np.float32)
    assert len(silent_spans(level, STEP)) == 1


def test_short_pauses_are_left_out() -> None:
    assert silent_spans(np.array([0.1] * 50 + [0.0] * 10 + [0.1] * 50, np.float32), STEP) == []


def test_all_silent_is_one_silence() -> None:
    (span,) = silent_spans(np.zeros(100, np.float32), STEP)
    assert span.seconds == pytest.approx(100 * STEP)


def test_no_sound_has_no_silence() -> None:
    assert silent_spans(np.zeros(0, np.float32), STEP) == []
