"""A registry and a host without models: rows are told, not found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from sensorium.core.card import Card
from sensorium.core.errors import SensoriumError
from sensorium.core.fields import asked_fields
from sensorium.core.host import Outcome, RunContext
from sensorium.core.host.join import cut, merged
from sensorium.core.model import CallModel, StreamModel
from sensorium.core.registry import Registry
from sensorium.core.sees import Sees
from sensorium.core.tasks import (
    FACIAL_EXPRESSION,
    MULTIMODAL_AFFECT,
    OBJECT_TRACKING,
    SPEECH_EMOTION,
    SPEECH_RECOGNITION,
    TRACK_EVENTS,
    VOICE_ACTIVITY_DETECTION,
)
from sensorium.core.values import Box, Media, Moment, Probe, Provenance, TimedBox, TimeSpan, Track, Video, VideoStream

LENGTH = 30.0


def fake_video(seconds: float = LENGTH) -> Video:
    stream = VideoStream(width=640, height=360, fps=25.0)
    return Video(uri="clip.mp4", sha256="0" * 64, probe=Probe(duration=seconds, video=stream))


def _call(task: Any, exact: bool, words: tuple[str, ...] | None = None, pace: float = 0.1) -> type[Any]:
    class Fake(CallModel):  # type: ignore[type-arg]
        card = Card(f"fake/{task.name}", "1", "MIT", vocabulary=words, measured={"seconds_per_media_second": pace})
        restricts = "exact" if exact else "never"

        def run(self, jobs: Sequence[Any]) -> Any:
            raise AssertionError("a fake is never run")

    Fake.task = task
    return Fake


class Tracker(StreamModel):  # type: ignore[type-arg]
    task = OBJECT_TRACKING
    card = Card("fake/object_tracking", "1", "MIT", vocabulary=("car", "dog", "person", "bus", "gate"))
    sees = Sees(every=1.0, fps=4)

    def open(self, job: Any) -> Any: ...
    def feed(self, steps: Any) -> Any: ...
    def close(self, state: Any) -> Any: ...


MODELS = (
    Tracker,
    _call(TRACK_EVENTS, exact=False, pace=0.01),
    _call(MULTIMODAL_AFFECT, exact=True, pace=0.5),
    _call(SPEECH_EMOTION, exact=True, pace=0.2),
    _call(FACIAL_EXPRESSION, exact=True, pace=0.4),
    _call(SPEECH_RECOGNITION, exact=True, pace=0.3),
    _call(VOICE_ACTIVITY_DETECTION, exact=False, pace=0.02),
)


class Plugin:
    """Registers the fakes as any plugin would."""

    def __init__(self, models: Sequence[Any] = MODELS) -> None:
        self._models = models

    def sensorium_register(self, registrar: Any) -> None:
        registrar.add(1, *self._models)


def fake_registry() -> Registry:
    return Registry({"fakes": Plugin()}, discover=False)


Told = Mapping[str, Sequence[Moment] | SensoriumError]


class ToldHost:
    """Answers every call with the rows told for its question, cut to `within` as the contract demands."""

    def __init__(self, told: Told, registry: Registry | None = None) -> None:
        self.registry = registry or fake_registry()
        self.told = told
        self.calls: list[tuple[str, tuple[TimeSpan, ...] | None]] = []

    async def run(self, model: Any, given: BaseModel, context: RunContext | None = None) -> Outcome[Any]:
        task = model.task
        values = {getattr(given, name) for name in asked_fields(task.input) if isinstance(getattr(given, name), str)}
        rows = next((self.told[value] for value in sorted(values) if value in self.told), ())
        within = getattr(given, "within", None)
        self.calls.append((task.name, within))
        if isinstance(rows, SensoriumError):
            raise rows
        output = task.output(moments=tuple(rows), **self._extra(task, rows))
        if within is not None:
            output = cut(output, merged(within))
        provenance = Provenance(task=task.name, model=model.card.name, version="1")
        return Outcome(output, provenance, given)

    def _extra(self, task: Any, rows: Sequence[Moment]) -> dict[str, Any]:
        if task is not OBJECT_TRACKING:
            return {}
        return {"tracks": tuple(_track(row) for row in rows if row.track)}


def _track(row: Moment) -> Track:
    path = (TimedBox(time=row.span.start, box=Box(x0=0.1, y0=0.1, x1=0.2, y1=0.2)),)
    return Track(id=row.track or "", label=row.label, score=row.score, span=row.span, path=path)


def moment(start: float, end: float, score: float = 0.9, state: Any = "verified", track: str | None = None) -> Moment:
    return Moment(span=TimeSpan(start=start, end=end), score=score, state=state, track=track)


__all__ = ["LENGTH", "MODELS", "Media", "Plugin", "ToldHost", "fake_registry", "fake_video", "moment"]
