"""lerobot/pi0_base (Black et al. 2024): a vision-language model whose action expert denoises fifty steps at once.

It is loaded by the library's own class. The library normalises the state and gives the actions back as they were in
training; means and deviations are our own, in the robot's description. The noise is fixed, so that one question has
one answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, UNREAD, Checkpoint, library, repo_files
from sensorium.core.checkpoints.pictures import look, pillow
from sensorium.core.errors import BadInput, Refused, SensoriumError
from sensorium.core.media.kind import frame_of
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.tasks.control import VISION_LANGUAGE_ACTION, ControlInput, ControlOutput, Decision
from sensorium.core.values import Video
from sensorium.plugins.control.hub.robot import Controls, action, normalised

REPO, WORDS = "lerobot/pi0_base", "google/paligemma2-3b-mix-224"
SHOWN = 8
"""Steps of the chunk that are told."""


class Pi0(CallModel[ControlInput, ControlOutput]):
    """The picture, or the last one of a video, the instruction and the state; the next steps, the first of them now."""

    task = VISION_LANGUAGE_ACTION
    card = Card(
        "pi0-base",
        "1",
        "Apache-2.0 AND LicenseRef-Gemma",
        runs_on=(
            RunsOn("cuda", "bfloat16", bytes=7000 << 20, bytes_each=600 << 20, max_batch=4),
            RunsOn("cpu", "float32", bytes=14000 << 20, bytes_each=1200 << 20, max_batch=2),
        ),
        weights=(
            *repo_files(REPO, "config.json", "model.safetensors"),
            *repo_files(WORDS, "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json", folder="words"),
        ),
        settings=Controls,
        languages=("en",),
        repeats=1e-3,
        profile="hub",
        requires=TRANSFORMERS,
        note=f"3.5 B parameters; tokenizer under Gemma's terms, gated. {UNREAD} The robot is described in the settings "
        "as robot_state and robot_actions, each with name, mean, deviation, low, high and unit.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the policy and make its processor: the repository has none."""
        self._robot = context.settings(Controls)
        self._checkpoint = Checkpoint(context, self.card)
        self._model = self._checkpoint.model("PI0ForConditionalGeneration")
        words = Checkpoint(context, self.card, "words")
        pixels: Any = words.part("SiglipImageProcessor")
        seen = self._model.config.vlm_config.vision_config
        pixels.image_seq_length = (seen.image_size // seen.patch_size) ** 2
        config = self._model.config
        self._size, self._chunk = config.max_state_dim, config.chunk_size
        self._processor: Any = library("transformers").PI0Processor(
            pixels, words.part("GemmaTokenizer"), max_state_dim=self._size, chunk_size=self._chunk
        )

    def run(self, jobs: Sequence[Job[ControlInput]]) -> Sequence[ControlOutput | SensoriumError]:
        """One decision per job; a robot that is not described, or a state that is not its, is an error in its place."""
        return [self._decided(job) for job in jobs]

    def _decided(self, job: Job[ControlInput]) -> ControlOutput | SensoriumError:
        robot, given = self._robot, job.input
        if not robot.robot_actions or max(len(robot.robot_actions), len(robot.robot_state)) > self._size:
            return Refused(
                "no robot is described that this policy could drive",
                where=self.card.name,
                fix=f"describe at most {self._size} robot_actions and robot_state under [plugins.sensorium]",
            )
        try:
            state = normalised(given.state, robot.robot_state, self._size)
        except BadInput as error:
            return error
        steps = [action(row, robot.robot_actions) for row in self._chunk_of(job, state)]
        decisions = tuple(Decision(action=step) for step in steps[:SHOWN])
        text = ", ".join(f"{f.name} {f.value:.3g} {f.unit}".strip() for f in steps[0].fields)
        return ControlOutput(action=steps[0], text=text, decisions=decisions)

    def _chunk_of(self, job: Job[ControlInput], state: Any) -> Any:
        torch, given = library("torch"), job.input
        media = given.media
        if isinstance(media, Video):
            span = given.within[-1] if given.within else media.whole
            media = frame_of(media, max(span.start, span.end - 0.1))
        (picture,) = pillow([look(job, media)])
        made = dict(self._processor(images=[[picture]], text=[given.instruction], return_tensors="pt"))
        made["state"] = torch.from_numpy(state)[None]
        tensors = self._checkpoint.tensors(made)
        job.check()
        shape = (1, self._chunk, self._model.config.max_action_dim)
        noise = torch.randn(shape, generator=torch.Generator("cpu").manual_seed(0))
        with torch.inference_mode():
            told = self._model.sample_actions(**tensors, noise=noise.to(tensors["pixel_values"]))
        return np.asarray(told[0].float().cpu().numpy(), np.float32)
