"""Make the heads' weights, and the figures of the cards.

    python -m sensorium.plugins.voice_emotion.train DATA --weights FOLDER [--out FOLDER] [--keep FOLDER]

DATA holds ravdess/ and emodb/ (16 kHz recordings under their published names); FOLDER has Whisper's model.bin and
silero_vad.onnx. Two heads are made and never mixed: `research` from both corpora, under RAVDESS's CC BY-NC-SA 4.0,
and `permissive` from EmoDB alone. Every figure is of speakers that the head measured had not heard.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sensorium.core.values import EMOTIONS, AffectScores
from sensorium.plugins.affect.feelings import Thresholds
from sensorium.plugins.voice_emotion import fitting
from sensorium.plugins.voice_emotion.augment import varied
from sensorium.plugins.voice_emotion.corpora import Clip, clips
from sensorium.plugins.voice_emotion.fitting import Samples
from sensorium.plugins.voice_emotion.floor import floor_row
from sensorium.plugins.voice_emotion.head import softmax
from sensorium.plugins.voice_emotion.moments import SURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

VARIANTS = 5
MARGIN = 0.05
RATE = 16_000


def rows_of(found: Sequence[Clip], weights: Path, variant: int) -> NDArray[np.float32]:
    """Features of the voiced part of every recording: as it is (variant 0), or varied by a seed of its own."""
    from sensorium.plugins.speech.silero import Silero
    from sensorium.plugins.voice_emotion.encoder import Encoder
    from sensorium.plugins.voice_emotion.features import features

    silero, encoder = Silero(weights / "silero_vad.onnx"), Encoder(weights / "model.bin")
    rows = []
    for i, clip in enumerate(found):
        voice = _voice(sound_of(clip.path), silero)
        if variant:
            voice = varied(voice, np.random.default_rng([variant, i]))
        rows.append(features(voice, encoder))
        if i % 100 == 0:
            print(f"variant {variant}: {i} of {len(found)}", flush=True)
    return np.stack(rows)


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


def gathered(found: Sequence[Clip], weights: Path, keep: Path | None) -> Samples:
    """All recordings' rows; `keep` is a folder that spares computing them again."""
    variants = []
    for variant in range(VARIANTS):
        kept = keep / f"rows{variant}.npy" if keep else None
        if kept and kept.exists():
            rows = np.load(kept)
        else:
            rows = rows_of(found, weights, variant)
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                np.save(kept, rows)
        variants.append(rows)
    _, corpora, speakers, labels, acted = map(np.array, zip(*found, strict=True))
    return Samples(np.stack(variants), labels, speakers, corpora, acted)


def made(samples: Samples, out: Path) -> dict[str, Any]:
    """Fit, calibrate and save one head; its calibration figures."""
    plain, changed = fitting.held_out(samples)
    both = np.concatenate([plain, changed])
    labels = np.tile(samples.labels, 2)
    weight = np.tile(samples.balance(), 2)
    bare = fitting.raw_head(samples)
    head = fitting.calibrated(bare, both, labels, weight)
    scale = float(np.abs(head.weights).sum() / np.abs(bare.weights).sum())
    every = softmax(scale * both + (head.bias - scale * bare.bias))
    shares = every[: len(plain)]
    own = {str(corpus): samples.corpora == corpus for corpus in np.unique(samples.corpora)}
    head.save(out)
    return {
        "recordings": len(samples.labels),
        "calibration_error": round(fitting.calibration_error(shares, samples.labels), 3),
        "mean_confidence": round(float(shares.max(1).mean()), 3),
        "accuracy": round(float((shares.argmax(1) == samples.labels).mean()), 3),
        "recall": {
            corpus: round(fitting.recall(samples.labels[its], shares[its].argmax(1)), 3) for corpus, its in own.items()
        },
        "claims": {
            name: claims(every, labels, np.tile(samples.corpora, 2), sure)
            for name, sure in (("shipped", SURE), ("likeliest only", SURE._replace(rival=1.0)))
        },
    }


def claims(
    shares: NDArray[np.float32], labels: NDArray[np.int64], corpora: NDArray[np.str_], sure: Thresholds
) -> dict[str, Any]:
    """What verified claims are worth by corpus: how many are right, how many of the truths are claimed, F1 by label."""
    told = [AffectScores(**dict(zip(EMOTIONS, map(float, np.round(row, 6)), strict=True))) for row in shares]
    claimed = np.array([[sure.state(row, label) == "verified" for label in EMOTIONS] for row in told])
    true = labels[:, None] == np.arange(len(EMOTIONS))
    report: dict[str, Any] = {}
    for corpus in np.unique(corpora):
        here, there = claimed[corpora == corpus], true[corpora == corpus]
        right = (here & there).sum(0)
        known = there.any(0)
        f1 = 2 * right[known] / (here.sum(0) + there.sum(0))[known]
        report[str(corpus)] = {
            "precision": round(float(right.sum() / here.sum()), 3),
            "recall": round(float(right.sum() / len(here)), 3),
            "F1": round(float(f1.mean()), 3),
            "F1 by label": [round(float(each), 3) for each in f1],
        }
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
    told.add_argument("--keep", type=Path)
    asked = told.parse_args()
    found = clips(asked.data)
    samples = gathered(found, asked.weights, asked.keep)
    report: dict[str, Any] = {"labels": list(EMOTIONS), "floor": floor(found, samples)}
    report["heads"] = {
        "research": made(samples, asked.out / "research.npz"),
        "permissive": made(samples.some(samples.corpora == "emodb"), asked.out / "permissive.npz"),
    }
    report["recall"] = figures(samples)
    (asked.out / "figures.json").write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
