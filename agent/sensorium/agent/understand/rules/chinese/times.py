"""Times in Chinese: windows by the clock, lengths, and the seconds said beside a relation."""

from __future__ import annotations

from sensorium.agent.query import Time
from sensorium.agent.understand.rules.english.reader import Reader

CHARACTERS = tuple("一二两三四五六七八九十百")
DONE = {"event", "feeling", "speech", "say", "verb", "sound", "silence", "expression", "seen", "deed", "quote"}
"""Kinds of word that say what happens."""

UNTIL = ("到", "至", "开始")
Bounds = tuple[float | None, float | None]


class Times(Reader):
    """Reads what is said about time from the present place."""

    def duration(self) -> float | None:
        """5秒, 1分30秒, 一分半钟."""

        def read() -> float | None:
            total: float | None = None
            while self.sees("number") and (
                self.sees("unit", ahead=1)
                or (
                    self.peek(1).text == "个" and (self.sees("unit", ahead=2) or self.peek(2).tags.get("number") == 0.5)
                )
            ):
                number = self.take("number")
                if self.peek().text == "个":
                    self.advance()
                if self.peek().tags.get("number") == 0.5 and self.sees("unit", ahead=1):
                    number += self.take("number")
                unit = self.take("unit")
                if self.peek().text in ("半", "半钟"):
                    self.advance()
                    number += 0.5
                total = (total or 0.0) + number * unit
            if total is not None and self.peek().text == "钟":
                self.advance()
            return total

        return self.attempt(read)

    def instant(self) -> float | None:
        """1:30, 第5秒, 5秒."""

        def read() -> float | None:
            self.take("nth")
            clock = self.take("clock")
            return clock if clock is not None else self.duration()

        return self.attempt(read)

    def window(self) -> Time | None:
        """A part of the media, its particles included."""
        for read in (self._half, self._edge, self._range):
            if (found := self.attempt(read)) is not None:
                return found
        return None

    def _half(self) -> Time | None:
        self.take("at")
        half = self.take("half")
        if half is None or self.sees("number"):
            return None
        low, high = map(float, half.split())
        if low == 0 and self.peek().text in UNTIL:
            self.advance()
            end = self.instant()
            return None if end is None else Time(start=0, end=end)
        self._closing()
        return Time(start=low, end=high, unit="%")

    def _edge(self) -> Time | None:
        """前10秒, 最后一分钟, 开头的5秒."""
        self.take("at")
        ending = self.peek().text.endswith("结束") and self.peek(1).text in ("前", "之前", "以前")
        if ending:  # 结束前的最后五秒
            self.advance()
            self.advance()
            self.take("of")
            self.take("late")
            length = self.duration()
            self._closing()
            return None if length is None else Time(start=-length)
        word = self.peek()
        done = "of" in self.peek(-1).tags and self.peek(-2).tags.keys() & (DONE - {"seen"})
        if done and word.text in ("前", "后"):  # 微笑的前一秒: beside that, not of the medium
            return None
        behind = self.at and not self.peek(-1).tags.keys() & {"at", "comma", "of", "no", "not", "and", "or"}
        if not self.sees("early", "late") or (word.text in ("前", "后") and behind):
            return None
        self.advance()
        self.take("of")
        share = self.take("percent")
        length = None if share is not None else self.duration()
        value = share if share is not None else length
        if value is None:
            return None
        self._closing()
        unit = "%" if share is not None else "s"
        if "early" in word.tags:
            return Time.model_validate({"start": 0, "end": value, "unit": unit})
        return Time.model_validate({"start": -value, "unit": unit})

    def _range(self) -> Time | None:
        """5秒到10秒之间, 从1:00到1:30, 1分30秒以后, 20秒之前, 第12秒."""
        opens = self.at == 0 or self.sees("at") or "comma" in self.peek(-1).tags
        self.take("at")
        self.take("from")
        if self._spelt_range() or self._lasts_so_long():
            return None
        bare = self.take("number") if self.sees("number") and self.peek(1).text in ("到", "至", "和", "-") else None
        minute = self.attempt(self._minute) if bare is None else None
        if minute is not None:
            return minute
        if (
            self.peek().text in ("到", "截至", "截止", "截止到", "直到")
            and (at := self.attempt(self._so_far)) is not None
        ):
            return Time(start=0, end=at)
        named = self.sees("nth", "clock")
        low = bare if bare is not None else self.instant()
        if low is None:
            return None
        if self.peek().text in ("到", "至", "和", "-", "与", "直到"):
            self.advance()
            if self.peek().tags.get("half") == "90 100" or self.peek().text in ("最后", "结束"):
                self.advance()
                self.skip("skip")
                back = self.duration() if self.peek().text in ("前", "之前", "以前") and self.advance() else None
                return Time(start=low) if back is None else Time(start=low, end=-back)
            high = self.instant()
            if high is None or high <= low:
                return None
            self._closing()
            self.take("between")
            self._closing()
            return Time(start=low, end=high)
        if self.sees("after"):
            self.advance()
            return Time(start=low)
        if self.sees("before"):
            self.advance()
            return Time(start=0, end=low)
        if self.peek().text in ("开始", "起", "往后"):
            self.advance()
            return Time(start=low)
        named = named or (opens and self.sees("while"))  # 5秒的时候
        return Time(start=low, end=low + 1) if named else None

    def _lasts_so_long(self) -> bool:
        """等待 *5到10秒*: a length, said of what stands before it."""
        done = self.peek(-1).tags.keys() & {"event", "silence", "speech"} and self.peek(-1).text != "过"
        return bool(done) and self.sees("number") and self.peek(1).text in ("到", "至", "-")

    def _spelt_range(self) -> bool:
        """两到四秒, in characters: a length rather than a part of the medium, unless something closes it."""
        if (
            not self.sees("number")
            or self.peek(1).text not in ("到", "至", "-")
            or self.peek().text[:1] not in CHARACTERS
        ):
            return False
        ahead = 3 + self.sees("unit", ahead=3)
        return not (
            self.sees("between", ahead=ahead) or self.peek(ahead).text in ("内", "里", "之间", "的时候", "期间")
        )

    def _so_far(self) -> float | None:
        """到0:30为止."""
        self.advance()
        at = self.instant()
        return at if at and self.peek().text == "为止" and self.advance() else None

    def _minute(self) -> Time | None:
        """第二分钟: from 1:00 to 2:00."""
        if not self.take("nth"):
            return None
        k, unit = self.take("number"), self.take("unit")
        if (
            k is None
            or unit is None
            or unit < 60
            or self.sees("number", "after", "before")
            or self.peek().text in UNTIL
        ):
            return None
        self._closing()
        return Time(start=(k - 1) * unit, end=k * unit)

    def _closing(self) -> None:
        while self.peek().text in ("内", "里", "里面", "之内", "以内", "钟", "中", "的时候", "期间", "时间"):
            self.advance()

    def bounds(self) -> Bounds | None:
        """持续至少5秒, 超过3秒, 短于3秒, 5秒以上, 长达10秒."""
        return self.attempt(self._bounds)

    def _bounds(self) -> Bounds | None:
        self.take("of")
        opens = self.at == 0 or bool(self.peek(-1).tags.keys() & {"comma", "of"})
        apart = not self.peek(-1).tags.keys() & {"at_least", "at_most", "after", "before"}
        if self.peek().text in ("正好", "刚好", "恰好") and self.sees("number", ahead=1):
            self.peek().used = False  # no length is exact
            self.at += 1
        lasts = self.take("lasts") is not None
        self.skip("skip")
        low, high = self.take("at_least"), None
        if low is None:
            high = self.take("at_most")
        lasts = self.take("lasts") is not None or lasts
        self.skip("skip")
        lasts = lasts or self._spelt_range() or self._lasts_so_long()
        if lasts and self.sees("number") and self.peek(1).text in ("到", "至", "-"):
            least = self.take("number")
            self.advance()
            most = self.duration()
            return None if most is None else (least * self.peek(-1).tags.get("unit", 1.0), most)
        length = self.duration()
        if length is None:
            return None
        still = self.peek().text[:1] in ("没", "不") and self.sees("event")  # 汽车10秒没动
        if apart and (still or (self.sees("not") and self.sees("event", "speech", "cry", "sound", ahead=1))):
            return (None, length) if high is not None else (length, None)
        if opens and (self.sees("no", "no_one") or (self.peek().text == "都" and self.sees("no", "no_one", ahead=1))):
            return (None, length) if high is not None else (length, None)  # 半分钟都没有人说话
        if (
            apart
            and self.sees("of")
            and self.sees("silence", "sound", "speech", "event", ahead=1)
            and not low
            and not high
        ):
            return length, None  # 三秒的沉默
        if lasts and self.peek().text in UNTIL:
            self.advance()
            longest = self.duration()
            return None if longest is None else (length, longest)
        if self.take("or_more"):
            low = low or "以上"
        elif (lasts or high) and self.take("or_less"):
            high = high or "以下"
        elif self.peek().text == "以下" and self.take("or_less"):
            high = "以下"
        if high is not None:
            return None, length
        return (length, None) if low is not None or lasts else None
