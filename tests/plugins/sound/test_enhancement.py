"""Real speech with noise, cleaned."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import sensorium.plugins.shots
import sensorium.plugins.sound
import sensorium.plugins.speech
from sensorium.core.errors import BadInput
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import EnhancementInput, EnhancementOutput
from sensorium.core.testing.running import isolated_registry
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.speech.weights import SILERO

pytestmark = [pytest.mark.weights]


def cleaned(home: Path, file: Path, **given: Any) -> EnhancementOutput:
    store = WeightStore.of(Settings.load())
    if store.missing([SILERO]):
        pytest.skip(f"weights not in the store: {SILERO.name}")

    async def once() -> Any:
        registry = isolated_registry(sensorium.plugins.sound, sensorium.plugins.speech, sensorium.plugins.shots)
        async with Host(registry, LocalEngine(), store, Settings(home=home)) as host:
            asked = EnhancementInput(media=open_media(file), **given)
            return (await host.run("speech_enhancement", asked, RunContext())).output

    output = asyncio.run(once())
    assert isinstance(output, EnhancementOutput)
    return output


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (8_000, 2)], ids=["mono", "stereo, 8 kHz"])
def test_noise_goes_and_the_length_stays(shared_media: Path, tmp_path: Path, rate: int, channels: int) -> None:
    source = shared_media / "speech/librivox/sense_and_sensibility_01_austen_64kb-0870.wav"
    voice, _ = soundfile.read(source)
    voice = np.pad(voice[:: 16_000 // rate], rate)
    noisy = voice + np.random.default_rng(0).standard_normal(len(voice)) * np.sqrt((voice**2).mean()) * 10 ** (-10 / 20)
    soundfile.write(tmp_path / "noisy.wav", np.stack([noisy] * channels, 1) * 0.5, rate)
    output = cleaned(tmp_path / "home", tmp_path / "noisy.wav")
    assert output.snr_after > output.snr_before + 6
    assert 5 < output.snr_before < 15
    told, kept = soundfile.read(output.audio.uri)
    assert kept == rate
    assert abs(len(told) - len(noisy)) <= 1


def test_silence_is_told(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros(32_000), 16_000)
    with pytest.raises(BadInput, match="nobody speaks"):
        cleaned(tmp_path / "home", tmp_path / "silent.wav")
