"""Where a value came from."""

from __future__ import annotations

from sensorium.core.values.base import Value


class Provenance(Value):
    """Which model answered, on what, at what cost; `fallback` says which weaker way did, if one did."""

    task: str
    model: str
    version: str
    licence: str = ""
    weights: str = ""
    device: str = ""
    inputs: tuple[str, ...] = ()
    seconds: float = 0.0
    cached: bool = False
    fallback: str | None = None
