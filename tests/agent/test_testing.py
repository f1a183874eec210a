"""The author's kit: whether people's words reach a plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from sensorium.agent.testing import check_requests
from sensorium.core.errors import PluginError

THIRD_PARTY = Path(__file__).parents[1] / "third_party"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in (THIRD_PARTY / "acme-clap", THIRD_PARTY / "acme-flash" / "src", tmp_path):
        monkeypatch.syspath_prepend(folder)


@pytest.mark.parametrize("module", ["acme_clap", "acme_flash"])
def test_the_third_partys_requests_reach_it(module: str) -> None:
    check_requests(module)


def test_one_that_does_not_is_told(tmp_path: Path) -> None:
    source = (THIRD_PARTY / "acme-clap" / "acme_clap.py").read_text(encoding="utf-8")
    wrong = source.replace("when is there a hand clap", "when does the red car turn").replace("acme/clap", "acme/other")
    (tmp_path / "acme_wrong.py").write_text(wrong, encoding="utf-8")
    with pytest.raises(PluginError, match=r"'when does the red car turn' is read as obj"):
        check_requests("acme_wrong")


def test_a_plugin_in_quarantine_is_told(tmp_path: Path) -> None:
    (tmp_path / "acme_empty.py").write_text("", encoding="utf-8")
    with pytest.raises(PluginError, match="no hook function"):
        check_requests("acme_empty")
