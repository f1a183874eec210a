"""The text_emotion_recognition model: English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.affect import TEXT_EMOTION, TextEmotionInput, TextEmotionOutput
from sensorium.core.values import AffectScores
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.text_emotion import chinese
from sensorium.plugins.text_emotion.english import NEGATIVE, English
from sensorium.plugins.text_emotion.language import language_of
from sensorium.plugins.text_emotion.weights import MINILM

HEAD = Path(__file__).with_name("head.npz")
NOTHING = TextEmotionOutput(scores=AffectScores(unknown=1.0), polarity=0.0)


class TextEmotion(CallModel[TextEmotionInput, TextEmotionOutput]):
    """Plain sentences come out neutral; other languages, and Chinese that names no feeling, as unknown."""

    task = TEXT_EMOTION
    card = Card(
        "minilm-goemotions",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", 90 << 20, 1 << 20, 64),),
        weights=MINILM,
        languages=("en", "zh"),
        measured={
            "goemotions_ekman/dev macro-F1": 0.587,
            "tweeteval_emotion/val macro-F1, transfer": 0.655,
            "meld/dev emotion wF1, transfer": 0.397,
        },
        note="English: a head fitted to GoEmotions' train split (Apache-2.0) and hand-written sketches over MiniLM "
        "vectors; the figures are of the likeliest label on texts never fitted. MELD is GPL-3 and TweetEval for "
        "research: both were only measured, as transfer; heads fitted to them, not shipped, reach .756 (TweetEval, "
        "joy and optimism joined) and .541 (MELD). Chinese: a hand-written lexicon of some 300 words, not measured. "
        "Other languages are left unknown.",
    )

    def load(self, context: LoadContext) -> None:
        self._english = English(context.weights(), HEAD, context.threads)

    def run(self, jobs: Sequence[Job[TextEmotionInput]]) -> Sequence[TextEmotionOutput | SensoriumError]:
        answers = []
        for job in jobs:
            job.check()
            answers.append(self._tell(job.input.text, job.input.language or language_of(job.input.text)))
        return answers

    def _tell(self, text: str, language: str) -> TextEmotionOutput:
        if language == "zh":
            chances, unknown = chinese.told(text)
            leaning = chances["happy"] - sum(chances[label] for label in NEGATIVE)
            return TextEmotionOutput(scores=scores_of(chances, unknown), polarity=leaning * (1 - unknown))
        if language != "en":
            return NOTHING
        told = self._english.tell(text)
        scores = scores_of(told.chances, told.unknown)
        return TextEmotionOutput(scores=scores, polarity=told.polarity * (1 - told.unknown))
