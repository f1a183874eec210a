"""Labelled texts for training and measuring: how each corpus is laid out, and what its labels mean in ours.

GoEmotions (Demszky et al. 2020, Apache-2.0, Ekman grouping) trains the head. TweetEval's emotion task (Barbieri et al.
2020; SemEval-2018 data, research use) and MELD (Poria et al. 2019, GPL-3) only measure it: weights fitted to them
could not be shipped under Apache-2.0 with a clear conscience.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from sensorium.core.values import Emotion


class Labelled(NamedTuple):
    """One text and the labels people gave it."""

    text: str
    labels: tuple[Emotion, ...]


NAMES: dict[str, Emotion] = {
    "anger": "angry", "disgust": "disgusted", "fear": "fearful", "joy": "happy", "optimism": "happy",
    "neutral": "neutral", "sadness": "sad", "surprise": "surprised",
}  # fmt: skip


def goemotions(folder: Path, split: str) -> list[Labelled]:
    """Rows of ``<split>.tsv``: text, label numbers, id; the numbers' names are in labels.txt."""
    names: list[Emotion] = [NAMES[name.strip()] for name in (folder / "labels.txt").read_text("utf-8").split()]
    rows = [line.split("\t") for line in (folder / f"{split}.tsv").read_text("utf-8").rstrip("\n").split("\n")]
    return [Labelled(row[0], tuple(names[int(number)] for number in row[1].split(","))) for row in rows]


def tweeteval(folder: Path, split: str) -> list[Labelled]:
    """Lines of ``<split>_text.txt`` with their label numbers; joy and optimism are both happy."""
    lines = (folder / "mapping.txt").read_text("utf-8").splitlines()
    names: dict[str, Emotion] = {line.split()[0]: NAMES[line.split()[1]] for line in lines if line.strip()}
    texts = (folder / f"{split}_text.txt").read_text("utf-8").rstrip("\n").split("\n")
    labels = (folder / f"{split}_labels.txt").read_text("utf-8").split()
    return [Labelled(text, (names[label],)) for text, label in zip(texts, labels, strict=True)]


def meld(folder: Path, split: str) -> list[Labelled]:
    """Utterances of ``<split>_sent_emo.csv``, each without its dialogue."""
    with (folder / f"{split}_sent_emo.csv").open(encoding="utf-8", newline="") as file:
        return [Labelled(row["Utterance"], (NAMES[row["Emotion"]],)) for row in csv.DictReader(file)]


def meld_sentiment(folder: Path, split: str) -> list[str]:
    """The sentiment of each row of `meld`: positive, neutral or negative."""
    with (folder / f"{split}_sent_emo.csv").open(encoding="utf-8", newline="") as file:
        return [row["Sentiment"] for row in csv.DictReader(file)]
