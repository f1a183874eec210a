"""Mandarin syllables as the phonemes that Kokoro was trained on: IPA with an arrow for the tone behind the vowel."""

from __future__ import annotations

import re

INITIALS = {
    "zh": "ʈʂ", "ch": "ʈʂʰ", "sh": "ʂ", "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n",
    "l": "l", "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n", "eng": "ə0ŋ",
    "er": "ɚ0", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n",
    "ing": "i0ŋ", "io": "jo0", "iong": "jʊ0ŋ", "iu": "jou0", "o": "wo0", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0",
    "ua": "wa0", "uai": "wai0", "uan": "wa0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "ui": "wei0", "un": "wə0n", "uo": "wo0",
    "v": "y0", "van": "ɥɛ0n", "ve": "ɥe0", "vn": "y0n",
}  # fmt: skip
"""0 stands where the tone goes; v is ü."""
TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_BUZZING = ("zh", "ch", "sh", "r", "z", "c", "s")
_SYLLABLE = re.compile(rf"({'|'.join(INITIALS)})?([a-zü]+)([1-5])")
_ALONE = {"yi": "i", "wu": "u", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "yo": "io", "yong": "iong",
          "you": "iu", "wei": "ui", "wen": "un", "weng": "ueng", "ying": "ing", "yin": "in", "ye": "ie"}  # fmt: skip
_HUMMED = {"m": "m", "n": "n", "ng": "ŋ", "hm": "m", "hng": "ŋ", "ê": "ɛ"}


def phonemes(syllable: str) -> str:
    """The phonemes of a syllable in pinyin with its tone, such as ``zhong1``; ValueError where it is none."""
    body, tone = syllable[:-1], syllable[-1:]
    if body in _HUMMED and tone in TONES:
        return _HUMMED[body] + TONES[tone]
    found = _SYLLABLE.fullmatch(syllable)
    if found is None:
        raise ValueError(f"{syllable!r} is no syllable of Mandarin")
    initial, final = found[1] or "", found[2].replace("ü", "v")
    if final == "i" and initial in _BUZZING:
        return INITIALS[initial] + "ɨ" + TONES[found[3]]
    sound = FINALS.get(_final(initial, final))
    if sound is None:
        raise ValueError(f"{syllable!r} is no syllable of Mandarin")
    return INITIALS.get(initial, "") + sound.replace("0", TONES[found[3]])


def _final(initial: str, final: str) -> str:
    """The final as `FINALS` has it: spelling rules undone."""
    if initial in ("j", "q", "x") and final.startswith("u"):
        return "v" + final[1:]
    if initial:
        return final
    if final in _ALONE:
        return _ALONE[final]
    if final[0] == "y":
        return "i" + final[1:]
    return "u" + final[1:] if final[0] == "w" else final
