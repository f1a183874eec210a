"""Numbers of bytes, for people."""

from __future__ import annotations


def size(count: int) -> str:
    """Such as ``4.6 MB``; a dash for nothing."""
    from pydantic import ByteSize

    return ByteSize(count).human_readable(decimal=True) if count else "-"
