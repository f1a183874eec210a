"""The numpy layers against CTranslate2's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.speech.weights import WHISPER
from sensorium.plugins.voice_emotion import encoder as module
from sensorium.plugins.voice_emotion.encoder import WIDTH, Encoder
from sensorium.plugins.voice_emotion.features import features, parts
from sensorium.plugins.voice_emotion.weights import WHISPER_BASE

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def path() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(WHISPER):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder(WHISPER) / WHISPER_BASE.name


def noise(seconds: float) -> np.ndarray:
    return (np.random.default_rng(0).standard_normal(int(seconds * 16_000)) * 0.05).astype(np.float32)


def test_all_layers_together_are_what_ctranslate_computes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    monkeypatch.setattr(module, "LAYERS", 6)
    whole = Encoder(path)
    states = whole.states(noise(1.0))[-1]
    rest = module.tensors(path, lambda name: name.startswith("encoder/layer_norm/"))
    centred = states - states.mean(-1, keepdims=True)
    ours = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
    ours = ours * rest["encoder/layer_norm/gamma"] + rest["encoder/layer_norm/beta"]
    mel = np.ascontiguousarray(whole._mel(noise(1.0), padding=0)[None, :, :100], np.float32)
    model = ctranslate2.models.Whisper(str(path.parent), compute_type="float32", intra_threads=1)
    theirs = np.array(model.encode(ctranslate2.StorageView.from_array(mel)))[0]
    assert np.abs(ours - theirs).max() < 1e-3


def test_one_row_for_any_length(path: Path) -> None:
    ear = Encoder(path)
    assert [len(states) for states in ear.states(noise(0.5))] == [25] * module.LAYERS
    rows = [features(noise(seconds), ear) for seconds in (0.01, 0.7, 2.0)]
    assert len({len(row) for row in rows}) == 1
    assert len(rows[0]) > 2 * module.LAYERS * WIDTH
    assert all(np.isfinite(row).all() for row in rows)


def test_long_sounds_come_in_equal_parts() -> None:
    assert [len(part) for part in parts(np.zeros(16_000 * 15, np.float32))] == [80_000] * 3
    assert len(parts(np.zeros(16_000, np.float32))) == 1
