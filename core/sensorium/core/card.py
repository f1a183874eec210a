"""What a model says of itself: what it runs on, needs, may be used for, and how well it was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pydantic import BaseModel

from sensorium.core.weights.file import WeightFile

Device = Literal["cuda", "mps", "cpu", "remote"]
DType = Literal["float32", "bfloat16", "float16", "int8"]
Sent = Literal["text", "image", "audio", "video"]


class RunsOn(NamedTuple):
    """One way to run, with its memory: `bytes` resident, `bytes_each` added by each unit, job or session."""

    device: Device
    dtype: DType = "float32"
    bytes: int = 0
    bytes_each: int = 0
    max_batch: int | None = None


class Remote(NamedTuple):
    """Hosts a model calls and what leaves the machine; the user must allow it, `--offline` forbids it."""

    hosts: tuple[str, ...]
    sends: frozenset[Sent]
    concurrent: int = 4
    per_minute: int | None = None


@dataclass(frozen=True)
class Card:
    """A model's card.

    `version` changes whenever an answer may change: it is in the cache key. `licence` is the SPDX id of the
    *weights*. `runs_on` is in order of preference. `repeats` is the largest difference between runs and batch
    sizes, "seeded" where a seed fixes the answer, "never" where nothing does (such results are not cached).
    `vocabulary` is the closed set of phrases it can answer, None where it is open. `measured` holds figures on
    named sets, such as ``{"ravdess/uar": 0.71}``; they rank the models of one task. `fallback` says, for the
    user to read, why an answer of this model is weaker in kind than the task's name promises; None where not. `note` is
    what else a reader of ``sensorium tasks --json`` should know. `requires` are modules that the plugin's package does
    not bring along, such as ``torch``: where one is missing the model is not chosen.
    """

    name: str
    version: str
    licence: str
    runs_on: tuple[RunsOn, ...] = (RunsOn("cpu"),)
    weights: tuple[WeightFile, ...] = ()
    remote: Remote | None = None
    settings: type[BaseModel] | None = None
    vocabulary: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    repeats: Literal["seeded", "never"] | float = 0.0
    measured: Mapping[str, float] = field(default_factory=dict)
    profile: Literal["embedded", "hub"] = "embedded"
    fallback: str | None = None
    note: str = ""
    requires: tuple[str, ...] = ()

    @property
    def permissive(self) -> bool:
        """Whether the weights' licence allows any use, commercial included."""
        licence = self.licence.upper()
        return not any(mark in licence for mark in ("-NC", "RESEARCH", "LICENSEREF", "AGPL"))
