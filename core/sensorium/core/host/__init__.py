"""The host runs models: it owns time, decoding, batching, caching and memory.

host (the door), context (one request), window, call, stream (one runner per kind of model), serving (models as the
engine sees them), loading and remote (what a model is given), identity (cache keys), join and cut (outputs).
"""

from sensorium.core.host.context import Outcome, Readers, RunContext
from sensorium.core.host.host import Host

__all__ = ["Host", "Outcome", "Readers", "RunContext"]
