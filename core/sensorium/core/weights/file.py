"""A file of weights: its digest is its identity, its sources are only transport."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sensorium.core.values.base import Value


def _inside(path: str) -> str:
    """Refuse a path that could leave the folder it is put or looked for in."""
    steps = path.split("/")
    if not path or "\\" in path or ":" in steps[0] or any(step in ("", ".", "..") for step in steps):
        raise ValueError(f"{path!r} is not a plain relative path such as 'tiny/model.onnx'")
    return path


Inside = Annotated[str, AfterValidator(_inside)]
Project = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")]
Version = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._!+-]*$")]


class HubFile(Value):
    """A file of a model hub repository; `revision` is a 40-digit commit, None until the first pull locks it."""

    kind: Literal["hub"] = "hub"
    repo: str = Field(pattern=r"^[\w.-]+(/[\w.-]+)?$")
    path: Inside
    revision: str | None = Field(default=None, pattern=r"^[0-9a-f]{40}$")

    def __str__(self) -> str:
        return f"hub {self.repo}: {self.path}"


class WheelMember(Value):
    """A file carried by a wheel or sdist of the package index; several members are joined in order."""

    kind: Literal["wheel"] = "wheel"
    parts: tuple[tuple[Project, Version, Inside], ...] = Field(
        min_length=1, description="(project, version, member path) of each part"
    )

    def __str__(self) -> str:
        project, version, member = self.parts[0]
        more = f" and {len(self.parts) - 1} more" if len(self.parts) > 1 else ""
        return f"package {project}=={version}{more}: {member}"


class TorchvisionWeights(Value):
    """A torchvision weights enum, such as ``S3D_Weights.KINETICS400_V1``."""

    kind: Literal["torchvision"] = "torchvision"
    enum: str = Field(pattern=r"^\w+\.\w+$")

    def __str__(self) -> str:
        return f"torchvision {self.enum}"


class UrlFile(Value):
    """A file behind an https URL."""

    kind: Literal["url"] = "url"
    url: str = Field(pattern=r"^https://[^/@\s]+/\S+$")

    def __str__(self) -> str:
        return self.url.partition("?")[0]


class LocalFile(Value):
    """A file on this machine: an absolute path, or one inside an installed package (``package:path``)."""

    kind: Literal["local"] = "local"
    path: str = Field(min_length=1)

    def __str__(self) -> str:
        return f"file {self.path}"


class PluginFile(Value):
    """A file that a plugin's own kind of source fetches; `source` names it, `reference` is for it to read."""

    kind: Literal["plugin"] = "plugin"
    source: str
    reference: str

    def __str__(self) -> str:
        return f"{self.source} {self.reference}"


Source = Annotated[
    HubFile | WheelMember | TorchvisionWeights | UrlFile | LocalFile | PluginFile, Field(discriminator="kind")
]


class WeightFile(Value):
    """One file a model needs, under the name its `load` will find it by.

    `sha256` and `bytes` are None where nobody could read them yet ("unpinned"): the first pull locks them.
    Sources are tried in order: the official one first, mirrors after it.
    """

    name: Inside
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    bytes: int | None = Field(default=None, ge=0)
    sources: tuple[Source, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        """What the store knows the file by: its digest, or while unpinned the digest of its declaration."""
        return self.sha256 or "unpinned-" + hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:32]
