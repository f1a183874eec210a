"""Verb phrases once read, and the clause that a subject and its verb phrases make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from sensorium.agent.query import EventCall, Node, Obj, Silence, conjunction, disjunction
from sensorium.agent.understand.rules.english.nouns import Noun
from sensorium.agent.understand.rules.joining import in_turn
from sensorium.agent.understand.rules.thing import COLOURS, Thing, beside, negated, seen

BODILESS = ("mood", "atmosphere", "tone", "voice", "audio", "conversation", "word", "sentence", "syllable")
"""Subjects of feeling and speech that nobody sees."""


def there(noun: Noun) -> Node:
    """The subject alone."""
    return noun.node or seen(noun.thing or Thing())


@dataclass
class Act:
    """One verb phrase: an event of a thing, or what makes a clause of its subject."""

    make: Callable[[Noun], Node] = there
    state: Node | None = None
    event: EventCall | None = None
    negative: bool = False
    joint: str = "and"

    def of(self, noun: Noun) -> Node:
        """The clause of this verb alone."""
        if self.state is not None:
            return beside(negated(self.state) if self.negative else self.state, who(noun))
        node = self.make(noun) if self.event is None else seen(noun.thing or Thing("vehicle"), self.event)
        return negated(node) if self.negative else node


def said_of(node: Node) -> Act:
    """An act that is `node`, beside whoever does it where that is somebody to be seen; denied, they are still there."""
    return Act(state=node)


def plainly(node: Node) -> Act:
    """An act that is `node`, whoever does it."""
    return Act(make=lambda noun: node)


def silent() -> Act:
    return plainly(Silence())


def who(noun: Noun) -> Thing | None:
    """Whoever it is that feels or speaks, where that is a thing one sees."""
    thing = noun.thing
    return None if thing is None or noun.base or thing.noun in BODILESS else thing


def composed(noun: Noun, acts: list[Act]) -> Node | None:
    """The verbs of one subject as one clause: events in a chain, alternatives apart, the rest together."""
    if not acts:
        return noun.clause
    positive = Noun(thing=noun.thing, node=noun.node, base=noun.base)
    groups: list[list[Act]] = [[]]
    for act in acts:
        if act.joint == "or":
            groups.append([])
        groups[-1].append(act)
    made = disjunction(*(_chained(positive, group) for group in groups))
    if positive.node is not None and positive.thing is not None:
        made = conjunction(positive.node, made)
    return negated(made) if noun.absent else made


def _chained(noun: Noun, acts: list[Act]) -> Node:
    later = next((i for i, act in enumerate(acts) if i and act.joint == "then"), None)
    if later is not None and not all(act.event is not None and not act.negative for act in acts):
        first, then = _chained(noun, acts[:later]), _chained(noun, acts[later:])
        return conjunction(first, then) if isinstance(first, Obj) and isinstance(then, Obj) else in_turn(first, then)
    events = [act.event for act in acts if act.event is not None and not act.negative]
    nodes = [act.of(noun) for act in acts if act.event is None or act.negative]
    if events:
        nodes.insert(0, seen(noun.thing or Thing("vehicle"), *events))
    return conjunction(*nodes)


def share_head(found: list[Noun]) -> None:
    """a red or blue car: the noun said once."""
    for noun, following in reversed(list(pairwise(found))):
        if noun.thing is not None and noun.thing.noun in COLOURS and following.thing is not None:
            noun.thing.adjectives.append(noun.thing.noun)
            noun.thing.noun = following.thing.noun
