"""text_to_video with generated motion: the storyboard's film, in which shots without a given picture are clips."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sensorium.core.card import Card
from sensorium.core.checkpoints import DIFFUSERS
from sensorium.core.model import Job
from sensorium.core.script import Script, Shot, parse_script
from sensorium.core.sees import Sees
from sensorium.core.tasks.generation import TEXT_TO_VIDEO, FilmInput, FilmOutput
from sensorium.core.values import Image, Video
from sensorium.plugins.generation.film.cards import Picture
from sensorium.plugins.generation.film.filming import Filming
from sensorium.plugins.generation.film.fonts import FONTS
from sensorium.plugins.generation.film.model import SPOKEN, Plan, Storyboard
from sensorium.plugins.generation.film.narration import narrated
from sensorium.plugins.generation.film.soundtrack import blocks
from sensorium.plugins.generation.film.timeline import Cut, cut_list
from sensorium.plugins.generation.film.typeface import Typefaces
from sensorium.plugins.generation.film.visuals import Visual, Visuals
from sensorium.plugins.generation.film.writing import Frame, write
from sensorium.plugins.generation.hub.clips import FPS, ClipInput, ClipOutput, WanClips

LONGEST = 5.0
"""Seconds of a clip: what the network was trained on. A longer shot plays it to and fro."""

PIXELS = 832 * 480


class WanFilm(Storyboard):
    """Speaks and cuts as the storyboard does; cards stay cards, given pictures stay pictures."""

    task = TEXT_TO_VIDEO
    card = Card(
        "wan2.1-t2v-1.3b",
        "1",
        "Apache-2.0 AND OFL-1.1",
        runs_on=WanClips.card.runs_on,
        weights=(*WanClips.card.weights, *FONTS),
        repeats="never",
        profile="hub",
        requires=DIFFUSERS,
        note=f"{WanClips.card.note} Each shot is made by itself: things may look different from shot to shot.",
    )

    async def _made(self, job: Job[FilmInput]) -> FilmOutput:
        given, script = job.input, parse_script(job.input.script)
        visuals = Visuals(job, _unpainted(script))
        seen = await visuals.all()
        narrations = await narrated(job, script, upto=SPOKEN / 2)
        cuts = cut_list(script, narrations, given.fps)
        clips = await _clips(job, cuts, seen)
        seen = [Visual(v.shown, f"clip: {said(cuts[n])}") if n in clips else v for n, v in enumerate(seen)]
        plan = Plan(script, cuts, seen, given)
        file = job.scratch / "film.mp4"
        await asyncio.to_thread(_filmed, job, plan, clips, self._faces, file)
        video = await asyncio.to_thread(job.keep, file, Video)
        return FilmOutput(video=video, shots=plan.shots, subtitles=plan.reel.subtitles, notes=tuple(visuals.notes))


def said(cut: Cut) -> str:
    """What a shot is to show: its prompt, else what is narrated over it; empty where it is a card or a picture."""
    look = cut.shot.look
    if look.kind == "prompt":
        return look.value
    return cut.shot.narration[:500] if look.kind == "text" else ""


def _unpainted(script: Script) -> Script:
    """The script with prompts as plain text, so that no still is painted for a shot that will move."""
    return script.model_copy(
        update={
            "scenes": tuple(
                scene.model_copy(update={"shots": tuple(_plain(shot) for shot in scene.shots)})
                for scene in script.scenes
            )
        }
    )


def _plain(shot: Shot) -> Shot:
    if shot.look.kind != "prompt":
        return shot
    return shot.model_copy(update={"look": shot.look.model_copy(update={"kind": "text"})})


async def _clips(job: Job[FilmInput], cuts: Sequence[Cut], seen: Sequence[Visual]) -> dict[int, Video]:
    """The clips of the shots that are to move, by their number; what has a picture keeps it."""
    given = job.input
    scale = (PIXELS / (given.width * given.height)) ** 0.5
    size = {"width": min(1280, round(given.width * scale)), "height": min(1280, round(given.height * scale))}
    made: dict[int, Video] = {}
    asked: Any = WanClips
    for number, cut in enumerate(cuts):
        job.check()
        prompt = "" if isinstance(seen[number].shown, Image) else said(cut)
        if prompt.strip():
            seconds = min(LONGEST, cut.frames / given.fps)
            wanted = ClipInput(prompt=prompt, seconds=seconds, seed=(given.seed or 0) + number, **size)
            answer: ClipOutput = await job.ask(asked, wanted)
            made[number] = answer.video
        job.progress(SPOKEN * (0.5 + 0.5 * (number + 1) / len(cuts)), "clips")
    return made


class Moving(Filming):
    """Draws clips where there are some, and everything else as the storyboard does."""

    def __init__(self, job: Job[FilmInput], script: Script, faces: Typefaces, clips: Mapping[int, Video]) -> None:
        super().__init__(job, script, faces)
        self._clips = clips

    def _shot(self, number: int, cut: Cut, visual: Visual) -> Iterator[Picture]:
        clip = self._clips.get(number)
        if clip is None:
            yield from super()._shot(number, cut, visual)
            return
        shown = list(_pictures(self._job, clip, self._size))
        for at in range(cut.frames):
            yield shown[turned(round(at * FPS / self._fps), len(shown))]


def turned(at: int, count: int) -> int:
    """Which of `count` frames is seen at a step, when they are played to and fro."""
    if count == 1:
        return 0
    at %= 2 * count - 2
    return at if at < count else 2 * count - 2 - at


def _pictures(job: Job[FilmInput], clip: Video, size: tuple[int, int]) -> Iterator[Picture]:
    """The frames of a clip in the size of the film."""
    sees = Sees(every=1.0, fps=16, size=size, fit="crop")
    for window in job.read(clip, sees):
        real = np.flatnonzero((window.times >= window.cell.start - 1e-6) & (window.times < window.cell.end - 1e-6))
        yield from (np.array(window.frames[i]) for i in real)


def _filmed(job: Job[FilmInput], plan: Plan, clips: Mapping[int, Video], faces: Typefaces, file: Path) -> None:
    total = sum(cut.frames for cut in plan.cuts)

    def watched() -> Iterator[Frame]:
        drawn = Moving(job, plan.script, faces, clips).frames(plan.cuts, plan.seen)
        for number, frame in enumerate(drawn):
            if number % 10 == 0:
                job.check()
                job.progress(SPOKEN + (1 - SPOKEN) * number / total, "pictures")
            yield frame

    write(file, plan.reel, watched(), blocks(plan.cuts, plan.given.fps))
