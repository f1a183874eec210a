"""What is wanted: to find, count, write down, translate, describe, answer, make."""

from __future__ import annotations

import re
from typing import Any

from sensorium.agent.query import Count
from sensorium.agent.understand.rules.announced import NOTHING, Announced
from sensorium.agent.understand.rules.chinese.choices import Words
from sensorium.agent.understand.rules.chinese.lexicon import LANGUAGES
from sensorium.agent.understand.rules.chinese.requests import Requests
from sensorium.agent.understand.rules.chinese.segment import FRAMED, segment

WRITE_DOWN = re.compile(r"转写|转录|(的)?(文字稿|逐字稿|文稿)|听写|转成文字|写下|生成字幕")
SAID = re.compile(r"(说|讲)(了|的|着)?(是)?什么|在说什么|说了些什么|谈论(了)?什么")
SPEAKERS = re.compile(r"(他们|她们|他|她|大家|人们|有人|谁)(?=(都|在|又|还)?(说|讲|谈))")
TRANSLATE = re.compile(r"(翻译|译)(成|为|到)?\s*(\w+?)[。？！?!]*$")
DESCRIBE = re.compile(r"描述|概括|总结|说明一下|发生了什么|在发生什么|讲述一下|有(?:些)?什么$|有哪些东西$")
ASK = re.compile(
    r"什么颜色|在做什么|在干什么|在干嘛|穿(着|的)?(是)?什么|长什么样|是什么(?!时候)|什么样子|什么动物|什么天气|天气怎么样|拿着什么|是谁|写(?:着|了|的是)?什么"
)
SEEING = re.compile(r"图|画面|视频|照片|天空|颜色|穿|写|做什么|干什么|干嘛|拿着|天气|动物|长什么样|镜头")
MAKE = re.compile(
    r"^(?:请|帮我|请帮我)?(?:生成|画|创作|制作|绘制)(?:一)?(?:张|幅|段|个)?(.+?)(?:的)?(图片|图像|画|照片|插画|视频|短片|动画)$"
)
SPEAK = re.compile(r"^(?:请|帮我)?(?:朗读|念出|读出|念一下|大声读)[：:]?\s*[“\"「](.+?)[”\"」]")
MEDIA = re.compile(
    r"(把|将|请|帮我|这段|这个|这|本|里|中|的|视频|录音|音频|语音|影片|片子|对话|内容|一下|他们|她们|他|她|有人|人|大家|在|了|是|说的话|图|图片)+"
)


REPEATED = re.compile(r"([\u4e00-\u9fff])[没不]\1(?=[了过着]|[\s。！？?!]*$)")
CUT_MANY = re.compile(r"(?:切|换)了?(多少次|几次|多少个|几个)镜头")


def plain(text: str) -> str:
    """停没停 asks whether it stops; 切了几次镜头 counts cuts; quotes stay as they are."""
    pieces = re.split(r"([“\"「『][^”\"」』]*[”\"」』])", text)
    pieces[::2] = [CUT_MANY.sub(r"镜头切换\1", REPEATED.sub(r"\1", piece)) for piece in pieces[::2]]
    return "".join(pieces)


class Goals:
    """Reads whole requests: the fields of a Query, or None where nothing is understood."""

    def __init__(self, words: Words, text: str, announced: Announced = NOTHING) -> None:
        self.words = words
        self.announced = announced
        self.text = re.sub(r"[\s。！？?!.]+$", "", text.strip()).replace("啥", "什么")

    def query(self) -> dict[str, Any] | None:
        """The fields of the Query."""
        for read in (self._spoken, self._made, self._translated, self._written, self._described, self._asked):
            if (found := read()) is not None:
                for word in self.words:
                    word.used = True
                return found
        said = next((at for at, word in enumerate(self.words) if "say" in word.tags), len(self.words))
        if any("foreign" in word.tags for word in self.words) or any("elsewhere" in w.tags for w in self.words[:said]):
            return None
        return self._counted() or self._found(self.words)

    def _found(self, words: Words) -> dict[str, Any] | None:
        node = Requests().read(words)
        return None if node is None else {"goal": "find", "where": node}

    def _counted(self) -> dict[str, Any] | None:
        kinds = {"counting", "counting_things", "count_commands"}
        if not any(word.tags.keys() & kinds for word in self.words):
            return None
        rest = []
        if self._several():
            return None
        for word in self.words:
            if word.tags.keys() & kinds:
                word.used = True
                people = word.text in ("多少人", "几个人")
                rest += segment("人") if people else []
            else:
                rest.append(word)
        node = Requests().read(rest)
        return None if node is None else {"goal": "count", "where": Count(arg=node)}

    def _several(self) -> bool:
        """有几个行人走过的片段: some, and no question; how many stays unused."""
        words = [word for word in self.words if not word.tags.keys() & {"mark", "comma"}]
        if len(words) < 3 or "moments" not in words[-1].tags or "of" not in words[-2].tags | words[-3].tags:
            return False
        at = next((i for i, word in enumerate(words) if word.text.startswith("几")), len(words))
        if not any(word.tags.keys() & {"noun", "adjective", "colour"} for word in words[at + 1 : at + 2]):
            return False
        words[at].tags = {"quantity": words[at].text}
        return True

    def _condition(self, pattern: re.Pattern[str]) -> Any:
        """What is left of the text beside the goal; nothing but the medium itself is no condition."""
        rest = FRAMED.sub("", pattern.sub("", self.text))
        if not MEDIA.sub("", rest):
            return None
        return Requests().read(segment(rest, self.announced))

    def _spoken(self) -> dict[str, Any] | None:
        match = SPEAK.match(self.text)
        return {"goal": "speak", "text": match.group(1)} if match else None

    def _made(self) -> dict[str, Any] | None:
        match = MAKE.match(self.text)
        if match is None:
            return None
        video = match.group(2) in ("视频", "短片", "动画")
        return {"goal": "generate", "text": match.group(1), "kind": "video" if video else "image"}

    def _translated(self) -> dict[str, Any] | None:
        match = TRANSLATE.search(self.text)
        if match is None or "翻译" not in self.text:
            return None
        codes = {word: code for code, listed in LANGUAGES.items() for word in listed.split()}
        quote = re.search(r"[“\"「](.+?)[”\"」]", self.text)
        fields: dict[str, Any] = {"goal": "translate", "to": codes.get(match.group(3), "en")}
        return {**fields, "text": quote.group(1)} if quote else {**fields, "where": self._condition(TRANSLATE)}

    def _written(self) -> dict[str, Any] | None:
        for pattern in (WRITE_DOWN, SAID):
            if pattern.search(self.text):
                self.text = SPEAKERS.sub("", self.text)
                return {"goal": "transcribe", "where": self._condition(pattern)}
        return None

    def _described(self) -> dict[str, Any] | None:
        if not DESCRIBE.search(self.text):
            return None
        return {"goal": "describe", "where": self._condition(DESCRIBE)}

    def _asked(self) -> dict[str, Any] | None:
        if any("elsewhere" in word.tags for word in self.words):
            return None
        asks = ASK.search(self.text) and SEEING.search(self.text)
        return {"goal": "answer", "text": self.text} if asks else None
