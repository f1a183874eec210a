"""Answers in words, English and Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sensorium.core.values import Box, TimeSpan
from sensorium.plugins.vqa.nouns import NAMES
from sensorium.plugins.vqa.question import Language

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CHINESE_COLOURS = {
    "red": "红色", "orange": "橙色", "yellow": "黄色", "green": "绿色", "blue": "蓝色", "purple": "紫色", "pink": "粉色",
    "brown": "棕色", "white": "白色", "silver": "银色", "grey": "灰色", "black": "黑色",
}  # fmt: skip
SIDES = {"en": {"left": "on the left", "right": "on the right", "top": "at the top", "bottom": "at the bottom",
                "top left": "at the top left", "top right": "at the top right", "bottom left": "at the bottom left",
                "bottom right": "at the bottom right", "middle": "in the middle"},
         "zh": {"left": "左边", "right": "右边", "top": "上方", "bottom": "下方", "top left": "左上方", "top right": "右上方",
                "bottom left": "左下方", "bottom right": "右下方", "middle": "中间"}}  # fmt: skip
IRREGULAR = {"person": "people", "sheep": "sheep", "mouse": "mice", "knife": "knives", "skis": "skis",
             "scissors": "scissors", "broccoli": "broccoli", "bus": "buses", "bench": "benches", "couch": "couches",
             "sandwich": "sandwiches", "wine glass": "wine glasses", "toothbrush": "toothbrushes"}  # fmt: skip
UNCOUNTED = {"skis", "scissors", "broccoli"}


def yes(is_so: bool, language: Language, *, there: bool) -> str:
    """Yes or no; Chinese answers whether something is `there` by 有, and whether something is so by 是."""
    if language == "en":
        return "yes" if is_so else "no"
    return ("有" if is_so else "没有") if there else ("是" if is_so else "不是")


def colours(words: Sequence[str], language: Language) -> str:
    """One colour, or two joined."""
    return " and ".join(words) if language == "en" else "和".join(CHINESE_COLOURS[word] for word in words)


def place(box: Box, language: Language) -> str:
    """Where in the picture a box's centre lies, on a grid of three by three."""
    x, y = box.centre
    across = "left" if x < 0.4 else "right" if x > 0.6 else ""
    down = "top" if y < 0.33 else "bottom" if y > 0.72 else ""
    return SIDES[language][f"{down} {across}".strip() or "middle"]


def plural(label: str) -> str:
    return IRREGULAR.get(label, f"{label}s")


def counted(label: str, count: int, language: Language) -> str:
    """ "a car", "two people"; 一辆汽车, 两个人."""
    if language == "zh":
        name, measure = NAMES[label]
        return f"{'零一两三四五六七八九十'[count] if count <= 10 else count}{measure}{name}"
    if count == 1:
        return label if label in UNCOUNTED else f"{'an' if label[0] in 'aeiou' else 'a'} {label}"
    return f"{NUMBERS[count] if count <= 10 else count} {plural(label)}"


def listed(labels: Sequence[str], language: Language) -> str:
    """Things by kind, the most frequent first."""
    parts = [counted(label, count, language) for label, count in Counter(labels).most_common()]
    if language == "zh":
        return "、".join(parts)
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def named(label: str, language: Language) -> str:
    return label if language == "en" else NAMES[label][0] if label in NAMES else label


def unseen(phrase: str, language: Language) -> str:
    """That a thing which was asked about is not in sight; `phrase` as the question has it."""
    return f"nothing that looks like {phrase}" if language == "en" else "没有看到"


def times(spans: Sequence[TimeSpan], language: Language) -> str:
    """Spans of time, joined."""
    if language == "zh":
        return "、".join(f"{span.start:.1f}到{span.end:.1f}秒" for span in spans)
    return ", ".join(f"from {span.start:.1f} to {span.end:.1f} s" for span in spans)
