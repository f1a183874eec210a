"""The rules against the written request sets, and against text nobody wrote for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensorium.agent.query import Call, Query, parse_query
from sensorium.agent.understand.rules import read_rules
from sensorium.agent.understand.rules.chinese.segment import known as known_chinese
from sensorium.agent.understand.rules.english.tokens import known as known_english
from sensorium.agent.understand.rules.english.tokens import respelt
from sensorium.agent.understand.understanding import in_language
from sensorium.core.errors import RequestError

HERE = Path(__file__).parent


def cases(language: str) -> list[tuple[str, str | None]]:
    lines = (HERE / f"requests_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(case["request"], case["query"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize(("request_text", "query"), cases("en") + cases("zh"))
def test_a_request_is_read_as_written_down(request_text: str, query: str | None) -> None:
    if query is None:
        with pytest.raises(RequestError):
            read_rules(request_text)
    else:
        assert str(read_rules(request_text).query) == query


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("find the sad moments where the red car turns", "找出红色汽车转弯时的悲伤片段"),
        ("the first time the red car turns", "红色汽车第一次转弯"),
        ("how many times does the red car turn", "红色汽车转弯了几次"),
        ("sad moments without a car", "没有汽车的悲伤片段"),
        ("the person in red on the left", "左侧穿红色衣服的人"),
    ],
)
def test_both_languages_give_one_query(english: str, chinese: str) -> None:
    assert read_rules(english).query == read_rules(chinese).query


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("the phone rings twice", ("twice",)),
        ("find the sad moments", ()),
        ("the shortest silence", ("shortest",)),
        ("the second longest silence", ()),
        ("silence of exactly 3 seconds", ("exactly",)),
        ("more than one person is visible", ("more than",)),
        ("at least two cars turn", ("at least", "two")),
        ("two people in black", ("two",)),
        ("cars turn faster than buses", ("faster", "than", "buses")),
        ("at least 5 seconds after the siren, a dog appears", ("at least", "5", "seconds")),
        ("never mind cars, show me the dogs", ("never", "mind", "cars")),
        ("紅車至少三次轉彎", ("至少", "三", "次")),
        ("有几个行人走过的那段", ("几个",)),
        ("when did the dog stop barking", ("stop",)),
        ("did the cyclist stop because of the red light?", ("because of",)),
        ("a siren that lasts longer than the music", ("that lasts", "longer than", "the", "music")),
        ("heated conversation", ("heated",)),
        ("parts that are both happy and loud", ("loud",)),
        ("谁先说话，男人还是女人", ("先",)),
        ("他们一共说了几种语言", ("几种", "语言")),
        ("又开心又吵闹的部分", ("吵闹",)),
        ("正好三秒的沉默", ("正好",)),
    ],
)
def test_what_was_of_no_use_is_said(text: str, unused: tuple[str, ...]) -> None:
    read = read_rules(text)
    assert read.unused == unused
    assert set(read.used).isdisjoint(unused)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("cars turning rigth", "cars turning right"),
        ("wehn is the peolpe hapy", "when is the people happy"),
        ("the car accelrates befor the bus", "the car accelerates before the bus"),
    ],
)
def test_a_slip_of_the_pen_is_read_and_told(slip: str, meant: str) -> None:
    read = read_rules(slip)
    assert read.query == read_rules(meant).query
    assert read.warnings


@pytest.mark.parametrize("word", ["whale", "pouch", "stork", "panda", "bread", "tank", "dessert", "fast", "chain"])
def test_a_word_of_its_own_is_no_slip(word: str) -> None:
    assert respelt(word) is None


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ("sad/angry faces", "sad or angry faces"),
        ("dog + cat", "dog and cat"),
        ("silence >5s", "silence longer than 5s"),
        ("silence < 5 s", "silence shorter than 5 s"),
        ("悲伤/愤怒的脸", "悲伤或愤怒的脸"),
        ("狗+猫", "狗和猫"),
    ],
)
def test_signs_stand_for_words(signs: str, words: str) -> None:
    assert read_rules(signs).query == read_rules(words).query


def test_signs_in_quotes_stay() -> None:
    assert str(read_rules('someone says "and/or"').query) == 'says("and/or")'


@pytest.mark.parametrize(
    "text",
    ["图里有几个人", "请你找出红色汽车", "这张图片里有狗吗", "我想知道相片里有没有猫", "麻烦你帮我数一下图中有几辆车"],
)
def test_chinese_fillers_are_passed_over(text: str) -> None:
    assert read_rules(text).unused == ()


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "。。。"])
def test_nothing_said_is_a_request_error(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_rules(text)
    assert caught.value.fix


@pytest.mark.parametrize("text", ["the car stops, " * 12, "汽车停下，" * 12])
def test_too_long_a_chain_is_a_request_error(text: str) -> None:
    with pytest.raises(RequestError, match="at most 8"):
        read_rules(text)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("紅車倒數第二次轉彎", "红车倒数第二次转弯"), ("沒有人說話的時候", "没有人说话的时候")],
)
def test_both_scripts_of_chinese_give_one_query(traditional: str, simplified: str) -> None:
    assert read_rules(traditional).query == read_rules(simplified).query


def test_what_was_of_no_use_is_said_as_it_was_spelt() -> None:
    assert read_rules("最快的車轉彎").unused == ("最", "快")
    assert read_rules("紅車轉彎兩次").unused == ("兩", "次")


@pytest.mark.parametrize(
    "spelling",
    ["FIND THE SAD MOMENTS WHERE THE RED CAR TURNS!", "find   the sad moments, where the red car turns.",
     "please find me the sad moments where the red car is turning", "sad moments when red cars turn"],
)  # fmt: skip
def test_spelling_does_not_matter(spelling: str) -> None:
    assert str(read_rules(spelling).query) == 'and(affect("sad"), obj("red car").event("turn"))'


WORDS = sorted(known_english())
SIGNS = sorted(known_chinese())


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*WORDS, "red", "car", '"hi"', ",", "5", "1:30", "zorp"]), max_size=9).map(" ".join)
    | st.lists(st.sampled_from([*SIGNS, "“好”", "，", "5", "x"]), max_size=9).map("".join)
    | st.text(max_size=40)
)
def test_word_salad_is_read_or_refused(text: str) -> None:
    try:
        query = read_rules(text).query
    except RequestError as error:
        said = error.fix
    else:
        said = str(query)
        assert parse_query(said) == query
    assert said


def test_a_long_text_to_say_or_sum_up_is_taken_whole() -> None:
    text = "one word after the other " * 700
    assert read_rules(f"summarize this text: {text}").query == Query(
        where=Call(task="summarize_text", args={"text": text.strip()})
    )


def test_a_description_comes_in_the_language_it_was_asked_for_in() -> None:
    assert str(in_language(read_rules("描述这张图片"), "zh").query) == 'describe(to="zh")'
    assert str(in_language(read_rules("describe this"), "en").query) == "describe()"
    assert str(in_language(read_rules("什么时候有人挥手"), "zh").query) == 'action("person waves")'
