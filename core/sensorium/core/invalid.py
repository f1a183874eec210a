"""What is wrong with a value, in one line of our own words: pydantic's are for programmers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

Context = Mapping[str, Any]
KINDS: Mapping[str, str] = {
    "string": "a text", "int": "a whole number", "float": "a number", "bool": "true or false", "bytes": "bytes",
    "dict": "an object", "mapping": "an object", "model": "an object", "model_attributes": "an object",
    "dataclass": "an object", "list": "a list", "tuple": "a list", "set": "a list", "frozen_set": "a list",
    "path": "a path", "url": "a URL", "finite_number": "a finite number", "decimal": "a number",
    "none_required": "null",
    "byte_size": 'a number of bytes, such as "8 GiB"', "byte_size_unit": 'a number of bytes, such as "8 GiB"',
}  # fmt: skip
"""What pydantic's types of fault want, without their endings."""

ENDINGS = ("_type", "_parsing", "_from_float", "_unicode", "_attributes_type")

SAID: Mapping[str, Callable[[Context], str]] = {
    "missing": lambda told: "is missing",
    "extra_forbidden": lambda told: "is not known here",
    "json_invalid": lambda told: f"is not JSON: {told['error']}",
    "literal_error": lambda told: f"must be {told['expected']}",
    "enum": lambda told: f"must be {told['expected']}",
    "greater_than": lambda told: f"must be more than {told['gt']:g}",
    "greater_than_equal": lambda told: f"must be at least {told['ge']:g}",
    "less_than": lambda told: f"must be less than {told['lt']:g}",
    "less_than_equal": lambda told: f"must be at most {told['le']:g}",
    "too_short": lambda told: f"must have at least {told['min_length']} entries, not {told['actual_length']}",
    "too_long": lambda told: f"must have at most {told['max_length']} entries, not {told['actual_length']}",
    "string_too_short": lambda told: "must not be empty" if told["min_length"] == 1 else _characters(told),
    "string_too_long": lambda told: f"must have at most {told['max_length']} characters",
    "string_pattern_mismatch": lambda told: f"does not match {told['pattern']}",
    "union_tag_invalid": lambda told: f"must be of a kind among {told['expected_tags']}",
    "union_tag_not_found": lambda told: "does not say of which kind it is",
    "is_instance_of": lambda told: f"must be a {told['class']}",
}


class Fault(NamedTuple):
    """The first thing wrong: the path to it, empty for the whole, and what is wrong."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


def fault(error: ValidationError) -> Fault:
    """What `error` says first, never with the value, which may be a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).lstrip(".")
    return Fault(path, _said(first["type"], first.get("ctx", {}), first["msg"]))


def _said(kind: str, told: Context, message: str) -> str:
    if kind in SAID:
        return SAID[kind](told)
    bare = next((kind.removesuffix(ending) for ending in ENDINGS if kind.endswith(ending)), kind)
    if bare in KINDS:
        return f"must be {KINDS[bare]}"
    plain = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return " ".join(plain.replace("Input should be", "must be").replace("Input should", "must").split())


def _characters(told: Context) -> str:
    return f"must have at least {told['min_length']} characters"


def raised(error: BaseException) -> str:
    """What kind of error was raised and what it says, in one line."""
    told = str(fault(error)) if isinstance(error, ValidationError) else " ".join(str(error).split())
    return f"{type(error).__name__}: {told}" if told else type(error).__name__
