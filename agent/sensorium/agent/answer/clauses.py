"""Clauses of a query in Chinese; in English they stand in the notation itself."""

from __future__ import annotations

from sensorium.agent.answer import naming
from sensorium.agent.query import (
    Action,
    Affect,
    After,
    And,
    Before,
    Between,
    Count,
    During,
    EventCall,
    Face,
    First,
    Last,
    Lasting,
    Longest,
    Node,
    Not,
    Nth,
    Obj,
    Or,
    Overlaps,
    Says,
    Scene,
    Silence,
    Sound,
    Speaks,
    Text,
    Time,
    Top,
    Until,
    Voice,
    Wording,
    parse,
    render,
)
from sensorium.core.errors import QueryError


def clause(notation: str) -> str:
    """A clause as it is said; what is no clause stays as it is."""
    try:
        return said(parse(notation))
    except QueryError:
        return notation


def said(node: Node) -> str:
    """A clause in words."""
    match node:
        case And(args=args):
            return "，且".join(map(said, args))
        case Or(args=args):
            return "或".join(map(said, args))
        case Not(arg=arg):
            return f"没有{_quoted(arg)}"
        case Before() | After() | During() | Overlaps() | Until() | Between():
            return _related(node)
        case First() | Last() | Nth() | Longest() | Top() | Lasting() | Count():
            return _chosen(node)
        case _:
            return _atom(node)


def _atom(node: Node) -> str:
    match node:
        case Obj(phrase=phrase, events=events):
            return naming.in_chinese(phrase) + "，然后".join(map(_event, events))
        case Affect(feeling=feeling):
            return f"{_word(feeling)}的情绪"
        case Voice(feeling=feeling):
            return f"声音{_word(feeling)}"
        case Face(feeling=feeling):
            return f"表情{_word(feeling)}"
        case Wording(feeling=feeling):
            return f"话语{_word(feeling)}"
        case Says(phrase=phrase):
            return f"说“{phrase}”"
        case Speaks(language=language):
            return f"说{naming.language(language) or language}" if language else "有人说话"
        case Silence():
            return "安静"
        case Sound(phrase=phrase):
            return f"声音：{_word(phrase)}"
        case Text(phrase=phrase):
            return f"文字“{phrase}”"
        case Scene(phrase=phrase):
            return f"场景：{naming.in_chinese(phrase)}"
        case Action(phrase=phrase):
            return f"动作：{phrase}"
        case Time(start=start, end=end, unit=unit):
            return f"{start:g} 到 {'结尾' if end is None else f'{end:g}'} {'%' if unit == '%' else '秒'}"
        case _:
            return render(node)


def _event(event: EventCall) -> str:
    target = naming.in_chinese(event.to) if event.to else ""
    return f"{'从不' if event.never else ''}{_word(event.name)}{target}"


def _related(node: Before | After | During | Overlaps | Until | Between) -> str:
    match node:
        case Before(left=left, right=right):
            return f"{_quoted(right)}之前的{_quoted(left)}"
        case After(left=left, right=right):
            return f"{_quoted(right)}之后的{_quoted(left)}"
        case During(left=left, right=right):
            return f"{_quoted(right)}期间的{_quoted(left)}"
        case Overlaps(left=left, right=right):
            return f"与{_quoted(right)}重叠的{_quoted(left)}"
        case Until(left=left, right=right):
            return f"{_quoted(left)}直到{_quoted(right)}"
        case Between(arg=arg, opening=opening, closing=closing):
            return f"{_quoted(opening)}与{_quoted(closing)}之间的{_quoted(arg)}"


def _chosen(node: First | Last | Nth | Longest | Top | Lasting | Count) -> str:
    inner = _quoted(node.arg)
    match node:
        case First():
            return f"第一次{inner}"
        case Last():
            return f"最后一次{inner}"
        case Nth(k=k):
            return f"{'倒数' if k < 0 else ''}第 {abs(k)} 次{inner}"
        case Longest():
            return f"最长的{inner}"
        case Top(k=k):
            return f"分数最高的 {k} 处{inner}"
        case Lasting(min=least, max=most):
            bounds = [
                f"至少 {least:g} 秒" if least is not None else "",
                f"至多 {most:g} 秒" if most is not None else "",
            ]
            return f"持续{'、'.join(filter(None, bounds))}的{inner}"
        case Count():
            return f"{inner}的次数"


def _word(text: str) -> str:
    return naming.word(text) or text


def _quoted(node: Node) -> str:
    """A clause inside another; what it quotes itself is quoted the other way."""
    return f"“{said(node).replace('“', '‘').replace('”', '’')}”"
