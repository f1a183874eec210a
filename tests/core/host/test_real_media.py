"""The host on real footage: shared decode, the cache across processes' worth of hosts, and how much it saves."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.core.cache import ResultCache, ResultStore
from sensorium.core.card import Card
from sensorium.core.errors import MediaError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.model import WindowModel
from sensorium.core.sees import Sees, Window
from sensorium.core.task import Located, Task, Within
from sensorium.core.testing import host_of
from sensorium.core.values import Audio, Moment, TimeSpan, Video
from sensorium.core.values.base import Value

pytestmark = pytest.mark.shared
CLIP = "video/composite_sad_red_car.mp4"


class BrightInput(Value):
    media: Audio | Video
    within: Within = None


BRIGHT = Task("bright", "Tell how bright it is.", BrightInput, Located)


class Bright(WindowModel[BrightInput, Located, Any, Any]):
    task = BRIGHT
    card = Card("real/bright", "1", "MIT")
    sees = Sees(every=0.5, fps=2, size=(64, 36))

    def prepare(self, window: Window, given: BrightInput) -> Any:
        return window.frames.mean()

    def forward(self, units: Sequence[Any]) -> Sequence[Any]:
        return list(np.stack(units) / 255)

    def read(self, raw: Any, window: Window, given: BrightInput) -> Located:
        return Located(moments=(Moment(span=window.cell, score=float(raw)),))


class Brighter(Bright):
    card = Card("real/brighter", "1", "MIT")
    sees = Sees(every=1.0, fps=4, size=(64, 36))


async def test_models_of_one_request_share_a_decode_and_repeats_are_free(shared_media: Path, tmp_path: Path) -> None:
    given = BrightInput(media=open_media(shared_media / CLIP))
    store = tmp_path / "results.db"
    async with host_of(Bright, Brighter, cache=ResultCache(ResultStore(store, 1 << 26))) as host:
        context = RunContext()
        began = time.perf_counter()
        both = await asyncio.gather(host.run(Bright, given, context), host.run(Brighter, given, context))
        first = time.perf_counter() - began
        frames = given.media.probe.video.frames if given.media.probe.video else None
        decoded = context.readers.of(given.media).stats.decoded
        assert frames is not None
        assert decoded <= 1.3 * frames
        began = time.perf_counter()
        again = await host.run(Bright, given, context)
        assert again.output == both[0].output
        assert time.perf_counter() - began < first / 5
        context.readers.close()
    async with host_of(Bright, cache=ResultCache(ResultStore(store, 1 << 26))) as later:
        outcome = await later.run(Bright, given)
    assert outcome.provenance.cached
    assert outcome.output == both[0].output


async def test_a_part_is_the_whole_cut_on_real_footage(shared_media: Path) -> None:
    media = open_media(shared_media / CLIP)
    within = (TimeSpan(start=7.3, end=8.1), TimeSpan(start=16.02, end=16.6))
    async with host_of(Bright) as host:
        part = (await host.run(Bright, BrightInput(media=media, within=within))).output
    async with host_of(Bright) as host:
        whole = (await host.run(Bright, BrightInput(media=media))).output
    cut = [(shared, moment.score) for moment in whole.moments for span in within if (shared := moment.span.cut(span))]
    assert [(moment.span, moment.score) for moment in part.moments] == cut


async def test_sound_alone_is_refused_at_once(shared_media: Path) -> None:
    sound = next((shared_media / "speech").rglob("*.wav"))
    async with host_of(Bright) as host:
        with pytest.raises(MediaError, match="no picture"):
            await host.run(Bright, BrightInput(media=open_media(sound)))
