"""text_to_image through diffusers: Stable Diffusion Turbo and SDXL Turbo (Sauer et al. 2023).

The turbo models were distilled to one to four steps without guidance: more of either makes worse pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import DIFFUSERS, library, open_pipeline, repo_files
from sensorium.core.errors import SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.generation import TEXT_TO_IMAGE, PictureInput, PictureOutput
from sensorium.core.values import Image
from sensorium.core.weights import WeightFile

SD, SDXL = "stabilityai/sd-turbo", "stabilityai/sdxl-turbo"


class Painter(CallModel[PictureInput, PictureOutput]):
    """One picture after another: their sizes and steps differ, and a seed must give the same one in any company."""

    task = TEXT_TO_IMAGE
    kind: ClassVar[str]
    steps: ClassVar[int]
    guidance: ClassVar[float] = 0.0

    def load(self, context: LoadContext) -> None:
        """Open the pipeline, part by part."""
        self._pipeline = open_pipeline(context, self.card, self.kind)

    def run(self, jobs: Sequence[Job[PictureInput]]) -> Sequence[PictureOutput | SensoriumError]:
        """One picture per job."""
        return [self._painted(job) for job in jobs]

    def _painted(self, job: Job[PictureInput]) -> PictureOutput:
        given, steps = job.input, job.input.steps or self.steps

        def watched(pipeline: object, step: int, time: object, values: dict[str, object]) -> dict[str, object]:
            job.check()
            job.progress((step + 1) / steps, "painting")
            return values

        # On the CPU, so that every device starts from the same noise.
        noise = library("torch").Generator("cpu").manual_seed(given.seed or 0)
        (picture,) = self._pipeline(
            given.prompt, num_inference_steps=steps, guidance_scale=self.guidance, width=given.width,
            height=given.height, generator=noise, callback_on_step_end=watched,
        ).images  # fmt: skip
        file = job.scratch / "picture.png"
        picture.save(file)
        return PictureOutput(image=job.keep(file, Image))


def _tokenizer(repo: str, folder: str) -> tuple[WeightFile, ...]:
    return repo_files(repo, *(f"{folder}/{name}" for name in ("merges.txt", "tokenizer_config.json", "vocab.json")))


def _parts(repo: str, *folders: str) -> tuple[WeightFile, ...]:
    """Configuration and weights of text encoders, which transformers made."""
    names = [f"{folder}/{name}" for folder in folders for name in ("config.json", "model.safetensors")]
    return repo_files(repo, *names)


def _diffusers(repo: str, *folders: str) -> tuple[WeightFile, ...]:
    """Configuration and weights of what diffusers made."""
    names = [
        f"{folder}/{name}" for folder in folders for name in ("config.json", "diffusion_pytorch_model.safetensors")
    ]
    return repo_files(repo, *names)


def _card(name: str, licence: str, weights: tuple[WeightFile, ...], size: int, note: str) -> Card:
    """A card for weights of `size` MiB in sixteen bits."""
    return Card(
        name,
        "1",
        licence,
        runs_on=(
            RunsOn("cuda", "float16", bytes=size << 20, bytes_each=1500 << 20, max_batch=2),
            RunsOn("cpu", "float32", bytes=size << 21, bytes_each=3000 << 20, max_batch=2),
        ),
        weights=weights,
        languages=("en",),
        repeats="seeded",
        profile="hub",
        requires=DIFFUSERS,
        note=note,
    )


class SdTurbo(Painter):
    """stabilityai/sd-turbo: 512 x 512 in a step."""

    kind, steps = "StableDiffusionPipeline", 1
    card = _card(
        "sd-turbo",
        "LicenseRef-stability-ai-community-NC",
        (
            *repo_files(SD, "model_index.json", "scheduler/scheduler_config.json"),
            *_tokenizer(SD, "tokenizer"),
            *_parts(SD, "text_encoder"),
            *_diffusers(SD, "unet", "vae"),
        ),
        2500,
        "For research. Licence as its public repository states it; not read again here.",
    )


class SdxlTurbo(Painter):
    """stabilityai/sdxl-turbo."""

    kind, steps = "StableDiffusionXLPipeline", 2
    card = _card(
        "sdxl-turbo",
        "LicenseRef-stability-ai-community-NC",
        (
            *repo_files(SDXL, "model_index.json", "scheduler/scheduler_config.json"),
            *_tokenizer(SDXL, "tokenizer"),
            *_tokenizer(SDXL, "tokenizer_2"),
            *_parts(SDXL, "text_encoder", "text_encoder_2"),
            *_diffusers(SDXL, "unet", "vae"),
        ),
        7000,
        "For research. Licence as its public repository states it; not read again here.",
    )
