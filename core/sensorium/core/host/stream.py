"""Running a StreamModel: a session over the whole medium, its windows in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sensorium.core.host.job import HostJob
from sensorium.core.host.join import Joiner
from sensorium.core.host.pump import pumped
from sensorium.core.host.serving import Closing, Feeding, Opening
from sensorium.core.host.shapes import window_bytes
from sensorium.core.values import Media

if TYPE_CHECKING:
    from sensorium.core.host.run import Run

AHEAD = 8
AHEAD_BYTES = 64 << 20


async def stream_output(run: Run, media: Media) -> Any:
    """The joined answer of a session fed to the end.

    Each `feed` answers for everything since the last stable time, so of its rows those that begin before the new
    stable time are final and taken; the others come again, maybe changed. `close` gives what begins after the last.
    """
    sees = run.kind.sees  # type: ignore[attr-defined]
    joiner: Joiner[BaseModel] = Joiner(run.task.output)
    windows = run.context.readers.of(media)
    ahead = max(1, min(AHEAD, AHEAD_BYTES // window_bytes(media, sees)))
    whole = media.whole
    bucket = ("feed", tuple(sees), _picture_size(media))
    with HostJob(run, run.given, may_ask=False) as job:
        async with run.host.engine.lease(run.host.servable(run.kind)):
            state = await run.submit(Opening(job), ("open",))
            async with pumped(lambda: windows.windows(sees), ahead) as seen:
                async for window in seen:
                    job.check()
                    output, stable = await run.submit(Feeding(state, window), bucket)
                    joiner.add(output, before=stable)
                    done = (window.cell.end - whole.start) / max(whole.seconds, 1e-9)
                    run.context.progress(min(1.0, done), "")
            joiner.add(await run.submit(Closing(state), ("close",)))
    return joiner.result()


def _picture_size(media: Media) -> tuple[int, int]:
    video = media.probe.video
    return (video.width, video.height) if video else (0, 0)
