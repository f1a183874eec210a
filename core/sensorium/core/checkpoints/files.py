"""Files of public repositories as a card declares them: unpinned, for nobody could read their digests here."""

from __future__ import annotations

from sensorium.core.weights.file import HubFile, TorchvisionWeights, WeightFile

EITHER = "checkpoint"
"""The name of weights whose format is told by their first bytes, as the repository may hold either."""

UNREAD = "Licence and file names as its public repository is known to state them; not read again when this was written."
"""For the note of a card whose repository could not be opened here."""


def repo_files(repo: str, *paths: str, folder: str = "") -> tuple[WeightFile, ...]:
    """Files of a hub repository under their own names, or inside `folder` where a model has several repositories.

    Digest and revision are None: the first pull locks them.
    """
    return tuple(_file(repo, (path,), _inside(folder, path)) for path in paths)


def repo_weights(repo: str, *, folder: str = "") -> WeightFile:
    """The weights of an unsharded repository: safetensors, or where it has none torch's own format, read weights-only.

    Many older repositories hold only ``pytorch_model.bin``, and which do changes: the source that delivers first is
    locked.
    """
    return _file(repo, ("model.safetensors", "pytorch_model.bin"), _inside(folder, EITHER))


def repo_shards(repo: str, count: int, *, folder: str = "") -> tuple[WeightFile, ...]:
    """Safetensors in `count` shards with their index."""
    shards = [f"model-{number:05}-of-{count:05}.safetensors" for number in range(1, count + 1)]
    return repo_files(repo, "model.safetensors.index.json", *shards, folder=folder)


def enum_file(enum: str) -> WeightFile:
    """The file behind a torchvision weights enum, such as ``S3D_Weights.KINETICS400_V1``."""
    return WeightFile(name=f"{enum}.pth", sources=(TorchvisionWeights(enum=enum),))


def _file(repo: str, paths: tuple[str, ...], name: str) -> WeightFile:
    return WeightFile(name=name, sources=tuple(HubFile(repo=repo, path=path) for path in paths))


def _inside(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
