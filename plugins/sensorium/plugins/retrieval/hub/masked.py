"""What models share that fill in masked words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.matching import MASKED_MODELLING, Filler, MaskedInput, MaskedOutput

if TYPE_CHECKING:
    from collections.abc import Sequence

MASK = "[MASK]"


class Masked(CallModel[MaskedInput, MaskedOutput]):
    """Fills each mask by itself, as the models were trained to."""

    task = MASKED_MODELLING
    longest: ClassVar[int]
    """Tokens of a text."""

    _tokenizer: Any

    def logits(self, job: Job[MaskedInput], words: Any) -> Any:
        """Scores (tokens, vocabulary) of a tokenised text of one row, with the job's picture where there is one."""
        raise NotImplementedError

    def run(self, jobs: Sequence[Job[MaskedInput]]) -> Sequence[MaskedOutput | SensoriumError]:
        return [self._fill(job) for job in jobs]

    def _fill(self, job: Job[MaskedInput]) -> MaskedOutput | SensoriumError:
        given = job.input
        if MASK not in given.text:
            return RequestError(f"no {MASK} stands in the text", where="text", fix=f"write 'a red {MASK} turns'")
        words = self._tokenizer(given.text, return_tensors="pt")
        if words["input_ids"].shape[1] > self.longest:
            return RequestError(
                f"the text has {words['input_ids'].shape[1]} tokens, the model reads {self.longest}",
                where="text",
                fix="shorten it",
            )
        at = (words["input_ids"][0] == self._tokenizer.mask_token_id).nonzero()[:, 0].tolist()
        probable = self.logits(job, words)[at].float().softmax(dim=-1)
        fillers = [self._fillers(row, number, given.top) for number, row in enumerate(probable)]
        text = given.text
        for row in fillers:
            text = text.replace(MASK, row[0].text, 1)
        return MaskedOutput(text=text, fillers=tuple(filler for row in fillers for filler in row))

    def _fillers(self, row: Any, mask: int, top: int) -> list[Filler]:
        best = row.topk(min(top, len(row)))
        pieces = self._tokenizer.convert_ids_to_tokens(best.indices.tolist())
        return [
            Filler(text=piece.removeprefix("##"), score=min(1.0, float(score)), mask=mask)
            for piece, score in zip(pieces, best.values, strict=True)
        ]
