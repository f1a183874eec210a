"""How well sounds are told: labelled clips of Debian's packages, speech from the shared folder, made noise and silence.

    apt-get download PACKAGE ...; dpkg -x PACKAGE.deb FOLDER/PACKAGE
    python tests/benchmarks/sounds.py FOLDER --weights FILE --shared ../shared/media [--fit] [--keep FILE]

The packages: tuxpaint-stamps-default, widelands-data, wesnoth-1.16-data, megaglest-data, hedgewars-data,
unknown-horizons, lincity-ng-data, asterisk-moh-opsound-wav, planetblupi-music-ogg, drascula-music. Their sounds are
free (GPL, CC BY, CC BY-SA, public domain); they are measured with, none is shipped or trained on. The label is what the
file is named after, so a few are wrong. A clip's score for a sound is the highest of its half-second cells. With --fit
the calibration is fitted on the packages of CALIBRATION and nothing else; all figures are of the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import librosa
import numpy as np
from scipy.optimize import minimize

from sensorium.plugins.sound import likelihood, phrases
from sensorium.plugins.sound.claims import CANDIDATE, VERIFIED
from sensorium.plugins.sound.spectrogram import RATE, ROWS, log_mel
from sensorium.plugins.sound.yamnet import Yamnet

CALIBRATION = ("widelands-data", "megaglest-data", "lincity-ng-data", "drascula-music", "emodb")
LABELS: tuple[tuple[str, str, str], ...] = (
    ("widelands-data", "animals/bird*", "birdsong"), ("widelands-data", "farm/horse*", "horse"),
    ("widelands-data", "animals/wolf*", "wolf"), ("widelands-data", "farm/sheep*", "sheep"),
    ("widelands-data", "animals/cricket*", "cricket"), ("widelands-data", "animals/frog*", "frog"),
    ("widelands-data", "hammering/hammering*", "hammering"), ("widelands-data", "saw/sawing*", "sawing"),
    ("widelands-data", "sawmill/*", "sawing"), ("megaglest-data", "sounds/wolf*", "wolf"),
    ("megaglest-data", "pine_rock/sounds/chicken*", "rooster"), ("megaglest-data", "sounds/rain*", "rain"),
    ("megaglest-data", "sounds/wind*", "wind"), ("megaglest-data", "sounds/rooster*", "rooster"),
    ("lincity-ng-data", "sounds/RailTrain*", "train"), ("lincity-ng-data", "sounds/Fire[123]*", "fire"),
    ("lincity-ng-data", "sounds/FireStation*", "siren"), ("lincity-ng-data", "sounds/SportsCroud*", "cheering"),
    ("lincity-ng-data", "sounds/Trafic*", "traffic"), ("lincity-ng-data", "sounds/RocketExplosion*", "explosion"),
    ("lincity-ng-data", "sounds/Water*", "water"), ("drascula-music", "*.ogg", "music"),
    ("tuxpaint-stamps-default", "cats/lion.*", "lion"), ("tuxpaint-stamps-default", "cats/tiger.*", "lion"),
    ("tuxpaint-stamps-default", "halloween/blackcat.*", "cat meowing"),
    ("tuxpaint-stamps-default", "bovines/sheep*", "sheep"), ("tuxpaint-stamps-default", "bovines/*goat.*", "sheep"),
    ("tuxpaint-stamps-default", "bovines/cow*", "cow"), ("tuxpaint-stamps-default", "bovines/bull.*", "cow"),
    ("tuxpaint-stamps-default", "dogs/dog.*", "dog barking"), ("tuxpaint-stamps-default", "equines/horse.*", "horse"),
    ("tuxpaint-stamps-default", "birds/rooster.*", "rooster"), ("tuxpaint-stamps-default", "birds/hen.*", "rooster"),
    ("tuxpaint-stamps-default", "birds/lark.*", "birdsong"),
    ("tuxpaint-stamps-default", "birds/blackbird.*", "birdsong"),
    ("tuxpaint-stamps-default", "birds/cuckoo.*", "birdsong"), ("tuxpaint-stamps-default", "birds/crow.*", "birdsong"),
    ("tuxpaint-stamps-default", "birds/seagull.*", "birdsong"), ("tuxpaint-stamps-default", "birds/owl.*", "birdsong"),
    ("tuxpaint-stamps-default", "amphibians/frog.*", "frog"), ("tuxpaint-stamps-default", "mammals/pig.*", "pig"),
    ("tuxpaint-stamps-default", "birds/duck.*", "duck"),
    ("tuxpaint-stamps-default", "insects/grasshopper.*", "cricket"),
    ("tuxpaint-stamps-default", "naturalforces/lightning*", "thunder"),
    ("tuxpaint-stamps-default", "emergency/firetruck.*", "siren"),
    ("tuxpaint-stamps-default", "newyears/fireworks.*", "explosion"),
    ("tuxpaint-stamps-default", "tools/saw.*", "sawing"), ("tuxpaint-stamps-default", "tools/hammer.*", "hammering"),
    ("tuxpaint-stamps-default", "household/vacuum_cleaner.*", "vacuum cleaner"),
    ("tuxpaint-stamps-default", "household/toilet.*", "toilet flush"),
    ("tuxpaint-stamps-default", "string/*", "music"), ("tuxpaint-stamps-default", "wind/*", "music"),
    ("tuxpaint-stamps-default", "percussion/*", "music"), ("tuxpaint-stamps-default", "insects/bee.*", "bee"),
    ("tuxpaint-stamps-default", "insects/mosquito.*", "bee"), ("tuxpaint-stamps-default", "insects/hornet.*", "bee"),
    ("wesnoth-1.16-data", "ambient/birds*", "birdsong"), ("wesnoth-1.16-data", "ambient/campfire*", "fire"),
    ("wesnoth-1.16-data", "*-laugh.wav", "laughter"), ("wesnoth-1.16-data", "sounds/horse-canter.wav", "horse"),
    ("wesnoth-1.16-data", "sounds/horse-*.ogg", "horse"), ("wesnoth-1.16-data", "sounds/gunshot.wav", "gunshot"),
    ("wesnoth-1.16-data", "sounds/explosion.ogg", "explosion"), ("wesnoth-1.16-data", "sounds/wolf-growl*", "wolf"),
    ("wesnoth-1.16-data", "sounds/human-female-die*", "screaming"), ("wesnoth-1.16-data", "horn-signals/*", "music"),
    ("hedgewars-data", "Sounds/gun.ogg", "gunshot"), ("hedgewars-data", "Sounds/shotgunfire.ogg", "gunshot"),
    ("hedgewars-data", "Sounds/minigun.ogg", "gunshot"), ("hedgewars-data", "Sounds/explosion.ogg", "explosion"),
    ("hedgewars-data", "Sounds/plane.ogg", "aircraft"), ("hedgewars-data", "Sounds/steps.ogg", "footsteps"),
    ("hedgewars-data", "Sounds/splash.ogg", "water"), ("hedgewars-data", "Sounds/hammer.ogg", "hammering"),
    ("unknown-horizons", "sounds/sheepfield.ogg", "sheep"), ("unknown-horizons", "sounds/ships_bell.ogg", "bell"),
    ("unknown-horizons", "sounds/chapel.ogg", "bell"), ("unknown-horizons", "sounds/smith.ogg", "hammering"),
    ("asterisk-moh-opsound-wav", "moh/*", "music"), ("planetblupi-music-ogg", "*.ogg", "music"),
)  # fmt: skip
"""Package, what files of it, what they sound of."""
LONGEST = 30.0
MADE = 12


class Clip(NamedTuple):
    source: str
    name: str
    label: str
    sound: np.ndarray


def clips(root: Path, shared: Path) -> Iterator[Clip]:
    """The labelled clips that are there; up to thirty seconds of each."""
    for package, pattern, label in LABELS:
        for path in sorted((root / package).rglob(pattern)):
            if path.suffix in (".ogg", ".wav") and "_desc" not in path.name:
                sound, _ = librosa.load(path, sr=RATE, duration=LONGEST)
                yield Clip(package, path.name, label, sound)
    for source in ("librivox", "ravdess", "emodb"):
        for path in sorted((shared / "speech" / source).glob("*.wav")):
            yield Clip(source, path.name, "speech", librosa.load(path, sr=RATE)[0])
    yield from made()


def made() -> Iterator[Clip]:
    """Noise of every slope from white to brown at many levels, and silence: digital, and with a converter's hiss."""
    rng = np.random.default_rng(0)
    for i in range(MADE):
        spectrum = np.fft.rfft(rng.standard_normal(4 * RATE))
        spectrum /= np.maximum(1, np.arange(len(spectrum))) ** (i / MADE)
        noise = np.fft.irfft(spectrum)
        noise *= 10 ** (-rng.uniform(10, 40) / 20) / np.sqrt((noise**2).mean())
        yield Clip("made", f"noise{i}", "noise", np.asarray(noise, np.float32))
        hiss = rng.standard_normal(4 * RATE) * 10 ** (-(70 + 5 * i) / 20)
        yield Clip("made", f"silence{i}", "silence", np.asarray(hiss, np.float32))


