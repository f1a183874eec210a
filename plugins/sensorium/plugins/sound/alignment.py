"""The model of audio_visual_alignment: mouths, or all that moves, against the loudness of the sound."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sensorium.core.card import Card, RunsOn
from sensorium.core.errors import BadInput, SensoriumError
from sensorium.core.model import CallModel, Job, LoadContext
from sensorium.core.sees import Sees, Window
from sensorium.core.tasks import VOICE_ACTIVITY_DETECTION
from sensorium.core.tasks.sound import AUDIO_VISUAL_ALIGNMENT, AlignmentInput, AlignmentOutput, Speaking
from sensorium.core.tasks.speech import VoiceInput
from sensorium.core.values import Evidence, Moment, TimeSpan
from sensorium.plugins.face_expression.weights import EXPRESSION, LANDMARKER
from sensorium.plugins.sound.lag import Lag, lag
from sensorium.plugins.sound.mouths import RATE, Mouth, Mouths

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOUND = 16_000
SEES = Sees(every=0.5, fps=16, size=(512, 512), fit="pad", sound=SOUND)
REACH = 1.0
"""Seconds of offset looked for, either way; and what is looked at around each voice."""
SILENT_LOOK = 60.0
"""Seconds looked at where nobody speaks."""
MOVED = 0.008, 0.003
"""Deviation of a mouth's opening at which it is as likely to speak as not, and how steeply that turns."""
OF_MOTION = 6.0
"""What merely moves must fit the sound much better than a mouth."""


class MouthMotion(CallModel[AlignmentInput, AlignmentOutput]):
    """Looks where somebody speaks, sixteen times a second."""

    task = AUDIO_VISUAL_ALIGNMENT
    card = Card(
        name="mouth-motion",
        version="1",
        licence="Apache-2.0 AND MIT",
        runs_on=(RunsOn("cpu", bytes=80 << 20),),
        weights=(LANDMARKER, EXPRESSION),
        repeats=1e-3,
        measured={"puppets/mae": 0.005},
        note="Measured on photographs whose mouths were opened by recorded speech, the sound shifted by up to "
        "0.4 s: all 15 offsets found within 0.013 s, and nothing told of 3 with another recording's sound. "
        "Of the one real clip at hand (six seconds, a hand before the mouth) no offset is told. Offsets of "
        "up to a second are found, from three seconds of a visible mouth on; who speaks is told by whose "
        "mouth moves, so a silent chewer may pass for a speaker.",
    )

    def load(self, context: LoadContext) -> None:
        """Open the face networks."""
        from sensorium.plugins.face_expression.reader import FaceReader

        folder = context.weights()
        self._reader = FaceReader(folder / LANDMARKER.name, folder / EXPRESSION.name, 1)

    async def run(self, jobs: Sequence[Job[AlignmentInput]]) -> Sequence[AlignmentOutput | SensoriumError]:
        """One answer per job."""
        return [await self._answer(job) for job in jobs]

    async def _answer(self, job: Job[AlignmentInput]) -> AlignmentOutput | SensoriumError:
        video = job.input.video
        if video.probe.audio is None:
            return BadInput("holds no sound", where=video.uri, fix="give a video with sound")
        voices = await job.ask(VOICE_ACTIVITY_DETECTION, VoiceInput(media=video))
        return await asyncio.to_thread(self._aligned, job, voices.voiced)

    def _aligned(self, job: Job[AlignmentInput], voiced: Sequence[TimeSpan]) -> AlignmentOutput:
        mouths, seen = Mouths(self._reader), _Seen()
        whole = job.input.video.whole
        for window in job.read(job.input.video, SEES, _where(voiced, whole)):
            seen.add(window)
            mouths.look(window.frames, round(window.cell.start * RATE))
            job.progress((window.cell.end - whole.start) / max(whole.seconds, 1e-6), "watching mouths")
        found = _offset(mouths.tracks, seen, round(whole.end * RATE) + 1)
        speaking = tuple(_speaking(mouths.tracks, voiced))
        return AlignmentOutput(
            offset=None if found is None else round(found.frames / RATE, 3),
            score=0.0 if found is None else round(found.score, 4),
            speaking=speaking,
            moments=tuple(_moment(each, self.card.name) for each in speaking),
        )


class _Seen:
    """Loudness and overall motion by frame number."""

    def __init__(self) -> None:
        self.loudness: dict[int, float] = {}
        self.motion: dict[int, float] = {}
        self._last: NDArray[np.float32] | None = None

    def add(self, window: Window) -> None:
        first, size = round(window.cell.start * RATE), SOUND // RATE
        small = window.frames[:, ::16, ::16].mean(-1).astype(np.float32)
        for i in range(len(small)):
            part = window.sound[i * size : (i + 1) * size].astype(np.float64)
            self.loudness[first + i] = float(np.log10((part**2).mean() + 1e-7)) if len(part) else float("nan")
            if self._last is not None and first + i - 1 in self.loudness:
                self.motion[first + i] = float(np.abs(small[i] - self._last).mean())
            self._last = small[i]


def _where(voiced: Sequence[TimeSpan], whole: TimeSpan) -> tuple[TimeSpan, ...]:
    if not voiced:
        return (TimeSpan(start=whole.start, end=min(whole.end, whole.start + SILENT_LOOK)),)
    wide = [(max(whole.start, each.start - REACH), min(whole.end, each.end + REACH)) for each in voiced]
    return tuple(TimeSpan(start=start, end=end) for start, end in wide if start < end)


def _offset(tracks: Sequence[Mouth], seen: _Seen, count: int) -> Lag | None:
    """Of the mouth that tells most; of all motion where there is none.

    A frame's loudness is that of the sound after its instant, half a frame later than its picture.
    """
    loudness, reach = _course(seen.loudness, count), round(REACH * RATE)
    mouths = [lag(_course(each.open, count), loudness, reach) for each in tracks]
    told = max((each for each in mouths if each is not None), key=lambda each: each.score, default=None)
    found = told or (None if tracks else lag(_course(seen.motion, count), loudness, reach, OF_MOTION))
    return found and found._replace(frames=found.frames + 0.5)


def _course(values: dict[int, float], count: int) -> NDArray[np.float64]:
    course = np.full(count, np.nan)
    for frame, value in values.items():
        if 0 <= frame < count:
            course[frame] = value
    return course


def _speaking(tracks: Sequence[Mouth], voiced: Sequence[TimeSpan]) -> list[Speaking]:
    """For each voice the face whose mouth moves most with it, where one does; half of the span it must be seen."""
    found = []
    for span in voiced:
        frames = range(round(span.start * RATE), max(round(span.start * RATE) + 1, round(span.end * RATE)))
        moved = [(each.name, [each.open[i] for i in frames if i in each.open]) for each in tracks]
        scored = [(_moves(values), name) for name, values in moved if 2 * len(values) >= len(frames) > 4]
        score, name = max(scored, default=(0.0, ""))
        if score >= 0.5:
            found.append(Speaking(span=span, track=name, score=round(score, 4)))
    return found


def _moves(values: Sequence[float]) -> float:
    middle, spread = MOVED
    return float(1 / (1 + np.exp(-(np.std(values) - middle) / spread)))


def _moment(said: Speaking, model: str) -> Moment:
    evidence = Evidence(
        text=f"the mouth of {said.track} moves while somebody speaks",
        model=model, score=said.score, span=said.span, voiced=(said.span,), track=said.track,
    )  # fmt: skip
    return Moment(span=said.span, score=said.score, label="speaking", evidence=(evidence,), track=said.track)
