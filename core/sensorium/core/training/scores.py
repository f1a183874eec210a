"""Figures of a classifier on files it has not learnt from."""

from __future__ import annotations

from collections.abc import Sequence


def measured(name: str, true: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """Accuracy, unweighted average recall, the recall of each class, and of how many files; `name` is the set's own.

    Figures rank models that share a set: those of two trainings do not.
    """
    labels = sorted(set(true))
    recalls = {label: _recall(label, true, told) for label in labels}
    right = sum(a == b for a, b in zip(true, told, strict=True))
    figures = {f"{name}/accuracy": right / len(true), f"{name}/uar": sum(recalls.values()) / len(labels)}
    figures |= {f"{name}/recall of {label}": recall for label, recall in recalls.items()}
    return {key: round(value, 4) for key, value in figures.items()} | {f"{name}/files": float(len(true))}


def _recall(label: str, true: Sequence[str], told: Sequence[str]) -> float:
    guesses = [guess for truth, guess in zip(true, told, strict=True) if truth == label]
    return sum(guess == label for guess in guesses) / len(guesses)
