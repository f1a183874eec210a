"""The text_to_video model that needs no accelerator: a storyboard of pictures, cards and camera moves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, Cancelled, DeadlineExceeded, Refused, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.script import Script, parse_script
from sensorium.core.tasks.generation import TEXT_TO_VIDEO, FilmInput, FilmOutput, FilmShot
from sensorium.core.values import TimeSpan, Video
from sensorium.plugins.generation.film.filming import Filming
from sensorium.plugins.generation.film.fonts import FONTS
from sensorium.plugins.generation.film.narration import narrated
from sensorium.plugins.generation.film.soundtrack import blocks
from sensorium.plugins.generation.film.subtitles import subtitles
from sensorium.plugins.generation.film.timeline import Cut, cut_list
from sensorium.plugins.generation.film.typeface import Typefaces
from sensorium.plugins.generation.film.visuals import Visual, Visuals
from sensorium.plugins.generation.film.writing import Chapter, Frame, Reel, write
from sensorium.plugins.generation.sentences import language_of

SPOKEN = 0.3
"""The share of the progress that is done once everything has been said."""


class Storyboard(CallModel[FilmInput, FilmOutput]):
    """Asks for speech, pictures and hits of a library; draws and cuts the film itself, a frame at a time."""

    task = TEXT_TO_VIDEO
    card = Card(
        "storyboard",
        "1",
        "OFL-1.1",
        runs_on=(RunsOn("cpu", "float32", 60_000_000, 0),),
        weights=FONTS,
        repeats="never",
        fallback="a storyboard: still pictures and title cards under a moving camera, not generated motion",
        note="The weights are fonts. Not kept in the cache, since a library it takes pictures from may change; the "
        "same script and pictures give the same film. The narration is the work of the text_to_speech model.",
    )

    def load(self, context: LoadContext) -> None:
        """Find the fonts."""
        self._faces = Typefaces(context.weights())

    async def run(self, jobs: Sequence[Job[FilmInput]]) -> Sequence[FilmOutput | SensoriumError]:
        """Make each job's film."""
        return [await self._answered(job) for job in jobs]

    async def _answered(self, job: Job[FilmInput]) -> FilmOutput | SensoriumError:
        try:
            return await self._made(job)
        except (BadInput, Refused, Cancelled, DeadlineExceeded) as error:
            return error

    async def _made(self, job: Job[FilmInput]) -> FilmOutput:
        given = job.input
        script = parse_script(given.script)
        visuals = Visuals(job, script)
        seen = await visuals.all()
        narrations = await narrated(job, script, upto=SPOKEN)
        plan = Plan(script, cut_list(script, narrations, given.fps), seen, given)
        file = job.scratch / "film.mp4"
        await asyncio.to_thread(_filmed, job, plan, self._faces, file)
        video = await asyncio.to_thread(job.keep, file, Video)
        return FilmOutput(video=video, shots=plan.shots, subtitles=plan.reel.subtitles, notes=tuple(visuals.notes))


class Plan(NamedTuple):
    """A film before it is drawn: its shots in time and what each shows."""

    script: Script
    cuts: Sequence[Cut]
    seen: Sequence[Visual]
    given: FilmInput

    @property
    def shots(self) -> tuple[FilmShot, ...]:
        """The shots as the answer tells them."""
        fps, scenes = self.given.fps, self.script.scenes
        return tuple(
            FilmShot(
                span=TimeSpan(start=cut.start(fps), end=cut.end(fps)),
                scene=scenes[cut.scene].heading,
                picture=visual.told,
                narration=cut.shot.narration,
            )
            for cut, visual in zip(self.cuts, self.seen, strict=True)
        )

    @property
    def reel(self) -> Reel:
        """What the file holds beside pictures and sound."""
        given = self.given
        words = " ".join(cut.shot.narration for cut in self.cuts) or self.script.title
        return Reel(
            (given.width, given.height), given.fps, self.script.title, language_of(words),
            subtitles(self.cuts, given.fps), self._chapters(),
        )  # fmt: skip

    def _chapters(self) -> list[Chapter]:
        """A chapter per scene that has a heading; one without goes with the chapter before it."""
        fps, ends = self.given.fps, self.cuts[-1].end(self.given.fps)
        opening = [
            (cut.start(fps), self.script.scenes[cut.scene].heading)
            for cut in self.cuts
            if cut.opens and self.script.scenes[cut.scene].heading
        ]
        stops = [start for start, _ in opening[1:]] + [ends]
        return [Chapter(title, start, stop) for (start, title), stop in zip(opening, stops, strict=True)]


def _filmed(job: Job[FilmInput], plan: Plan, faces: Typefaces, file: Path) -> None:
    """Draw and write the film; progress goes from what is spoken to the end."""
    total = sum(cut.frames for cut in plan.cuts)

    def watched() -> Iterator[Frame]:
        for number, frame in enumerate(Filming(job, plan.script, faces).frames(plan.cuts, plan.seen)):
            if number % 10 == 0:
                job.check()
                job.progress(SPOKEN + (1 - SPOKEN) * number / total, "pictures")
            yield frame

    write(file, plan.reel, watched(), blocks(plan.cuts, plan.given.fps))
