"""The three kinds of model. The host owns time, decoding, batching, caching and memory; the author owns the maths.

WindowModel  one answer per cell of media time        detectors, classifiers, embedders
CallModel    the whole input at once, or other tasks  generators, remote models, composed models
StreamModel  windows in order, with a memory          trackers, live recognition

Importing a plugin must load no torch, onnxruntime or OpenCV: heavy imports belong in `load` and in methods.
`load`, `forward`, a synchronous `run`, `feed` and `unload` of one model are called by one thread at a time;
`prepare` and `read` run on the CPU pool, several at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import SensoriumError
from sensorium.core.sees import Sees, Window
from sensorium.core.task import In, Out, Task, Within
from sensorium.core.values import Media

if TYPE_CHECKING:
    import httpx

Unit = TypeVar("Unit")
Raw = TypeVar("Raw")
State = TypeVar("State")
Kept = TypeVar("Kept", bound=Media)
Options = TypeVar("Options", bound=BaseModel)
Asked = TypeVar("Asked", bound=BaseModel)
InJob = TypeVar("InJob", bound=BaseModel, covariant=True)


class LoadContext(Protocol):
    """What the host gives a model when it loads."""

    @property
    def device(self) -> str:
        """``cpu``, ``cuda:0``, ``mps`` or ``remote``."""
        ...

    @property
    def chosen(self) -> RunsOn:
        """The entry of the card's `runs_on` that was picked."""
        ...

    @property
    def threads(self) -> int: ...

    @property
    def http(self) -> httpx.AsyncClient:
        """Limited to the card's remote hosts, with timeouts and redaction."""
        ...

    def weights(self) -> Path:
        """A folder with every WeightFile of the card under its name, verified."""
        ...

    def settings(self, kind: type[Options]) -> Options:
        """The plugin's own settings, from ``[plugins.<package>]`` or the environment."""
        ...


class Job(Protocol[InJob]):
    """One request's place in a batch."""

    @property
    def input(self) -> InJob: ...

    @property
    def scratch(self) -> Path:
        """A folder of this job's own, emptied afterwards."""
        ...

    @property
    def libraries(self) -> Path:
        """Where the user's libraries lie, a folder each; see `sensorium.core.library`."""
        ...

    def check(self) -> None:
        """Raise Cancelled or DeadlineExceeded where nobody waits for the answer any more."""
        ...

    def progress(self, done: float, note: str = "") -> None:
        """Report the fraction done, 0..1."""
        ...

    def read(self, media: Media, sees: Sees, within: Within = None) -> Iterator[Window]:
        """Windows of `media` in order of time; only those whose cells meet `within` where it is given."""
        ...

    def keep(self, file: Path, kind: type[Kept]) -> Kept:
        """Hash, probe and move a derived file to the artifact store."""
        ...

    def ask(self, task: Task[Any, Asked], given: BaseModel) -> Awaitable[Asked]:
        """Another task's answer; for asynchronous models, which hold no device meanwhile."""
        ...


class Model(Generic[In, Out]):
    """What the three kinds share. A model answers one `task` and carries a `card`."""

    task: ClassVar[Task[Any, Any]]
    card: ClassVar[Card]

    def load(self, context: LoadContext) -> None:
        """Open the weights on ``context.device``. The default needs nothing."""

    def unload(self) -> None:
        """Let go of what `load` took. The default drops every attribute."""
        self.__dict__.clear()


class WindowModel(Model[In, Out], Generic[In, Out, Unit, Raw]):
    """Sees a window, answers for its cell.

    `within`, batches, progress, cancelling, caching of raws and live use are the host's. `prepare` and `read` run on
    an instance that was never loaded: what `load` makes is for `forward` alone. `depends_on` names the input fields
    `prepare` may read: with none, all questions on one medium share the raws. Units of equal shapes may be batched.
    """

    sees: ClassVar[Sees]
    depends_on: ClassVar[tuple[str, ...]] = ()

    def prepare(self, window: Window, given: In) -> Unit:
        """One unit for the device from one window."""
        raise NotImplementedError

    def forward(self, units: Sequence[Unit]) -> Sequence[Raw | SensoriumError]:
        """One raw per unit, in order; an error in an item's place fails that item alone."""
        raise NotImplementedError

    def read(self, raw: Raw, window: Window, given: In) -> Out:
        """The cell's answer. `window` has no arrays here: raws come from the cache too."""
        raise NotImplementedError


class CallModel(Model[In, Out], Generic[In, Out]):
    """Sees the whole input.

    With ``async def run`` it holds no device: remote models, and models composed of other tasks.
    `restricts` says whether ``run(within=S)`` is the whole answer cut to S ("exact"), or whether the host must run it
    on everything and cut afterwards ("never").
    """

    restricts: ClassVar[Literal["exact", "never"]] = "never"

    def run(
        self, jobs: Sequence[Job[In]]
    ) -> Sequence[Out | SensoriumError] | Awaitable[Sequence[Out | SensoriumError]]:
        """One answer per job, in order; an error in an item's place fails that item alone."""
        raise NotImplementedError


class StreamModel(Model[In, Out], Generic[In, Out, State]):
    """Sees windows in order and remembers: trackers, live recognition. Never restricted; cut afterwards.

    A session is never taken up from the cache; the answer of one over a whole medium is kept, as a CallModel's is.
    Sessions of several requests share a `feed`. It returns, per session, all that is new since the last stable
    time and the new stable time: what lies after that may still change. `close` gives what is left: the outputs
    between stable times and the last are joined by their list fields.
    """

    sees: ClassVar[Sees]

    def open(self, job: Job[In]) -> State:
        """A new session."""
        raise NotImplementedError

    def feed(self, steps: Sequence[tuple[State, Window]]) -> Sequence[tuple[Out, float] | SensoriumError]:
        """One step of each session."""
        raise NotImplementedError

    def close(self, state: State) -> Out:
        """What is left once the medium has ended."""
        raise NotImplementedError
