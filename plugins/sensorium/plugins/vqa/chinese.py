"""Chinese questions, by a table of patterns, and Chinese noun phrases said in English."""

from __future__ import annotations

import re

from sensorium.plugins.vqa.nouns import CLASSES, ENGLISH, MEASURES
from sensorium.plugins.vqa.question import Kind, Question

THING, OTHER = r"(?P<thing>.+?)", r"(?P<other>.+?)"
SIDES = {"左": "left", "右": "right", "上": "top", "下": "bottom", "中间": "middle", "中央": "middle"}
SIDE = r"(?:边|侧|面|方|手边)"
RELATIONS = {"左": "left of", "右": "right of", "上": "on", "下": "below", "旁": "near"}
RELATION = rf"(?P<relation>左|右|上|下|旁){SIDE}?"
COLOURS = {
    "红": "red", "橙": "orange", "黄": "yellow", "绿": "green", "蓝": "blue", "紫": "purple", "粉红": "pink", "粉": "pink",
    "棕": "brown", "褐": "brown", "咖啡": "brown", "白": "white", "银": "silver", "灰": "grey", "黑": "black",
}  # fmt: skip
COLOUR = "|".join(sorted(COLOURS, key=len, reverse=True))
SIZES = {"最大": "largest", "最小": "smallest", "大": "big", "小": "small"}
NUMBERS = {"一": "first", "二": "second", "三": "third", "四": "fourth", "五": "fifth", "1": "first", "2": "second",
           "3": "third", "4": "fourth", "5": "fifth"}  # fmt: skip
ACTS = {
    "拿": "holding",
    "抱": "holding",
    "举": "holding",
    "提": "holding",
    "骑": "riding",
    "开": "riding",
    "坐": "sitting on",
}
WHAT = r"(?:什么|哪种|哪些|啥)"
MANY = rf"(?:几|多少)[{MEASURES}]?"
PICTURE = r"(?:图片|照片|画面|图像|视频|图|片子|影片|镜头|画)"

PATTERNS: tuple[tuple[str, Kind], ...] = (
    (rf"(?:一共|总共)?(?:有|能看到|看到|看得到)?{MANY}(?P<thing>[^字]+?)", "count"),
    (rf"{THING}(?:一共|总共)?有{MANY}", "count"),
    (rf"数(?:一数|一下|数)?(?:有{MANY})?{THING}", "count"),
    (rf"(?:{THING}上?面?)??(?:写着|写的是|写了|写的|印着|显示)(?:的是)?{WHAT}(?:字|内容|文字|数字)?", "text"),
    (
        rf"(?:有|是)?{WHAT}(?:字|文字)|(?:上面)?(?:的)?(?:文字|字)(?:是|写的是){WHAT}|读(?:一下|出)?.*(?:文字|字)",
        "text",
    ),
    (
        rf"{THING}(?:身上)?(?:穿|穿着|穿的|戴着)(?:的)?(?:是)?{WHAT}(?:颜色|色)(?:的)?(?:衣服|上衣|衬衫|外套|裙子)?(?:的)?",
        "colour",
    ),
    (rf"{THING}的?(?:衣服|上衣|衬衫|外套)的?(?:颜色)?是{WHAT}(?:颜色)?(?:的)?", "colour"),
    (rf"{THING}的?颜色是{WHAT}|(?P<thing2>.+?)是?{WHAT}(?:颜色|色)(?:的)?", "colour"),
    (rf"{THING}在{OTHER}的?左{SIDE}?还是右{SIDE}?", "side"),
    (rf"{THING}在(?:{PICTURE}的?)?(?:左{SIDE}?还是右{SIDE}?|哪(?:一)?(?:边|侧))", "side"),
    (rf"{THING}在{OTHER}的?{RELATION}(?:吗|么)", "holds"),
    (rf"{THING}在(?:哪里|哪儿|哪|{WHAT}地方|{WHAT}位置)", "where"),
    (rf"{THING}和{OTHER}(?:相比)?(?:哪|谁)(?:一)?[{MEASURES}]?(?:更|比较)?(?P<relation>大|小)", "larger"),
    (rf"{THING}比{OTHER}(?:更)?(?P<relation>大|小)(?:吗|么)", "is larger"),
    (rf"(?:这|那)?(?:是|有){WHAT}(?P<thing>{'|'.join(CLASSES)})", "sort"),
    (rf"{THING}(?:手里|手上|正在|在)?(?P<relation>{'|'.join(ACTS)})(?:着|在)?{WHAT}(?:东西|上)?", "act"),
    (rf"{THING}的?{RELATION}(?:有|是|放着){WHAT}(?:东西)?", "beside"),
    (
        rf"{THING}{WHAT}时候(?:出现|能看到|可以看到|在画面里)|{WHAT}时候(?:能|可以)?(?:看到|出现|有)(?P<thing2>.+?)",
        "when",
    ),
    (r"(?:有没有|有无|是否有|能不能看到|能否看到|是不是有)(?P<thing>.+?)(?:吗|么|呢)?", "presence"),
    (r"(?:有|能看到|看得到|存在)(?P<thing>.+?)(?:吗|么|没有|没)", "presence"),
    (rf"{THING}在(?:里面|{PICTURE}[里中上]?)?(?:吗|么)", "presence"),
)
COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in PATTERNS)
HEAD = re.compile(
    rf"^(?:请问|请|告诉我|请告诉我)?(?:这|那|该)?(?:张|幅|个|段)?(?:{PICTURE}(?:里面|中间|[里中内上])?的?)?"
)
INSIDE = re.compile(rf"(?:在)?(?:这|那)?(?:张|幅|个|段)?{PICTURE}(?:里面|[里中内上])")


