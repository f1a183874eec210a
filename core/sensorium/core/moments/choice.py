"""Choosing among the rows of an answer: by order, by length, by score, and how many there are.

Only claims are chosen from: verified rows where there are enough, else verified and candidate ones together, and
then what is chosen is a candidate. Near misses ride along.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sensorium.core.moments.logic import Rows
from sensorium.core.moments.rows import CANDIDATE, CONTRADICTED, VERIFIED, MomentSet, stacked

_EXACT = 1e-9
"""Seconds by which a length may miss a limit that rounding put it beside."""


class Tally(NamedTuple):
    """How many rows are verified, and how many more might be."""

    verified: int
    candidate: int


def count(rows: Rows) -> Tally:
    """How many rows there are."""
    given = MomentSet.of(rows)
    return Tally(int((given.state == VERIFIED).sum()), int((given.state == CANDIDATE).sum()))


def first(rows: Rows) -> MomentSet:
    """The row that begins earliest."""
    return nth(rows, 1)


def nth(rows: Rows, k: int) -> MomentSet:
    """The k-th row in order of start, counted from 1; from the end, the last being -1, where k is negative."""
    given = MomentSet.of(rows)
    claims = _claims(given, abs(k))
    at = k - 1 if k > 0 else len(claims) + k
    return _beside(claims.take(np.arange(at, at + 1) if 0 <= at < len(claims) else np.arange(0)), given)


def last(rows: Rows) -> MomentSet:
    """The row that begins latest."""
    return nth(rows, -1)


def longest(rows: Rows, k: int = 1) -> MomentSet:
    """The k rows of most seconds, of equals the earliest; in order of time."""
    given = MomentSet.of(rows)
    claims = _claims(given, k)
    return _beside(claims.take(np.sort(np.argsort(-claims.seconds, kind="stable")[:k])), given)


def top(rows: Rows, k: int) -> MomentSet:
    """The k rows of highest score, verified ones first; in order of time."""
    given = MomentSet.of(rows)
    claims = given.at_least(CANDIDATE)
    best = np.lexsort((np.arange(len(claims)), -claims.score, -claims.state))[:k]
    return _beside(claims.take(np.sort(best)), given)


def lasting(rows: Rows, min: float | None = None, max: float | None = None) -> MomentSet:
    """Rows of at least `min` and at most `max` seconds; others are contradicted."""
    given = MomentSet.of(rows)
    fits = (given.seconds >= (min or 0.0) - _EXACT) & (given.seconds <= (np.inf if max is None else max) + _EXACT)
    return given.take(np.arange(len(given)), state=np.where(fits, given.state, CONTRADICTED))


def _claims(rows: MomentSet, enough: int) -> MomentSet:
    verified = rows.having(VERIFIED)
    claims = rows.at_least(CANDIDATE)
    if len(verified) >= enough or len(verified) == len(claims):
        return verified
    return claims.take(np.arange(len(claims)), state=np.full(len(claims), CANDIDATE))


def _beside(chosen: MomentSet, rows: MomentSet) -> MomentSet:
    return stacked(chosen, rows.having(CONTRADICTED)).ordered()
