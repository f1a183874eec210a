"""Live translation, and its meaning: ``python tests/benchmarks/listening.py FOLDER [--model M] [--no-live]``.

FOLDER holds NN.wav, the Chinese sentences of listening.jsonl spoken (chinese_voices.py makes them). Each is
translated whole and live, second by second. Printed are, of the live runs, the seconds a step takes over the seconds
it hears, the delay from a word's being spoken to its standing (words taken as spoken evenly over the utterance, as in
length-adaptive average lagging, Papi et al. 2022; the time to compute included), and the share of shown tail words
that were taken back (a committed word has no way back: it is never shown again). Of both: likeness and content-word
recall.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
from collections.abc import AsyncIterator
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from meaning import ROWS, Meaning, recall

from sensorium.agent.listening import RATE, Words, joined, listened
from sensorium.core.host import Host
from sensorium.core.media import open_media
from sensorium.core.registry import Registry
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.speech import TranslationInput
from sensorium.core.weights.store import WeightStore

PAUSE = 1.5


async def heard_live(host: Host, file: Path) -> tuple[list[Words], float]:
    """The steps over a file and a pause after it, and the file's seconds."""
    sound, rate = soundfile.read(file, dtype="float32")
    assert rate == RATE

    async def pieces() -> AsyncIterator[Any]:
        whole = np.concatenate([sound, np.zeros(int(PAUSE * RATE), np.float32)])
        for at in range(0, len(whole), RATE // 4):
            yield whole[at : at + RATE // 4]

    return [step async for step in listened(host, pieces(), to="en", join=False)], len(sound) / RATE


def delays(steps: list[Words], seconds: float) -> list[float]:
    """Seconds from each word's being spoken to its standing."""
    count = sum(len(step.committed.split()) for step in steps)
    found, at = list[float](), 0
    for step in steps:
        for _ in step.committed.split():
            at += 1
            found.append(max(0.0, step.time + step.latency - seconds * at / count))
    return found


def taken_back(steps: list[Words]) -> tuple[int, int]:
    """Tail words that the next step had otherwise, and all tail words shown."""
    lost = shown = 0
    for step, after in pairwise(steps):
        tail, then = step.tail.lower().split(), f"{after.committed} {after.tail}".lower().split()
        pairs = zip((word.strip(".,") for word in tail), (word.strip(".,") for word in then), strict=False)
        shown += len(tail)
        lost += len(tail) - sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return lost, shown


async def main(given: argparse.Namespace) -> None:
    """Print a line for each sentence and the figures."""
    settings = Settings.load()
    meaning = Meaning()
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    out: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as home:
        cold = settings.model_copy(update={"home": Path(home)})
        async with Host(Registry(), LocalEngine(most=settings.threads), WeightStore.of(settings), cold) as host:
            for at, row in list(enumerate(rows))[:: given.every]:
                file = given.folder / f"{at:02}.wav"
                whole = await host.run(given.model, TranslationInput(media=open_media(file)))
                text = whole.output.transcript.text
                made = {"at": at, "reference": row["en"], "heard": whole.output.original.text, "whole": text}
                made |= {"likeness": meaning.likeness(text, row["en"]), "recall": recall(text, row["en"])}
                if not given.no_live:
                    steps, seconds = await heard_live(host, file)
                    live = joined([step.committed for step in steps if step.committed], "en")
                    lost, shown = taken_back(steps)
                    made |= {
                        "live": live, "live_likeness": meaning.likeness(live, row["en"]),
                        "live_recall": recall(live, row["en"]), "live_to_whole": meaning.likeness(live, text or "."),
                        "ratios": [step.latency for step in steps if step.tail or step.committed],
                        "delays": delays(steps, seconds), "lost": lost, "shown": shown,
                    }  # fmt: skip
                out.append(made)
                told = (row["en"], made["heard"], f"whole: {text}", f"live:  {made.get('live', '')}")
                print(f"{at:2} " + "\n   ".join(told), flush=True)
    report(out, given)


def report(out: list[dict[str, Any]], given: argparse.Namespace) -> None:
    """The figures over all sentences."""
    print(f"{len(out)} sentences, {given.model}")
    for name in ("likeness", "recall", "live_likeness", "live_recall", "live_to_whole"):
        if name in out[0]:
            print(f"  {name:14} {statistics.mean(row[name] for row in out):.3f}")
    if "delays" in out[0]:
        ratios = [each for row in out for each in row["ratios"]]
        late = [each for row in out for each in row["delays"]]
        lost, shown = sum(row["lost"] for row in out), sum(row["shown"] for row in out)
        print(f"  step seconds per second heard: median {statistics.median(ratios):.2f}, most {max(ratios):.2f}")
        print(f"  spoken to committed: mean {statistics.mean(late):.2f} s, median {statistics.median(late):.2f} s")
        print(f"  tail words taken back: {lost} of {shown} ({lost / max(1, shown):.0%})")
    if given.json:
        given.json.write_text(json.dumps(out, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="speech_translation")
    parser.add_argument("--no-live", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asyncio.run(main(parser.parse_args()))
