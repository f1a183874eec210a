"""What a device's memory is promised to, in bytes.

Declared sizes are promised before a load starts; a measured size replaces the declared one when the load ends.
"""

from __future__ import annotations


class OverCommit(RuntimeError):
    """A decision promised bytes that are not there: a bug of the scheduler, never of its callers."""


class Ledger:
    """One device's bytes: `reserved` by loads under way, `resident` in loaded models, `in_use` by running batches."""

    __slots__ = ("capacity", "in_use", "reserved", "resident")

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.reserved = 0
        self.resident = 0
        self.in_use = 0

    @property
    def free(self) -> int:
        """Bytes nobody was promised; negative after a model turned out larger than it declared."""
        return self.capacity - self.reserved - self.resident - self.in_use

    def reserve(self, size: int) -> None:
        """Promise `size` bytes to a load."""
        self._check(size)
        self.reserved += size

    def settle(self, reserved: int, measured: int) -> None:
        """The load ended: what it was promised goes back, what it really takes is resident."""
        self.reserved -= reserved
        self.resident += measured

    def abandon(self, reserved: int) -> None:
        """The load failed."""
        self.reserved -= reserved

    def evict(self, size: int) -> None:
        """A resident model is gone."""
        self.resident -= size

    def charge(self, size: int) -> None:
        """Promise `size` bytes to a batch."""
        self._check(size)
        self.in_use += size

    def discharge(self, size: int) -> None:
        """The batch ended."""
        self.in_use -= size

    def _check(self, size: int) -> None:
        if size > self.free and size:
            raise OverCommit(f"{size} bytes wanted, {self.free} of {self.capacity} free")