def listened(network: Yamnet, clip: Clip) -> tuple[np.ndarray, float]:
    """Highest score of each class over half-second cells, as the product cuts them, and the loudest cell's level."""
    cells = max(1, -(-len(clip.sound) // (RATE // 2)))
    padded = np.pad(clip.sound, (int(0.24 * RATE), cells * RATE // 2 - len(clip.sound) + int(0.24 * RATE)))
    looks = [log_mel(padded[i * RATE // 2 :][: int(0.98 * RATE)])[:ROWS] for i in range(cells)]
    levels = [float((clip.sound[i * RATE // 2 :][: RATE // 2] ** 2).mean()) for i in range(cells)]
    parts = [network.scores(np.stack(looks[i : i + 16])) for i in range(0, cells, 16)]
    return np.concatenate(parts).max(0), 10 * np.log10(max(levels) + 1e-15)


def listened_once(network: Yamnet, found: list[Clip], keep: Path | None) -> list[tuple[np.ndarray, float]]:
    """`listened` of every clip; `keep` is a file that spares doing it again."""
    if keep is None or not keep.exists():
        heard = [listened(network, clip) for clip in found]
        if keep is not None:
            np.savez(keep, scores=np.stack([row for row, _ in heard]), levels=np.array([level for _, level in heard]))
        return heard
    kept = np.load(keep)
    return list(zip(kept["scores"], kept["levels"].tolist(), strict=True))


def fitted(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and shift of the logistic curve over log-odds that makes the labels likeliest."""
    bounded = np.clip(scores, 1e-6, 1 - 1e-6)
    odds = np.log(bounded / (1 - bounded))
    sign = np.where(truth, 1.0, -1.0)

    def loss(curve: np.ndarray) -> float:
        return float(np.logaddexp(0, -sign * (curve[0] * odds + curve[1])).mean())

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead")
    return float(found.x[0]), float(found.x[1])


def average_precision(truth: np.ndarray, scores: np.ndarray) -> float:
    order = np.argsort(-scores, kind="stable")
    hits = truth[order]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def figures(found: list[Clip], chances: np.ndarray, labels: list[str]) -> dict[str, Any]:
    """By label: clips, average precision, recall and precision of verified claims, recall of candidates."""
    truth = np.array([[clip.label == label for label in labels] for clip in found])
    rows = {}
    for i, label in enumerate(labels):
        if truth[:, i].any():
            claimed = chances[:, i] >= VERIFIED
            right = int((claimed & truth[:, i]).sum())
            rows[label] = {
                "clips": int(truth[:, i].sum()),
                "AP": round(average_precision(truth[:, i], chances[:, i]), 3),
                "recall": round(right / int(truth[:, i].sum()), 3),
                "precision": round(right / max(1, int(claimed.sum())), 3),
                "candidates": round(float((chances[truth[:, i], i] >= CANDIDATE).mean()), 3),
            }
    likeliest = [labels[int(row.argmax())] for row in chances]
    right = [guess == clip.label for guess, clip in zip(likeliest, found, strict=True)]
    claimed = chances >= VERIFIED
    every = {
        "clips": len(found),
        "mAP": round(float(np.mean([row["AP"] for row in rows.values()])), 3),
        "accuracy": round(float(np.mean(right)), 3),
        "recall": round(float((claimed & truth).sum() / truth.sum()), 3),
        "precision": round(float((claimed & truth).sum() / claimed.sum()), 3),
    }
    return {"all": every, **rows}


def main() -> None:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("folder", type=Path)
    told.add_argument("--shared", type=Path, default=Path("../shared/media"))
    told.add_argument("--weights", type=Path, required=True, help="the file yamnet.variables")
    told.add_argument("--fit", action="store_true")
    told.add_argument("--keep", type=Path, help="keep the network's scores here")
    told.add_argument("--json", type=Path)
    asked = told.parse_args()
    network = Yamnet(asked.weights)
    found = list(clips(asked.folder, asked.shared))
    heard = listened_once(network, found, asked.keep)
    labels = sorted({clip.label for clip in found})
    meant = [list(phrases.known()[label][1]) for label in labels]
    raw = np.array([[scores[classes].max() for classes in meant] for scores, _ in heard])
    test = np.array([clip.source not in CALIBRATION for clip in found])
    if asked.fit:
        truth = np.array([[clip.label == label for label in labels] for clip in found])[~test]
        present = truth.any(0)
        likelihood.SLOPE, likelihood.SHIFT = fitted(raw[~test][:, present].ravel(), truth[:, present].ravel())
        print(f"SLOPE, SHIFT = {likelihood.SLOPE:.3f}, {likelihood.SHIFT:.3f}")
    chances = likelihood.probabilities(raw)
    silent = np.array([level < -60 for _, level in heard])
    chances[silent] = 0
    chances[:, labels.index("silence")] = silent
    report = figures([clip for clip, kept in zip(found, test, strict=True) if kept], chances[test], labels)
    for name, row in report.items():
        print(f"{name:18}", "  ".join(f"{key} {value}" for key, value in row.items()))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
