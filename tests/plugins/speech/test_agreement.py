"""Words that stand: two hypotheses in succession, once and for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sensorium.plugins.speech.agreement import Agreement, unlooped
from sensorium.plugins.speech.tokens import Unit


def units(text: str) -> list[Unit]:
    return [Unit(word, (hash(word) % 1000,)) for word in text.split()]


def texts(words: tuple[Unit, ...]) -> str:
    return " ".join(word.text for word in words)


def test_nothing_stands_at_first() -> None:
    agreement = Agreement()
    assert agreement.hear(units("good morning")) == ()
    assert texts(agreement.tail) == "good morning"


def test_what_two_agree_on_stands_whatever_its_case_and_marks() -> None:
    agreement = Agreement()
    agreement.hear(units("Good morning to"))
    assert texts(agreement.hear(units("good morning, everybody here"))) == "good morning,"
    assert texts(agreement.tail) == "everybody here"


def test_the_next_hypothesis_goes_on_from_what_stands() -> None:
    agreement = Agreement()
    agreement.hear(units("good morning"))
    agreement.hear(units("good morning all"))
    assert texts(agreement.hear(units("all of you"))) == "all"
    assert agreement.tokens == tuple(token for unit in units("good morning all") for token in unit.tokens)


def test_the_end_makes_everything_stand() -> None:
    agreement = Agreement()
    agreement.hear(units("one two"))
    assert texts(agreement.end(units("three four"))) == "three four"
    assert agreement.tail == ()


def test_a_loop_of_the_decoder_is_cut() -> None:
    assert texts(unlooped(units("I am so so so so so so"))) == "I am so"
    assert texts(unlooped(units("the cat the cat the cat the cat"))) == "the cat"
    assert texts(unlooped(units("no no it is fine"))) == "no no it is fine"


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=6), max_size=8))
def test_what_stands_only_ever_grows(hypotheses: list[list[str]]) -> None:
    agreement = Agreement()
    stood: tuple[int, ...] = ()
    for hypothesis in hypotheses:
        agreement.hear(units(" ".join(hypothesis)))
        assert agreement.tokens[: len(stood)] == stood
        stood = agreement.tokens
