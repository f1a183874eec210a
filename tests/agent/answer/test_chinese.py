"""What models and the program tell in English, in Chinese."""

from __future__ import annotations

import pytest

from sensorium.agent.answer import chinese
from sensorium.agent.answer.clauses import clause
from sensorium.agent.answer.words import CJK
from sensorium.core.errors import ErrorInfo
from sensorium.core.registry import Registry
from sensorium.core.tasks import STANDARD_TASKS


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("voice: neutral .62, sad .28", "声音：平静 .62，悲伤 .28"),
        ("words: “Kids; are (here).”: neutral 1.00", "话语：“Kids; are (here).”：平静 1.00"),
        ("car 1.00 (detector); red 0.81 (30% black, 30% red)", "汽车 1.00（检测器）；红色 0.81（30% 黑色，30% 红色）"),
        ("person 1.00 (detector); near bicycle 0.94 (bicycle 0.94 (detector))",
         "人 1.00（检测器）；在自行车附近 0.94（自行车 0.94（检测器））"),
        ("“It was” (en)", "“It was”（英文）"),
        ("no sign of 'turn'", "没有“转弯”的迹象"),
        ("could not be checked: has a picture but no sound; this question needs sound",
         "无法检查：有画面而没有声音，这个问题需要声音"),
        ("a gizmo of somebody else's", "a gizmo of somebody else's"),
    ],
)  # fmt: skip
def test_evidence(told: str, said: str) -> None:
    assert chinese.evidence(told) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("not searched: /a/b.mp4: no such file (check the path)", "未搜索：/a/b.mp4: 没有这个文件（请检查路径）"),
        ("m: its weights are CC-BY-NC, not for every use", "m：权重许可为 CC-BY-NC，不可用于一切用途"),
        ("multimodal_affect: clip.mp4: has a picture but no sound; this question needs sound",
         "多模态情感：clip.mp4: 有画面而没有声音，这个问题需要声音"),
    ],
)  # fmt: skip
def test_warnings(told: str, said: str) -> None:
    assert chinese.message(told) == said


def test_errors() -> None:
    info = ErrorInfo(code="request", where='obj("dog")', message="no installed model knows 'dog'",
                     fix="known here: car, bus, ...")  # fmt: skip
    assert chinese.error(info) == 'obj("dog")：没有安装认识“狗”的模型（认识的有：汽车、公交车 等）'


@pytest.mark.parametrize(
    ("notation", "said"),
    [
        ('obj("red car").event("turn")', "红色汽车转弯"),
        ('obj("car").event("stop").never("turn")', "汽车停下，然后从不转弯"),
        ('and(affect("sad"), not(obj("car")))', "悲伤的情绪，且没有“汽车”"),
        ('first(after(obj("dog"), says("hi")))', "第一次“‘说‘hi’’之后的‘狗’”"),
        ('speaks("zh")', "说中文"),
        ('sound("siren")', "声音：警笛"),
        ("no notation", "no notation"),
    ],
)
def test_clauses(notation: str, said: str) -> None:
    assert clause(notation) == said


def test_every_standard_task_and_every_fallback_of_ours_is_said_in_chinese() -> None:
    assert not [task.name for task in STANDARD_TASKS if chinese.task(task.name) == task.name]
    cards = [model.card for model in Registry(allow=()).models()]
    told = [card.fallback for card in cards if card.fallback and card.profile == "embedded"]
    assert told
    assert not [text for text in told if not CJK.search(chinese.message(text))]
