"""Actions on real clips: what is found of what is done, and what is claimed of what is not.

    python tests/benchmarks/actions.py [--model NAME] [--json FILE]

The clips are those of ../shared/media/video. Each is asked for what is done in it and for what the other clips show;
a claim of what is not done counts as false.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from pathlib import Path

from sensorium.core.host import Host, RunContext
from sensorium.core.media import open_media
from sensorium.core.registry import Registry
from sensorium.core.scheduler import LocalEngine
from sensorium.core.settings import Settings
from sensorium.core.tasks.action import ActionInput
from sensorium.core.values import Moment, Video
from sensorium.core.weights.store import WeightStore

CLIPS = {
    "mmaction_demo.mp4": "person arm wrestles",
    "davis_breakdance.mp4": "person breakdances",
    "davis_parkour.mp4": "person does parkour",
    "davis_motocross-jump.mp4": "person motorcycles",
    "decord_pancake.mkv": "person flips a pancake",
    "mmaction_demo_skeleton.mp4": "person hugs",
    "otb_jogging.mp4": "person runs",
    "davis_dance-twirl.mp4": "person dances",
}
ALSO = {("davis_breakdance.mp4", "person dances")}
"""What else is done."""

MEDIA = Path(__file__).resolve().parents[3] / "shared/media/video"


async def asked(host: Host, model: str, clip: Path, phrase: str) -> list[Moment]:
    """What one model says of one phrase."""
    video = open_media(clip)
    assert isinstance(video, Video)
    outcome = await host.run(model, ActionInput(video=video, phrase=phrase), RunContext())
    return list(outcome.output.moments)


async def main(model: str) -> dict[str, object]:
    """Every clip with every phrase."""
    settings = Settings.load()
    rows: list[dict[str, object]] = []
    engine = LocalEngine({"cpu": 4 << 30})
    async with Host(Registry(), engine, WeightStore.of(settings), settings) as host:
        for name, own in CLIPS.items():
            begun = time.perf_counter()
            for phrase in dict.fromkeys([own, *CLIPS.values()]):
                found = await asked(host, model, MEDIA / name, phrase)
                shown = [(str(m.span), round(m.score, 2), m.state) for m in found if m.state != "contradicted"]
                states = {m.state for m in found}
                rows.append(
                    {
                        "clip": name,
                        "phrase": phrase,
                        "done": phrase == own or (name, phrase) in ALSO,
                        "states": sorted(states),
                    }
                )
                if phrase == own or shown:
                    said = found[0].evidence[0].text if found else "nothing"
                    print(f"{name:28} {phrase:24} {'*' if phrase == own else ' '} {shown} {said}", flush=True)
            print(f"{name:28} {time.perf_counter() - begun:.1f} s", flush=True)
    done, undone = [r for r in rows if r["done"]], [r for r in rows if not r["done"]]
    verified = sum("verified" in r["states"] for r in done)  # type: ignore[operator]
    claimed = sum(bool({"verified", "candidate"} & set(r["states"])) for r in done)  # type: ignore[call-overload]
    false = sum("verified" in r["states"] for r in undone)  # type: ignore[operator]
    print(f"\ndone: {verified} of {len(done)} verified, {claimed} claimed; not done: {false} of {len(undone)} verified")
    return {"model": model, "verified": verified, "claimed": claimed, "false": false, "rows": rows}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="i3d-kinetics400")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    told = asyncio.run(main(given.model))
    if given.json:
        given.json.write_text(json.dumps(told, indent=1))
