"""The author's kit: one line runs a model, check_plugin finds what types cannot."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sensorium.core.errors import PluginError
from sensorium.core.testing import check_plugin, isolated_registry, run_model
from sensorium.core.values import Media

pytest_plugins = ["sensorium.core.testing.fixtures"]

GOOD = """
import {imported}
from typing import Any
from sensorium.core.hookspecs import API
from sensorium.core.model import WindowModel
from sensorium.core.card import Card
from sensorium.core.sees import Sees
from sensorium.core.task import Example, Located, Task, Within
from sensorium.core.values import Moment, Video
from sensorium.core.values.base import Value

class In(Value):
    video: Video
    count: int = 1
    within: Within = None

TASK = Task("author_task", "Try the kit.", In, Located, examples=(Example({{"en": "try"}}, {{"count": {count}}}),))

class Net(WindowModel[In, Located, Any, Any]):
    task = TASK
    card = Card("author/net", "1", "MIT")
    sees = Sees(every=0.5, fps=4, size=(32, 18))

    def prepare(self, window, given):
        return window.frames.mean()

    def forward(self, units):
        return [{forward} for unit in units]

    def read(self, raw, window, given):
        return Located(moments=({moments},))

def sensorium_register(registrar):
    registrar.add(API, TASK, Net)
"""
DEFAULTS = {
    "imported": "json",
    "count": 3,
    "forward": "float(unit) / 255",
    "moments": "Moment(span=window.cell, score=raw)",
}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Writes a plugin module and gives its name."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", ":".join(filter(None, [str(tmp_path), *sys.path])))
    names: list[str] = []

    def write(**changes: Any) -> str:
        name = f"author_plugin_{tmp_path.name.replace('-', '_')}_{len(names)}"
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(GOOD.format(**{**DEFAULTS, **changes})))
        names.append(name)
        return name

    yield write
    for name in names:
        sys.modules.pop(name, None)


def tries(name: str, film: Media) -> dict[str, Any]:
    import importlib

    return {"author/net": importlib.import_module(name).In(video=film)}


def test_a_sound_plugin_passes(written: Any, sensorium_film: Media) -> None:
    name = written()
    check_plugin(name, tries=tries(name, sensorium_film))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"imported": "av"}, "importing it loads av"),
        ({"imported": "nowhere_at_all"}, "nowhere_at_all"),
        ({"count": "'many'"}, "an example gives count='many'"),
        ({"forward": "float(unit) / 255 / len(units)"}, "a batch gives other raws"),
        ({"moments": "Moment(span=given.video.whole, score=raw)"}, "answers otherwise than on all"),
    ],
)
def test_breaches_are_found(written: Any, sensorium_film: Media, changes: Any, said: str) -> None:
    name = written(**changes)
    with pytest.raises(PluginError, match=said):
        check_plugin(name, tries={} if "imported" in changes else tries(name, sensorium_film))


def test_a_model_runs_in_one_line(written: Any, sensorium_film: Media) -> None:
    module = __import__(written())
    output = run_model(module.Net, module.In(video=sensorium_film))
    assert [moment.span.start for moment in output.moments] == [t / 2 for t in range(8)]


def test_an_isolated_registry_knows_what_it_was_given(written: Any) -> None:
    module = __import__(written())
    registry = isolated_registry(module)
    assert [kind.card.name for kind in registry.models()] == ["author/net"]
    with pytest.raises(PluginError, match="registered 3"):
        isolated_registry(SimpleNamespace(sensorium_register=lambda registrar: registrar.add(1, 3)))
