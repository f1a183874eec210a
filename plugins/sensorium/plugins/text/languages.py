"""The languages that texts are translated between, by name and by how they are written."""

from __future__ import annotations

import re

from sensorium.core.errors import BadInput

NAMES = {
    "en": "English", "zh": "Chinese", "fr": "French", "es": "Spanish", "pt": "Portuguese", "de": "German",
    "it": "Italian", "ru": "Russian", "ja": "Japanese", "ko": "Korean", "vi": "Vietnamese", "th": "Thai",
    "ar": "Arabic",
}  # fmt: skip
"""Those the authors of Qwen2.5 name, by ISO 639-1 code."""

SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"),
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
LETTER = re.compile(r"[^\W\d_]")


def require_known(code: str, where: str) -> None:
    """Raise BadInput for a language that is not in the list."""
    if code not in NAMES:
        raise BadInput(f"unknown language {code!r}", where=where, fix=f"one of {', '.join(NAMES)}")


def script_of(text: str) -> str:
    """The language that a text's script gives away, empty for Latin letters and for no letters at all."""
    sample = text[:4000]
    letters = len(LETTER.findall(sample))
    if SCRIPTS["ja"].search(sample) and len(SCRIPTS["ja"].findall(sample)) * 10 >= letters:
        return "ja"
    for code, script in SCRIPTS.items():
        if code != "ja" and len(script.findall(sample)) * 4 >= max(1, letters):
            return code
    return ""


def same(text: str, to: str, source: str) -> bool:
    """Whether there is nothing to translate: it is in the language wanted, or has no letters."""
    return source == to or not LETTER.search(text) or (not source and to == script_of(text) != "")
