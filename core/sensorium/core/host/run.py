"""One run of one model: who runs, on what, for whom, and what it asked on the way."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sensorium.core.card import Card
from sensorium.core.choosing import ModelClass
from sensorium.core.host.context import Ask, Outcome, RunContext
from sensorium.core.host.identity import digest
from sensorium.core.host.serving import Payload
from sensorium.core.scheduler.engine import Work
from sensorium.core.task import Task

if TYPE_CHECKING:
    from sensorium.core.host.host import Host


@dataclass
class Run:
    """`identity` names the model with everything of its own its answers hang on."""

    host: Host
    kind: ModelClass
    given: BaseModel
    context: RunContext
    identity: str
    asks: dict[Ask, None] = field(default_factory=dict)
    warnings: dict[str, None] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)

    @property
    def task(self) -> Task[Any, Any]:
        return self.kind.task

    @property
    def card(self) -> Card:
        return self.kind.card

    @property
    def repeats(self) -> bool:
        """Whether an answer may stand for a later one."""
        return self.card.repeats != "never"

    @property
    def link(self) -> str:
        """This run as a link of a chain of models that ask."""
        return f"{self.card.name} {digest(self.identity, self.given.model_dump_json())}"

    def noted(self, outcome: Outcome[Any]) -> None:
        """Remember what a run asked for on the way brought along."""
        self.asks |= dict.fromkeys(outcome.asks)
        self.warnings |= dict.fromkeys(outcome.warnings)
        self.notices |= dict.fromkeys(outcome.notices)

    async def submit(self, payload: Payload, bucket: Hashable) -> Any:
        """What the engine answers."""
        context = self.context
        work = Work(
            self.host.servable(self.kind),
            payload,
            bucket=bucket,
            priority=context.priority,
            deadline=context.deadline,
            user=context.user,
        )
        return await self.host.engine.submit(work)
