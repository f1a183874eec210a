"""How long starting takes, over bare ``import pydantic`` in the same run. Run: python tests/benchmarks/startup.py"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

PROGRAM = str(Path(sysconfig.get_path("scripts")) / "sensorium")
BARE = "import pydantic"
RUNS = 9
CASES = {
    BARE: ([sys.executable, "-c", BARE], None),
    "import sensorium.core": ([sys.executable, "-c", "import sensorium.core"], 0.15),
    "import sensorium.agent": ([sys.executable, "-c", "import sensorium.agent"], None),
    "sensorium --help": ([PROGRAM, "--help"], 0.3),
    "sensorium plugins --json": ([PROGRAM, "plugins", "--json"], None),
}
"""What is run, and the seconds it may take over the bare import."""


def seconds(command: list[str]) -> float:
    """The quickest of several runs: what else the machine does can only add."""
    best = float("inf")
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> int:
    """Print the table; 1 where a budget is exceeded."""
    bare = seconds(CASES[BARE][0])
    late = 0
    print(f"{'what':<28}{'seconds':>9}{'over bare':>11}{'budget':>8}")
    for name, (command, budget) in CASES.items():
        took = bare if name == BARE else seconds(command)
        over = took - bare
        kept = "" if budget is None else f"{budget:.2f}" + ("" if over <= budget else " !")
        late += bool(budget is not None and over > budget)
        print(f"{name:<28}{took:>9.3f}{over:>11.3f}{kept:>8}")
    return int(bool(late))


if __name__ == "__main__":
    raise SystemExit(main())
