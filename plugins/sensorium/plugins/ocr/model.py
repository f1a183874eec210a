"""The optical_character_recognition model: lines read by ocr:lines, merged over time, compared with a phrase."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import RequestError, SensoriumError
from sensorium.core.model import CallModel, Job
from sensorium.core.tasks.reading import OPTICAL_CHARACTER_RECOGNITION, ReadingInput, ReadingOutput, TextLine
from sensorium.core.values import Moment, Video
from sensorium.plugins.ocr.lines import LINES, LinesInput, SeenLine
from sensorium.plugins.ocr.merging import Lasting, box_of, merged
from sensorium.plugins.ocr.moments import all_lines, of_phrase
from sensorium.plugins.speech.matching import letters
from sensorium.plugins.tracking.shots import shots_of


class WritingReader(CallModel[ReadingInput, ReadingOutput]):
    """A line never reaches over a cut, so that an answer for some spans is read from the shots that meet them."""

    task = OPTICAL_CHARACTER_RECOGNITION
    restricts = "exact"
    card = Card(
        "pp-ocrv6-small",
        "1.0.0",
        "Apache-2.0",
        runs_on=(RunsOn("cpu", bytes=1 << 20),),
        languages=("en", "zh"),
        repeats=1e-4,
        measured={"rendered/characters": 0.944, "rendered/lines": 0.912, "voc-signs/words": 0.90},
        note="Reads Chinese, English and other Latin writing once a second; the networks are those of ocr:lines. "
        "Measured on 171 labels set over photographs (12-48 pixels, five slants, three contrasts; of the characters "
        ".930 in Chinese, .958 in English) and on 30 words of signs in photographs.",
    )

    async def run(self, jobs: Sequence[Job[ReadingInput]]) -> Sequence[ReadingOutput | SensoriumError]:
        return list(await asyncio.gather(*(_answered(job, self.card.name) for job in jobs)))


async def _answered(job: Job[ReadingInput], model: str) -> ReadingOutput | SensoriumError:
    given = job.input
    if given.phrase and not letters(given.phrase):
        return RequestError(
            f"there is no letter in {given.phrase!r}", where="phrase", fix="name the writing, such as EXIT"
        )
    lines: list[TextLine] = []
    moments: list[Moment] = []
    for lasting in await _shot_by_shot(job):
        moments += of_phrase(given.phrase, lasting, model) if given.phrase else all_lines(lasting, model)
        lines += [_line(each, timed=isinstance(given.media, Video)) for each in lasting]
    text = "\n".join(line.text for line in lines)
    return ReadingOutput(text=text, lines=tuple(lines), moments=tuple(moments))


async def _shot_by_shot(job: Job[ReadingInput]) -> list[list[Lasting]]:
    given = job.input
    if not isinstance(given.media, Video):
        seen = await job.ask(LINES, LinesInput(media=given.media))
        return [[Lasting([line]) for line in seen.lines]]
    shots = await shots_of(job, given.media)
    live = shots.meeting(given.within)
    seen = await job.ask(LINES, LinesInput(media=given.media, within=live))
    groups: dict[int, list[SeenLine]] = defaultdict(list)
    for line in seen.lines:
        number = shots.index(line.span.start)
        if span := line.span.cut(shots.spans[number]):
            groups[number].append(line.model_copy(update={"span": span}))
    job.check()
    wanted = shots.spans if live is None else live
    return [merged(groups[number]) for number, shot in enumerate(shots.spans) if shot in wanted and groups[number]]


def _line(lasting: Lasting, timed: bool) -> TextLine:
    best = lasting.best
    return TextLine(text=best.text, box=box_of(best), score=best.score, span=lasting.span if timed else None)
