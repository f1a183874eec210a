"""What a text's letters tell of its language."""

from __future__ import annotations

import unicodedata


def language_of(text: str) -> str:
    """ISO 639-1 code told by the script: ``zh``, ``ja``, ``ko``, ``ru`` ...; ``en`` for Latin letters and none."""
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            code = _script(letter)
            counts[code] = counts.get(code, 0) + 1
    if counts.get("ja") and counts.get("zh"):
        return "ja"
    return max(counts, key=lambda code: counts[code] * (3 if code in ("zh", "ja") else 1), default="en")


def foreign(text: str, *known: str) -> int | None:
    """Where the first letter stands that no language of `known` is written in (``en``: Latin ones); None for none."""
    return next((at for at, letter in enumerate(text) if letter.isalpha() and _script(letter) not in known), None)


def _script(letter: str) -> str:
    if letter.isascii():
        return "en"
    name = unicodedata.name(letter, "")
    for mark, code in (
        ("CJK", "zh"), ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CYRILLIC", "ru"),
        ("ARABIC", "ar"), ("HEBREW", "he"), ("GREEK", "el"), ("THAI", "th"), ("DEVANAGARI", "hi"),
    ):  # fmt: skip
        if name.startswith(mark):
            return code
    return "en" if name.startswith(("LATIN", "FULLWIDTH LATIN", "FEMININE", "MASCULINE", "MICRO")) else "und"
