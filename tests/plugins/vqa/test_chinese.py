"""Chinese questions and noun phrases read."""

from __future__ import annotations

import pytest

from sensorium.plugins.grounding.phrase import parse
from sensorium.plugins.vqa.chinese import ask, phrase
from sensorium.plugins.vqa.nouns import ENGLISH


@pytest.mark.parametrize(
    ("text", "kind", "thing"),
    [
        ("图中有几只狗？", "count", "dog"),
        ("有多少个人", "count", "person"),
        ("照片里一共有几辆车？", "count", "car"),
        ("图里有几个穿红色衣服的人？", "count", "person in red"),
        ("有没有猫？", "presence", "cat"),
        ("图中有狗吗", "presence", "dog"),
        ("能看到公交车吗？", "presence", "bus"),
        ("瓶子在图里吗？", "presence", "bottle"),
        ("图中天空是什么颜色", "colour", "sky"),
        ("汽车是什么颜色的？", "colour", "car"),
        ("左边的人穿什么颜色的衣服？", "colour", "person on the left"),
        ("天空的颜色是什么？", "colour", "sky"),
        ("狗在哪里？", "where", "dog"),
        ("最大的狗在什么位置？", "where", "largest dog"),
        ("牌子上写着什么？", "text", ""),
        ("图片上写了什么字", "text", ""),
        ("公交车上写着什么", "text", "bus"),
        ("这是什么动物？", "sort", "animal"),
        ("红色汽车什么时候出现？", "when", "red car"),
        ("什么时候能看到狗？", "when", "dog"),
        ("狗在左边还是右边？", "side", "dog"),
    ],
)
def test_questions_about_one_thing(text: str, kind: str, thing: str):
    read = ask(text)
    assert read is not None
    assert (read.kind, read.thing, read.language) == (kind, thing, "zh")


@pytest.mark.parametrize(
    ("text", "kind", "thing", "relation", "other"),
    [
        ("狗的左边有什么？", "beside", "dog", "left of", ""),
        ("桌子上有什么", "beside", "dining table", "on", ""),
        ("人在马的左边吗？", "holds", "person", "left of", "horse"),
        ("人在马的左边还是右边？", "side", "person", "", "horse"),
        ("马和人哪个大？", "larger", "horse", "bigger", "person"),
        ("狗比猫小吗？", "is larger", "dog", "smaller", "cat"),
        ("这个人手里拿着什么？", "act", "person", "holding", ""),
        ("他们骑着什么", "", "", "", ""),
    ],
)
def test_questions_about_two(text: str, kind: str, thing: str, relation: str, other: str):
    read = ask(text)
    if not kind:
        assert read is None
        return
    assert read is not None
    assert (read.kind, read.thing, read.relation, read.other) == (kind, thing, relation, other)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("左侧穿红色衣服的人", "person in red on the left"),
        ("右边第二个人", "second person from the right"),
        ("最大的狗", "largest dog"),
        ("红色的汽车", "red car"),
        ("最左边的人", "leftmost person"),
        ("那辆蓝色公交车", "blue bus"),
        ("中间的猫", "cat in the middle"),
        ("独角兽", None),
        ("会飞的狗", None),
    ],
)
def test_noun_phrases_in_english(text: str, english: str | None):
    said = phrase(text)
    assert (said and set(said.split())) == (english and set(english.split()))
    if said:
        assert not parse(said).unread


@pytest.mark.parametrize("noun", [noun for noun, english in ENGLISH.items() if english not in ("sky", "grass")])
def test_every_noun_is_known_to_the_detector(noun: str):
    assert parse(ENGLISH[noun]).labels
