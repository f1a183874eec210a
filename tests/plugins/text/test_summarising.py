"""Summaries: by a pretended language model, and quoted by LexRank."""

from __future__ import annotations

import numpy as np

from sensorium.plugins.text.dialogue import Question, held
from sensorium.plugins.text.lexrank import AT_ONCE, by_words, standing_for
from sensorium.plugins.text.summarising import summarised
from sensorium.plugins.text.thinning import MOST, thinned

LONG = "The cat sat on the mat. It was a warm day in spring. " * 150


def test_a_short_text_is_asked_about_once() -> None:
    asked: list[Question] = []

    def answer(question: Question) -> str:
        asked.append(question)
        return "One. Two. Three. Four."

    assert held(summarised("Some text.", 2, ""), answer) == "One. Two."
    assert len(asked) == 1
    assert "Some text." in asked[0].turns[-1][1]
    assert "Some text." not in asked[0].turns[0][1]


def test_a_long_text_is_asked_about_in_parts_and_then_as_a_whole() -> None:
    asked: list[str] = []

    def answer(question: Question) -> str:
        asked.append(question.turns[-1][1])
        return f"Part {len(asked)}."

    told = held(summarised(LONG, 3, ""), answer)
    assert len(asked) > 2
    assert told == f"Part {len(asked)}."
    assert all(f"Part {i}." in asked[-1] for i in range(1, len(asked)))


def test_a_summary_in_the_wrong_language_is_translated() -> None:
    replies = iter(["It is good.", "很好。"])
    assert held(summarised("Some text.", 2, "zh"), lambda question: next(replies)) == "很好。"


def test_what_many_sentences_say_stands_for_them() -> None:
    rows = [
        "The bridge over the river will be rebuilt.",
        "Tea was served.",
        "The new bridge over the river costs forty million.",
        "Work on the river bridge begins in March.",
        "A dog barked.",
    ]
    assert 1 not in standing_for(rows, 3, by_words)
    assert 4 not in standing_for(rows, 3, by_words)


def test_it_is_not_said_twice() -> None:
    rows = ["红色的汽车停在路口。", "红色的汽车停在路口。", "红色的汽车后来离开了路口。", "医生喝水。"]
    chosen = standing_for(rows, 2, by_words)
    assert len({rows[at] for at in chosen}) == 2


def test_many_sentences_are_thinned_in_bounded_parts() -> None:
    sizes: list[int] = []

    def counting(rows):  # type: ignore[no-untyped-def]
        sizes.append(len(rows))
        return by_words(rows)

    rows = [f"sentence number {i} about topic {i % 7} and word{i % 13}" for i in range(2000)]
    chosen = standing_for(rows, 3, counting)
    assert chosen == sorted(chosen)
    assert len(chosen) == 3
    assert max(sizes) <= AT_ONCE


def test_texts_for_a_language_model_are_bounded() -> None:
    assert thinned("short") == "short"
    text = " ".join(f"This is the sentence number {i} of a very long report." for i in range(3000))
    assert 0 < len(thinned(text)) <= MOST


def test_vectors_have_length_one_and_empty_ones_none() -> None:
    lengths = np.linalg.norm(by_words(["red car", "...", "红车"]), axis=1)
    assert lengths.round(5).tolist() == [1, 0, 1]
