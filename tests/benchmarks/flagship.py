"""The main job's speed and memory: ``python tests/benchmarks/flagship.py FILM [--hours H] [--request TEXT]``.

With the models loaded and nothing kept of the film: the first answer, then answers to the same request in one process,
both as multiples of real time; with --hours, one answer over the film looped so long, and how far memory grew.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reading import looped, resident

from sensorium.agent import Agent
from sensorium.agent.answer import Answer
from sensorium.core.settings import Settings

REQUEST = "find the sad moments where the red car turns"
REPEATS = 5


@contextmanager
def growing() -> Iterator[list[float]]:
    """MB that memory has grown by, sampled ten times a second."""
    base, seen, done = resident(), [0.0], threading.Event()

    def sample() -> None:
        while not done.wait(0.1):
            seen.append(resident() - base)

    watcher = threading.Thread(target=sample)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


async def asked(agent: Agent, film: Path, request: str) -> tuple[Answer, float]:
    """An answer and its seconds."""
    began = time.perf_counter()
    answer = await agent.ask(film, request, llm="none")
    taken = time.perf_counter() - began
    if answer.error is not None:
        raise SystemExit(f"{film.name}: {answer.error}")
    return answer, taken


async def main(film: Path, hours: float, request: str) -> None:
    """Print the figures."""
    settings = Settings.load()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "weights").symlink_to(settings.home / "weights")
        warm, long = home / f"warm{film.suffix}", home / f"long{film.suffix}"
        looped(film, warm, 1.0)
        async with Agent(settings.model_copy(update={"home": home})) as agent:
            # Another file is another medium, so this loads models and keeps nothing that the film could use.
            warm.write_bytes(warm.read_bytes() + b"\0")
            await asked(agent, warm, request)
            answer, first = await asked(agent, film, request)
            seconds = answer.timing.realtime or 0.0
            again = statistics.median([(await asked(agent, film, request))[1] for _ in range(REPEATS)])
            length = seconds * answer.timing.run
            print(f"{length:.1f} s of film: first answer {first:.2f} s, {length / first:.1f} x real time;", end=" ")
            print(f"again {again:.3f} s, {length / again:.0f} x; {answer.answer}")
            if hours:
                looped(film, long, hours * 3600)
                with growing() as grown:
                    answer, taken = await asked(agent, long, request)
                print(f"{hours:g} h of film: {taken:.0f} s, {hours * 3600 / taken:.1f} x real time;", end=" ")
                print(f"memory grew by {max(grown):.0f} MB at most; {len(answer.verified)} verified moments")


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("film", type=Path)
    told.add_argument("--hours", type=float, default=0.0)
    told.add_argument("--request", default=REQUEST)
    given = told.parse_args()
    asyncio.run(main(given.film, given.hours, given.request))
