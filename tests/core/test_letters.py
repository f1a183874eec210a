"""What letters tell of a text's language."""

from __future__ import annotations

import pytest

from sensorium.core.letters import foreign, language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello", "en"),
        ("你好 world", "zh"),
        ("こんにちは世界", "ja"),
        ("Привет", "ru"),
        ("123", "en"),
        ("naïve café", "en"),
    ],
)
def test_language_is_told_by_the_letters(text: str, code: str) -> None:
    assert language_of(text) == code


def test_foreign_letters_are_found() -> None:
    assert foreign("naïve café 5 µm", "en") is None
    assert foreign("say 你好", "en") == 4
    assert foreign("say 你好", "en", "zh") is None
    assert foreign("说 да", "en", "zh") == 2
