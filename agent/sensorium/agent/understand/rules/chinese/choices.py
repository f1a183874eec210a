"""Choices in Chinese: 第二次, 倒数第二个, 最长的两段, 最悲伤的三个, 先."""

from __future__ import annotations

from sensorium.agent.understand.rules.chinese.times import Times
from sensorium.agent.understand.rules.english.tokens import Word
from sensorium.agent.understand.rules.joining import Choice, longest, longest_but, ordinal, superlative, those

Words = list[Word]
THINGS, TIMES = "个段辆位只名条处场", "次回遍声"
"""What counts things and parts, and what counts occurrences."""


def choice_here(reader: Times, counted: str) -> Choice | None:
    """A choice that starts here: of occurrences (次) within their clause, or of things (个, 段) among all."""
    once = "次" in counted
    if once:
        if reader.take("again"):
            return ordinal(2)
        return _edge(reader, once) or _many(reader, counted) or _numbered(reader, counted)
    if (most := _long(reader, counted)) is not None:
        return most
    if reader.sees("most") and reader.sees("feeling", ahead=1):
        return _superlative(reader)
    return _edge(reader, once) or _many(reader, counted) or _numbered(reader, counted)


def _long(reader: Times, counted: str) -> Choice | None:
    """最长的两段, 最长的一次, 两段最长的."""
    if counted != TIMES:
        number = reader.take("number") if reader.sees("number") and reader.peek(1).text in tuple(counted) else None
        if number is not None:
            reader.advance()
        if (rank := reader.attempt(lambda: _rank(reader))) is not None:
            return longest_but(rank)
        if not reader.take("longest"):
            return None
        return longest(int(number or reader.attempt(lambda: _how_many(reader, counted)) or 1))
    return None


def _rank(reader: Times) -> int | None:
    """第二长的."""
    if not reader.take("nth"):
        return None
    rank = reader.take("number")
    return int(rank) if rank and reader.peek().text in ("长", "久") and reader.advance() else None


def _how_many(reader: Times, counted: str) -> float | None:
    """的两段."""
    reader.take("of")
    number: float | None = reader.take("number")
    if number is None or reader.peek().text not in tuple(counted + TIMES):
        return None
    reader.advance()
    return number


def _edge(reader: Times, once: bool) -> Choice | None:
    """首次, 最后一个, 最后1段."""
    word = reader.peek()
    if word.text == "倒数" and reader.sees("firstly", ahead=1) and ("次" in reader.peek(1).text) == once:
        reader.advance()
        reader.advance()
        return ordinal(-1)
    return None


def _many(reader: Times, counted: str) -> Choice | None:
    """前三个, 最后两次."""
    edge = {"前": 1, "头": 1, "最初": 1, "开头": 1, "最后": -1, "后": -1}.get(reader.peek().text)
    if edge is None or not reader.sees("number", ahead=1) or reader.peek(2).text not in tuple(counted):
        return None
    reader.advance()
    many = int(reader.take("number"))
    reader.advance()
    return ordinal(edge, many)


def _numbered(reader: Times, counted: str) -> Choice | None:
    """第二次, 第三个, 倒数第二次; 第二次和第三次."""
    places: list[int] = []
    while (k := reader.attempt(lambda: _place(reader, counted, more=bool(places)))) is not None:
        places.append(k)
    return those(tuple(places)) if places else None


def _place(reader: Times, counted: str, *, more: bool) -> int | None:
    if more and not (reader.take("and") or reader.take("or")):
        return None
    word, once = reader.peek(), counted == TIMES
    if reader.sees("firstly", "lastly") and ("次" in word.text) == once and len(word.text) > 2 - once:
        reader.advance()
        return 1 if "firstly" in word.tags else -1
    back = reader.takes("倒数") or reader.takes("最后")
    if reader.peek(1).tags.get("number") is None or reader.peek(2).text not in tuple(counted) or not reader.take("nth"):
        return None
    k = int(reader.take("number"))
    reader.advance()
    return None if k <= 0 else -k if back else k


def _superlative(reader: Times) -> Choice:
    """最悲伤的三个."""
    reader.advance()
    feeling = reader.take("feeling")
    reader.skip("of")
    number = reader.take("number")
    reader.skip("skip")
    return superlative(feeling, int(number or 1))


def which_is_first(words: Words) -> tuple[int, Words]:
    """哪辆车先转弯, 谁最后离开: 1 for the first of them, -1 for the last, else 0."""
    asked = any(word.text.startswith(("哪", "谁")) for word in words)
    firsts = [at for at, word in enumerate(words[:-1]) if word.text in ("先", "最先", "最后")]
    if not asked or len(firsts) != 1 or any(word.tags.keys() & {"then", "or"} or word.text == "后" for word in words):
        return 0, words
    word, following = words[firsts[0]], words[firsts[0] + 1]
    if not following.tags.keys() & {"event", "speech", "say", "sound", "verb", "feeling", "seen", "heard"}:
        return 0, words
    word.used = True
    return -1 if word.text == "最后" else 1, words[: firsts[0]] + words[firsts[0] + 1 :]


def once_more(words: Words) -> None:
    """公交车又停下了: again, where nothing is added by it."""
    again = [at for at, word in enumerate(words) if word.text == "又"]
    if len(again) != 1 or not 0 < again[0] < len(words) - 1:
        return
    at = again[0]
    if "event" in words[at + 1].tags and words[at - 1].tags.keys() & {"noun", "skip"}:
        words[at].tags = {"again": "又"}
