"""vision_language_action by a policy of one's own: a checkpoint of `fusion`, named in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.checkpoints import TRANSFORMERS, library
from sensorium.core.errors import BadInput, Refused, SensoriumError
from sensorium.core.media.kind import frame_of
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks.control import VISION_LANGUAGE_ACTION, ControlInput, ControlOutput, Decision
from sensorium.core.values import ActionField, ActionVector, Video
from sensorium.plugins.control.hub.fusion import load, word_ids
from sensorium.plugins.control.hub.robot import Controls, Robot, normalised

if TYPE_CHECKING:
    from numpy.typing import NDArray


class FusionPolicy(CallModel[ControlInput, ControlOutput]):
    """Judges the picture, or the last one of a video."""

    task = VISION_LANGUAGE_ACTION
    card = Card(
        "fusion-policy",
        "1",
        "Apache-2.0",
        runs_on=(
            RunsOn("cuda", "float32", bytes=64 << 20, bytes_each=8 << 20, max_batch=16),
            RunsOn("cpu", "float32", bytes=64 << 20, bytes_each=8 << 20, max_batch=4),
        ),
        settings=Controls,
        repeats=1e-4,
        profile="hub",
        requires=TRANSFORMERS,
        fallback="a policy of your own making: it knows what it was trained on and nothing else",
        note="The article's vision and text Transformer with an action head. Comes without weights: train it on "
        "recordings of your own and name the file, fusion_policy, under [plugins.sensorium].",
    )

    def load(self, context: LoadContext) -> None:
        """Open the checkpoint, where one is named."""
        file = context.settings(Controls).fusion_policy
        self._opened = load(file, self.card.name) if file is not None else None
        self._device = context.device
        if self._opened is not None:
            self._opened[0].to(context.device)

    def run(self, jobs: Sequence[Job[ControlInput]]) -> Sequence[ControlOutput | SensoriumError]:
        """One decision per job."""
        return [self._decided(job) for job in jobs]

    def _decided(self, job: Job[ControlInput]) -> ControlOutput | SensoriumError:
        if self._opened is None:
            return Refused(
                "no checkpoint is named", where=self.card.name, fix="set fusion_policy under [plugins.sensorium]"
            )
        made, robot, sizes = self._opened
        given, torch = job.input, library("torch")
        media = given.media
        if isinstance(media, Video):
            span = given.within[-1] if given.within else media.whole
            media = frame_of(media, max(span.start, span.end - 0.1))
        try:
            state = normalised(given.state, robot.robot_state, max(1, len(robot.robot_state)))
        except BadInput as error:
            return error
        seen = next(job.read(media, Sees(every=0.0, fps=1, size=(sizes.side, sizes.side), fit="stretch"))).frames[0]
        picture = torch.from_numpy(seen.transpose(2, 0, 1)[None].copy()).float() / 255
        words = torch.tensor([word_ids(given.instruction, sizes)])
        with torch.inference_mode():
            known = torch.from_numpy(state)[None]
            told = made(*(each.to(self._device) for each in (picture, words, known)))
        return _answer(np.asarray(told[0].cpu().numpy()), robot)


def _answer(told: NDArray[np.float32], robot: Robot) -> ControlOutput:
    """From -1..1 to the robot's bounds."""
    fields = tuple(
        ActionField(
            name=number.name,
            value=number.low + (min(1.0, max(-1.0, float(value))) + 1) / 2 * (number.high - number.low),
            low=number.low,
            high=number.high,
            unit=number.unit,
        )
        for value, number in zip(told, robot.robot_actions, strict=True)
    )
    vector = ActionVector(fields=fields)
    text = ", ".join(f"{field.name} {field.value:.3g} {field.unit}".strip() for field in fields)
    return ControlOutput(action=vector, text=text, decisions=(Decision(action=vector),))
