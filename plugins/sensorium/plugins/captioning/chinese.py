"""A scene in a Chinese sentence."""

from __future__ import annotations

from collections.abc import Sequence

from sensorium.plugins.captioning.scene import Group, Scene
from sensorium.plugins.vqa.nouns import NAMES
from sensorium.plugins.vqa.wording import CHINESE_COLOURS

DIGITS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
DOING = {
    "turning left": "左转",
    "turning right": "右转",
    "stopping": "停下",
    "starting off": "起步",
}
NOTHING = "没有检测器认识的东西"


def sentence(scene: Scene) -> str:
    """ "一辆红色的公交车和两个人，天空是蓝色的，写着“Take a trip”。" """
    parts = [joined([_group(group) for group in scene.groups]) or NOTHING]
    if scene.grass:
        parts.append("地上有草")
    if scene.sky:
        parts.append(f"天空是{CHINESE_COLOURS[scene.sky]}的")
    if scene.words:
        parts.append("写着" + "、".join(f"“{word}”" for word in scene.words))
    return "，".join(parts) + "。"


def overview(scenes: Sequence[Scene]) -> str:
    """Several shots in one sentence."""
    most: dict[str, tuple[int, int]] = {}
    for scene in scenes:
        for group in scene.groups:
            shots, count = most.get(group.label, (0, 0))
            most[group.label] = shots + 1, max(count, len(group.items))
    ranked = sorted(most, key=lambda label: -most[label][0])[:4]
    words = list(dict.fromkeys(word for scene in scenes for word in scene.words))[:3]
    parts = [f"共{_number(len(scenes))}个镜头"]
    if ranked:
        parts.append("画面中有" + joined([counted(label, most[label][1]) for label in ranked]))
    if words:
        parts.append("写着" + "、".join(f"“{word}”" for word in words))
    return "，".join(parts) + "。"


def counted(label: str, count: int, colour: str = "") -> str:
    """一辆红色的汽车, 两个人."""
    name, measure = NAMES[label]
    if count > 10:
        return f"许多{colour}{name}"
    return f"{DIGITS[count]}{measure}{f'{colour}的' if colour else ''}{name}"


def joined(parts: Sequence[str]) -> str:
    return "和".join(["、".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _group(group: Group) -> str:
    colour = CHINESE_COLOURS.get(group.colour, "")
    if group.label == "person" and colour:
        text = counted("person", len(group.items)).removesuffix("人") + f"穿{colour}衣服的人"
    else:
        text = counted(group.label, len(group.items), colour)
    if group.on:
        text = f"{NAMES[group.on][0]}上的{text}"
    return text + DOING.get(group.doing, "")


def _number(count: int) -> str:
    return DIGITS[count] if count <= 10 else str(count)
