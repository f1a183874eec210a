"""The model of summarize_text that needs no language model: it quotes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks import SUMMARIZE_TEXT
from sensorium.core.tasks.text import SummarizeInput, TextOutput
from sensorium.plugins.text.languages import SCRIPTS, script_of
from sensorium.plugins.text.lexrank import by_words, standing_for, unit
from sensorium.plugins.text.sentences import sentences
from sensorium.plugins.text.translating import UNSPACED
from sensorium.plugins.text_emotion.encoder import Encoder
from sensorium.plugins.text_emotion.weights import MINILM

SHORTEST = 4
"""Characters of a sentence that may be quoted."""


class Extract(CallModel[SummarizeInput, TextOutput]):
    """LexRank over MiniLM vectors for English, over pairs of characters for Chinese and others."""

    task = SUMMARIZE_TEXT
    card = Card(
        name="lexrank",
        version="1",
        licence="Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", bytes=90 << 20),),
        weights=MINILM,
        repeats=1e-6,
        fallback="it quotes the text's most telling sentences and writes none of its own",
        note="English is compared by MiniLM sentence vectors, other languages by the words or characters they share.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the encoder."""
        folder = context.weights()
        self._encoder = Encoder(folder / MINILM[0].name, folder / MINILM[1].name, context.threads)

    def run(self, jobs: Sequence[Job[SummarizeInput]]) -> Sequence[TextOutput | SensoriumError]:
        """One answer per job."""
        return [self._answer(job) for job in jobs]

    def _answer(self, job: Job[SummarizeInput]) -> TextOutput | SensoriumError:
        given = job.input
        own = script_of(given.text)
        if given.language and (given.language if given.language in SCRIPTS else "") != own:
            return BadInput(
                f"quotes only what is there, and that is not in {given.language!r}",
                where="language",
                fix="install the extra llm, or leave the language out",
            )
        rows = [row.text for row in sentences(given.text) if len(row.text) >= SHORTEST] or [given.text.strip()]
        if not rows[0]:
            return BadInput("is empty", where="summarize_text.text", fix="give a text")

        def vectors(some: Sequence[str]) -> NDArray[np.float32]:
            job.check()
            return by_words(some) if own else self._meanings(job, some)

        kept = standing_for(rows, given.sentences, vectors)
        return TextOutput(text=("" if own in UNSPACED else " ").join(rows[at] for at in kept))

    def _meanings(self, job: Job[SummarizeInput], rows: Sequence[str]) -> NDArray[np.float32]:
        found = []
        for i, row in enumerate(rows):
            job.check()
            found.append(self._encoder.encode(row).states.mean(0))
            job.progress((i + 1) / len(rows), "reading")
        return unit(np.stack(found))
