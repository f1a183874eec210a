"""Scenes composed of things."""

from __future__ import annotations

from sensorium.core.values import Box
from sensorium.plugins.captioning import chinese, english
from sensorium.plugins.captioning.scene import Item, composed


def item(
    label: str, x: float, y: float = 0.4, w: float = 0.1, h: float = 0.2, colour: str = "", doing: str = ""
) -> Item:
    return Item(label, Box(x0=x, y0=y, x1=min(1, x + w), y1=min(1, y + h)), 0.9, colour, doing)


def both(*items: Item, sky: str = "", grass: bool = False, words: tuple[str, ...] = ()) -> tuple[str, str]:
    scene = composed(items, sky, grass, words)
    return english.sentence(scene), chinese.sentence(scene)


def test_things_are_counted_and_coloured():
    told = both(item("bus", 0.1, w=0.6, h=0.5, colour="red"), item("person", 0.8), item("person", 0.9), sky="blue")
    assert told == ("A red bus and two people under a blue sky.", "一辆红色的公交车和两个人，天空是蓝色的。")


def test_clothes_of_people():
    assert both(item("person", 0.1, w=0.5, h=0.6, colour="black")) == ("A person in black.", "一个穿黑色衣服的人。")


def test_a_colour_not_shared_is_not_told():
    assert both(item("dog", 0.1, colour="white"), item("dog", 0.6, colour="black"))[0] == "Two dogs."


def test_riders_and_pets_are_on_something():
    rider = item("person", 0.4, y=0.1, w=0.15, h=0.45)
    assert (
        both(rider, item("horse", 0.25, y=0.35, w=0.5, h=0.5, colour="white"))[0]
        == "A white horse and a person on a horse."
    )
    assert both(item("dog", 0.4, y=0.4), item("couch", 0.1, y=0.3, w=0.8, h=0.5))[0] == "A couch and a dog on a couch."


def test_words_are_quoted():
    assert both(words=("EXIT",)) == (
        "Nothing that the detector knows by name, with the word “EXIT”.", "没有检测器认识的东西，写着“EXIT”。",
    )  # fmt: skip
    assert both(item("car", 0.4, w=0.5), words=("ONE WAY", "STOP"))[0] == "A car, with the words “ONE WAY” and “STOP”."


def test_sky_and_grass_are_doubted_beside_furniture():
    assert both(item("couch", 0.1, w=0.5), sky="white", grass=True)[0] == "A couch."
    assert both(item("cow", 0.3, w=0.5, h=0.4), grass=True)[0] == "A cow and grass."


def test_doings_of_films():
    told = both(item("car", 0.3, colour="red", doing="turning right"))
    assert told == ("A red car turning right.", "一辆红色的汽车右转。")


def test_several_shots_in_one_sentence():
    scenes = [
        composed([item("car", 0.1), item("car", 0.5)], "", False, ["EXIT"]),
        composed([item("car", 0.1)], "", False, []),
    ]
    assert english.overview(scenes) == "Two shots, showing two cars, with the word “EXIT”."
    assert chinese.overview(scenes) == "共两个镜头，画面中有两辆汽车，写着“EXIT”。"


def test_names_take_their_articles_and_plurals():
    assert both(item("airplane", 0.1, w=0.6), item("tv", 0.8), item("tv", 0.9))[0] == "An airplane and two TVs."
