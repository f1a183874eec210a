"""Names of things in English plurals and in Chinese."""

from __future__ import annotations

import pytest

from sensorium.agent.answer.naming import in_chinese, measure, plural


@pytest.mark.parametrize(
    ("phrase", "several", "chinese", "counted_by"),
    [
        ("red car", "red cars", "红色汽车", "辆"),
        ("person in a red hat", "people in a red hat", "戴红色帽子的人", "个"),
        ("person in black on the left", "people in black on the left", "左边的穿黑色衣服的人", "个"),
        ("dog at the top on the left", "dogs at the top on the left", "左上角的狗", "只"),
        ("person next to a bus", "people next to a bus", "公交车旁边的人", "个"),
        ("child holding an umbrella", "children holding an umbrella", "拿着雨伞的孩子", "个"),
        ("largest dog", "largest dogs", "最大的狗", "只"),
        ("traffic light", "traffic lights", "红绿灯", "个"),
        ("bus", "buses", "公交车", "辆"),
        ("person in a car", "people in a car", "汽车里的人", "个"),
        ("person near a bicycle", "people near a bicycle", "自行车附近的人", "个"),
        ("red gizmo", "red gizmos", "红色gizmo", "个"),
        ("飞船", "飞船", "飞船", "个"),
    ],
)
def test_names(phrase: str, several: str, chinese: str, counted_by: str) -> None:
    assert plural(phrase) == several
    assert in_chinese(phrase) == chinese
    assert measure(phrase) == counted_by
