"""The libraries of the extra ``hub``."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sensorium.core.checkpoints import library
from sensorium.core.errors import PluginError, Refused


def test_without_the_extra_one_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(Refused) as told:
        library("transformers")
    assert told.value.fix == "pip install 'sensorium[hub]'"
    assert "transformers" in told.value.message


def test_importing_the_loaders_loads_none_of_them() -> None:
    script = "import sys, sensorium.core.checkpoints as c; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert not {"torch", "torchvision", "transformers", "diffusers", "PIL", "cv2"} & set(run.stdout.split())


def test_whole_numbers_are_no_format_of_a_checkpoint() -> None:
    pytest.importorskip("torch", reason="needs the extra 'hub'")
    from types import SimpleNamespace
    from typing import Any

    from sensorium.core.card import RunsOn
    from sensorium.core.checkpoints import number_format

    context: Any = SimpleNamespace(chosen=RunsOn("cpu", "int8"))
    with pytest.raises(PluginError, match="int8"):
        number_format(context)
