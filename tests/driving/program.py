"""The installed program, driven as a user drives it: a process of its own, a home of its own, the user's weights."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sysconfig
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sensorium.core.settings import user_home

PATIENCE = 240
PROGRAM = Path(sysconfig.get_path("scripts")) / "sensorium"


class Told(NamedTuple):
    """What a run of the program printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on standard error; fails where there is not exactly one, or a traceback."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, f"not one line: {self.err!r}"
        assert "Traceback" not in self.err
        return lines[0]


@dataclass
class Program:
    """The program with a home and extra folders of packages; calls give what it told."""

    home: Path
    packages: Sequence[Path] = ()
    environ: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, *words: str | Path) -> Told:
        done = subprocess.run(
            self.command(words), env=self.environment(), capture_output=True, text=True, timeout=PATIENCE, cwd=self.home
        )
        return Told(done.returncode, done.stdout, done.stderr)

    def interrupted(self, *words: str | Path, when: Callable[[], bool]) -> Told:
        """Run, and press Ctrl-C as soon as `when` holds."""
        run = subprocess.Popen(
            self.command(words),
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.home,
            start_new_session=True,
            # A shell that starts the tests in the background has them ignore the key, and so would this.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        try:
            while run.poll() is None and not when():
                time.sleep(0.02)
            run.send_signal(signal.SIGINT)
            out, err = run.communicate(timeout=PATIENCE)
        finally:
            run.kill()
        return Told(run.returncode, out, err)

    def command(self, words: Sequence[str | Path]) -> list[str]:
        return [str(PROGRAM), *map(str, words)]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SENSORIUM_")}
        folders = [*map(str, self.packages), *filter(None, [kept.get("PYTHONPATH")])]
        own = {"SENSORIUM_HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config"), "COLUMNS": "200"}
        return kept | own | {"PYTHONPATH": os.pathsep.join(folders)} | dict(self.environ)


def own_home(folder: Path) -> Path:
    """A home whose weights are the user's, and nothing else is."""
    weights = Path(os.environ.get("SENSORIUM_HOME", user_home())) / "weights"
    if weights.is_dir():
        (folder / "weights").symlink_to(weights)
    return folder
