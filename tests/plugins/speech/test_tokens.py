"""Tokens to words."""

from __future__ import annotations

from sensorium.plugins.speech.tokens import words_of

PIECES = {1: b" Der", 2: b" Eis", 3: b"schrank", 4: b".", 5: "早".encode(), 6: "上".encode()[:2], 7: "上".encode()[2:]}


def decode(tokens: list[int]) -> str:
    return b"".join(PIECES[token] for token in tokens).decode("utf-8", "replace")


def test_pieces_join_and_marks_stay_with_their_word() -> None:
    words = words_of([1, 2, 3, 4], decode, "de")
    assert words == [("Der", 0, 1), ("Eisschrank.", 1, 4)]


def test_without_spaces_every_character_is_a_word_even_if_it_takes_two_tokens() -> None:
    assert words_of([5, 6, 7], decode, "zh") == [("早", 0, 1), ("上", 1, 3)]


def test_no_tokens_no_words() -> None:
    assert words_of([], decode, "en") == []
