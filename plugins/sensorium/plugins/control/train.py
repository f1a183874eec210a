"""Make the grid policy's weights and figures, by cloning the BabyAI bot.

    python -m sensorium.plugins.control.train [--out FOLDER] [--rounds N] [--seed N]

Needs the extra `train` (minigrid) and torch. Seeds from UNSEEN on are never trained on: they are for measuring.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from pathlib import Path

from sensorium.plugins.control.grid.expert import Act, Labelled, episodes
from sensorium.plugins.control.grid.fitting import Learner
from sensorium.plugins.control.grid.network import Network
from sensorium.plugins.control.grid.policy import act
from sensorium.plugins.control.grid.rollout import UNSEEN, success

LEVELS = {"GoToLocal": 0.7, "PickupLoc": 0.1, "PickupDist": 0.1, "GoToRedBall": 0.1}
"""What is trained on, and its share of the episodes."""
FIRST, ROUND = 3000, 1500
EPOCHS, LAST = 6, 20


def gathered(start: int, count: int, learner: Act | None = None) -> Labelled:
    """Episodes of every level by its share, seeds from `start` on."""
    found = None
    for level, share in LEVELS.items():
        part = episodes(level, range(start, start + round(count * share)), learner)
        found = part if found is None else found.plus(part)
    assert found is not None
    return found


def trained(rounds: int, seed: int, keep: Path) -> None:
    """The bot's own episodes first, then rounds in which the learner acts and the bot corrects; kept after each."""
    learner, began = Learner(seed), time.monotonic()
    labelled, used = gathered(0, FIRST), FIRST
    for turn in range(rounds + 1):
        loss = learner.fit(labelled, EPOCHS if turn < rounds else LAST)
        network = Network(learner.arrays())
        network.save(keep)
        rate = success("GoToLocal", range(UNSEEN // 2, UNSEEN // 2 + 100), partial(act, network)).rate
        took = time.monotonic() - began
        print(
            f"round {turn}: {len(labelled.views)} views, loss {loss:.3f}, GoToLocal {rate:.2f}, {took:.0f} s",
            flush=True,
        )
        if turn < rounds:
            labelled = labelled.plus(gathered(used, ROUND, partial(act, network)))
            used += ROUND


def main() -> None:
    """Train, keep, measure."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--out", type=Path, default=Path(__file__).parent / "grid")
    told.add_argument("--rounds", type=int, default=6)
    told.add_argument("--seed", type=int, default=0)
    asked = told.parse_args()
    kept = asked.out / "policy.npz"
    trained(asked.rounds, asked.seed, kept)
    network = Network.load(kept)
    figures = {level: success(level, range(UNSEEN, UNSEEN + 500), partial(act, network))._asdict() for level in LEVELS}
    (asked.out / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
