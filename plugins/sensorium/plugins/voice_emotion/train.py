"""Make the heads' weights, and the figures of the cards.

    python -m sensorium.plugins.voice_emotion.tuning DATA --weights FOLDER --keep FOLDER
    python -m sensorium.plugins.voice_emotion.train DATA --weights FOLDER --keep FOLDER [--out FOLDER]

DATA holds ravdess/ and emodb/ (16 kHz recordings under their published names); FOLDER has Whisper's model.bin and
silero_vad.onnx; what takes long is kept, with what `tuning` learnt of unheard speakers. Two heads are made and never
mixed: `research` from both corpora, under RAVDESS's CC BY-NC-SA 4.0, and `permissive` from EmoDB alone. Every figure
is of speakers that the head measured had not heard.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.values import EMOTIONS
from sensorium.plugins.voice_emotion import fitting
from sensorium.plugins.voice_emotion.augment import varied
from sensorium.plugins.voice_emotion.corpora import Clip, clips
from sensorium.plugins.voice_emotion.features import Features, features
from sensorium.plugins.voice_emotion.fitting import Samples
from sensorium.plugins.voice_emotion.floor import floor_row

if TYPE_CHECKING:
    from numpy.typing import NDArray

VARIANTS = 4
MARGIN = 0.05
RATE = 16_000


def heard(found: Sequence[Clip], weights: Path, variant: int) -> Iterator[Features]:
    """Features of the voiced part of every recording: as it is (variant 0), or varied by a seed of its own."""
    from sensorium.plugins.speech.silero import Silero
    from sensorium.plugins.voice_emotion.encoder import Encoder

    silero, encoder = Silero(weights / "silero_vad.onnx"), Encoder(weights / "model.bin")
    for i, clip in enumerate(found):
        voice = _voice(sound_of(clip.path), silero)
        if variant:
            voice = varied(voice, np.random.default_rng([variant, i]))
        yield features(voice, encoder)
        if i % 100 == 0:
            print(f"variant {variant}: {i} of {len(found)}", flush=True)


def sound_of(path: Path) -> NDArray[np.float32]:
    """Mono samples of a 16 kHz file."""
    import soundfile

    sound, rate = soundfile.read(path, dtype="float32")
    if rate != RATE:
        raise SystemExit(f"{path}: {rate} Hz, wants {RATE}")
    return np.asarray(sound if sound.ndim == 1 else sound.mean(1), np.float32)


def _voice(sound: NDArray[np.float32], silero: Any) -> NDArray[np.float32]:
    """From the first to the last voiced instant; all of it where no voice is found."""
    from sensorium.plugins.speech.silero import STEP
    from sensorium.plugins.speech.voiced import voiced_spans

    spans = voiced_spans(silero.probabilities(sound), STEP / RATE)
    if not spans:
        return sound
    first, last = max(0.0, spans[0].start - MARGIN), spans[-1].end + MARGIN
    return sound[int(first * RATE) : int(last * RATE)]


def gathered(found: Sequence[Clip], weights: Path, keep: Path) -> Samples:
    """All recordings' rows; `keep` is a folder that spares computing them again, and holds the early steps too."""
    keep.mkdir(parents=True, exist_ok=True)
    variants = []
    for variant in range(VARIANTS):
        kept = keep / f"rows{variant}.npy"
        if not kept.exists():
            rows, steps = [], []
            for each in heard(found, weights, variant):
                rows.append(each.row)
                steps.append(each.early.astype(np.float16))
            np.savez(keep / f"early{variant}.npz", steps=np.concatenate(steps), lengths=list(map(len, steps)))
            np.save(kept, np.stack(rows))
        variants.append(np.load(kept))
    _, corpora, speakers, labels = zip(*found, strict=True)
    return Samples(np.stack(variants), np.array(labels), np.array(speakers), np.array(corpora))


def early_of(keep: Path, variant: int) -> list[NDArray[np.float16]]:
    """The kept steps after layer 2 of every recording, shape (steps, 512) each."""
    with np.load(keep / f"early{variant}.npz") as kept:
        return list(np.split(kept["steps"], np.cumsum(kept["lengths"])[:-1]))


