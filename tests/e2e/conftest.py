"""The program as a user has it: installed, with a home of its own and the user's weights."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from driving.program import PATIENCE, Program, own_home


@pytest.fixture(scope="session")
def sensorium(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program; what it caches is shared by the session's tests."""
    return Program(own_home(tmp_path_factory.mktemp("home")))


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """The program with nothing cached."""
    home = tmp_path / "home"
    home.mkdir()
    return Program(own_home(home))


@pytest.fixture
def bare(tmp_path: Path) -> Program:
    """The program without any weights."""
    home = tmp_path / "bare"
    home.mkdir()
    return Program(home)


@pytest.fixture(scope="session")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a third-party package of sights was pip-installed into."""
    return installed("acme-flash", tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="session")
def clap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a third-party package of sounds was pip-installed into."""
    return installed("acme-clap", tmp_path_factory.mktemp("packages"))


def installed(name: str, target: Path) -> Path:
    """Where the package lies that is installed as a user would."""
    source = Path(__file__).parents[1] / "third_party" / name
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--target", str(target)]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(source)], check=True, timeout=PATIENCE)
    return target


@pytest.fixture
def distribution(tmp_path: Path) -> Callable[..., Path]:
    """Writes an installed distribution of one module with an entry point; gives the folder to put on the path."""

    def write(name: str, code: str) -> Path:
        folder = tmp_path / f"packages-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[sensorium]\n{name} = {name}\n", encoding="utf-8")
        return folder

    return write
