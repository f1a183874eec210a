"""What cleaning gains: ``python tests/benchmarks/enhancement.py ../shared/media [--noise FILE ...]``.

Clean LibriVox speech with a second of pause around it, and noise added at 10, 5 and 0 dB: white, pink, and recorded
noise where files of it are given. SI-SDR is against the clean speech; WER is of the embedded recogniser.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
from pathlib import Path
from typing import Any

import librosa
import numpy as np
import soundfile

import sensorium.plugins.shots
import sensorium.plugins.sound
import sensorium.plugins.speech
from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.sound import EnhancementInput
from sensorium.core.tasks.speech import RecognitionInput
from sensorium.core.testing.running import isolated_registry
from sensorium.core.weights.store import WeightStore

RATE = 16_000
RATIOS = (10, 5, 0)


def si_sdr(clean: np.ndarray, told: np.ndarray) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux et al. 2019)."""
    count = min(len(clean), len(told))
    clean, told = clean[:count] - clean[:count].mean(), told[:count] - told[:count].mean()
    target = (told @ clean) / (clean @ clean) * clean
    return float(10 * np.log10((target @ target) / ((told - target) @ (told - target))))


def words(text: str) -> list[str]:
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def edits(true: list[str], told: list[str]) -> int:
    """Least insertions, deletions and replacements."""
    row = list(range(len(told) + 1))
    for i, word in enumerate(true, 1):
        above, row = row, [i]
        for j, other in enumerate(told, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (word != other)))
    return row[-1]


def noises(files: list[Path], count: int) -> dict[str, np.ndarray]:
    """Of `count` samples each, at power 1."""
    rng = np.random.default_rng(0)
    spectrum = np.fft.rfft(rng.standard_normal(count)) / np.sqrt(np.maximum(1, np.arange(count // 2 + 1)))
    made = {"white": rng.standard_normal(count), "pink": np.fft.irfft(spectrum, count)}
    for file in files:
        sound = librosa.load(file, sr=RATE)[0]
        made[file.stem] = np.tile(sound, -(-count // len(sound)))[:count]
    return {name: noise / np.sqrt((noise**2).mean()) for name, noise in made.items()}


def texts(folder: Path) -> dict[str, list[str]]:
    """What each recording says."""
    lines = (folder / "transcription").read_text().splitlines()
    found = [re.match(r"<s>(.*)</s>\s*\((.*)\)", line.strip()) for line in lines]
    return {match[2]: words(match[1]) for match in found if match}


async def measured(media: Path, files: list[Path]) -> None:
    folder = media / "speech" / "librivox"
    registry = isolated_registry(sensorium.plugins.sound, sensorium.plugins.speech, sensorium.plugins.shots)
    scores: dict[tuple[str, int], list[list[float]]] = {}
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        async with Host(registry, LocalEngine(), WeightStore.of(Settings.load()), settings) as host:

            async def asked(task: str, given: Any) -> Any:
                return (await host.run(task, given, RunContext())).output

            async def missed(path: Path, true: list[str]) -> float:
                output = await asked("speech_recognition", RecognitionInput(media=open_media(path)))
                return edits(true, words(" ".join(each.text for each in output.transcript.segments)))

            for name, true in texts(folder).items():
                voice = librosa.load(folder / f"{name}.wav", sr=RATE)[0]
                clean = np.pad(voice, RATE)
                for kind, noise in noises(files, len(clean)).items():
                    for ratio in RATIOS:
                        level = np.sqrt((voice**2).mean()) * 10 ** (-ratio / 20)
                        path = Path(home) / f"{name}-{kind}-{ratio}.wav"
                        noisy = (clean + noise * level).astype(np.float32)
                        scale = 0.9 / np.abs(noisy).max()
                        soundfile.write(path, noisy * scale, RATE)
                        output = await asked("speech_enhancement", EnhancementInput(media=open_media(path)))
                        cleaned = Path(output.audio.uri)
                        row = [si_sdr(clean, noisy), si_sdr(clean, soundfile.read(cleaned)[0])]
                        row += [output.snr_before, output.snr_after]
                        row += [await missed(path, true), await missed(cleaned, true), len(true)]
                        scores.setdefault((kind, ratio), []).append(row)
    print(f"{'noise':28} dB  SI-SDR before after  SNR told before after  WER before after")
    for (kind, ratio), rows in scores.items():
        table = np.array(rows)
        means = table[:, :4].mean(0)
        wer = table[:, 4:6].sum(0) / table[:, 6].sum()
        shown = f"{means[0]:13.1f} {means[1]:5.1f}  {means[2]:15.1f} {means[3]:5.1f}  {wer[0]:10.3f} {wer[1]:5.3f}"
        print(f"{kind:28} {ratio:2}  {shown}")


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("media", type=Path)
    told.add_argument("--noise", type=Path, nargs="*", default=[])
    asked = told.parse_args()
    asyncio.run(measured(asked.media, asked.noise))


if __name__ == "__main__":
    main()
