"""The model of audio_classification: YAMNet over half-second cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import LoadContext, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks.sound import AUDIO_CLASSIFICATION, SoundInput, SoundLabel, SoundOutput
from sensorium.plugins.sound import phrases
from sensorium.plugins.sound.claims import Heard, claims
from sensorium.plugins.sound.levels import level
from sensorium.plugins.sound.spectrogram import RATE, ROWS, log_mel
from sensorium.plugins.sound.weights import YAMNET

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUIET = -60.0
"""Decibels below full scale under which a cell is silent."""


class Look(NamedTuple):
    """Log-mel rows (96, 64) around a cell, and the cell's level in decibels of full scale, shape (1,)."""

    spectrogram: NDArray[np.float32]
    level: NDArray[np.float32]


class YamnetSounds(WindowModel[SoundInput, SoundOutput, Look, Look]):
    """521 sounds; a raw is the scores of the classes (521,) with the level.

    Each cell's answer is the likeliest sound, and what speaks for the phrase where one is asked for.
    """

    task = AUDIO_CLASSIFICATION
    sees = Sees(every=0.5, context=0.24, sound=RATE)
    card = Card(
        name="yamnet-sounds",
        version="1",
        licence="Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=40 << 20, bytes_each=3 << 20, max_batch=16),),
        weights=(YAMNET,),
        vocabulary=tuple(sorted(phrases.known())),
        languages=("en", "zh"),
        repeats=1e-4,
        measured={
            "debian-sounds/map": 0.633,
            "debian-sounds/accuracy": 0.723,
            "debian-sounds/precision": 0.788,
            "debian-sounds/recall": 0.703,
            "seconds_per_media_second": 0.05,
        },
        note="YAMNet (Google), trained on AudioSet; what may be asked for is its 521 classes and everyday words for "
        "them in English and Chinese. Measured on 148 labelled clips of 34 sounds from Debian's packages, librivox and "
        "RAVDESS: speech, music and silence are found nearly always, birds, bells and sheep mostly; knocks, blows, "
        "steps, shots and water are often missed in short recordings of games.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the network."""
        from sensorium.plugins.sound.yamnet import Yamnet

        self._network = Yamnet(context.weights() / YAMNET.name)

    def prepare(self, window: Window, given: SoundInput) -> Look:
        """The spectrogram around the cell."""
        return Look(log_mel(window.sound)[:ROWS], np.array([level(window, self.sees)], np.float32))

    def forward(self, units: Sequence[Look]) -> Sequence[Look | SensoriumError]:
        """The classes' scores."""
        scores = self._network.scores(np.stack([unit.spectrogram for unit in units]))
        return [Look(row, unit.level) for row, unit in zip(scores, units, strict=True)]

    def read(self, raw: Look, window: Window, given: SoundInput) -> SoundOutput:
        """The cell's sound, and its moment."""
        heard = _heard(raw, _wanted(given))
        moments = claims(heard, window.cell, asked=bool(given.phrase or given.labels), model=self.card.name)
        best = max(heard, key=lambda each: each.score, default=None)
        sounds = (SoundLabel(span=window.cell, label=best.label, score=best.score),) if best else ()
        return SoundOutput(sounds=sounds, moments=moments)


def _wanted(given: SoundInput) -> tuple[tuple[str, tuple[int, ...]], ...] | None:
    """Names and classes asked for, None for all; BadInput names a phrase that is not known."""
    asked = (given.phrase,) if given.phrase.strip() else given.labels
    return tuple(_resolved(phrase, given) for phrase in asked) or None


def _resolved(phrase: str, given: SoundInput) -> tuple[str, tuple[int, ...]]:
    found = phrases.resolve(phrase)
    if found is None:
        raise BadInput(
            f"no sound {phrase[:80]!r} is known",
            where="phrase" if given.phrase else "labels",
            fix=f"ask for one of: {', '.join(list(phrases.NAMES)[:12])}, ... (`sensorium tasks --json` has all)",
        )
    return (found[0] if given.phrase else phrase), found[1]


def _heard(raw: Look, wanted: tuple[tuple[str, tuple[int, ...]], ...] | None) -> list[Heard]:
    """What is heard in a cell: of what was asked for, or the likeliest of everything."""
    from sensorium.plugins.sound.likelihood import probabilities

    loud = float(raw.level[0])
    silent = loud < QUIET
    chances = probabilities(raw.spectrogram) * (0.0 if silent else 1.0)
    if wanted is not None:
        quiet = phrases.known()[phrases.SILENCE][1]
        return [
            Heard(name, float(silent) if meant == quiet else float(chances[list(meant)].max()), loud)
            for name, meant in wanted
        ]
    if silent:
        return [Heard(phrases.SILENCE, 1.0, loud)]
    index, name = max(phrases.told(), key=lambda each: chances[each[0]])
    return [Heard(name, float(chances[index]), loud)]
