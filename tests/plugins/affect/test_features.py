"""Rows of features: what is absent is nought and said to be absent."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.affect.features import (
    FACES,
    MODALITIES,
    Parts,
    face_row,
    joined,
    places,
    present,
    size,
    spoken,
    voice_row,
)
from sensorium.plugins.face_expression.blendshapes import NAMES

RATE = 16_000
SMILE = tuple(float(name.startswith("mouthSmile")) for name in NAMES)


def test_every_modality_has_its_place_and_its_number() -> None:
    parts = Parts(np.ones(384, np.float32), None, np.full(FACES, 2, np.float32))
    row = joined(parts)
    assert row.shape == (size(),)
    assert present(row[None]).tolist() == [[1, 0, 1]]
    assert not row[places()["voice"]].any()
    assert (row[places()["words"]] == 1).all()
    assert (row[places()["face"]] == 2).all()
    assert sum(place.stop - place.start for place in places().values()) == size() - len(MODALITIES)


def test_silence_has_no_voice() -> None:
    assert voice_row(np.zeros(RATE, np.float32), "", 1.0) is None
    assert voice_row(np.zeros(0, np.float32), "", 0.0) is None


def test_a_voice_does_not_depend_on_the_gain_but_on_the_pace() -> None:
    sound = np.random.default_rng(0).standard_normal(RATE).astype(np.float32) / 10
    plain, quiet = voice_row(sound, "one two", 1.0), voice_row(sound / 4, "one two", 1.0)
    assert plain is not None
    assert quiet is not None
    assert plain.shape == (places()["voice"].stop - places()["voice"].start,)
    np.testing.assert_allclose(plain, quiet, atol=1e-2)
    faster = voice_row(sound, "one two three four", 1.0)
    assert faster is not None
    assert faster[-1] == 2 * plain[-1]


def test_words_are_counted_in_both_writings() -> None:
    assert spoken("the door is blue") == 4
    assert spoken("门是蓝色的") == 5
    assert spoken("") == 0


def test_a_face_is_its_mean_and_its_strongest_actions() -> None:
    row = face_row([SMILE, (0.0,) * len(NAMES)])
    assert row is not None
    mean, most = row[: FACES // 2], row[FACES // 2 :]
    assert sorted(set(mean.tolist())) == [0, 0.5]
    assert most.max() == 1
    assert face_row([]) is None
