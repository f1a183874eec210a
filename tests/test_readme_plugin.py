"""The plugin of the README works as it stands there."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sensorium.agent.testing import check_requests
from sensorium.core.media import open_media
from sensorium.core.testing import check_plugin, run_model
from sensorium.core.testing.media import make_video

README = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def glare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    [code] = [block for block in blocks if block.startswith("# acme_glare.py")]
    (tmp_path / "acme_glare.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", ":".join([str(tmp_path), *filter(None, sys.path)]))
    yield import_module("acme_glare")
    del sys.modules["acme_glare"]


def test_it_finds_glare_keeps_the_contract_and_is_understood(glare: Any, tmp_path: Path) -> None:
    def paint(number: int, time: float, size: tuple[int, int]) -> Any:
        return np.full((size[1], size[0], 3), 255 if 2 <= time < 3 else 60, np.uint8)

    film = glare.GlareInput(video=open_media(make_video(tmp_path / "clip.mp4", seconds=5, paint=paint)))
    assert [row.span.start for row in run_model(glare.Glare, film).moments] == [2.0, 2.5]
    check_plugin("acme_glare", tries={"acme/glare": film})
    check_requests("acme_glare")
