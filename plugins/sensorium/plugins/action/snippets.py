"""What networks of short clips say of every second of a video, before any action in particular is asked for.

A network looks once for all phrases: the host keeps its scores per cell, so that a second question about the same
video costs no decode and no network.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ConfigDict, Field

from sensorium.core.task import Task, Within
from sensorium.core.values import TimeSpan, Video
from sensorium.core.values.base import Value

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SnippetsInput(Value):
    """`phrase` is read by networks without a vocabulary of their own; for the others it is empty."""

    video: Video
    phrase: str = Field(default="", max_length=400, description="what is done, for networks that are told in words")
    within: Within = None


class Snippet(Value):
    """The class probabilities of one cell, as float16 bytes."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    span: TimeSpan
    scores: bytes


class SnippetsOutput(Value):
    """`labels` names the classes, one a line: a video's cells share it, and it is told once."""

    snippets: tuple[Snippet, ...] = ()
    labels: str = ""


SNIPPETS = Task(
    "action:snippets",
    "Class probabilities of short clips, second by second; what action detectors start from.",
    SnippetsInput,
    SnippetsOutput,
)


def told(scores: NDArray[np.float32], cell: TimeSpan, labels: Iterable[str]) -> SnippetsOutput:
    """The answer for one cell."""
    row = Snippet(span=cell, scores=np.asarray(scores, "<f2").tobytes())
    return SnippetsOutput(snippets=(row,), labels="\n".join(labels))


def matrix(snippets: Iterable[Snippet]) -> NDArray[np.float32]:
    """The scores of snippets, shape (snippets, classes)."""
    return np.stack([np.frombuffer(each.scores, "<f2") for each in snippets]).astype(np.float32)