def made(samples: Samples, out: Path, second: NDArray[np.float32] | None = None) -> dict[str, Any]:
    """Fit, calibrate and save one head; what it is worth on unheard speakers.

    `second` are the held-out second opinions (2, n, 7): of the recordings as they are, and varied.
    """
    plain, changed = fitting.held_out(samples)
    opinions = (
        np.log(second + 1e-9).astype(np.float32) if second is not None else np.zeros((2, *plain.shape), np.float32)
    )
    weight = np.tile(fitting.balance(samples.labels, samples.corpora), 2)
    known = fitting.calibration(
        np.concatenate([plain, changed]), np.tile(samples.labels, 2), weight, np.concatenate(list(opinions))
    )
    fitting.calibrated(fitting.raw_head(samples), known, second is not None).save(out)
    shares = known.shares(plain, opinions[0])
    report: dict[str, Any] = {
        "recordings": len(samples.labels),
        "calibration_error": round(fitting.calibration_error(shares, samples.labels), 3),
        "mean_confidence": round(float(shares.max(1).mean()), 3),
        "accuracy": round(float((shares.argmax(1) == samples.labels).mean()), 3),
    }
    for corpus in np.unique(samples.corpora):
        own = samples.corpora == corpus
        for how, scores, opinion in (("", plain, opinions[0]), (", varied", changed, opinions[1])):
            guesses = known.shares(scores, opinion, shifted=False).argmax(1)[own]
            report[f"{corpus}{how}"] = round(fitting.recall(samples.labels[own], guesses), 3)
            if not how:
                report[f"{corpus} confusion"] = fitting.confusion(samples.labels[own], guesses)
    return report


def figures(samples: Samples) -> dict[str, Any]:
    """Unweighted average recall of unheard speakers per corpus, alone and with the other in training."""
    report: dict[str, Any] = {}
    for corpus in ("ravdess", "emodb"):
        own, other = samples.some(samples.corpora == corpus), samples.some(samples.corpora != corpus)
        alone, alone_varied = fitting.held_out(own)
        beside, beside_varied = fitting.held_out(own, other)
        stranger = fitting.raw_head(other)
        cross = stranger.standard(own.rows[0]) @ stranger.weights + stranger.bias
        normal = own._replace(rows=fitting.by_speaker(own.rows, own.speakers))
        scores = {"alone": alone, "alone, varied": alone_varied, "with the other": beside,
                  "with the other, varied": beside_varied, "only the other": cross,
                  "alone, speaker-normalised": fitting.held_out(normal)[0]}  # fmt: skip
        report[corpus] = {name: round(fitting.recall(own.labels, score.argmax(1)), 3) for name, score in scores.items()}
        report[corpus]["confusion, with the other"] = fitting.confusion(own.labels, beside.argmax(1))
    return report


def floor(found: Sequence[Clip], samples: Samples) -> dict[str, Any]:
    """The same figures for plain statistics and a linear classifier: what must be beaten."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rows = np.stack([floor_row(sound_of(clip.path)) for clip in found])
    report = {}
    for corpus in ("ravdess", "emodb"):
        own = samples.corpora == corpus
        for name, kept in (("alone", own), ("with the other", np.ones_like(own))):
            guesses = np.zeros(len(rows), int)
            for test in fitting.folds(samples.speakers[own]):
                out = np.isin(samples.speakers, samples.speakers[own][test])
                model = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=1000))
                model.fit(rows[kept & ~out], samples.labels[kept & ~out])
                guesses[out] = model.predict(rows[out])
            report[f"{corpus}, {name}"] = round(fitting.recall(samples.labels[own], guesses[own]), 3)
    return report


def main() -> None:
    """Train and measure."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("data", type=Path)
    told.add_argument("--weights", type=Path, required=True)
    told.add_argument("--out", type=Path, default=Path(__file__).parent)
    told.add_argument("--keep", type=Path, required=True)
    asked = told.parse_args()
    found = clips(asked.data)
    samples = gathered(found, asked.weights, asked.keep)
    report: dict[str, Any] = {"labels": list(EMOTIONS), "floor": floor(found, samples)}
    report["heads"] = {
        "research": made(samples, asked.out / "research.npz", np.load(asked.keep / "tuned.npy")),
        "permissive": made(samples.some(samples.corpora == "emodb"), asked.out / "permissive.npz"),
    }
    report["recall of the linear head"] = figures(samples)
    (asked.out / "figures.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
