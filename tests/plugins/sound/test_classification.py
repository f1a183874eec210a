"""The network's answers on real sounds, and what is said of cells."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sensorium.core.errors import BadInput, WeightsError
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import SoundInput, SoundOutput
from sensorium.core.testing.running import run_model
from sensorium.core.values import TimeSpan
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.sound.claims import Heard, claims
from sensorium.plugins.sound.classification import YamnetSounds
from sensorium.plugins.sound.spectrogram import RATE, log_mel
from sensorium.plugins.sound.weights import YAMNET
from sensorium.plugins.sound.yamnet import Yamnet

CELL = TimeSpan(start=0, end=0.5)


@pytest.fixture(scope="module")
def folder() -> Path:
    store = WeightStore.of(Settings.load())
    if store.missing([YAMNET]):
        pytest.skip(f"weights not in the store: {YAMNET.name}")
    return store.folder((YAMNET,), model="yamnet-sounds")


def heard(folder: Path, media: Path, **given: object) -> SoundOutput:
    output = run_model(YamnetSounds, SoundInput(media=open_media(media), **given), weights=folder)
    assert isinstance(output, SoundOutput)
    return output


@pytest.fixture
def spoken(shared_media: Path, tmp_path: Path) -> Path:
    """Two seconds of silence, then somebody speaks."""
    voice, rate = soundfile.read(shared_media / "speech/librivox/sense_and_sensibility_01_austen_64kb-0880.wav")
    soundfile.write(tmp_path / "spoken.wav", np.concatenate([np.zeros(2 * rate), voice[: 2 * rate]]), rate)
    return tmp_path / "spoken.wav"


@pytest.mark.weights
def test_silence_then_speech(folder: Path, spoken: Path) -> None:
    output = heard(folder, spoken)
    labels = [sound.label for sound in output.sounds]
    assert labels[:3] == ["silence"] * 3
    assert labels[5:7] == ["speech"] * 2


@pytest.mark.weights
@pytest.mark.parametrize("phrase", ["speech", "说话声"])
def test_the_sound_asked_for_has_moments(folder: Path, spoken: Path, phrase: str) -> None:
    found = [moment for moment in heard(folder, spoken, phrase=phrase).moments if moment.state == "verified"]
    assert found
    assert found[0].span.start >= 1.5
    assert not [moment for moment in heard(folder, spoken, phrase="siren").moments if moment.state == "verified"]


@pytest.mark.weights
def test_classes_to_choose_from(folder: Path, spoken: Path) -> None:
    output = heard(folder, spoken, labels=("siren", "speech"))
    assert output.sounds[-2].label == "speech"


@pytest.mark.weights
def test_within_is_the_whole_answer_cut(folder: Path, spoken: Path) -> None:
    whole = heard(folder, spoken).sounds
    part = heard(folder, spoken, within=(TimeSpan(start=2, end=3),)).sounds
    assert [s.label for s in part] == [s.label for s in whole if 2 <= s.span.start < 3]


@pytest.mark.weights
def test_an_unknown_sound_is_refused(folder: Path, spoken: Path) -> None:
    with pytest.raises(BadInput, match="no sound 'xyzzy'"):
        heard(folder, spoken, phrase="xyzzy")


@pytest.mark.weights
def test_a_batch_of_many_is_each_alone(folder: Path) -> None:
    rng = np.random.default_rng(0)
    network = Yamnet(folder / YAMNET.name)
    looks = np.stack([log_mel(rng.standard_normal(int(0.98 * RATE)).astype(np.float32) * 0.1)[:96] for _ in range(3)])
    together = network.scores(looks)
    assert together.shape == (3, 521)
    alone = np.concatenate([network.scores(look[None]) for look in looks])
    assert np.abs(together - alone).max() < 1e-4


def test_a_short_file_of_weights_is_told(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(bytes(1000))
    with pytest.raises(WeightsError, match="ends early"):
        Yamnet(tmp_path / "part")


def test_near_misses_are_told_only_where_asked() -> None:
    low = [Heard("bell", 0.1, -20.0)]
    assert claims(low, CELL, asked=False, model="m") == ()
    assert [moment.state for moment in claims(low, CELL, asked=True, model="m")] == ["contradicted"]
    assert [moment.state for moment in claims([Heard("bell", 0.6, -20.0)], CELL, asked=True, model="m")] == ["verified"]
