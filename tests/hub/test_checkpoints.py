"""Every hub model class: it loads from a tiny checkpoint through the product's loader, runs, and is refused in part."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("transformers", reason="models of the hub profile need the extra 'hub'")

from hub.kit import Recipe, answers, build, differences, recipes
from sensorium.core.errors import WeightsError
from sensorium.core.weights.store import WeightStore

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
EVERY = [pytest.param(r, id=r.name, marks=[pytest.mark.slow] if r.slow else []) for r in recipes()]
each = pytest.mark.parametrize("recipe", EVERY)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Recipe], Path]:
    """The checkpoint of a recipe, written once."""
    made: dict[str, Path] = {}

    def of(recipe: Recipe) -> Path:
        if recipe.name not in made:
            made[recipe.name] = build(recipe, tmp_path_factory.mktemp("tiny"))
        return made[recipe.name]

    return of


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a connection is told off."""

    def refuse(*arguments: Any) -> None:
        raise AssertionError(f"a connection to {arguments[1:]} was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("no_network")
@each
def test_it_runs_and_a_batch_says_what_one_says(
    recipe: Recipe, tiny: Callable[[Recipe], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = recipe.inputs(tmp_path)
    sizes = _batches(recipe.model, monkeypatch)
    together = answers(recipe, tiny(recipe), given)
    assert max(sizes) > 1, "the inputs were not answered in one batch"
    recipe.check(together[0])
    alone = [answers(recipe, tiny(recipe), [one])[0] for one in given]
    repeats = recipe.model.card.repeats
    tolerance = float(repeats) if isinstance(repeats, int | float) else 0.0
    assert [differences(*pair, tolerance) for pair in zip(together, alone, strict=True)] == [[] for _ in given]


def _batches(model: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the batches the model is given from now on."""
    sizes: list[int] = []
    method = "forward" if hasattr(model, "forward") else "run"
    run = getattr(model, method)

    def counted(self: Any, items: Any) -> Any:
        sizes.append(len(items))
        return run(self, items)

    monkeypatch.setattr(model, method, counted)
    return sizes


@each
def test_a_missing_tensor_is_refused(recipe: Recipe, tiny: Callable[[Recipe], Path], tmp_path: Path) -> None:
    holed = _copied(tiny(recipe), tmp_path)
    dropped = _drop(_heaviest(holed), recipe.drop)
    with pytest.raises(WeightsError) as told:
        answers(recipe, holed, recipe.inputs(tmp_path)[:1])
    assert told.value.where == recipe.name
    assert dropped.rpartition(".")[2] in told.value.message
    assert told.value.fix


@each
def test_a_cut_off_file_is_refused(recipe: Recipe, tiny: Callable[[Recipe], Path], tmp_path: Path) -> None:
    short = _copied(tiny(recipe), tmp_path)
    file = _heaviest(short)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    with pytest.raises(WeightsError) as told:
        answers(recipe, short, recipe.inputs(tmp_path)[:1])
    assert told.value.where == recipe.name
    assert "models pull" in told.value.fix


@each
def test_an_absent_file_names_the_command_that_fetches_it(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=f"models pull {recipe.name}"):
        WeightStore(tmp_path, offline=True).folder(recipe.model.card.weights, model=recipe.name)


def _copied(folder: Path, into: Path) -> Path:
    return Path(shutil.copytree(folder, into / "copy"))


def _heaviest(folder: Path) -> Path:
    return max((file for file in folder.rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)


def _drop(file: Path, part: str) -> str:
    """Take one tensor out of a file of safetensors or of torch's own format."""
    import torch
    from safetensors.torch import load_file, save_file

    torch_format = file.read_bytes()[:2] == b"PK"
    tensors = torch.load(file, weights_only=True) if torch_format else load_file(file)
    dropped = [name for name in tensors if part in name][-1]
    del tensors[dropped]
    if torch_format:
        torch.save(tensors, file)
    else:
        save_file(tensors, file, metadata={"format": "pt"})
    return dropped
