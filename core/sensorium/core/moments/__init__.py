"""Moment algebra: scored interval sets in three-valued logic. Pure and exact; every function takes moments in any
order and gives a `MomentSet`, a sequence of moments in order of time.

logic (and, or, not, merge), relations (in time and along tracks), choice (first ... count), rows (the columns).
"""

from sensorium.core.moments.choice import Tally, count, first, last, lasting, longest, nth, top
from sensorium.core.moments.logic import SLIVER, conjoin, disjoin, firm, join, merge, negate
from sensorium.core.moments.relations import (
    after,
    before,
    between,
    chain,
    during,
    lead,
    never,
    overlaps,
    trail,
    until,
    within,
)
from sensorium.core.moments.rows import MomentSet

__all__ = [
    "SLIVER",
    "MomentSet",
    "Tally",
    "after",
    "before",
    "between",
    "chain",
    "conjoin",
    "count",
    "disjoin",
    "during",
    "firm",
    "first",
    "join",
    "last",
    "lasting",
    "lead",
    "longest",
    "merge",
    "negate",
    "never",
    "nth",
    "overlaps",
    "top",
    "trail",
    "until",
    "within",
]
