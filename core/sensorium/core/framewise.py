"""A model of pictures, over a video: it sees a frame a second, and each frame's moments are that second's.

Whoever wants another pace, or more of a video than single frames, takes ``Image | Video`` and says so in `sees`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, create_model

from sensorium.core.fields import media_field
from sensorium.core.host.join import Joiner
from sensorium.core.model import CallModel, Job, WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Located, Task, Within
from sensorium.core.values import Image, TimeSpan, Video

if TYPE_CHECKING:
    from sensorium.core.choosing import ModelClass

PACE = 1.0
"""Seconds from one frame to the next."""

AT_ONCE = 4
"""Frames of a model that is no WindowModel that are asked for at a time."""

_made: dict[ModelClass, ModelClass] = {}


def takes_frames(task: Task[Any, Any]) -> bool:
    """Whether a task that sees no video can be asked of its frames: it takes a picture and answers with moments."""
    medium = media_field(task.input)
    return medium is not None and medium.takes(Image) and not medium.takes(Video) and issubclass(task.output, Located)


def over_frames(kind: ModelClass) -> ModelClass:
    """`kind`, a model of a task that `takes_frames`, as a model of whole videos; one class for each."""
    if kind not in _made:
        _made[kind] = _over_frames(kind)
    return _made[kind]


def _over_frames(kind: ModelClass) -> ModelClass:
    from sensorium.core.host.own.proxy import WindowProxy

    medium = media_field(kind.task.input)
    assert medium is not None
    names = {"task": _over_video(kind.task, medium.name), "field": medium.name, "single": kind}
    made: Any
    if issubclass(kind, WindowModel) and not issubclass(kind, WindowProxy):
        made = type(kind.__name__, (_Windows, kind), {**names, "sees": _grid(kind.sees)})
    else:
        made = type(kind.__name__, (_Calls,), {**names, "card": kind.card})
    over: ModelClass = made
    return over


def _over_video(task: Task[Any, Any], field: str) -> Task[Any, Any]:
    fields: Any = {field: (Video, ...), "within": (Within, None)}
    taken = create_model(f"{task.input.__name__}OverFrames", __base__=task.input, **fields)
    return Task(task.name, task.description, taken, task.output, task.answers)


def _grid(sees: Sees) -> Sees:
    return sees._replace(every=PACE, context=0.0, fps=1, sound=0)


class _Windows(WindowModel[Any, Any, Any, Any]):
    """Goes before a WindowModel of pictures: each cell of the video is one picture to it."""

    field: str
    single: ModelClass

    def prepare(self, window: Window, given: Any) -> Any:
        """The unit of the cell's frame."""
        return super().prepare(window, self._one(window.media, window.cell, given))

    def read(self, raw: Any, window: Window, given: Any) -> Any:
        """The frame's answer, said of the cell."""
        return _timed(super().read(raw, window, self._one(window.media, window.cell, given)), window.cell)

    def _one(self, video: Any, cell: TimeSpan, given: BaseModel) -> BaseModel:
        return _of_frame(self.single.task, self.field, video, cell, given)


class _Calls(CallModel[Any, Any]):
    """Asks any other model of pictures for one frame after the other."""

    field: str
    single: ModelClass

    async def run(self, jobs: Sequence[Job[Any]]) -> Sequence[Any]:
        """The frames' answers, joined."""
        return [await self._whole(job) for job in jobs]

    async def _whole(self, job: Job[Any]) -> Any:
        from sensorium.core.media.cells import cells

        video = getattr(job.input, self.field)
        frames = cells(_grid(Sees(every=PACE)), video.probe.duration, None, video.span)
        joiner: Joiner[Any] = Joiner(self.task.output)
        asked: Any = self.single
        for done in range(0, len(frames), AT_ONCE):
            job.check()
            part = frames[done : done + AT_ONCE]
            inputs = [_of_frame(self.single.task, self.field, video, cell, job.input) for cell in part]
            for cell, answer in zip(part, await asyncio.gather(*(job.ask(asked, one) for one in inputs)), strict=True):
                joiner.add(_timed(answer, cell))
            job.progress((done + len(part)) / len(frames))
        return joiner.result()


def _of_frame(task: Task[Any, Any], field: str, video: Video, cell: TimeSpan, given: BaseModel) -> BaseModel:
    """The input of the task of pictures for the frame that a cell begins with."""
    from sensorium.core.media.kind import frame_of

    values = {name: getattr(given, name) for name in task.input.model_fields if name not in (field, "within")}
    one: BaseModel = task.input.model_validate({**values, field: frame_of(video, cell.start)})
    return one


def _timed(output: Any, cell: TimeSpan) -> Any:
    """A picture's answer at the time of its frame: a picture by itself knows none."""
    moments = []
    for row in output.moments:
        evidence = tuple(
            piece.model_copy(
                update={
                    "span": piece.span and cell,
                    "voiced": (),
                    "boxes": tuple((cell.start, box) for _, box in piece.boxes),
                }
            )
            for piece in row.evidence
        )
        moments.append(row.model_copy(update={"span": cell, "clip": None, "evidence": evidence}))
    return output.model_copy(update={"moments": tuple(moments)})
