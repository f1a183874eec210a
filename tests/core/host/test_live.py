"""Sound that is still coming in: cells in order, joined where it piles up, ended whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import numpy as np
import pytest

from sensorium.core.card import Card
from sensorium.core.errors import BadInput, MediaError, ModelFailed, RequestError
from sensorium.core.host import Live, live_audio
from sensorium.core.model import StreamModel
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Task
from sensorium.core.testing import host_of
from sensorium.core.values import Audio, Segment, TimeSpan, Transcript
from sensorium.core.values.base import Value

RATE = 100


class HearInput(Value):
    media: Audio
    fails: bool = False


class HearOutput(Value):
    transcript: Transcript = Transcript()


HEAR = Task("hear", "Write down what is heard.", HearInput, HearOutput)


class Hearing(StreamModel[HearInput, HearOutput, HearInput]):
    """Says how long each window is and what its samples sum to."""

    task = HEAR
    card = Card("test/hearing", "1", "MIT")
    sees = Sees(every=1.0, sound=RATE)
    closed: list[HearInput] = []

    def open(self, job: Any) -> HearInput:
        return job.input  # type: ignore[no-any-return]

    def feed(self, steps: Sequence[tuple[HearInput, Window]]) -> Sequence[Any]:
        return [self._step(state, window) for state, window in steps]

    def _step(self, state: HearInput, window: Window) -> Any:
        if state.fails:
            raise KeyError("no")
        text = f"{len(window.sound)} {window.sound.sum():.0f}"
        segment = Segment(text=text, span=window.cell)
        return HearOutput(transcript=Transcript(segments=(segment,))), window.cell.end

    def close(self, state: HearInput) -> HearOutput:
        self.closed.append(state)
        return HearOutput()


class Seeing(Hearing):
    card = Card("test/seeing", "1", "MIT")
    sees = Sees(every=1.0, fps=1)


async def sound(*sizes: int) -> AsyncIterator[Any]:
    for size in sizes:
        yield np.ones(size, np.float32)


async def steps(source: AsyncIterator[Any], *, join: bool = False, fails: bool = False) -> list[Live]:
    async with host_of(Hearing) as host:
        given = HearInput(media=live_audio("test", RATE), fails=fails)
        return [step async for step in host.live("hear", given, source, join=join)]


def told(found: list[Live]) -> list[str]:
    return [segment.text for step in found for segment in step.output.transcript.segments]


async def test_pieces_of_any_length_come_as_cells_and_the_rest_at_the_end() -> None:
    found = await steps(sound(30, 30, 170, 20))
    assert told(found) == ["100 100", "100 100", "50 50"]
    assert [step.heard for step in found] == [1.0, 2.0, 2.5, 2.5]
    assert found[-1].fresh == 0


async def test_what_has_piled_up_is_heard_at_once_where_that_is_wanted() -> None:
    assert told(await steps(sound(550), join=True)) == ["500 500", "50 50"]
    assert told(await steps(sound(2500), join=True))[0] == "1000 1000"


async def test_no_sound_is_no_step_but_the_last() -> None:
    found = await steps(sound())
    assert told(found) == []
    assert len(found) == 1


async def test_leaving_early_ends_the_source() -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncIterator[Any]:
        try:
            while True:
                yield np.ones(50, np.float32)
                await asyncio.sleep(0)
        finally:
            ended.set()

    async with host_of(Hearing) as host:
        async for _ in host.live("hear", HearInput(media=live_audio("test", RATE)), endless()):
            break
        await asyncio.wait_for(ended.wait(), 5)


async def test_what_the_source_raises_comes_after_what_was_heard() -> None:
    async def breaking() -> AsyncIterator[Any]:
        yield np.ones(100, np.float32)
        raise MediaError("ends here")

    seen: list[Live] = []
    async with host_of(Hearing) as host:
        listening = host.live("hear", HearInput(media=live_audio("test", RATE)), breaking())
        seen.append(await anext(listening))
        with pytest.raises(MediaError, match="ends here"):
            await anext(listening)
    assert told(seen) == ["100 100"]


async def test_a_model_that_fails_is_a_typed_error() -> None:
    with pytest.raises(ModelFailed, match="KeyError"):
        await steps(sound(100), fails=True)


async def test_a_model_that_sees_pictures_is_refused() -> None:
    async with host_of(Seeing) as host:
        with pytest.raises(BadInput):
            async for _ in host.live(Seeing, HearInput(media=live_audio("test", RATE)), sound(100)):
                pass


async def test_a_task_nobody_hears_live_is_told() -> None:
    async with host_of(HEAR) as host:
        with pytest.raises(RequestError, match="StreamModel"):
            async for _ in host.live("hear", HearInput(media=live_audio("test", RATE)), sound(100)):
                pass


def test_spans_are_cells() -> None:
    found = asyncio.run(steps(sound(100)))
    assert found[0].output.transcript.segments[0].span == TimeSpan(start=0, end=1)
