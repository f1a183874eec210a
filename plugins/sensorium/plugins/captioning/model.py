"""The image_captioning model: sentences composed from what other tasks see."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import ModuleType

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.captioning import IMAGE_CAPTIONING, CaptioningInput, CaptioningOutput, ShotCaption
from sensorium.core.values import Video
from sensorium.plugins.captioning import chinese, english
from sensorium.plugins.captioning.watching import film, picture

LANGUAGES: dict[str, ModuleType] = {"en": english, "zh": chinese}


class ComposedCaption(CallModel[CaptioningInput, CaptioningOutput]):
    """Says nothing that no other task has seen."""

    task = IMAGE_CAPTIONING
    restricts = "never"
    card = Card(
        "composed-caption",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=1 << 20),),
        languages=("en", "zh"),
        repeats=1e-3,
        fallback="composed from detected things, their colours, sky, grass and writing: it names 80 kinds of things "
        "and knows nothing of what they mean to each other",
        note="Composed of visual_grounding or object_tracking, track_events, optical_character_recognition and "
        "vqa:surroundings.",
    )

    async def run(self, jobs: Sequence[Job[CaptioningInput]]) -> Sequence[CaptioningOutput | SensoriumError]:
        return list(await asyncio.gather(*(_answered(job) for job in jobs)))


async def _answered(job: Job[CaptioningInput]) -> CaptioningOutput | SensoriumError:
    given = job.input
    words = LANGUAGES.get(given.language.partition("-")[0].lower())
    if words is None:
        known = ", ".join(LANGUAGES)
        return BadInput(f"captions in {given.language!r} cannot be composed", where="language", fix=f"take {known}")
    if not isinstance(given.media, Video):
        scene = await picture(job, given.media)
        return CaptioningOutput(caption=words.sentence(scene), score=scene.score)
    told = await film(job, given.media)
    shots = tuple(ShotCaption(span=span, text=words.sentence(scene), score=scene.score) for span, scene in told)
    scenes = [scene for _, scene in told]
    caption = shots[0].text if len(shots) == 1 else words.overview(scenes)
    return CaptioningOutput(caption=caption, score=min(shot.score for shot in shots), shots=shots)
