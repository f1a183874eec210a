"""Models that talk about pictures: a prompt of our own around what is shown and what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sensorium.core.checkpoints import Checkpoint, library
from sensorium.core.checkpoints.generation import Said, generated
from sensorium.core.checkpoints.pictures import pillow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sensorium.core.card import Card
    from sensorium.core.model import LoadContext


class Speech(NamedTuple):
    """How a family of models is spoken to.

    `architecture` and `processor` are classes of transformers; `before`, `image`, `video` and `after` surround the
    words. The prompt is ours and not the repository's template, which is a program.
    """

    architecture: str
    processor: str
    before: str
    image: str
    video: str
    after: str


QWEN = Speech(
    "Qwen3VLForConditionalGeneration",
    "Qwen3VLProcessor",
    "<|im_start|>user\n",
    "<|vision_start|><|image_pad|><|vision_end|>",
    "<|vision_start|><|video_pad|><|vision_end|>",
    "<|im_end|>\n<|im_start|>assistant\n",
)
SMOL = Speech(
    "SmolVLMForConditionalGeneration",
    "SmolVLMProcessor",
    "<|im_start|>User:",
    "<image>",
    " <video>",
    "<end_of_utterance>\nAssistant:",
)


class Frames(NamedTuple):
    """What is shown: (n, height, width, 3) RGB; `step` is the seconds from one to the next, 0 for a picture."""

    pictures: NDArray[np.uint8]
    step: float = 0.0


class ChatVision:
    """A loaded model that is shown frames and asked one thing at a time.

    Prompts of different lengths are not batched: padding would have to go before the pictures' tokens, and costs more
    than it saves at these sizes.
    """

    def __init__(self, context: LoadContext, card: Card, speech: Speech) -> None:
        self._checkpoint = Checkpoint(context, card)
        self._speech = speech
        self._model = self._checkpoint.model(speech.architecture)
        self._processor = self._checkpoint.part(speech.processor)
        marks = sorted(self._processor.tokenizer.get_added_vocab(), key=len, reverse=True)
        self._marks = re.compile("|".join(map(re.escape, marks)) or r"(?!)")

    def ask(self, shown: Frames, words: str, limit: int) -> Said:
        """The model's answer in at most `limit` tokens. Marks of its prompt that the words contain are taken out."""
        speech = self._speech
        seen = speech.image if not shown.step else speech.video
        prompt = f"{speech.before}{seen}{self._marks.sub(' ', words)}{speech.after}"
        made = self._processor(text=[prompt], return_tensors="pt", **self._media(shown))
        given = self._checkpoint.tensors(made)
        length = given["input_ids"].shape[1]

        def decode(ids: Any) -> list[str]:
            return list(self._processor.batch_decode(ids[:, length:], skip_special_tokens=True))

        return generated(self._model, given, decode, max_new_tokens=limit)[0]

    def _media(self, shown: Frames) -> dict[str, Any]:
        if not shown.step:
            return {"images": [pillow([shown.pictures[0]])]}
        count = len(shown.pictures)
        told = library("transformers.video_utils").VideoMetadata(
            total_num_frames=count,
            fps=1 / shown.step,
            duration=count * shown.step,
            frames_indices=list(range(count)),
        )
        return {"videos": [shown.pictures], "video_metadata": [told], "do_sample_frames": False}


def frames(pictures: Sequence[NDArray[np.uint8]], step: float = 0.0) -> Frames:
    """Frames of pictures of one size."""
    return Frames(np.stack(pictures), step)
