"""Places in a row of things: the second person from the right, 右边第二个人, the second largest dog.

They are written as one word before either language is read, for their numbers count things in the picture, not times.
"""

from __future__ import annotations

import re

NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth")
DIGITS = dict(zip(("1st", "2nd", "3rd", "4th", "5th", "6th"), NUMBERS, strict=True))
NTH = "|".join((*NUMBERS, *DIGITS))
_NAME = r"(?!time\b|the\b|a\b|an\b|and\b|or\b|of\b|when\b|is\b)(?!\w+ing\b)(?!\w+(?<!bu)s\b)[\w'-]+"
FROM_SIDE = re.compile(rf"\b({NTH}) ((?:{_NAME} ){{1,3}})from (?:the )?(left|right)\b", re.I)
AFTER_NOUN = re.compile(rf"\b({_NAME}) ({NTH}) from (?:the )?(left|right)\b", re.I)
BY_SIZE = re.compile(rf"\b({NTH})[ -](largest|biggest|smallest|tallest)\b", re.I)

NUMERALS = "一二三四五六"
SIDES = {"左": "left", "右": "right"}
MEASURES = "个辆只条名位匹头架艘台张把座"
CHINESE = re.compile(
    rf"(?:从)?(左|右)(?:边|侧|面|方|起|手边|往[左右])?(?:开始)?(?:数|数起|起)?第([{NUMERALS}1-6])(?:[{MEASURES}])"
    r"(?!弯|镜头|片段|场景|时刻|动作|词|字|画面)"
)
ADJECTIVES: dict[str, str] = {
    **{
        f"{number}-{english}most": f"{chinese}数第{numeral}"
        for number, numeral in zip(NUMBERS, NUMERALS, strict=True)
        for chinese, english in SIDES.items()
    },
    **{f"{number}-largest": f"第{numeral}大" for number, numeral in zip(NUMBERS[1:], NUMERALS[1:], strict=True)},
    **{f"{number}-smallest": f"第{numeral}小" for number, numeral in zip(NUMBERS[1:], NUMERALS[1:], strict=True)},
}
"""The one word for each, and what Chinese is written for it."""


def ranked(text: str, *, chinese: bool = False) -> str:
    """The text with ranks as single adjectives before their noun."""
    if chinese:
        return CHINESE.sub(lambda found: f"{found[1]}数第{_numeral(found[2])}的", text)
    text = FROM_SIDE.sub(lambda found: f"{_number(found[1])}-{found[3].lower()}most {found[2].strip()}", text)
    text = AFTER_NOUN.sub(lambda found: f"{_number(found[2])}-{found[3].lower()}most {found[1]}", text)
    return BY_SIZE.sub(lambda found: f"{_number(found[1])}-{found[2].lower()}", text)


def _number(word: str) -> str:
    return DIGITS.get(word.lower(), word.lower())


def _numeral(sign: str) -> str:
    return NUMERALS[int(sign) - 1] if sign.isdigit() else sign
