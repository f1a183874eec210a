"""Results kept by content: a memory front, a file shared by processes, and one computation at a time per key.

codec (values to bytes without pickle), store (SQLite, byte-capped, least recently used goes first), front, flights.
"""

from sensorium.core.cache.flights import Flights
from sensorium.core.cache.results import MISS, ResultCache
from sensorium.core.cache.store import ResultStore

__all__ = ["MISS", "Flights", "ResultCache", "ResultStore"]
