"""The words around an answer, in the language of its request: on the terminal and in the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sensorium.agent.answer import chinese, clauses
from sensorium.agent.answer.schema import Answer
from sensorium.agent.answer.words import Language
from sensorium.core.values import State


def _same(text: str) -> str:
    return text


class Labels(NamedTuple):
    """What is written around an answer. `clause`, `evidence`, `message` and `task` translate what models tell."""

    states: Mapping[State, str]
    read_by: str
    rules: str
    notation: str
    unused: str
    score: str
    picture: str
    more: str
    near_miss: str
    near_misses: str
    failed: str
    note: str
    report: str
    answer: str
    plan: str
    step: str
    model: str
    arguments: str
    only_within: str
    everything: str
    cached: str
    uses: str
    fallback: str
    realtime: str
    seconds: str
    colon: str
    comma: str
    clause: Callable[[str], str]
    evidence: Callable[[str], str]
    message: Callable[[str], str]
    task: Callable[[str], str]

    def reader(self, by: str) -> str:
        """Who read the request."""
        return {"rules": self.rules, "notation": self.notation}.get(by, by)


LABELS: Mapping[Language, Labels] = {
    "en": Labels(
        states={state: state for state in ("verified", "candidate", "contradicted")},
        read_by="read by {by} as", rules="rules", notation="notation", unused="words not used", score="score",
        picture="in the picture", more="and {more} more", near_miss="near miss", near_misses="near misses",
        failed="did not hold", note="note", report="report", answer="answer", plan="plan", step="step", model="model",
        arguments="arguments", only_within="only within", everything="everything", cached="kept from before",
        uses="{uses} uses", fallback="fallback", realtime="{times:g} x real time", seconds="{seconds:.1f} s",
        colon=": ", comma=", ", clause=_same, evidence=_same, message=_same, task=_same,
    ),
    "zh": Labels(
        states={"verified": "已证实", "candidate": "待确认", "contradicted": "不成立"},
        read_by="由{by}读作", rules="规则", notation="查询语言", unused="没有用到的词", score="分数", picture="图中",
        more="还有 {more} 条", near_miss="接近但不符", near_misses="接近但不符的", failed="不成立", note="提示",
        report="报告", answer="回答", plan="计划", step="步骤", model="模型", arguments="参数", only_within="仅限于",
        everything="全部", cached="沿用以前的结果", uses="{uses} 次使用", fallback="替代",
        realtime="实时的 {times:g} 倍", seconds="{seconds:.1f} 秒", colon="：", comma="，", clause=clauses.clause,
        evidence=chinese.evidence, message=chinese.message, task=chinese.task,
    ),
}  # fmt: skip


def labels_of(answer: Answer) -> Labels:
    """The words for an answer."""
    return LABELS[answer.language]
