"""Faults of values in our own words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from sensorium.core.invalid import fault, raised
from sensorium.core.values.base import Value


class Inner(Value):
    name: str
    share: Annotated[float, Field(ge=0, le=1)] = 0.5


class Outer(Value):
    many: int = 1
    kind: Literal["a", "b"] = "a"
    inner: tuple[Inner, ...] = Field(default=(), max_length=2)
    flag: bool = False


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"many": "x"}, "many: must be a whole number"),
        ({"many": []}, "many: must be a whole number"),
        ({"kind": "c"}, "kind: must be 'a' or 'b'"),
        ({"inner": [{"name": 3}]}, "inner[0].name: must be a text"),
        ({"inner": [{"name": "x"}, {"name": "y", "share": 2}]}, "inner[1].share: must be at most 1"),
        ({"inner": [{}]}, "inner[0].name: is missing"),
        ({"inner": [{"name": "x"}] * 3}, "inner: must have at most 2 entries, not 3"),
        ({"inner": 4}, "inner: must be a list"),
        ({"inner": [4]}, "inner[0]: must be an object"),
        ({"other": 4}, "other: is not known here"),
        ({"flag": "perhaps"}, "flag: must be true or false"),
    ],
)
def test_a_fault_is_located_and_plain(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(values)
    assert str(fault(caught.value)) == said
    assert raised(caught.value) == f"ValidationError: {said}"


def test_every_constraint_loses_the_wording_of_the_library() -> None:
    class Wide(BaseModel):
        text: Annotated[str, Field(min_length=1, max_length=3, pattern="^a")] = "a"
        number: Annotated[float, Field(gt=0, lt=9, multiple_of=2, allow_inf_nan=False)] = 2
        either: int | list[str] = 1
        table: dict[str, int] = {}

    for values in ({"text": ""}, {"text": "abcd"}, {"text": "b"}, {"number": 0}, {"number": 9}, {"number": 3},
                   {"number": float("inf")}, {"either": {}}, {"table": 3}, {"table": {"x": "y"}}):  # fmt: skip
        with pytest.raises(ValidationError) as caught:
            Wide.model_validate(values)
        told = str(fault(caught.value))
        assert not any(word in told for word in ("Input", "should", "valid", "type=", "\n"))


def test_what_else_was_raised_is_one_line() -> None:
    assert raised(ValueError("two\nlines")) == "ValueError: two lines"
    assert raised(KeyError()) == "KeyError"
