"""The model of vision_language_action: a policy for grid worlds and one for the road, chosen by the instruction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import groupby
from pathlib import Path

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, RequestError, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees
from sensorium.core.tasks.control import VISION_LANGUAGE_ACTION, ControlInput, ControlOutput, Decision
from sensorium.core.values import Image, TimeSpan, Video
from sensorium.plugins.control.driving import rules, scene
from sensorium.plugins.control.driving.wish import Wish, read_wish
from sensorium.plugins.control.grid import policy
from sensorium.plugins.control.grid.network import Network
from sensorium.plugins.control.grid.tiles import is_view
from sensorium.plugins.control.grid.words import Order, read_order
from sensorium.plugins.control.state import SPEED, TURNED, reading

PACE = 0.5
"""Seconds of a video from one decision to the next."""
WEIGHTS = Path(__file__).parent / "grid" / "policy.npz"
FRAME = Sees(every=0.0, fps=1)

Judge = Callable[[Image], Awaitable[Decision]]


class RoutedPolicies(CallModel[ControlInput, ControlOutput]):
    """Asks visual_grounding for the road's things; a grid view it judges by its own network, with no other model.

    Each frame is judged by itself: what came before counts only through `state`.
    """

    task = VISION_LANGUAGE_ACTION
    restricts = "exact"
    card = Card(
        "routed-policies",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=4 << 20),),
        languages=("en", "zh"),
        note="Knows two worlds. BabyAI grids, seen in RGB from the agent (`RGBImgPartialObsWrapper`, 7 x 7 tiles of 8 "
        "to 64 pixels): go to or pick up one thing; state: turned, the quarter turns since the last step ahead, right "
        "ones positive, its only memory. Roads: traffic lights, people and vehicles close ahead, stop signs; state: "
        "speed in m/s. No car is to be driven by it.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the network that ships with the plugin."""
        self._network = Network.load(WEIGHTS)

    async def run(self, jobs: Sequence[Job[ControlInput]]) -> Sequence[ControlOutput | SensoriumError]:
        return list(await asyncio.gather(*(self._answered(job) for job in jobs)))

    async def _answered(self, job: Job[ControlInput]) -> ControlOutput | SensoriumError:
        try:
            judge = self._judge(job)
            media = job.input.media
            if isinstance(media, Image):
                return answer((await judge(media),))
            return answer(await _over_time(job, media, judge))
        except BadInput as error:
            return error

    def _judge(self, job: Job[ControlInput]) -> Judge:
        """The policy the instruction calls for; raises BadInput where none does, or the medium is not for it."""
        given = job.input
        order, wish = read_order(given.instruction), read_wish(given.instruction)
        if order is not None:
            return self._in_a_grid(job, order, reading(given.state, TURNED, "the grid policy") or 0.0)
        if wish is not None:
            return _on_the_road(job, wish, reading(given.state, SPEED, "the driving policy"))
        raise RequestError(
            "names nothing that the two policies here can do",
            where="instruction",
            fix="for a BabyAI view: 'go to the red ball', 'pick up the blue key'; for a road: 'stop at the red light', "
            "'drive on', 'turn left'; other instructions need a model of the hub profile",
        )

    def _in_a_grid(self, job: Job[ControlInput], order: Order, turned: float) -> Judge:
        shown = job.input.media.probe.video
        if shown is None or job.input.media.crop is not None or not is_view(shown.width, shown.height):
            size = f"{shown.width} x {shown.height} pixels" if shown else "without a picture"
            raise BadInput(
                f"is {size}: no view of a grid world, and '{order}' is an instruction for one",
                where=job.input.media.uri.rsplit("/", 1)[-1],
                fix="give RGBImgPartialObsWrapper's picture: 7 x 7 tiles, 56 x 56 to 448 x 448 pixels",
            )

        async def judge(image: Image) -> Decision:
            view = await asyncio.to_thread(lambda: next(iter(job.read(image, FRAME))).frames[0])
            return policy.decide(self._network, view, order, turned)

        return judge


def _on_the_road(job: Job[ControlInput], wish: Wish, speed: float | None) -> Judge:
    async def judge(image: Image) -> Decision:
        return rules.decide(await scene.look(job, image), wish, speed)

    return judge


async def _over_time(job: Job[ControlInput], video: Video, judge: Judge) -> tuple[Decision, ...]:
    """A decision for every cell asked for, in order."""
    from sensorium.core.media.cells import cells_of
    from sensorium.core.media.kind import frame_of, require_video

    require_video(video)
    cells = cells_of(video, Sees(every=PACE, fps=2), job.input.within)
    made = []
    for done, cell in enumerate(cells):
        job.check()
        made.append((await judge(frame_of(video, cell.start))).model_copy(update={"span": cell}))
        job.progress((done + 1) / len(cells))
    return tuple(made)


def answer(decisions: Sequence[Decision]) -> ControlOutput:
    """The last decision stands for all; of a video the text tells each stretch of like decisions."""
    last = decisions[-1]
    return ControlOutput(action=last.action, reasoning=last.reasoning, text=told(decisions), decisions=tuple(decisions))


def told(decisions: Sequence[Decision]) -> str:
    """The decisions in words: ``0.0-1.5 s go: it is green; 1.5-4.0 s brake: it is red``."""
    parts = []
    for label, run in groupby(decisions, key=lambda each: each.action.label):
        group = list(run)
        why = "; ".join(group[0].reasoning[2:])
        span = _spanned(group)
        parts.append(f"{span.start:.1f}-{span.end:.1f} s {label} ({why})" if span else f"{label} ({why})")
    return "; ".join(parts)


def _spanned(group: Sequence[Decision]) -> TimeSpan | None:
    first, last = group[0].span, group[-1].span
    return None if first is None or last is None else TimeSpan(start=first.start, end=last.end)
