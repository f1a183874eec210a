"""Text cut into sentences."""

from __future__ import annotations

import pytest

from sensorium.plugins.generation.sentences import pieces, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said hi! Then... he left.", ["She said hi!", "Then... he left."]),
        (
            "Dr. Smith met J. K. Rowling, i.e. the author. Yes.",
            ["Dr. Smith met J. K. Rowling, i.e. the author.", "Yes."],
        ),
        ('"What?" he said. "Go!" They went.', ['"What?" he said.', '"Go!"', "They went."]),
        ("It cost $3.50. We left at 5 p.m. with etc. in it.", ["It cost $3.50.", "We left at 5 p.m. with etc. in it."]),
        ("One line\nand the next.\n\nAnother", ["One line and the next.", "Another"]),
        ("你好。今天天气很好！“对吗？”他问。", ["你好。", "今天天气很好！", "“对吗？”", "他问。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


def test_paragraphs_end_with_their_last_sentence() -> None:
    assert [sentence.last for sentence in sentences("One. Two.\n\nThree.")] == [False, True, True]


def test_what_is_short_stays_as_it_is() -> None:
    assert pieces("It cost 3,000, or so", 40) == ["It cost 3,000, or so"]
    assert pieces("It cost 3,000, or so", 15) == ["It cost 3,000,", "or so"]
    assert pieces("你好，世界。再见", 5) == ["你好，", "世界。再见"]


def test_pieces_lose_no_word_and_are_short() -> None:
    text = "a very long clause, " * 9 + "w" * 50
    parts = pieces(text, 40)
    assert max(map(len, parts)) <= 40
    assert "".join(" ".join(parts).split()) == "".join(text.split())
