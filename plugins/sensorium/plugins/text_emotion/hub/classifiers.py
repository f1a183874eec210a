"""Text classifiers with emotion heads: seven labels one of which holds, or GoEmotions' 28 each by itself.

A bare backbone such as bert-base-uncased has no such head; the loader refuses it, as its answers would be random.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, Checkpoint, library, repo_files, repo_weights
from sensorium.core.errors import SensoriumError, WeightsError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.affect import TEXT_EMOTION, TextEmotionInput, TextEmotionOutput
from sensorium.core.values import AffectScores
from sensorium.plugins.affect.circumplex import scores_of
from sensorium.plugins.text_emotion.hub.labels import GOEMOTIONS, SENTIMENT, SEVEN, polarity_of
from sensorium.plugins.text_emotion.language import language_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.values import Emotion

PIECE = 1_200
"""Characters of a piece of a long text: well under the 512 tokens the networks read."""

TOGETHER = 16
NOTHING = TextEmotionOutput(scores=AffectScores(unknown=1.0), polarity=0.0)


class EmotionClassifier(CallModel[TextEmotionInput, TextEmotionOutput]):
    """English texts; a long one is read in pieces that count by their length."""

    task = TEXT_EMOTION
    names: ClassVar[Mapping[str, Emotion | None]]
    """The checkpoint's labels as ours; None where one says none of the seven."""

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint; one with other labels is refused."""
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("RobertaForSequenceClassification", unused=("roberta.pooler",))
        self._tokens: Any = self._checkpoint.part("RobertaTokenizer")
        labels = self._model.config.id2label
        self._labels = [str(labels[number]) for number in sorted(labels)]
        if strange := sorted(set(self._labels) ^ set(self.names)):
            raise WeightsError(
                f"the checkpoint's labels are not the model's: {', '.join(strange[:6])}",
                where=self.card.name,
                fix=f"run: sensorium models remove {self.card.name}, then pull it again",
            )

    def run(self, jobs: Sequence[Job[TextEmotionInput]]) -> Sequence[TextEmotionOutput | SensoriumError]:
        """One answer per job; all the jobs' pieces are read together."""
        texts = [job.input.text if _english(job.input) else "" for job in jobs]
        split = [pieces(text) for text in texts]
        flat = [piece for parts in split for piece in parts]
        rows = list[Any]()
        for at in range(0, len(flat), TOGETHER):
            for job in jobs:
                job.check()
            rows += list(self.shares(self._logits(flat[at : at + TOGETHER])))
        answers, at = list[TextEmotionOutput | SensoriumError](), 0
        for parts in split:
            answers.append(self._told(rows[at : at + len(parts)], [len(part) for part in parts]))
            at += len(parts)
        return answers

    def shares(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probabilities of the labels, shape (texts, labels)."""
        raise NotImplementedError

    def affect(self, shares: Mapping[str, float]) -> TextEmotionOutput:
        """Our scores from the labels' probabilities."""
        raise NotImplementedError

    def _logits(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made = self._tokens(list(texts), padding=True, truncation=True, max_length=512, return_tensors="pt")
        with library("torch").inference_mode():
            logits = self._model(**self._checkpoint.tensors(made)).logits
        return np.asarray(logits.float().cpu().numpy())

    def _told(self, rows: Sequence[NDArray[np.float32]], weights: Sequence[int]) -> TextEmotionOutput:
        if not rows:
            return NOTHING
        mean = np.average(np.stack(rows), axis=0, weights=weights)
        return self.affect(dict(zip(self._labels, map(float, mean), strict=True)))


def pieces(text: str) -> list[str]:
    """A text in pieces of at most `PIECE` characters, cut between words where there are any."""
    parts, rest = list[str](), text.strip()
    while len(rest) > PIECE:
        cut = rest.rfind(" ", PIECE // 2, PIECE)
        cut = PIECE if cut < 0 else cut
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in (*parts, rest) if part]


def _english(given: TextEmotionInput) -> bool:
    return (given.language or language_of(given.text)).split("-")[0] == "en"


def _card(name: str, repo: str, licence: str, parameters: str, size: int, note: str) -> Card:
    """A card for weights of `size` MiB in float32."""
    return Card(
        name,
        "1",
        licence,
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=size << 19, bytes_each=20 << 20, max_batch=64),
            RunsOn("cpu", "float32", bytes=size << 20, bytes_each=40 << 20, max_batch=16),
        ),
        weights=(
            *repo_files(repo, "config.json", "merges.txt", "tokenizer_config.json", "vocab.json"),
            repo_weights(repo),
        ),
        languages=("en",),
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"{parameters} parameters. {note}",
    )


class SevenEmotions(EmotionClassifier):
    """j-hartmann/emotion-english-distilroberta-base (Hartmann 2022): Ekman's six and neutral."""

    names = SEVEN
    card = _card(
        "distilroberta-emotion", "j-hartmann/emotion-english-distilroberta-base", "LicenseRef-unstated", "82 M", 320,
        "Its repository states no licence that could be read here. Polarity is happy less sad, angry, fearful and "
        "disgusted.",
    )  # fmt: skip

    def shares(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """One label holds: a softmax."""
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)

    def affect(self, shares: Mapping[str, float]) -> TextEmotionOutput:
        """The labels are ours by other names."""
        chances: dict[Emotion, float] = {ours: shares[label] for label, ours in SEVEN.items() if ours}
        return TextEmotionOutput(scores=scores_of(chances), polarity=polarity_of(chances))


class GoEmotions(EmotionClassifier):
    """SamLowe/roberta-base-go_emotions: 28 labels, each by itself."""

    names = GOEMOTIONS
    card = _card(
        "roberta-go-emotions", "SamLowe/roberta-base-go_emotions", "MIT", "125 M", 480,
        "Its labels are grouped by the authors' Ekman mapping (Demszky et al. 2020), polarity by their sentiments. "
        "Licence as its public repository states it; not read again here.",
    )  # fmt: skip

    def shares(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Several labels may hold: a sigmoid each."""
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)

    def affect(self, shares: Mapping[str, float]) -> TextEmotionOutput:
        """Of a group the likeliest label counts; what no label claims is unknown."""
        chances: dict[Emotion, float] = {}
        for label, share in shares.items():
            ours = GOEMOTIONS[label]
            if ours is not None:
                chances[ours] = max(chances.get(ours, 0.0), share)
        unknown = max(0.0, 1.0 - sum(chances.values()))
        good, bad = (max(shares[name] for name in SENTIMENT[pole]) for pole in ("positive", "negative"))
        return TextEmotionOutput(scores=scores_of(chances, unknown), polarity=max(-1.0, min(1.0, good - bad)))
