"""One request's place in a batch, as a model sees it."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sensorium.core.errors import PluginError
from sensorium.core.host.context import Gate
from sensorium.core.model import Asked, Kept
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Task, Within
from sensorium.core.values import Media

if TYPE_CHECKING:
    from sensorium.core.host.run import Run


class HostJob:
    """A `Job`. Leaving its block empties `scratch`, and whoever still works on it is told at its next `check`."""

    def __init__(self, run: Run, given: BaseModel, *, may_ask: bool) -> None:
        self.input: Any = given
        self._run = run
        self._may_ask = may_ask
        self._gate = Gate(run.context)
        self._scratch: Path | None = None

    def __enter__(self) -> HostJob:
        return self

    def __exit__(self, *exc: object) -> None:
        self._gate.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def scratch(self) -> Path:
        """A folder of this job's own, made when first asked for."""
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="sensorium-"))
        return self._scratch

    @property
    def libraries(self) -> Path:
        """Where the user's libraries lie."""
        return self._run.host.settings.home / "libraries"

    def check(self) -> None:
        """Raise Cancelled or DeadlineExceeded where nobody waits for the answer any more."""
        self._gate.check()

    def progress(self, done: float, note: str = "") -> None:
        """Report the fraction done, 0..1; from any thread."""
        self._run.host.call_soon(self._run.context.progress, min(1.0, max(0.0, done)), note)

    def read(self, media: Media, sees: Sees, within: Within = None) -> Iterator[Window]:
        """Windows of `media` in order of time; each one checks that the answer is still wanted."""
        for window in self._run.context.readers.of(media, holding=True).windows(sees, within):
            self.check()
            yield window

    def keep(self, file: Path, kind: type[Kept]) -> Kept:
        """Hash, probe and move a derived file to the artifact store."""
        from sensorium.core.media import open_media

        media = open_media(self._run.host.artifacts.add(file))
        if not isinstance(media, kind):
            raise PluginError(
                f"kept {file.name} as {kind.__name__}, it is {type(media).__name__}",
                where=self._run.card.name,
                fix="name the kind that was written",
            )
        return media

    def ask(self, task: Task[Any, Asked], given: BaseModel) -> Awaitable[Asked]:
        """Another task's answer, on this request's terms."""
        if not self._may_ask:
            raise PluginError(
                f"asked for {task.name} while it holds a device",
                where=self._run.card.name,
                fix="make run() a coroutine: models that ask hold no device",
            )
        return asyncio.wrap_future(self._run.host.elsewhere(self._asked(task, given)))

    async def _asked(self, task: Task[Any, Asked], given: BaseModel) -> Asked:
        run = self._run
        outcome = await run.host.run(task, given, run.context.asking(run.link))
        run.noted(outcome)
        answer: Asked = outcome.output
        return answer
