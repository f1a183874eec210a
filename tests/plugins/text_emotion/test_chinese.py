"""Chinese by its words of feeling."""

from __future__ import annotations

import pytest

from sensorium.plugins.text_emotion.chinese import found, lexicon, told


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我今天很开心", "happy"),
        ("我不开心", "sad"),
        ("她伤心地哭了", "sad"),
        ("太气人了，你怎么能这样！", "angry"),
        ("我好害怕，别过来", "fearful"),
        ("这真恶心", "disgusted"),
        ("我没想到你会来", "surprised"),
        ("我一点也不难过", "neutral"),
        ("我没有不高兴", "happy"),
        ("我高兴不起来", "sad"),
        ("别人都走了，我很开心", "happy"),
    ],
)
def test_the_feeling_a_sentence_names(text: str, label: str):
    chances, unknown = told(text)
    assert max(chances, key=lambda each: chances[each]) == label
    assert unknown < 0.5


@pytest.mark.parametrize("text", ["孩子们在门口说话", "今天开会", "", "……"])
def test_what_names_no_feeling_is_unknown(text: str):
    assert told(text)[1] == 1.0


def test_degrees_strengthen_and_stops_end_them():
    (plain,), (strong,), (weak,) = found("我开心"), found("我非常开心"), found("我有点开心")
    assert weak.weight < plain.weight < strong.weight
    (apart,) = found("非常，我开心")
    assert apart.weight == plain.weight


def test_a_negation_does_not_reach_over_a_stop():
    (named,) = found("不，我开心")
    assert named.label == "happy"


def test_the_longest_word_is_read():
    assert [named.label for named in found("我很不满")] == ["angry"]
    assert [named.label for named in found("不错")] == ["happy"]


def test_the_lexicon_has_words_for_every_feeling_and_no_word_twice():
    known = lexicon()
    labels = {named.label for named in known.feelings.values()}
    assert labels == {"happy", "sad", "angry", "fearful", "disgusted", "surprised"}
    assert not known.negations & known.feelings.keys()
