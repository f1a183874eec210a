"""Figures in Chinese text written out in characters: numbers, years, times, percentages, money, units."""

from __future__ import annotations

import re

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_UNITS = {
    "km/h": "公里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "kg": "公斤", "ml": "毫升",
    "°C": "摄氏度", "℃": "摄氏度", "GB": "吉字节", "MB": "兆字节", "m": "米", "g": "克",
}  # fmt: skip
_MONEY = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_COUNTED = "个只条张位本次天年杯辆名件座间家片块瓶岁种"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_RULES = (
    (re.compile(rf"([{''.join(_MONEY)}])\s?({_NUMBER})"), lambda m: number(m[2]) + _MONEY[m[1]]),
    (re.compile(r"(?<!\d)(\d{4})(?=年)"), lambda m: digits(m[1])),
    (re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)"), lambda m: _clock(m[1], m[2])),
    (re.compile(r"(?<![\w.])[-−](?=\d)"), lambda m: "负"),
    (re.compile(r"(?<!\d)(\d{3,4})-(\d{7,8})(?!\d)"), lambda m: digits(m[1] + m[2])),
    (re.compile(rf"({_NUMBER})\s?[%％]"), lambda m: "百分之" + number(m[1])),
    (re.compile(rf"({_NUMBER})\s?({'|'.join(map(re.escape, _UNITS))})(?![A-Za-z])"),
     lambda m: number(m[1], counted=True) + _UNITS[m[2]]),
    (re.compile(r"(?<![\d.])(\d+)/(\d+)(?![\d/])"), lambda m: f"{number(m[2])}分之{number(m[1])}"),
    (re.compile(rf"(?<=\d)\s?[-~～–](?={_NUMBER})"), lambda m: "到"),
    (re.compile(rf"({_NUMBER})(?=[{_COUNTED}])"), lambda m: number(m[1], counted=True)),
    (re.compile(_NUMBER), lambda m: number(m[0])),
)  # fmt: skip


def written_out(text: str) -> str:
    """`text` with its figures in characters."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def number(figures: str, *, counted: bool = False) -> str:
    """A number read as such, ``1,250.5`` as 一千二百五十点五; long ones and those that begin with 0 figure by figure.

    `counted` reads 2 as 两, as before what is counted.
    """
    whole, _, part = figures.replace(",", "").partition(".")
    if len(whole) > 12 or (len(whole) > 1 and whole[0] == "0"):
        read = digits(whole)
    else:
        read = "两" if counted and whole == "2" and not part else _cardinal(int(whole))
    return read + ("点" + digits(part) if part else "")


def digits(figures: str) -> str:
    """Figures read one by one."""
    return "".join(DIGITS[int(figure)] for figure in figures)


def _cardinal(value: int) -> str:
    if value == 0:
        return DIGITS[0]
    read, group, gap = "", 0, False
    while value:
        value, rest = divmod(value, 10_000)
        if rest:
            read = _below(rest) + _GROUPS[group] + ("零" if gap and read else "") + read
        gap = 0 < rest < 1_000 or (rest == 0 and gap)
        group += 1
    return read.removeprefix("一") if read.startswith("一十") else read


def _below(value: int) -> str:
    """A number under 10,000; empty places inside it are one 零."""
    read, empty = "", False
    for place in (3, 2, 1, 0):
        figure = value // 10**place % 10
        if figure:
            read += ("零" if empty and read else "") + DIGITS[figure] + _PLACES[place]
        empty = not figure
    return read


def _clock(hours: str, minutes: str) -> str:
    hour = "两" if int(hours) == 2 else number(str(int(hours)))
    if minutes == "00":
        return hour + "点"
    return f"{hour}点{'零' if minutes[0] == '0' else ''}{number(str(int(minutes)))}分"
