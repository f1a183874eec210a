"""What belongs to one request, and what comes out of one run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, NamedTuple

from pydantic import BaseModel

from sensorium.core.errors import Cancelled, DeadlineExceeded, PluginError
from sensorium.core.task import Out
from sensorium.core.values import Media, Provenance

if TYPE_CHECKING:
    from sensorium.core.media import Reader

Progress = Callable[[float, str], None]
DEPTH = 8


def unheard(done: float, note: str) -> None:
    """The progress callback of who does not listen."""


class Readers:
    """The readers of one plan: steps that read one part of a medium share a decode. Thread-safe; close when done.

    Models that read while they hold a device share among themselves only: were they to wait for a step that waits
    for that device, neither would go on.
    """

    def __init__(self) -> None:
        self._readers: dict[str, Reader] = {}
        self._warnings: dict[str, None] = {}
        self._lock = threading.Lock()

    def of(self, media: Media, *, holding: bool = False) -> Reader:
        """The reader of a medium, made at the first call; `holding` for who may hold a device meanwhile."""
        from sensorium.core.media import Reader

        key = f"{holding} {media.uri} {media.model_dump_json(exclude={'probe', 'uri'})}"
        with self._lock:
            if key not in self._readers:
                self._readers[key] = Reader(media, warn=self._warn)
            return self._readers[key]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Damage met while decoding, each said once."""
        return tuple(self._warnings)

    def close(self) -> None:
        """End all reading."""
        with self._lock:
            for reader in self._readers.values():
                reader.close()
            self._readers.clear()

    def _warn(self, text: str) -> None:
        self._warnings[text] = None


@dataclass(frozen=True)
class RunContext:
    """One request's terms, shared by all that is run for it.

    `deadline` is in seconds of `time.monotonic`; `language` is the media's, ISO 639-1, where known; a lower
    `priority` number goes first; `allow_faces` opts in to facial expression; `asked` is the chain of runs
    that asked for this one, outermost first.
    """

    readers: Readers = field(default_factory=Readers)
    deadline: float | None = None
    priority: int = 0
    user: str = ""
    language: str | None = None
    allow_faces: bool = False
    progress: Progress = unheard
    asked: tuple[str, ...] = ()

    def asking(self, link: str) -> RunContext:
        """The context of what the run `link` asks for."""
        return replace(self, asked=(*self.asked, link), progress=unheard)

    def require_end(self, link: str) -> None:
        """Raise PluginError where the run `link` was asked for by itself, or asking goes too deep to end."""
        if link in self.asked:
            names = " asks ".join(name.partition(" ")[0] for name in (*self.asked, link))
            raise PluginError(f"models ask in a circle: {names}", where="ask", fix="ask another task")
        if len(self.asked) > DEPTH:
            raise PluginError(f"models ask {DEPTH} deep", where="ask", fix="compose fewer tasks")

    def check(self) -> None:
        """Raise DeadlineExceeded once the deadline has passed."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            raise DeadlineExceeded("the deadline passed", fix="allow more time; what is finished is kept")


class Gate:
    """Tells a worker thread that nobody waits any more."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._closed = threading.Event()

    def close(self) -> None:
        self._closed.set()

    def check(self) -> None:
        """Raise Cancelled or DeadlineExceeded where the answer is not wanted any more."""
        if self._closed.is_set():
            raise Cancelled("nobody waits for the answer any more")
        self._context.check()


class Ask(NamedTuple):
    """A task that was asked on the way, and the identity of the model that answered."""

    task: str
    model: str

    @property
    def name(self) -> str:
        """The model's name, which its identity begins with."""
        return self.model.partition(" ")[0]


@dataclass(frozen=True)
class Outcome(Generic[Out]):
    """A run's output and where it came from.

    `warnings` say what is missing from the answer, `notices` what the user should know of its models; `given` is
    the input as it was run, the seed drawn; `asks` names this run's model and those of all it asked.
    """

    output: Out
    provenance: Provenance
    given: BaseModel
    warnings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
