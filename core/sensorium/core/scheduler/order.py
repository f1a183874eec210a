"""Who goes first: one number a job, fixed when it comes in.

A job's rank is when it is *due*: its deadline, but no later than `patience` after its turn in its user's fair
share; each step of priority adds `step` seconds. Because later jobs are due later, nothing waits for ever, and a
static number lets plain heaps hold the queue.
"""

from __future__ import annotations

from typing import NamedTuple

USERS = 1024
"""Users remembered before those who owe nothing are forgotten."""


class Terms(NamedTuple):
    """Seconds that weigh one wish against another."""

    patience: float = 30.0
    """By when a job without a deadline is due."""
    step: float = 60.0
    """How much later each priority number makes a job due."""
    grace: float = 2.0
    """How much longer a model that must displace a busy one waits."""
    blocked: float = 60.0
    """How long work waits for memory that leases alone hold before RetryLater."""


class Order:
    """Start-time fair queueing over users: a user's turn moves on by the seconds his jobs are thought to take."""

    __slots__ = ("_turns", "served", "terms")

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.served = 0.0
        self._turns: dict[str, float] = {}

    def turn(self, user: str, cost: float, now: float) -> float:
        """When a new job of `user`, `cost` seconds long, takes its turn; newcomers start where service stands."""
        start = self.served if self.served < now else now
        turn = self._turns.get(user)
        if turn is None and len(self._turns) >= USERS:
            self._turns = {name: at for name, at in self._turns.items() if at > start}
        if turn is None or turn < start:
            turn = start
        self._turns[user] = turn + cost
        return turn

    def due(self, turn: float, priority: int, deadline: float | None) -> float:
        """The rank of a job; the least goes first."""
        due = turn + self.terms.patience
        if deadline is not None and deadline < due:
            due = deadline
        return due + priority * self.terms.step

    def advance(self, turn: float) -> None:
        """Work with this turn was served."""
        if turn > self.served:
            self.served = turn
