"""Films made of scripts: is what they say heard, are their cuts where the script has them, what do they cost?

Run: python tests/benchmarks/film_making.py [--pictures DIR] [--out DIR] [--json FILE]. Pictures of DIR (.jpg), in
order of name, are put into the scripts that name pictures; without it cards stand there. `--out` keeps the films.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import shutil
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from speaking import distance, units

from sensorium.agent import Agent
from sensorium.core.media import open_media
from sensorium.core.script import pictures_named

NEAR = 0.05
"""Seconds within which a found cut is the scripted one: a frame, and the shot detector's own 1/32 s."""
SHORE = """# A Day at the Shore
## Morning
![]({}) [zoom in]
The first boats leave the harbour before the sun is up. Their engines are quiet, and the water is like glass.
![]({})
On the beach the sand is still cold, and nobody is there but the gulls.
## The old harbour
![]({}) [pan left]
By noon the boats are back. It takes an hour to unload them, and the gulls know it.
[card: Nobody is in a hurry here.] [3s]
## Evening
The light goes slowly. People sit on the wall, talk about the weather, and count the ships that pass.

When the last one is gone, the lamps come on, one after another.
"""
CARDS = """# How Bread Is Made
## Flour
It begins with flour and water. Nothing else is needed, except time.
## Dough
The dough must rest. While it rests, it grows to twice its size.

A good baker touches it with one finger, and knows whether it is ready.
## Oven
[10s] The oven is very hot. After half an hour the crust is brown.
## Bread
[card: Eat it warm] [2.5s]
"""
PROSE = """The library opens at nine. An old man is always the first to come in.

He reads the paper, then he falls asleep.

At noon the children come, and the silence is over.

In the evening someone turns off the lights, and the books are alone again.
"""
QUICK = "\n".join(f"![]({{}}) [{seconds}s]" for seconds in (1, 1.5, 0.8, 2, 1.2, 0.6, 3, 1, 0.72, 2.04))
SCRIPTS = {"pictures": SHORE, "cards": CARDS, "prose": PROSE, "quick cuts, no words": QUICK}


def filled(script: str, pictures: list[Path]) -> str:
    """The script with pictures where it has room for them, or cards of their numbers."""
    if not pictures:
        for number in range(script.count("![]({})")):
            script = script.replace("![]({})", f"[card: Picture {number + 1}]", 1)
        return script
    names = cycle(pictures)
    return script.format(*(next(names).name for _ in range(script.count("{}"))))


async def filmed(agent: Agent, script: str, pictures: dict[str, Path]) -> dict[str, Any]:
    """What one film says, shows and costs."""
    images = {name: await asyncio.to_thread(open_media, pictures[name]) for name in pictures_named(script)}
    began = time.perf_counter()
    film = (await agent.run("text_to_video", script=script, pictures=images)).output
    took = time.perf_counter() - began
    said = units(" ".join(shot.narration for shot in film.shots), "en")
    told = (await agent.run("speech_recognition", media=film.video.uri)).output.transcript.text if said else ""
    wanted = [shot.span.end for shot in film.shots[:-1]]
    seen = (await agent.run("shot_boundary_detection", video=film.video.uri)).output.cuts
    hits = sum(any(abs(cut - want) <= NEAR for cut in seen) for want in wanted)
    lasting = film.video.probe.duration
    return {
        "file": film.video.uri, "seconds": lasting, "words": len(said),
        "word error rate": distance(said, units(told, "en")) / len(said) if said else None,
        "cuts": len(wanted), "found": hits, "found elsewhere": len(seen) - hits,
        "seconds per second of film": took / lasting,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


async def main(pictures: list[Path], out: Path | None) -> dict[str, Any]:
    """Make all films, show and give what was found."""
    columns = ("seconds", "words", "word error rate", "cuts", "found", "found elsewhere", "seconds per second of film")
    table, found = Table("script", *columns), {}
    async with Agent() as agent:
        for name, script in SCRIPTS.items():
            row = found[name] = await filmed(agent, filled(script, pictures), {file.name: file for file in pictures})
            cells = (row[column] for column in columns)
            table.add_row(name, *(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells))
            if out is not None:
                shutil.copy(row["file"], out / f"{name.replace(' ', '-').replace(',', '')}.mp4")
    Console(width=160).print(table)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = asyncio.run(main(sorted(asked.pictures.glob("*.jpg")) if asked.pictures else [], asked.out))
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
