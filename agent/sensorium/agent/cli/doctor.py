"""``sensorium doctor``: what is here, what is missing, and the command that mends it."""

from __future__ import annotations

import json as jsonlib
import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Literal, NamedTuple

from sensorium.agent.cli.listings import registry_of, store_of
from sensorium.agent.cli.models import cards
from sensorium.agent.cli.session import console, settings_with
from sensorium.agent.cli.sizes import size
from sensorium.agent.understand.misread import misread
from sensorium.core.registry import Registry
from sensorium.core.settings import Settings
from sensorium.core.weights.status import status
from sensorium.core.weights.store import WeightStore

EXTRAS = {"hub": "torch", "llm": "xllamacpp", "ray": "ray", "server": "fastapi", "mcp": "mcp"}
LITTLE = 1 << 30


class Finding(NamedTuple):
    """One thing looked at; `fix` is the command that mends it."""

    what: str
    state: Literal["ok", "note", "bad"]
    said: str
    fix: str = ""


def doctor_command(json: bool) -> int:
    """Print every finding; 1 where something that is needed is broken."""
    settings = settings_with()
    registry = registry_of(settings)
    store = store_of(settings, registry)
    findings = [
        *_machine(settings),
        *_packages(),
        *_weights(registry, store),
        *_plugins(registry),
        *_examples(registry),
    ]
    if json:
        sys.stdout.write(jsonlib.dumps([finding._asdict() for finding in findings], ensure_ascii=False) + "\n")
    else:
        out = console()
        colours = {"ok": "green", "note": "yellow", "bad": "red"}
        for finding in findings:
            out.print(f"[{colours[finding.state]}]{finding.state:<5}[/]", end=" ")
            out.print(f"{finding.what}: {finding.said}" + (f"  ->  {finding.fix}" if finding.fix else ""), markup=False)
    return 1 if any(finding.state == "bad" for finding in findings) else 0


def _machine(settings: Settings) -> list[Finding]:
    found = [
        Finding("python", "ok", sys.version.split()[0]),
        Finding("devices", "ok", f"cpu, {os.cpu_count()} cores" + _accelerator()),
        Finding("profile", "ok", f"{settings.profile}, licences {settings.licences}"),
    ]
    home = settings.home
    place = home if home.exists() else home.parent
    free = shutil.disk_usage(place if place.exists() else "/").free
    state: Literal["ok", "bad"] = "ok" if free > LITTLE else "bad"
    return [*found, Finding("disk", state, f"{size(free)} free for {home}", "" if state == "ok" else "free some space")]


def _accelerator() -> str:
    """What torch sees, asked only where torch is installed: importing it takes seconds."""
    if find_spec("torch") is None:
        return ""
    import torch  # type: ignore[import-not-found,unused-ignore]

    if torch.cuda.is_available():
        return f", cuda {torch.cuda.get_device_name(0)}"
    return ", no cuda"


def _packages() -> list[Finding]:
    found = []
    for name in ("av", "numpy", "onnxruntime", "ai-edge-litert", "faster-whisper", "librosa", "opencv-python-headless"):
        try:
            found.append(Finding(name, "ok", version(name)))
        except PackageNotFoundError:
            found.append(Finding(name, "bad", "not installed", "pip install sensorium"))
    if _installed("opencv-python"):
        fix = "pip uninstall opencv-python && pip install --force-reinstall opencv-python-headless"
        found.append(Finding("opencv-python", "note", "a second OpenCV beside the headless one", fix))
    for extra, module in EXTRAS.items():
        here = find_spec(module) is not None
        fix = "" if here else f"pip install 'sensorium[{extra}]'"
        found.append(Finding(f"extra {extra}", "ok" if here else "note", "installed" if here else "not installed", fix))
    return found


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _weights(registry: Registry, store: WeightStore) -> list[Finding]:
    found = []
    for row in status(cards(registry), store):
        ready = row.state in ("in store", "none needed")
        needed = row.profile == "embedded" and not ready
        fix = f"sensorium models pull {row.model}" if needed else ""
        said = f"{row.state}, {row.licence}" + (f", {size(row.bytes)}" if row.bytes else "")
        found.append(Finding(f"model {row.model}", "note" if needed else "ok", said, fix))
    return found


def _plugins(registry: Registry) -> list[Finding]:
    good = [Finding(f"plugin {name}", "ok", "works") for name in registry.plugins]
    for fault in registry.quarantined:
        good.append(Finding("plugin", "note", f"quarantined: {fault.where}: {fault.message}", fault.fix))
    return good


def _examples(registry: Registry) -> list[Finding]:
    """Requests that a task shows as its own and that the rules take for something else."""
    wrong = misread(registry)
    if not wrong:
        return [Finding("examples", "ok", "each task's example requests are read as meant")]
    return [Finding(f"task {fault.where}", "note", fault.message, fault.fix) for fault in wrong]
