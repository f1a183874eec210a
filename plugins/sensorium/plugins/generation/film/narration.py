"""What is said in each shot: spoken by text_to_speech, or, in a silent film, timed as it would be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sensorium.core.errors import BadInput, Refused
from sensorium.core.model import Job
from sensorium.core.script import Said, Script, Shot
from sensorium.core.tasks.generation import TEXT_TO_SPEECH, FilmInput, SpeechInput
from sensorium.core.values import Segment, TimeSpan
from sensorium.plugins.generation.sentences import language_of, sentences

BETWEEN = 0.35
"""Seconds between two parts of what is said in one shot, where the script asks for no silence."""
AT_ONCE = 4_000
"""Characters asked of text_to_speech at once."""
READING = {"word": 0.36, "letter": 0.24, "sentence": 0.5}
"""Seconds that reading takes: an English word, a Chinese character, and the rest after a sentence."""


class Take(NamedTuple):
    """A sound file, and when in the narration it begins."""

    file: str
    start: float


class Narration(NamedTuple):
    """All that is said in one shot: `seconds` in all; sounds and sentences with times from its beginning."""

    seconds: float = 0.0
    takes: tuple[Take, ...] = ()
    said: tuple[Segment, ...] = ()


async def narrated(job: Job[FilmInput], script: Script, *, upto: float) -> list[Narration]:
    """One narration per shot of the script, in order; progress goes to `upto`.

    What text_to_speech refuses is raised with the line of the script it stands in.
    """
    shots = [shot for scene in script.scenes for shot in scene.shots]
    made = []
    for number, shot in enumerate(shots):
        job.check()
        made.append(read_silently(shot.said) if job.input.silent else await _spoken(job, shot))
        job.progress(upto * (number + 1) / len(shots), "narration")
    return made


def read_silently(said: tuple[Said, ...]) -> Narration:
    """The narration of a silent film: sentences last as long as reading them takes."""
    at, rows = 0.0, []
    for number, part in enumerate(said):
        for sentence in sentences(part.text):
            seconds = reading_time(sentence.text)
            span = TimeSpan(start=at, end=at + seconds)
            rows.append(Segment(text=sentence.text, span=span, language=language_of(sentence.text)))
            at += seconds + 0.15
        at += _silence(part, last=number == len(said) - 1)
    return Narration(at, (), tuple(rows))


def reading_time(text: str) -> float:
    """Seconds to read a sentence."""
    if language_of(text) in ("zh", "ja"):
        return READING["sentence"] + READING["letter"] * sum(letter.isalnum() for letter in text)
    return READING["sentence"] + READING["word"] * len(text.split())


async def _spoken(job: Job[FilmInput], shot: Shot) -> Narration:
    at = 0.0
    takes: list[Take] = []
    rows: list[Segment] = []
    for number, part in enumerate(shot.said):
        for text in _portions(part.text):
            given = SpeechInput(text=text, voice=job.input.voice, language=language_of(text))
            try:
                answer = await job.ask(TEXT_TO_SPEECH, given)
            except (BadInput, Refused) as error:
                raise _located(error, shot) from error
            takes.append(Take(answer.audio.uri, at))
            rows += [_later(row, at) for row in answer.segments]
            at += answer.audio.probe.duration
        at += _silence(part, last=number == len(shot.said) - 1)
    return Narration(at, tuple(takes), tuple(rows))


def _silence(part: Said, *, last: bool) -> float:
    return part.pause or (0.0 if last else BETWEEN)


def _portions(text: str) -> Iterator[str]:
    """The text in portions that text_to_speech takes, cut between sentences."""
    held = ""
    for sentence in sentences(text):
        if held and len(held) + len(sentence.text) > AT_ONCE:
            yield held
            held = ""
        held = f"{held} {sentence.text}".strip()
    if held:
        yield held


def _later(row: Segment, seconds: float) -> Segment:
    return row.model_copy(update={"span": TimeSpan(start=row.span.start + seconds, end=row.span.end + seconds)})


def _located(error: BadInput | Refused, shot: Shot) -> BadInput | Refused:
    hint = "a silent film has subtitles only"
    return type(error)(error.message, where=str(shot.place), fix=f"{error.fix}; {hint}" if error.fix else hint)
