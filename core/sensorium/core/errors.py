"""Every error Sensorium raises on purpose.

    SensoriumError              code, where, fix; rendered in one line
    +-- BadInput                the caller can mend it: a path, a request, an argument
    |   +-- MediaError          a file that cannot be opened, decoded, or lacks the needed stream
    |   +-- RequestError        a request that names nothing known, or is empty
    |   +-- QueryError          a Query that does not parse or does not type-check
    |   +-- PlanError           a plan with a broken edge, unknown task, cycle ...
    +-- WeightsError            weights missing, offline, digest mismatch, disk full
    +-- PluginError             a plugin broke the contract: import, hook, duplicate, API version
    +-- Refused                 policy says no: licence, network, facial expression, remote host
    +-- RetryLater              try again after `seconds` (rate limit, full queue)
    +-- OutOfMemory             a device could not hold even one unit
    +-- DeadlineExceeded        the deadline passed before the work was done
    +-- ModelFailed             a model raised something it did not declare
    +-- Cancelled               the caller gave up; never wraps a failure

A model returns BadInput, RetryLater or Refused *in an item's place*; everything else is raised.
"""

from __future__ import annotations

from pydantic import BaseModel


class ErrorInfo(BaseModel):
    """The part of an error that crosses a process or JSON boundary."""

    code: str
    where: str
    message: str
    fix: str = ""


class SensoriumError(Exception):
    """Base of the tree: what happened, where, and what the reader can do about it."""

    code = "error"

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        head = f"{self.where}: {self.message}" if self.where else self.message
        return f"{head} ({self.fix})" if self.fix else head

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.message, self.where, self.fix, self.__dict__))

    @property
    def info(self) -> ErrorInfo:
        """This error as a value, for JSON output and for other processes."""
        return ErrorInfo(code=self.code, where=self.where, message=self.message, fix=self.fix)


def _rebuild(
    kind: type[SensoriumError], message: str, where: str, fix: str, state: dict[str, object]
) -> SensoriumError:
    error = kind.__new__(kind)
    SensoriumError.__init__(error, message, where=where, fix=fix)
    error.__dict__.update(state)
    return error


class BadInput(SensoriumError):
    """The caller can mend this by giving something else."""

    code = "bad_input"


class MediaError(BadInput):
    """A media file that cannot be opened or decoded, or lacks the stream a task needs."""

    code = "media"


class RequestError(BadInput):
    """A request that is empty or names nothing any task can find."""

    code = "request"


class QueryError(BadInput):
    """A Query that does not parse or does not type-check; `where` is a path into it."""

    code = "query"


class PlanError(BadInput):
    """A plan with a broken edge; `where` is a path such as ``steps[1].args.tracks``."""

    code = "plan"


class WeightsError(SensoriumError):
    """Weights that are missing, unreachable, damaged or too large for the disk."""

    code = "weights"


class PluginError(SensoriumError):
    """A plugin that broke the contract; it is quarantined and everything else works."""

    code = "plugin"


class Refused(SensoriumError):
    """Policy forbids it: licence, network, facial expression, or a model's own refusal."""

    code = "refused"


class RetryLater(SensoriumError):
    """The same call may go through after `seconds`."""

    code = "retry_later"

    def __init__(self, message: str, *, seconds: float = 1.0, where: str = "", fix: str = "") -> None:
        super().__init__(message, where=where, fix=fix or f"retry after {seconds:g} s")
        self.seconds = seconds


class OutOfMemory(SensoriumError):
    """No device could hold even a single unit after everything idle was evicted."""

    code = "out_of_memory"


class DeadlineExceeded(SensoriumError):
    """The deadline passed; what was finished before it is kept in the cache."""

    code = "deadline"


class ModelFailed(SensoriumError):
    """A model raised an error of its own; the original is the cause."""

    code = "model_failed"


class Cancelled(SensoriumError):
    """The caller gave up."""

    code = "cancelled"
