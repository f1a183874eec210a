"""The house: namespace folders without ``__init__``, arrows between the rooms, packages that say what they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {name: ROOT / name / "sensorium" / name for name in ("core", "plugins", "agent")}
NAMESPACES = [folder for name in ROOMS for folder in (ROOT / name, ROOT / name / "sensorium")]
MODULES = [path for room in ROOMS.values() for path in sorted(room.rglob("*.py"))]
FORBIDDEN = {"core": {"plugins", "agent"}, "plugins": {"agent"}, "agent": {"plugins"}}
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Every module an import statement names, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{named(path)} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("folder", NAMESPACES, ids=named)
def test_namespace_folders_have_no_init(folder: Path) -> None:
    assert folder.is_dir()
    assert not list(folder.glob("*.py")), "a module here would end the namespace for other distributions"


@pytest.mark.parametrize("room", ROOMS)
def test_leaf_packages_are_typed(room: str) -> None:
    assert (ROOMS[room] / "py.typed").is_file()


@pytest.mark.parametrize("room", ROOMS)
def test_arrows_run_one_way(room: str) -> None:
    modules = [path for path in MODULES if path.is_relative_to(ROOMS[room])]
    assert modules
    wrong = {f"sensorium.{other}" for other in FORBIDDEN[room]}
    crossed = [f"{named(p)}: {m}" for p in modules for m in imports(p) if ".".join(m.split(".")[:2]) in wrong]
    assert not crossed, f"{room} must not import {' or '.join(sorted(wrong))}"


def test_packages_say_what_they_are() -> None:
    inits = [path for path in MODULES if path.name == "__init__.py"]
    silent = [named(path) for path in inits if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert not silent


def test_modules_are_named_by_a_noun() -> None:
    vague = [named(path) for path in MODULES if VAGUE & set(path.stem.split("_"))]
    assert not vague


def test_every_package_folder_has_an_init() -> None:
    folders = {path.parent for path in MODULES}
    missing = [named(folder) for folder in folders if not (folder / "__init__.py").is_file()]
    assert not missing


def test_tests_are_no_packages() -> None:
    inits = [named(path) for path in (ROOT / "tests").rglob("__init__.py") if "third_party" not in path.parts]
    assert not inits
