"""What a driving instruction asks for, in English or Chinese."""

from __future__ import annotations

import re
from typing import NamedTuple

_DRIVING = re.compile(
    r"\b(?:driv\w*|brak\w*|steer\w*|accelerat\w*|park\w*|pull over|traffic|lights?|stop\w*|roads?|lanes?|cars?"
    r"|vehicles?|pedestrians?|crossing|intersection|junction|street|slow down|wait|turn (?:left|right)|go straight"
    r"|keep going)\b"
    r"|驾驶|开车|行驶|刹车|制动|减速|加速|停车|停下|红灯|绿灯|黄灯|红绿灯|信号灯|交通|行人|路口|马路|车道|前车|左转"
    r"|右转|直行|等待|让行"
)
_WHEN = re.compile(
    r"\b(?:if|when|at|for|behind|until|before)\b|\blights?\b|\bsigns?\b|\bpedestrians?\b|\btraffic\b|遇|如果|若|当|见|看到|灯|标志|行人|路口|前车"
)
_STOP = re.compile(r"\b(?:stop|park|pull over|brake|wait|halt)\b|停车|停下|刹车|靠边|等待")
_LEFT = re.compile(r"\bturn(?:ing)? left\b|\bleft turn\b|左转|左拐")
_RIGHT = re.compile(r"\bturn(?:ing)? right\b|\bright turn\b|右转|右拐")


class Wish(NamedTuple):
    """`stop` whatever is seen; `turn` -1 left, 0 straight on, 1 right, once the way is free."""

    stop: bool = False
    turn: int = 0

    def __str__(self) -> str:
        return "to stop" if self.stop else ("to turn left", "to drive on", "to turn right")[self.turn + 1]


def read_wish(instruction: str) -> Wish | None:
    """The wish of an instruction; None where it does not speak of driving.

    A stop with a condition ("at the red light") is the rules' business; one without is an order to stop.
    """
    said = " ".join(instruction.lower().split())
    if not _DRIVING.search(said):
        return None
    stop = bool(_STOP.search(said)) and not _WHEN.search(said)
    return Wish(stop, 1 if _RIGHT.search(said) else -1 if _LEFT.search(said) else 0)
