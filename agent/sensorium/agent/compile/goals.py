"""Which task serves a goal beyond finding: by what tasks declare, the kind of medium and what the request carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sensorium.agent.compile.bind import Binder
from sensorium.agent.query import Query, render
from sensorium.core.choosing import ModelClass
from sensorium.core.errors import Refused, RequestError
from sensorium.core.fields import media_field
from sensorium.core.task import Serves, Task
from sensorium.core.values import Media

CONTENT = ("text", "labels")
"""What a request carries that must not be lost; `to` is dropped where a task knows one language only."""


class Server(NamedTuple):
    """A task for a goal, the model chosen for it, and the input fields the request fills."""

    task: Task[Any, Any]
    model: ModelClass
    given: dict[str, Any]


def server(query: Query, binder: Binder, kind: type[Media] | None) -> Server:
    """The best task for a query's goal on a medium of `kind`; RequestError or Refused where there is none."""
    fitting = sorted(_fitting(query, binder, kind), key=lambda entry: not _takes(entry[0], kind))
    if not fitting:
        raise _nobody(query, binder, kind)
    refused: list[Refused] = []
    for task, serves in fitting:
        try:
            return Server(task, binder.model(task), _given(query, serves))
        except Refused as error:
            refused.append(error)
    raise refused[0]


def _fitting(query: Query, binder: Binder, kind: type[Media] | None) -> Iterator[tuple[Task[Any, Any], Serves]]:
    for task in binder.served():
        for serves in task.serves:
            medium = media_field(task.input)
            carried = all(name in serves.fields for name in CONTENT if getattr(query, name))
            fits = kind is None or medium is None or medium.takes(kind)
            if serves.goal == query.goal and serves.kind == query.kind and carried and fits:
                yield task, serves


def _takes(task: Task[Any, Any], kind: type[Media] | None) -> bool:
    medium = media_field(task.input)
    return medium is not None if kind else medium is None or not medium.required


def _given(query: Query, serves: Serves) -> dict[str, Any]:
    return {field: value for name, field in serves.fields.items() if (value := getattr(query, name))}


def _nobody(query: Query, binder: Binder, kind: type[Media] | None) -> RequestError:
    kinds = {
        each.__name__.lower()
        for task in binder.served()
        for serves in task.serves
        if serves.goal == query.goal and (medium := media_field(task.input))
        for each in medium.kinds
    }
    if kind is not None and kinds and kind.__name__.lower() not in kinds:
        fix = f"give {' or '.join(sorted(kinds))}"
        return RequestError(f"nothing can {query.goal} this kind of medium", where=render(query), fix=fix)
    what = f" {query.kind}" if query.kind else ""
    fix = "`sensorium tasks` lists what can be asked"
    return RequestError(f"no installed task can {query.goal}{what} yet", where=render(query), fix=fix)
