"""The codec gives back what it was given, or refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from sensorium.core.cache.codec import Unstorable, decode, encode
from sensorium.core.host.answer import Whole
from sensorium.core.host.context import Ask
from sensorium.core.task import Located
from sensorium.core.values import Box, Moment, TimeSpan

KINDS = ("b1", "i1", "u2", "i8", "f2", "f4", "f8", "c8")
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
arrays = hnp.arrays(st.sampled_from(KINDS).map(np.dtype), hnp.array_shapes(min_dims=0, min_side=0, max_side=4))
trees = st.recursive(
    leaves | arrays,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=12,
)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray | np.generic):
        return type(one) is type(other) and one.dtype == other.dtype and one.tobytes() == other.tobytes()
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and repr(one) == repr(other)


@given(trees)
def test_trees_come_back_the_same(tree: Any) -> None:
    assert same(tree, decode(encode(tree)))


def test_values_named_tuples_and_numpy_scalars_come_back() -> None:
    moment = Moment(span=TimeSpan(start=0.1, end=1 / 3), score=0.1 + 0.2)
    whole = Whole(Located(moments=(moment,)), (Ask("task", "model 1"),))
    assert decode(encode(whole)) == whole
    assert same(decode(encode(np.float32(0.1))), np.float32(0.1))
    assert decode(encode((Box(x0=0, y0=0, x1=1, y1=1), {"a": 1}))) == (Box(x0=0, y0=0, x1=1, y1=1), {"a": 1})


def test_arrays_come_back_read_only() -> None:
    array = decode(encode(np.zeros(3)))
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_unlike_layouts_come_back_equal() -> None:
    array = np.arange(24, dtype=">i4").reshape(4, 6)[::2, ::-1].T
    assert same(decode(encode(array)), np.asarray(array).copy(order="C")) or (decode(encode(array)) == array).all()


@dataclass
class Local:
    value: int


@pytest.mark.parametrize("value", [object(), {1, 2}, np.array([object()]), lambda: 1, type])
def test_what_cannot_come_back_is_refused(value: Any) -> None:
    with pytest.raises(Unstorable):
        encode(value)


def test_a_class_that_is_not_found_under_its_name_is_refused() -> None:
    class Hidden(NamedTuple):
        value: int

    with pytest.raises(Unstorable, match="not found under its own name"):
        encode(Hidden(1))


CUT = (encode([1, "x"])[:14], encode(np.zeros(99))[:200])


@pytest.mark.parametrize("body", [b"", b"SR01", b"nonsense" * 9, *CUT])
def test_damaged_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(Unstorable):
        decode(body)


@pytest.mark.parametrize("name", ["os:system", "builtins:eval", "subprocess:Popen", "nowhere:Thing"])
def test_bytes_cannot_name_anything_but_classes_of_values(name: str) -> None:
    tree = b'{"f":"%s","v":["true"]}' % name.encode()
    head = b"SR01" + len(tree).to_bytes(8, "little") + tree
    with pytest.raises(Unstorable):
        decode(head + bytes(-len(head) % 64))
