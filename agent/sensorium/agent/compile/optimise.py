"""Order conjuncts, cheap and selective first, and restrict the dear ones to the spans still alive.

Exact by construction: a step is restricted only where its model promises that the answer for some spans is the
whole answer cut to them, and only as a conjunct itself: under `or` and `not` rows merge with rows that the cut would
hide. Cells of window models are merged into moments before they are joined, so those are never restricted. The order
is the classic one for predicates, by cost over one minus selectivity (Hellerstein and Stonebraker, SIGMOD 1993).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sensorium.agent.plan import Binding, Live, Step
from sensorium.agent.query import And, Atom, Node, Not, Or, Time, children, render
from sensorium.core.choosing import ModelClass
from sensorium.core.fields import host_fields
from sensorium.core.model import CallModel

SELECTIVITY: Mapping[str, float] = {
    "obj": 0.4, "event": 0.1, "affect": 0.2, "voice": 0.2, "face": 0.2, "wording": 0.2,
    "says": 0.05, "speaks": 0.6, "silence": 0.3, "time": 0.2,
}  # fmt: skip
USUAL = 0.3


def restrictable(model: ModelClass) -> bool:
    """Whether the model's answer for some spans is its whole answer cut to them."""
    if "within" not in host_fields(model.task.input):
        return False
    return issubclass(model, CallModel) and model.restricts == "exact"


class Optimiser:
    """Sets `Step.live` for one query."""

    def __init__(
        self, steps: tuple[Step, ...], models: Mapping[str, ModelClass], bindings: Mapping[str, Binding]
    ) -> None:
        self._steps = {step.id: step for step in steps}
        self._models = models
        self._bindings = bindings
        self._order: dict[str, int] = {}
        self._live: dict[str, set[Live]] = {}

    def run(self, node: Node) -> tuple[Step, ...]:
        """The steps with their `live`, in the order they were given."""
        self._walk(node, ())
        return tuple(self._restricted(step) for step in self._steps.values())

    def _restricted(self, step: Step) -> Step:
        spans = self._live.get(step.id, set())
        free = not spans or Live(parts=()) in spans or not restrictable(self._models[step.id])
        return step if free else step.model_copy(update={"live": tuple(sorted(spans, key=lambda live: live.parts))})

    def _walk(self, node: Node, live: tuple[Node, ...]) -> None:
        if isinstance(node, And):
            for at, part in enumerate(ordered := sorted(node.args, key=self._rank)):
                self._walk(part, (*live, *ordered[:at]))
        elif children(node):
            for part in children(node):
                self._walk(part, ())
        else:
            self._reach(render(node), live)

    def _reach(self, atom: str, live: tuple[Node, ...]) -> None:
        binding = self._bindings.get(atom)
        if binding is None:
            return
        mine = self._upstream(binding)
        for step in mine:
            self._order.setdefault(step, len(self._order))
        first = min(self._order[step] for step in mine)
        parts = tuple(sorted(render(part) for part in live if self._before(part, first)))
        for step in mine:
            self._live.setdefault(step, set()).add(Live(parts=parts))

    def _before(self, part: Node, ordinal: int) -> bool:
        """Whether all that `part` needs is run before `ordinal`, so that no two steps wait for each other."""
        return all(self._order.get(step, ordinal) < ordinal for step in self._needed(part))

    def _needed(self, node: Node) -> Iterator[str]:
        for atom in atoms(node):
            if binding := self._bindings.get(render(atom)):
                yield from self._upstream(binding)

    def _upstream(self, binding: Binding) -> list[str]:
        found: list[str] = []
        waiting = list(binding.steps)
        while waiting:
            step = waiting.pop()
            if step not in found:
                found.append(step)
                waiting += self._steps[step].needs
        return found

    def _rank(self, node: Node) -> tuple[bool, float, str]:
        steps = set(self._needed(node))
        free = not any(restrictable(self._models[step]) for step in steps)
        cost = sum(self._steps[step].estimate.seconds for step in steps)
        return not free, cost / max(1e-6, 1 - selectivity(node)), render(node)


def atoms(node: Node) -> Iterator[Atom]:
    """The atoms of a query, in order."""
    parts = children(node)
    if not parts:
        yield node  # type: ignore[misc]
    for part in parts:
        yield from atoms(part)


def selectivity(node: Any) -> float:
    """The share of the media that is expected to stay alive."""
    if isinstance(node, And):
        product = 1.0
        for part in node.args:
            product *= selectivity(part)
        return product
    if isinstance(node, Or):
        return min(1.0, sum(selectivity(part) for part in node.args))
    if isinstance(node, Not):
        return 1 - selectivity(node.arg)
    if isinstance(node, Time):
        return SELECTIVITY["time"]
    if getattr(node, "events", ()):
        return SELECTIVITY["event"]
    if parts := children(node):
        return selectivity(parts[0]) / 2
    return SELECTIVITY.get(node.op, USUAL)
