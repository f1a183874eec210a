"""The models of translate_text and summarize_text that run a language model in this process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sensorium.core.card import Card, RunsOn
from sensorium.core.chat.completion import body_of, text_of
from sensorium.core.chat.gguf import Gguf
from sensorium.core.chat.weights import QWEN_CODER
from sensorium.core.errors import BadInput, RetryLater, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.task import In
from sensorium.core.tasks import SUMMARIZE_TEXT, TRANSLATE_TEXT
from sensorium.core.tasks.text import SummarizeInput, TextOutput, TranslateInput
from sensorium.plugins.text.dialogue import Dialogue, Question, held
from sensorium.plugins.text.languages import NAMES
from sensorium.plugins.text.summarising import summarised
from sensorium.plugins.text.thinning import thinned
from sensorium.plugins.text.translating import translated

CONTEXT = 4096
MEMORY = RunsOn("cpu", "int8", bytes=1400 << 20)


class Local(CallModel[In, TextOutput]):
    """Qwen2.5-Coder-1.5B-Instruct through llama.cpp, greedily."""

    def load(self, context: LoadContext) -> None:
        """Open the model; Refused where the extra is not installed."""
        self._gguf = Gguf(context.weights() / QWEN_CODER.name, context.threads, CONTEXT)
        self._gguf.serving()

    def run(self, jobs: Sequence[Job[In]]) -> Sequence[TextOutput | SensoriumError]:
        """One answer per job, one after the other."""
        return [self._answer(job) for job in jobs]

    def work(self, given: Any) -> Dialogue[str]:
        """The questions to ask for an input."""
        raise NotImplementedError

    def _answer(self, job: Job[In]) -> TextOutput | SensoriumError:
        def answer(question: Question) -> str:
            job.check()
            job.progress(question.done, "writing")
            body = body_of(question.turns, temperature=0.0, seed=0, max_tokens=question.tokens, cache_prompt=True)
            return text_of(self._gguf.complete(body), QWEN_CODER.name)

        try:
            return TextOutput(text=held(self.work(job.input), answer))
        except (BadInput, RetryLater) as error:
            return error


class LocalTranslation(Local[TranslateInput]):
    """Sentence by sentence."""

    task = TRANSLATE_TEXT
    card = Card(
        name="qwen2.5-coder-1.5b-translation",
        version="1",
        licence="Apache-2.0",
        runs_on=(MEMORY,),
        weights=(QWEN_CODER,),
        languages=tuple(NAMES),
        requires=("xllamacpp",),
        repeats=1e-3,
        measured={"listening-20/zh-en likeness": 0.919, "listening-20/en-zh chrF": 0.691},
        note="Needs the extra llm and a download of 1.1 GB.",
    )

    def work(self, given: TranslateInput) -> Dialogue[str]:
        return translated(given.text, given.to, given.source)


class LocalSummary(Local[SummarizeInput]):
    """Parts, then their summaries; of a text beyond twenty thousand characters the telling sentences only."""

    task = SUMMARIZE_TEXT
    card = Card(
        name="qwen2.5-coder-1.5b-summary",
        version="1",
        licence="Apache-2.0",
        runs_on=(MEMORY,),
        weights=(QWEN_CODER,),
        languages=tuple(NAMES),
        requires=("xllamacpp",),
        repeats=1e-3,
        note="Needs the extra llm and a download of 1.1 GB. Of a long text only the most telling sentences are read.",
    )

    def work(self, given: SummarizeInput) -> Dialogue[str]:
        return summarised(thinned(given.text), given.sentences, given.language)
