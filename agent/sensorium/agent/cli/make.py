"""``sensorium make``: a film, speech or a picture, written where the user wants it, whole or not at all."""

from __future__ import annotations

import asyncio
import json as jsonlib
import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sensorium.agent.agent import Agent
from sensorium.agent.answer.speaking import made
from sensorium.agent.cli.scripts import opened_pictures, read_script
from sensorium.agent.cli.session import console, require_place, settings_with, watching
from sensorium.agent.cli.srt import srt
from sensorium.core.choosing import Licences, Profile
from sensorium.core.errors import BadInput

if TYPE_CHECKING:
    from sensorium.core.host import Outcome

SIZE = re.compile(r"(\d{1,5})\s*[x×*]\s*(\d{1,5})")


class MakeOptions(NamedTuple):
    """What all three commands take."""

    output: Path
    json: bool = False
    profile: Profile | None = None
    licences: Licences | None = None
    offline: bool = False
    deadline: float | None = None


class FilmOptions(NamedTuple):
    """What `make film` takes beside."""

    pictures: tuple[Path, ...] = ()
    library: str = ""
    size: str = "1280x720"
    fps: int = 25
    voice: str = ""
    silent: bool = False


def film_command(script: Path, film: FilmOptions, options: MakeOptions) -> int:
    """Make a film; its subtitles go beside it as .srt. The exit status."""
    _require(options.output, ".mp4")
    text = read_script(script)
    width, height = _size(film.size)
    given = {
        "script": text, "pictures": opened_pictures(text, script, film.pictures), "library": film.library,
        "width": width, "height": height, "fps": film.fps, "voice": film.voice, "silent": film.silent,
    }  # fmt: skip
    outcome = _made("text_to_video", given, options)
    files = [_written(outcome, options.output)]
    if outcome.output.subtitles:
        beside = options.output.with_suffix(".srt")
        _whole(beside, lambda part: part.write_text(srt(outcome.output.subtitles), encoding="utf-8"))
        files.append(beside)
    return _told(outcome, files, options, (*outcome.output.notes,))


def speech_command(text: str, how: Mapping[str, Any], options: MakeOptions) -> int:
    """Say a text into a file; the exit status."""
    _require(options.output, ".wav")
    said = sys.stdin.read() if text == "-" else text
    outcome = _made("text_to_speech", {"text": said, **how}, options)
    return _told(outcome, [_written(outcome, options.output)], options)


def picture_command(prompt: str, size: str, options: MakeOptions) -> int:
    """Make a picture; the exit status."""
    _require(options.output, ".png")
    width, height = _size(size)
    outcome = _made("text_to_image", {"prompt": prompt, "width": width, "height": height}, options)
    return _told(outcome, [_written(outcome, options.output)], options)


def _made(task: str, given: Mapping[str, Any], options: MakeOptions) -> Outcome[Any]:
    settings = settings_with(offline=options.offline, profile=options.profile, licences=options.licences)
    with watching(quiet=options.json) as watcher:

        async def run() -> Outcome[Any]:
            def progress(done: float, note: str) -> None:
                watcher.work(task, done)

            async with Agent(settings, fetched=watcher.fetched) as agent:
                return await agent.run(task, deadline=options.deadline, progress=progress, **given)

        return asyncio.run(run())


def _require(output: Path, suffix: str) -> None:
    """Raise BadInput where the file could not be written, or would not be what its name says."""
    require_place(output, "--output")
    if output.suffix.lower() != suffix:
        raise BadInput(
            f"would be written as {suffix}", where=f"--output {output}", fix=f"name it {output.stem or 'out'}{suffix}"
        )


def _size(text: str) -> tuple[int, int]:
    found = SIZE.fullmatch(text.strip())
    if found is None:
        raise BadInput("is no size", where=f"--size {text}", fix="write it like 1280x720")
    return int(found[1]), int(found[2])


def _written(outcome: Outcome[Any], place: Path) -> Path:
    """Copy the one file that was made."""
    source = next(made(outcome.output)).uri
    _whole(place, lambda part: shutil.copyfile(source, part))
    return place


def _whole(place: Path, write: Any) -> None:
    """Write a file beside its place and move it there, so that no half of it is ever seen."""
    part = place.with_name(f".{os.getpid()}-{place.name}")
    try:
        write(part)
        os.replace(part, place)
    except OSError as error:
        raise BadInput(f"cannot be written: {error.strerror}", where=str(place), fix="name another place") from error
    finally:
        part.unlink(missing_ok=True)


def _told(outcome: Outcome[Any], files: list[Path], options: MakeOptions, notes: tuple[str, ...] = ()) -> int:
    """Print what was made and by what; notes go to people on standard error, in JSON they stand in the output."""
    source = outcome.provenance
    if options.json:
        value = {
            "files": [str(file.absolute()) for file in files],
            "output": outcome.output.model_dump(mode="json"),
            "provenance": source.model_dump(mode="json"),
            "warnings": list(outcome.warnings),
        }
        sys.stdout.write(jsonlib.dumps(value, ensure_ascii=False) + "\n")
        return 0
    out = console()
    for file in files:
        out.print(str(file), markup=False)
    for note in (*notes, *outcome.warnings):
        console(error=True).print(f"note: {note}", markup=False)
    fallback = f"; {source.fallback}" if source.fallback else ""
    out.print(f"{source.task}: {source.model} {source.version}, {source.licence}{fallback}", style="dim", markup=False)
    return 0
