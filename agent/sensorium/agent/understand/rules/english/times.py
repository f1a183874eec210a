"""Times, spans of the media and lengths: "in the first ten seconds", "after 1:30", "at least 5 s"."""

from __future__ import annotations

from sensorium.agent.query import Time
from sensorium.agent.understand.rules.english.reader import Reader

ONE = ("a", "an", "the", "this", "another")
PARTS = {"half": 2, "third": 3, "quarter": 4}
Bounds = tuple[float | None, float | None]


class Times(Reader):
    """Reads what is said about time by the clock."""

    def duration(self) -> float | None:
        """A number of seconds, minutes or hours, added up: "1 minute 30 seconds"."""
        return self.attempt(self._duration)

    def _duration(self) -> float | None:
        self.takes("the")
        total: float | None = None
        if self.passes("half a", "half an") and (unit := self.take("unit")) is not None:
            return float(unit) / 2
        while self.sees("number") or (total is None and self.peek().lower in ONE and self.sees("unit", ahead=1)):
            number = self.take("number")
            number = 1.0 if number is None and self.advance() else number
            self.takes("-")
            half = 0.5 if self.takes("and", "a", "half") else 0.0
            unit = self.take("unit")
            if unit is None:
                return total
            half = 0.5 if self.takes("and", "a", "half") else half
            total = (total or 0.0) + ((number or 0.0) + half) * unit
            if not self.sees("number", ahead=1) or not self.takes("and"):
                continue
        return total

    def instant(self) -> float | None:
        """A time by the clock: 1:30, 5 seconds, the 10 second mark, second 5."""
        return self.attempt(self._instant)

    def _instant(self) -> float | None:
        self.takes("the")
        clock: float | None = self.take("clock")
        if clock is None and self.sees("unit") and self.sees("number", ahead=1):
            unit = self.take("unit")
            clock = self.take("number") * unit
        if clock is None:
            clock = self.duration()
        if clock is not None:
            self.passes("mark", "point")
            self.takes("in")
            self.takes("into", "the", "video")
        return clock

    def window(self) -> Time | None:
        """A part of the media named by the clock or as a share, its preposition included."""
        return (
            self.attempt(self._bookend)
            or self.attempt(self._numbered_minute)
            or self.attempt(self._from_edge)
            or self.attempt(self._edge)
            or self.attempt(self._range)
            or self.attempt(self._share)
        )

    def _bookend(self) -> Time | None:
        """when the film ends, as the clip begins."""
        if not self.passes("when", "as", "while", "by the time", "where", "just as", "right as", "right when"):
            return None
        self.passes("the", "this")
        if not self.passes("video", "film", "clip", "movie", "recording", "footage"):
            return None
        if self.passes("begin", "start", "open"):
            return Time(start=0, end=10, unit="%") if self.sees("end", "mark", "comma") else None
        return Time(start=-10, unit="%") if self.passes("end", "finish", "is over", "stop", "conclude") else None

    def _numbered_minute(self) -> Time | None:
        """(in) minute two."""
        self.passes("in", "during")
        unit = self.take("unit") if self.sees("number", ahead=1) else None
        if unit is None or unit < 60 or self.peek(-1).lower.endswith("s"):
            return None
        k = self.take("number")
        return None if not k or self.sees("unit", "relation") else Time(start=(k - 1) * unit, end=k * unit)

    def _from_edge(self) -> Time | None:
        """ten seconds after the start, five seconds before the end."""
        self.passes("at", "from", "in")
        length = self.duration()
        if length is None:
            return None
        if self.passes("after the start", "after the beginning", "from the start"):
            return self.attempt(lambda: self._to_edge(length)) or Time(start=length)
        if self.passes("before the end", "from the end"):
            return Time(start=-length)
        return None

    def _to_edge(self, start: float) -> Time | None:
        """(10 s after the start) until 10 s before the end."""
        if not self.passes("until", "to", "till", "up to", "and"):
            return None
        length = self.duration()
        if length is None or not self.passes("before the end", "from the end"):
            return None
        return Time(start=start, end=-length)

    def _edge(self) -> Time | None:
        """in the first ten seconds, during the last minute, for the first 20 %."""
        self.skip("prep", "skip")
        if self.passes("during", "throughout"):
            pass
        self.takes("the")
        ordinal = self.take("ordinal")
        if ordinal not in (1, -1):
            return None
        if (share := self.take("percent")) is not None:
            return Time(start=0, end=share, unit="%") if ordinal == 1 else Time(start=-share, unit="%")
        length = self.take("unit") if self.sees("unit") else self.duration()
        to_end = self.peek().lower == "before" and self.peek(1).lower == "the" and self.peek(2).lower == "end"
        if length is None or (self.sees("relation") and not to_end):
            return None
        self.passes("before the end", "of the end")
        return Time(start=0, end=length) if ordinal == 1 else Time(start=-length)

    def _range(self) -> Time | None:
        """between 5 and 10 seconds, from 1:00 to 1:30, after 1:30, before 20 s, at 12 s."""
        if self.passes("between", "from"):
            found = self._from_to()
            return None if self.peek().lower == "long" else found
        relation = self.peek().tags.get("relation", "")
        if relation in ("after", "just after") or (self.sees("prep") and self.peek().lower == "from"):
            self.advance()
            if (edge := self.attempt(self._edge)) is not None:
                return Time(start=edge.end, unit=edge.unit) if edge.start == 0 and edge.end else None
            at = self.instant()
            self.passes("on", "onwards", "onward")
            return None if at is None else Time(start=at)
        if relation in ("before", "just before", "until") or self.peek().lower in ("within", "by", "up to"):
            self.advance()
            if (edge := self.attempt(self._edge)) is not None:
                return Time(start=0, end=edge.start, unit=edge.unit) if edge.start < 0 else edge
            at = self.instant()
            return None if at is None or self.sees("relation", "of") else Time(start=0, end=at)
        if self.peek().lower in ("at", "around"):
            self.advance()
            at = self.instant()
            return None if at is None else Time(start=at, end=at + 1)
        return None

    def _from_to(self) -> Time | None:
        self.takes("the")
        if self.passes("start", "beginning", "very beginning", "very start"):
            self._of_media()
            end = self.instant() if self.passes("up to", "up until", "to", "until", "till") else None
            return None if end is None else Time(start=0, end=end)
        low = self.take("clock")
        if low is None and self.sees("number"):
            number = self.take("number")
            unit = self.take("unit")
            low = number * unit if unit else number
            bare = unit is None
        elif low is None:
            low, bare = self.duration(), False
            if low is None:
                return None
        else:
            bare = False
        self.passes("mark", "point")
        if self.passes("to the end", "until the end", "till the end", "up to the end"):
            self._of_media()
            return None if bare else Time(start=low)
        if not (self.passes("and", "to", "-", "until")):
            self.passes("on", "onwards", "onward")
            return None if bare else Time(start=low)
        start = self.at
        high = self.instant()
        if high is None or high <= low:
            return None
        self.takes("in")
        unit = self.words[self.at - 1].tags.get("unit", 1.0) if self.at > start else 1.0
        return Time(start=low * unit if bare else low, end=high)

    def _share(self) -> Time | None:
        """in the second half, in the last third, at the beginning, near the end."""
        self.skip("prep", "skip", "besides")
        if self.takes("during"):
            pass
        self.takes("the")
        if self.passes("in the middle of") and (self.passes("the video") or self.passes("the clip", "the film", "it")):
            return Time(start=45, end=55, unit="%")
        if self.passes("halfway through", "half way through", "midway through", "halfway into", "half-way through"):
            self.passes("the", "this", "it")
            self.passes("video", "clip", "film", "movie", "recording")
            return Time(start=45, end=55, unit="%")
        if self.passes("beginning", "very beginning", "intro", "opening", "introduction") or (
            self.takes("start") and not self.sees("verb")
        ):
            self._of_media()
            return Time(start=0, end=10, unit="%")
        if self.passes("end", "very end", "ending", "outro", "credits"):
            self._of_media()
            return Time(start=-10, unit="%")
        if self.peek(-2).lower == "from" and self.takes("middle") and self.sees("end", "mark", "of", "join"):
            self._of_media()
            return Time(start=45, end=55, unit="%")
        if self.passes("middle third", "central third"):
            self._of_media()
            return Time(start=100 / 3, end=200 / 3, unit="%")
        ordinal = self.take("ordinal")
        if ordinal is None:
            return None
        if self.sees("unit") and self.peek().tags["unit"] >= 60 and ordinal > 0:
            unit = self.take("unit")
            if self.sees("relation"):
                return None
            return Time(start=(ordinal - 1) * unit, end=ordinal * unit)
        parts = PARTS.get(self.advance().lower)
        if parts is None:
            return None
        self._of_media()
        first = parts + 1 + ordinal if ordinal < 0 else ordinal
        if not 0 < first <= parts:
            return None
        return Time(start=100 * (first - 1) / parts, end=100 * first / parts, unit="%")

    def _of_media(self) -> None:
        if self.sees("of"):
            self.attempt(lambda: self.passes("of the video", "of the clip") or None)

    def bounds(self) -> Bounds | None:
        """How long: "lasting at least 5 seconds", "longer than a minute", "for under 3 s", "of 5 seconds or more"."""
        return self.attempt(self._bounds)

    def _bounds(self) -> Bounds | None:
        self.passes("if it be", "when it be", "where it be", "provided it be", "that", "which")
        self.passes("is", "are")
        lasts = bool(self.take("lasting")) or self.passes("for", "last")
        said = lasts or self.passes("of", "with")
        if self.peek().lower in ("exactly", "precisely"):  # no length is exact: passed, but not used
            self.at += 1
        self.takes("for")
        self.passes("anywhere", "somewhere", "anything")
        spans = self.sees("number") and self.peek(1).lower in ("to", "-")
        if self.takes("between") or (said and self.takes("from")) or spans:
            window = self._from_to()
            said = self.passes("long", "in length") or said
            return (window.start, window.end) if said and window and window.end is not None else None
        if self.sees("atleast", "atmost"):
            how_long = bool(said) or any(word in self.peek().lower for word in ("longer", "shorter", "for ", "exceed"))
            low = self.take("atleast") is not None or self.take("atmost") is None
            length = self.duration()
            spoken = length is None or self.sees("of") or (self.sees("relation") and not how_long)
            return None if spoken else (length, None) if low else (None, length)
        length = self.duration()
        if length is None or self.sees("of") or (self.sees("relation") and not lasts):
            return None
        if self.passes("or more", "or longer", "or over", "and more", "and longer", "or above"):
            return length, None
        if self.passes("at least", "at the least", "minimum"):
            return length, None
        if self.passes("or less", "or shorter", "or under", "or fewer", "or below", "at most", "at the most"):
            return None, length
        said = self.passes("long", "in length") or said
        return (length, None) if said else None
