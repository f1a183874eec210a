"""The forms of clause and goal that tasks announce to answer, as they are written in a query."""

from __future__ import annotations

from typing import Any

from sensorium.agent.query import Atom, Call, Silence, Speaks
from sensorium.core.task import Atom as AtomKind
from sensorium.core.task import Task

EVENT = 'obj("...").event("...")'


def forms(task: Task[Any, Any]) -> tuple[str, ...]:
    """The clauses a task answers; one that announces none is called by its name."""
    announced = [form for answers in task.answers for form in _announced(answers.atom)]
    announced += [goal_form(served.goal) for served in task.serves]
    return tuple(dict.fromkeys(announced)) or (f'call("{task.name}")',)


def form_of(atom: Atom) -> str:
    """The form that an atom of a query has."""
    if isinstance(atom, Call):
        return f'call("{atom.task}")'
    if isinstance(atom, Silence) or (isinstance(atom, Speaks) and atom.language is None):
        return f"{atom.op}()"
    return f'{atom.op}("...")'


def goal_form(goal: str) -> str:
    """The form of a goal that is a task of its own."""
    return f"{goal}()"


def _announced(kind: AtomKind) -> tuple[str, ...]:
    if kind == "event":
        return (EVENT,)
    if kind == "silence":  # any speech is its counterpart, and asked of the same task
        return ("silence()", "speaks()")
    return (f'{kind}("...")',)
