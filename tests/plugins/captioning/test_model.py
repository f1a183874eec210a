"""Captions of real photographs and a film."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sensorium.core.errors import BadInput
from sensorium.core.host import Outcome, RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING, CaptioningInput, CaptioningOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Image, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import captioning, grounding, motion, ocr, shots, tracking, vqa
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.ocr.weights import WEIGHTS


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((*WEIGHTS, DETECTOR)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((*WEIGHTS, DETECTOR))


def told(weights: Path, files: list[tuple[Path, str]]) -> list[Outcome[CaptioningOutput]]:
    async def run() -> list[Outcome[CaptioningOutput]]:
        answers = []
        plugins = (captioning, vqa, grounding, ocr, tracking, motion, shots)
        async with host_of(*plugins, weights=weights) as host:
            for file, language in files:
                context, media = RunContext(), open_media(file)
                assert isinstance(media, Image | Video)
                given = CaptioningInput(media=media, language=language)
                try:
                    answers.append(await host.run(IMAGE_CAPTIONING, given, context))
                finally:
                    context.readers.close()
        return answers

    return asyncio.run(run())


@pytest.mark.weights
def test_photographs_in_both_languages(shared_media: Path, weights: Path):
    bus = shared_media / "photos/images/2007_000648.jpg"
    english, chinese = told(weights, [(bus, "en"), (bus, "zh-CN")])
    assert english.output.caption.startswith("A red bus")
    assert "blue sky" in english.output.caption
    assert "“Take a trip on a London landmark”" in english.output.caption
    assert "红色的公交车" in chinese.output.caption
    assert english.output.shots == ()
    assert english.provenance.fallback is not None
    assert "composed" in english.provenance.fallback


@pytest.mark.weights
def test_a_film_is_told_by_its_shots(shared_media: Path, weights: Path):
    (film,) = told(weights, [(shared_media / "video/davis_drift-straight.mp4", "en")])
    (shot,) = film.output.shots
    assert "red car" in shot.text
    assert shot.text == film.output.caption
    assert shot.span.start == 0


@pytest.mark.weights
def test_other_languages_are_a_typed_error(shared_media: Path, weights: Path):
    with pytest.raises(BadInput, match="'fr'") as caught:
        told(weights, [(shared_media / "photos/images/2007_000648.jpg", "fr")])
    assert caught.value.where == "language"
