from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sensorium.core.scheduler.order import USERS, Order, Terms

TERMS = Terms(patience=30.0, step=60.0)


def test_a_deadline_beyond_patience_does_not_make_work_wait_longer() -> None:
    order = Order(TERMS)
    assert order.due(100.0, 0, 1000.0) == order.due(100.0, 0, None) == 130.0
    assert order.due(100.0, 0, 105.0) == 105.0
    assert order.due(100.0, 2, 105.0) == 225.0


def test_users_who_ask_alike_alternate() -> None:
    order = Order(TERMS)
    turns = [(order.turn(user, 1.0, 0.0), user) for user in "aaabbb"]
    assert [user for _, user in sorted(turns)] == ["a", "b"] * 3


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0.01, 5.0), st.floats(0.0, 3.0)), min_size=1))
def test_nobody_is_passed_for_ever(asks: list[tuple[str, float, float]]) -> None:
    """Whoever comes after a job was due is due later than it, whatever his deadline."""
    order, now, seen = Order(TERMS), 0.0, []
    for user, cost, pause in asks:
        now += pause
        order.served = now
        due = order.due(order.turn(user, cost, now), 0, None)
        assert all(due >= earlier for other, earlier in seen if other == user)
        seen.append((user, due))
    latest = max(due for _, due in seen)
    order.served = latest
    assert order.due(order.turn("new", 1.0, latest), 0, latest + 0.001) > latest


def test_the_memory_of_users_is_bounded() -> None:
    order = Order(TERMS)
    for n in range(5 * USERS):
        order.served = float(n)
        order.turn(f"user{n}", 0.5, float(n))
    assert len(order._turns) <= USERS
