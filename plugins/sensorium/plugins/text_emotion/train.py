"""Make the head's weights, and the figures of the card.

    python -m sensorium.plugins.text_emotion.train CORPORA --minilm FOLDER [--out head.npz] [--keep FOLDER]

CORPORA holds goemotions_ekman/, tweeteval_emotion/ and meld/; FOLDER the encoder's model.onnx and tokenizer.json.
Only GoEmotions' train split and our own sketches are fitted; a tenth of them, held out, sets the mixture and the
temperature. TweetEval and MELD are read to measure: as they are (transfer), and with ``--in-domain`` by a head of
their own, which is thrown away.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sensorium.plugins.text_emotion import corpora
from sensorium.plugins.text_emotion.corpora import Labelled
from sensorium.plugins.text_emotion.encoder import WIDTH, Encoder
from sensorium.plugins.text_emotion.fitting import Texts, fit
from sensorium.plugins.text_emotion.head import LABELS, Head, log_softmax
from sensorium.plugins.text_emotion.sketches import sketches

if TYPE_CHECKING:
    from numpy.typing import NDArray


def encoded(rows: Sequence[Labelled], encoder: Encoder, keep: Path | None) -> Texts:
    """Token vectors and soft targets of labelled texts; `keep` is a file that spares a second encoding."""
    targets = np.zeros((len(rows), len(LABELS)), np.float32)
    for i, row in enumerate(rows):
        for label in row.labels:
            targets[i, LABELS.index(label)] = 1 / len(row.labels)
    texts = [row.text for row in rows]
    if keep and keep.exists():
        with np.load(keep) as stored:
            return Texts(texts, stored["states"], stored["offsets"], targets)
    states = [encoder.encode(text).states.astype(np.float16) for text in texts]
    offsets = np.cumsum([0, *map(len, states)])
    joined = np.concatenate([*states, np.zeros((0, WIDTH), np.float16)])
    if keep:
        np.savez(keep, states=joined, offsets=offsets)
    return Texts(texts, joined, offsets, targets)


def joined(one: Texts, other: Texts) -> Texts:
    """The texts of both."""
    offsets = np.concatenate([one.offsets, other.offsets[1:] + one.offsets[-1]])
    states, targets = (np.concatenate([getattr(one, f), getattr(other, f)]) for f in ("states", "targets"))
    return Texts(one.texts + other.texts, states, offsets, targets)


def calibrate(head: Head, data: Texts, rows: NDArray[np.int64]) -> None:
    """Set the mixture of the halves and the temperature that make unseen texts likeliest."""
    deep = log_softmax(np.stack([head.deep(data.of(int(i))) for i in rows]))
    wide = log_softmax(np.stack([head.wide(data.texts[i]) for i in rows]))

    def doubt(mix: float, cooling: float) -> float:
        told = log_softmax((deep + mix * wide) / (1 + mix) * cooling)
        return float(-(data.targets[rows] * told).sum(axis=1).mean())

    grid = [(mix, cooling) for mix in np.arange(0, 1.55, 0.1) for cooling in np.arange(0.7, 1.5, 0.05)]
    head.mix, head.cooling = min(grid, key=lambda pair: doubt(*pair))
    print(f"mix {head.mix:.2f}, cooling {head.cooling:.2f}, held-out cross-entropy {doubt(head.mix, head.cooling):.4f}")


def told(head: Head, data: Texts) -> NDArray[np.float64]:
    """Probabilities of every text, shape (n, 7)."""
    rows = [head.chances(data.of(i), text) for i, text in enumerate(data.texts)]
    return np.array([[row[label] for label in LABELS] for row in rows])


def report(name: str, head: Head, data: Texts) -> None:
    """Print macro and weighted F1 of the likeliest label among those the corpus knows."""
    from sklearn.metrics import f1_score

    chances, true = told(head, data), data.targets
    known = np.flatnonzero(true.sum(axis=0) > 0)
    best = known[chances[:, known].argmax(axis=1)]
    hit = true[np.arange(len(true)), best] > 0
    first = np.where(hit, best, true.argmax(axis=1))
    macro, weighted = (f1_score(first, best, average=how, labels=known) for how in ("macro", "weighted"))
    print(f"{name}: {len(true)} texts, macro-F1 {macro:.3f}, weighted F1 {weighted:.3f}, hit {hit.mean():.3f}")


def report_multilabel(name: str, head: Head, data: Texts, threshold: float = 0.25) -> None:
    """Print the macro-F1 of all labels over a threshold, GoEmotions' own measure."""
    from sklearn.metrics import f1_score

    score = f1_score(data.targets > 0, told(head, data) > threshold, average="macro")
    print(f"{name}: macro-F1 over labels above {threshold}: {score:.3f}")


def fitted(data: Texts, seed: int = 0) -> Head:
    """A head from nine tenths of `data`, calibrated on the rest."""
    rows = np.random.default_rng(seed).permutation(len(data.texts))
    tenth = len(rows) // 10
    head = fit(data, rows[tenth:], seed=seed)
    calibrate(head, data, rows[:tenth])
    return head


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("corpora", type=Path)
    asked.add_argument("--minilm", type=Path, required=True)
    asked.add_argument("--out", type=Path, default=Path(__file__).with_name("head.npz"))
    asked.add_argument("--keep", type=Path, help="a folder for token vectors, to spare encoding them again")
    asked.add_argument("--measure-only", action="store_true", help="measure the head at --out, fit none")
    asked.add_argument("--in-domain", action="store_true", help="fit TweetEval and MELD heads too, for comparison")
    given = asked.parse_args()
    encoder = Encoder(given.minilm / "model.onnx", given.minilm / "tokenizer.json")

    def read(name: str, rows: Sequence[Labelled]) -> Texts:
        return encoded(rows, encoder, given.keep / f"{name}.npz" if given.keep else None)

    go, tweets, talk = (given.corpora / name for name in ("goemotions_ekman", "tweeteval_emotion", "meld"))
    if not given.measure_only:
        comments = read("goemotions_train", corpora.goemotions(go, "train"))
        fitted(joined(comments, read("sketches", sketches()))).save(given.out)
    head = Head.open(given.out)
    unseen = read("goemotions_dev", corpora.goemotions(go, "dev"))
    report("goemotions dev", head, unseen)
    report_multilabel("goemotions dev", head, unseen)
    for name, split, reader, folder in (
        ("tweeteval", "val", corpora.tweeteval, tweets), ("meld", "dev", corpora.meld, talk)
    ):  # fmt: skip
        measured = read(f"{name}_{split}", reader(folder, split))
        report(f"{name} {split}, transfer", head, measured)
        if given.in_domain:
            own = fitted(read(f"{name}_train", reader(folder, "train")))
            report(f"{name} {split}, in domain", own, measured)


if __name__ == "__main__":
    main()
