"""By how much the sound comes late, from a mouth's course; and real films that tell nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sensorium.plugins.shots
import sensorium.plugins.sound
import sensorium.plugins.speech
from sensorium.core.errors import BadInput
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import AlignmentInput
from sensorium.core.testing.running import isolated_registry
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER
from sensorium.plugins.sound.alignment import _offset, _Seen
from sensorium.plugins.sound.mouths import RATE, Mouth
from sensorium.plugins.speech.weights import SILERO

COURSE = np.convolve(np.random.default_rng(0).standard_normal(200), np.ones(4) / 4, "same")


def seen(late: int) -> _Seen:
    """A sound as loud as COURSE, `late` frames later."""
    made = _Seen()
    made.loudness = {i: float(np.roll(COURSE, late)[i]) for i in range(200)}
    made.motion = {i: float(COURSE[i]) for i in range(200)}
    return made


@pytest.mark.parametrize("late", [-4, 6])
def test_a_late_sound_has_a_positive_offset(late: int) -> None:
    mouth = Mouth("face 1", np.zeros(4, np.float32), 199, {i: float(COURSE[i]) for i in range(200)})
    found = _offset([mouth], seen(late), 200)
    assert found is not None
    assert found.frames / RATE == pytest.approx((late + 0.5) / RATE, abs=0.02)


def test_what_moves_tells_only_where_there_is_no_face() -> None:
    still = Mouth("face 1", np.zeros(4, np.float32), 199, dict.fromkeys(range(200), 0.1))
    assert _offset([], seen(3), 200) is not None
    assert _offset([still], seen(3), 200) is None


def aligned(home: Path, file: Path) -> Any:
    store = WeightStore.of(Settings.load())
    if missing := store.missing([SILERO, LANDMARKER, EXPRESSION]):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")

    async def once() -> Any:
        registry = isolated_registry(sensorium.plugins.sound, sensorium.plugins.speech, sensorium.plugins.shots)
        async with Host(registry, LocalEngine(), store, Settings(home=home)) as host:
            given = AlignmentInput(video=open_media(file))
            return (await host.run("audio_visual_alignment", given, RunContext())).output

    return asyncio.run(once())


@pytest.mark.weights
def test_a_face_that_says_nothing_tells_nothing(shared_media: Path, tmp_path: Path) -> None:
    output = aligned(tmp_path, shared_media / "video" / "pyfeat_single_face.mp4")
    assert output.offset is None
    assert output.score == 0
    assert output.speaking == ()


@pytest.mark.weights
def test_a_film_without_sound_is_refused(shared_media: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no sound"):
        aligned(tmp_path, shared_media / "video" / "mmaction_demo.mp4")
