"""Fixtures every test may use, and the rule that in CI no test of real media is skipped."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BESIDE = Path(__file__).resolve().parents[2] / "shared"
REAL = {"shared_root", "shared_media"}
HUB = Path(__file__).resolve().parent / "hub"


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Tests of real media are marked as such by the fixtures they use."""
    for item in items:
        if REAL & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.shared)
        if HUB in Path(str(item.fspath)).parents:
            item.add_marker(pytest.mark.hub)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test of real media that is skipped has failed where the media lie beside the checkout.

    Tests of the language model are excepted: its weights are large, and a place without them is a sound place. So are
    those of the hub profile where its extra is not installed: they run in an environment of their own.
    """
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _owed(item):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: {shared()} is there, and the test was skipped: {reason}"
    return report


def _owed(item: pytest.Item) -> bool:
    promised = item.get_closest_marker("shared") is not None and item.get_closest_marker("llm") is None
    if item.get_closest_marker("hub") is not None and find_spec("torch") is None:
        return False
    return promised and os.environ.get("CI") == "true" and shared().is_dir()


def shared() -> Path:
    """Where the team's folder is looked for."""
    return Path(os.environ.get("SENSORIUM_TEST_SHARED", BESIDE))


@pytest.fixture(scope="session")
def shared_root() -> Path:
    """The team's folder of real media and labelled data, or a skip that says what is missing."""
    root = shared()
    if not (root / "media").is_dir():
        pytest.skip(f"no shared media at {root}; set SENSORIUM_TEST_SHARED to a folder that holds media/")
    return root


@pytest.fixture(scope="session")
def shared_media(shared_root: Path) -> Path:
    return shared_root / "media"
