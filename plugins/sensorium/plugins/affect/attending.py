"""Listening to files outside any request: a host of its own, over what is installed, for as long as files are read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from pydantic import Field

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.hookspecs import API, Registrar
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.settings import Settings
from sensorium.core.task import Task
from sensorium.core.tasks.affect import AffectInput
from sensorium.core.values.base import Value
from sensorium.plugins.affect.features import Senses, size
from sensorium.plugins.affect.perceiving import perceived
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER
from sensorium.plugins.text_emotion.weights import MINILM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sensorium.core.host import Host

    Array = NDArray[np.float32]


class AttendingInput(AffectInput):
    text: str = Field(default="", description="what is said, where it is known")


class AttendingOutput(Value):
    """`rows` as bytes of 32-bit floats in hexadecimal digits, utterance by utterance."""

    rows: str


ATTENDING = Task("affect_features", "Tell the features of every utterance.", AttendingInput, AttendingOutput)


class Attending(CallModel[AttendingInput, AttendingOutput]):
    """Registered only in the host below."""

    task = ATTENDING
    card = Card("affect-features", "1", "Apache-2.0", runs_on=(RunsOn("cpu", bytes=100 << 20),), weights=MINILM)
    faces = False

    def load(self, context: LoadContext) -> None:
        self._senses = Senses(context.weights(), context.threads, faces=self.faces)

    async def run(self, jobs: Sequence[Job[AttendingInput]]) -> Sequence[AttendingOutput | SensoriumError]:
        return [await self._one(job) for job in jobs]

    async def _one(self, job: Job[AttendingInput]) -> AttendingOutput | SensoriumError:
        try:
            found = await perceived(job, self._senses, job.input.text)
        except BadInput as error:
            return error
        return AttendingOutput(rows=b"".join(each.row.tobytes() for each in found).hex())


class AttendingWithFaces(Attending):
    card = Card(
        "affect-features-faces",
        "1",
        "Apache-2.0 AND MIT",
        runs_on=(RunsOn("cpu", bytes=160 << 20),),
        weights=(*MINILM, LANDMARKER, EXPRESSION),
    )
    faces = True


class Attention:
    """Reads files one after the other; the host is opened for the first and closed with the block."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model = AttendingWithFaces if settings.faces else Attending
        self._ends, self._stack = ExitStack(), AsyncExitStack()
        self._runner: asyncio.Runner | None = None
        self._host: Host | None = None

    def __enter__(self) -> Self:
        self._runner = self._ends.enter_context(asyncio.Runner())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._runner is not None:
            self._runner.run(self._stack.aclose())
        self._ends.close()

    def rows(self, path: Path) -> Array:
        """Shape (utterances, features). What is said is read from NAME.txt beside the file, else recognised."""
        from sensorium.core.media import open_media

        if self._runner is None:
            raise RuntimeError("read within the block")
        media = open_media(path)
        given = AttendingInput.model_validate({"media": media, "faces": self._settings.faces, "text": words_of(path)})
        told = self._runner.run(self._told(given))
        return np.frombuffer(bytes.fromhex(told.rows), np.float32).reshape(-1, size())

    async def _told(self, given: AttendingInput) -> AttendingOutput:
        host = self._host = self._host or await self._opened()
        answer = (await host.run(self._model, given)).output
        return AttendingOutput.model_validate(answer)

    async def _opened(self) -> Host:
        from sensorium.core.host import Host
        from sensorium.core.registry import Registry
        from sensorium.core.scheduler import LocalEngine
        from sensorium.core.weights.store import WeightStore

        settings, model = self._settings, self._model

        def sensorium_register(registrar: Registrar) -> None:
            registrar.add(API, ATTENDING, model)

        own = {"attending": SimpleNamespace(sensorium_register=sensorium_register)}
        registry = Registry(own, allow=settings.plugins_allow, block=settings.plugins_block)
        engine = LocalEngine(most=settings.threads, memory=settings.memory)
        return await self._stack.enter_async_context(Host(registry, engine, WeightStore.of(settings), settings))


def words_of(path: Path) -> str:
    """The text beside a recording; empty where there is none. BadInput where it is no text."""
    beside = path.with_suffix(".txt")
    if not beside.is_file():
        return ""
    try:
        return " ".join(beside.read_bytes()[:100_000].decode("utf-8").split())
    except UnicodeDecodeError:
        raise BadInput("is no UTF-8 text", where=str(beside), fix="save it as UTF-8, or remove it") from None
