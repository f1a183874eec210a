"""generation:clip, moving pictures of a few seconds from a text: Wan-AI/Wan2.1-T2V-1.3B (Wan Team 2025) by diffusers.

The text is embedded here and not by the pipeline, whose own cleaning of texts needs one more library.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import DIFFUSERS, UNREAD, library, open_pipeline, repo_files
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.task import Seed, Task
from sensorium.core.values import Video
from sensorium.core.values.base import Value

if TYPE_CHECKING:
    from numpy.typing import NDArray

REPO = "Wan-AI/Wan2.1-T2V-1.3B-Diffusers"
FPS = 16
MULTIPLE, STRIDE = 16, 4
"""Sides are multiples of 16 pixels, frames one more than a multiple of 4."""

STEPS, GUIDANCE, TOKENS = 30, 5.0, 226
AGAINST = "blurred, overexposed, static, subtitles, watermark, deformed"


class ClipInput(Value):
    prompt: str = Field(min_length=1, max_length=2_000, description="what the clip shall show")
    width: int = Field(default=832, ge=64, le=1_280)
    height: int = Field(default=480, ge=64, le=1_280)
    seconds: float = Field(default=5.0, gt=0, le=5.1)
    steps: int | None = Field(default=None, ge=1, le=200)
    seed: Seed = None


class ClipOutput(Value):
    video: Video


CLIP = Task("generation:clip", "Make a short silent clip of moving pictures from a text.", ClipInput, ClipOutput)


def _weights() -> tuple[Any, ...]:
    encoder = [f"text_encoder/model-{n:05}-of-00005.safetensors" for n in range(1, 6)]
    transformer = [f"transformer/diffusion_pytorch_model-{n:05}-of-00002.safetensors" for n in (1, 2)]
    return repo_files(
        REPO, "model_index.json", "scheduler/scheduler_config.json", "tokenizer/tokenizer.json",
        "tokenizer/tokenizer_config.json", "text_encoder/config.json", "text_encoder/model.safetensors.index.json",
        *encoder, "transformer/config.json", "transformer/diffusion_pytorch_model.safetensors.index.json",
        *transformer, "vae/config.json", "vae/diffusion_pytorch_model.safetensors",
    )  # fmt: skip


class WanClips(CallModel[ClipInput, ClipOutput]):
    """One clip after another; a seed gives the same one in any company."""

    task = CLIP
    card = Card(
        "wan2.1-t2v-1.3b-clips",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=15 << 30, bytes_each=6 << 30, max_batch=2),
            RunsOn("cpu", "float32", bytes=30 << 30, bytes_each=12 << 30, max_batch=2),
        ),
        weights=_weights(),
        languages=("en", "zh"),
        repeats="seeded",
        profile="hub",
        requires=DIFFUSERS,
        note=f"1.3 B parameters behind a text encoder of 5.7 B. {UNREAD}",
    )

    def load(self, context: LoadContext) -> None:
        """Open the pipeline, part by part."""
        self._pipeline: Any = open_pipeline(context, self.card, "WanPipeline")

    def run(self, jobs: Sequence[Job[ClipInput]]) -> Sequence[ClipOutput | SensoriumError]:
        """One clip per job."""
        return [self._made(job) for job in jobs]

    def _made(self, job: Job[ClipInput]) -> ClipOutput:
        given, steps = job.input, job.input.steps or STEPS

        def watched(pipeline: object, step: int, time: object, values: dict[str, object]) -> dict[str, object]:
            job.check()
            job.progress((step + 1) / steps, "filming")
            return values

        with library("torch").inference_mode():
            (shown,) = self._pipeline(
                prompt_embeds=self._embedded(given.prompt), negative_prompt_embeds=self._embedded(AGAINST),
                width=fitting(given.width), height=fitting(given.height), num_frames=frames(given.seconds),
                num_inference_steps=steps, guidance_scale=GUIDANCE, output_type="np",
                generator=library("torch").Generator("cpu").manual_seed(given.seed or 0), callback_on_step_end=watched,
            ).frames  # fmt: skip
        file = job.scratch / "clip.mp4"
        written(file, np.asarray(np.clip(shown, 0, 1) * 255, np.uint8))
        return ClipOutput(video=job.keep(file, Video))

    def _embedded(self, text: str) -> Any:
        """The text encoder's states, with zeros where no words are."""
        pipeline = self._pipeline
        made = pipeline.tokenizer(
            [" ".join(text.split())], padding="max_length", max_length=TOKENS, truncation=True, return_tensors="pt"
        )
        ids, mask = (made[name].to(pipeline.text_encoder.device) for name in ("input_ids", "attention_mask"))
        with library("torch").inference_mode():
            return pipeline.text_encoder(ids, mask).last_hidden_state * mask[..., None]


def fitting(side: int) -> int:
    """The nearest multiple of sixteen."""
    return max(MULTIPLE, round(side / MULTIPLE) * MULTIPLE)


def frames(seconds: float) -> int:
    """How many frames so many seconds are."""
    return max(1, round(seconds * FPS / STRIDE)) * STRIDE + 1


def written(file: Path, pictures: NDArray[np.uint8]) -> None:
    """An mp4 of RGB pictures (n, height, width, 3); the same bytes every time.

    The quantiser is fixed: what the encoder's rate control decides differs from run to run beside torch.
    """
    import av

    with av.open(str(file), "w") as container:
        stream: Any = container.add_stream("libx264", rate=FPS)
        stream.options = {"qp": "18"}
        stream.width, stream.height, stream.pix_fmt = pictures.shape[2], pictures.shape[1], "yuv420p"
        for picture in pictures:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
            container.mux(stream.encode(frame.reformat(format="yuv420p")))
        container.mux(stream.encode(None))
