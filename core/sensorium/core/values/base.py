"""The common base of all values."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Immutable, strict about unknown fields, and hashable by content when its fields are."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
