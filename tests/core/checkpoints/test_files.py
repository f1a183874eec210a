"""Files of repositories as cards declare them."""

from __future__ import annotations

from pathlib import Path

from sensorium.core.card import Card
from sensorium.core.checkpoints import enum_file, repo_files, repo_shards, repo_weights
from sensorium.core.weights import HubFile, TorchvisionWeights
from sensorium.core.weights.status import status
from sensorium.core.weights.store import WeightStore

REPO = "someone/something"


def test_files_of_a_repository_are_unpinned_under_their_own_names() -> None:
    config, weights = repo_files(REPO, "config.json", "model.safetensors")
    assert (config.name, weights.name) == ("config.json", "model.safetensors")
    assert config.sha256 is config.bytes is None
    assert config.sources == (HubFile(repo=REPO, path="config.json"),)


def test_a_folder_keeps_two_repositories_apart() -> None:
    assert repo_files(REPO, "config.json", folder="clip")[0].name == "clip/config.json"
    assert repo_weights(REPO, folder="clip").name == "clip/checkpoint"


def test_weights_come_as_safetensors_where_there_are_any() -> None:
    paths = [source.path for source in repo_weights(REPO).sources if isinstance(source, HubFile)]
    assert paths == ["model.safetensors", "pytorch_model.bin"]


def test_shards_come_with_their_index() -> None:
    assert [file.name for file in repo_shards(REPO, 2)] == [
        "model.safetensors.index.json",
        "model-00001-of-00002.safetensors",
        "model-00002-of-00002.safetensors",
    ]


def test_an_enum_is_a_file_named_after_it() -> None:
    file = enum_file("S3D_Weights.KINETICS400_V1")
    assert file.name == "S3D_Weights.KINETICS400_V1.pth"
    assert file.sources == (TorchvisionWeights(enum="S3D_Weights.KINETICS400_V1"),)


def test_a_card_of_such_files_is_listed_as_unpinned(tmp_path: Path) -> None:
    card = Card("something", "1", "MIT", weights=(*repo_files(REPO, "config.json"), repo_weights(REPO)), profile="hub")
    (row,) = status([card], WeightStore(tmp_path, offline=True))
    assert (row.state, row.bytes, row.unknown, len(row.missing)) == ("unpinned", 0, 2, 2)
