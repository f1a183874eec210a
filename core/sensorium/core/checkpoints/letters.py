"""Texts in letters a model was not trained on: it would read them as unknown marks and answer all the same."""

from __future__ import annotations

import re

from sensorium.core.errors import RequestError

NOT_LATIN = re.compile(r"[\u0370-\u1fff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufaff]")


def foreign(text: str, model: str, where: str, instead: str = "") -> RequestError | None:
    """The error of a text that an English model cannot read, None where it can; `instead` names one that can."""
    if not NOT_LATIN.search(text):
        return None
    fix = f"write it in English, or use {instead}" if instead else "write it in English"
    return RequestError(f"{model} reads English only, not {text[:40]!r}", where=where, fix=fix)