def ask(text: str) -> Question | None:
    """The question read; None where no pattern fits or its noun is not known."""
    words = re.sub(r"[\s，,。？?！!、“”\"]+", "", text)
    for form in dict.fromkeys((HEAD.sub("", words), INSIDE.sub("", words), words)):
        for pattern, kind in COMPILED:
            found = pattern.fullmatch(form)
            if found and (question := _question(kind, found.groupdict())):
                return question
    return None


def _question(kind: Kind, said: dict[str, str | None]) -> Question | None:
    thing, other, mark = (
        said.get("thing") or said.get("thing2") or "",
        said.get("other") or "",
        said.get("relation") or "",
    )
    english = phrase(thing) if thing else ""
    second = phrase(other) if other else ""
    if english is None or second is None or (kind != "text" and not english):
        return Question("text", "", language="zh") if kind == "text" else None
    relation = {"larger": _size, "is larger": _size, "act": ACTS.get}.get(kind, RELATIONS.get)(mark) or ""
    return Question(kind, english, second, relation, "zh")


def _size(mark: str) -> str:
    return "smaller" if mark == "小" else "bigger"


PARTS = re.compile(
    rf"(?P<ordinal>(?P<from>左|右)?{SIDE}?(?:数)?第(?P<n>[一二三四五1-5])[{MEASURES}]?)"
    rf"|(?P<wear>(?:身)?穿着?(?P<worn>{COLOUR})色?(?:的)?(?:衣服|上衣|衣|衬衫|外套|裙子)?)"
    rf"|(?P<most>最)(?P<end>左|右|上|下){SIDE}?"
    rf"|(?P<place>左|右|上|下){SIDE}|(?P<middle>中间|中央)"
    rf"|(?P<size>最大|最小)|(?P<colour>{COLOUR})色?(?=的|.)|(?P<big>大|小)(?=的)"
    rf"|(?P<filler>[的那这]|一?[{MEASURES}]|所有|全部|身上|在)"
)


def phrase(text: str) -> str | None:
    """A Chinese noun phrase in English; None where its noun, or a word before it, is not known."""
    for length in range(len(text), 0, -1):
        noun = ENGLISH.get(text[-length:])
        if noun is None:
            continue
        read = _attributes(text[:-length])
        if read is not None:
            before, after = read
            return " ".join([*before, noun, *after])
    return None


def _attributes(text: str) -> tuple[list[str], list[str]] | None:
    """Words before and after the noun; None where part of the text is not read."""
    before: list[str] = []
    after: list[str] = []
    at = 0
    while at < len(text):
        found = PARTS.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found["ordinal"]:
            before.append(NUMBERS[found["n"]])
            after.append(f"from the {SIDES[found['from'] or '左']}")
        elif found["wear"]:
            after.append(f"in {COLOURS[found['worn']]}")
        elif found["most"]:
            before.append({"左": "leftmost", "右": "rightmost", "上": "topmost", "下": "bottommost"}[found["end"]])
        elif found["place"] or found["middle"]:
            place = SIDES[found["place"] or found["middle"]]
            after.append(f"{'in' if place == 'middle' else 'at' if place in ('top', 'bottom') else 'on'} the {place}")
        elif found["size"] or found["big"]:
            before.append(SIZES[found["size"] or found["big"]])
        elif found["colour"]:
            before.append(COLOURS[found["colour"]])
    return before, after
