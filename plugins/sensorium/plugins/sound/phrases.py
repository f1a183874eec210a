"""What may be asked for, in English and Chinese, as classes of AudioSet.

A class answers to the parts of its own name; NAMES adds the words requests use and joins classes that one word means.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SILENCE = "silence"

NAMES: dict[str, tuple[str, str]] = {
    "speech": ("Speech; Child speech, kid speaking; Conversation; Narration, monologue",
               "talking, talk, voice, voices, speaking, 说话, 说话声, 人声, 语音"),
    "music": ("Music", "song, melody, tune, 音乐, 音乐声, 背景音乐, 歌曲, 配乐"),
    "singing": ("Singing; Choir; Child singing; Chant; Vocal music", "sing, 唱歌, 歌声"),
    "siren": ("Siren; Civil defense siren; Police car (siren); Ambulance (siren); Fire engine, fire truck (siren)",
              "sirens, 警笛, 警笛声, 警报, 警报声, 警铃"),
    "alarm": ("Alarm; Alarm clock; Smoke detector, smoke alarm; Fire alarm; Car alarm; Buzzer", "闹钟, 闹铃"),
    "applause": ("Applause; Clapping", "clapping, clap, ovation, 掌声, 鼓掌, 鼓掌声, 拍手"),
    "cheering": ("Cheering; Crowd", "cheer, 欢呼, 欢呼声"),
    "laughter": ("Laughter; Baby laughter; Giggle; Snicker; Belly laugh; Chuckle, chortle",
                 "laughing, laugh, 笑声, 大笑, 笑"),
    "crying": ("Crying, sobbing; Baby cry, infant cry; Whimper; Wail, moan", "cry, weeping, 哭声, 哭泣, 哭"),
    "screaming": ("Screaming; Shout; Yell", "scream, 尖叫, 尖叫声, 惊叫"),
    "gunshot": ("Gunshot, gunfire; Machine gun; Fusillade; Artillery fire", "gun shot, shooting, shots, 枪声, 枪响"),
    "explosion": ("Explosion; Boom; Burst, pop", "blast, bang, explode, 爆炸, 爆炸声"),
    "car horn": ("Vehicle horn, car horn, honking; Toot; Air horn, truck horn",
                 "horn, honk, 喇叭, 喇叭声, 汽车喇叭, 按喇叭, 鸣笛, 汽笛"),
    "thunder": ("Thunder; Thunderstorm", "thunderclap, 雷声, 打雷"),
    "footsteps": ("Walk, footsteps; Run", "footstep, steps, 脚步声"),
    "dog barking": ("Dog; Bark; Bow-wow; Yip", "barking, 狗叫, 狗叫声, 狗吠, 犬吠, 狗吠声, 狗在叫"),
    "cat meowing": ("Cat; Meow; Caterwaul", "meowing, 猫叫, 猫叫声"),
    "birdsong": ("Bird; Bird vocalization, bird call, bird song; Chirp, tweet",
                 "birds, chirping, 鸟叫, 鸟叫声, 鸟鸣, 鸟鸣声"),
    "rooster": ("Crowing, cock-a-doodle-doo; Chicken, rooster", "crowing, crow, 公鸡, 鸡叫"),
    "cow": ("Cattle, bovinae; Moo", "cows, mooing, 牛叫"),
    "horse": ("Horse; Neigh, whinny; Clip-clop", "neighing, 马叫, 马蹄声"),
    "sheep": ("Sheep; Goat; Bleat", "bleating, 羊叫"),
    "lion": ("Roaring cats (lions, tigers); Roar", "roaring, 狮吼"),
    "wolf": ("Canidae, dogs, wolves; Howl", "howling, 狼嚎"),
    "bell": ("Bell; Church bell; Jingle bell; Bicycle bell; Chime; Tubular bells; Ding",
             "bells, chimes, bell ringing, 铃声, 钟声, 铃"),
    "phone ringing": ("Telephone; Telephone bell ringing; Ringtone",
                      "ringing phone, phone, 电话铃声, 手机铃声, 电话铃, 电话响, 手机响"),
    "doorbell ringing": ("Doorbell; Ding-dong", "门铃, 门铃声"),
    "knocking": ("Knock", "door knock, 敲门, 敲门声"),
    "door": ("Door; Slam; Sliding door; Squeak", "关门声, 开门声"),
    "whistle": ("Whistle; Whistling; Steam whistle; Train whistle", "口哨, 口哨声, 哨声, 吹口哨"),
    "coughing": ("Cough; Throat clearing", "咳嗽, 咳嗽声"),
    "sneezing": ("Sneeze; Sniff", "打喷嚏, 喷嚏"),
    "snoring": ("Snoring; Snort", "snore, 打鼾, 鼾声"),
    "sighing": ("Sigh; Breathing", "叹气"),
    "groaning": ("Groan; Wail, moan; Grunt", "moaning, 呻吟"),
    "breaking glass": ("Glass; Shatter; Breaking",
                       "glass breaking, shattering glass, shattering, 玻璃破碎, 玻璃碎裂, 玻璃破碎声, 玻璃碎"),
    "crash": ("Smash, crash", "撞击, 撞击声, 碰撞声, 撞车声"),
    "thud": ("Thump, thud; Slap, smack; Whack, thwack", "闷响, 砰的一声"),
    "screech": ("Tire squeal; Skidding; Squeal", "screeching, squealing"),
    "engine": ("Engine; Light engine (high frequency); Medium engine (mid frequency); Heavy engine (low frequency); "
               "Idling; Accelerating, revving, vroom; Engine starting", "engine noise, motor, 发动机声, 引擎声"),
    "traffic": ("Traffic noise, roadway noise; Car passing by; Car", "cars, 车流声"),
    "train": ("Train; Rail transport; Railroad car, train wagon; Train horn; Train whistle", "trains, 火车声"),
    "aircraft": ("Aircraft; Fixed-wing aircraft, airplane; Jet engine; Aircraft engine; Propeller, airscrew",
                 "plane, airplane, jet, 飞机声"),
    "helicopter": ("Helicopter", "直升机"),
    "beep": ("Beep, bleep; Reversing beeps", "beeping"),
    "rain": ("Rain; Raindrop; Rain on surface", "雨声, 下雨声"),
    "wind": ("Wind; Wind noise (microphone); Rustling leaves", "风声"),
    "water": ("Water; Stream; Waterfall; Waves, surf; Gurgling; Pour; Splash, splatter; Liquid", "水声, 流水声"),
    "waves": ("Waves, surf; Ocean", "sea, 海浪声"),
    "fire": ("Fire; Crackle", "flames, 火声"),
    "hammering": ("Hammer; Tap", "hammer, 锤子声"),
    "sawing": ("Sawing; Filing (rasp); Power tool; Chainsaw", "锯木声"),
    "clock": ("Clock; Tick-tock; Tick", "ticking, 滴答声"),
    "typing": ("Typing; Computer keyboard; Typewriter", "keyboard typing, 打字声"),
    "noise": ("Noise; White noise; Pink noise; Static; Environmental noise; Hum; Mains hum; Buzz",
              "hiss, 噪音, 噪声"),
    SILENCE: ("Silence", "quiet, 安静, 寂静"),
}  # fmt: skip
"""Our name of a sound: the classes it stands for, and further words for it."""

GENERIC = frozenset(
    {
        "Animal", "Domestic animals, pets", "Livestock, farm animals, working animals", "Wild animals", "Vehicle",
        "Motor vehicle (road)", "Musical instrument", "Sound effect", "Inside, small room",
        "Inside, large room or hall",
        "Inside, public space", "Outside, urban or manmade", "Outside, rural or natural", "Mechanisms",
        "Field recording", "Silence",
    }
)  # fmt: skip
"""Classes too wide to be told as what is heard; silence is told by the level."""

THINGS = frozenset({"wood", "pop", "background music"})
"""Parts of classes' names that name a thing, a doing or what another word says better: no words for a sound."""

LATIN = re.compile(r"[^\W_]+")


@cache
def classes() -> tuple[str, ...]:
    """AudioSet's display names in the order of the network's scores."""
    return tuple((Path(__file__).parent / "audioset.txt").read_text(encoding="utf-8").splitlines())


@cache
def known() -> dict[str, tuple[str, tuple[int, ...]]]:
    """Every phrase that is understood: our name for it and the indices of its classes."""
    table: dict[str, tuple[str, tuple[int, ...]]] = {}
    for index, name in enumerate(classes()):
        for part in set(_parts(name)) - THINGS:
            table.setdefault(part, (_parts(name)[0], (index,)))
    place = {name: index for index, name in enumerate(classes())}
    for name, (members, words) in NAMES.items():
        meant = tuple(place[member] for member in members.split("; "))
        for phrase in (name, *words.split(", ")):
            table[phrase] = (name, meant)
    return table


def resolve(phrase: str) -> tuple[str, tuple[int, ...]] | None:
    """The longest phrase that is understood inside `phrase`: its name and classes; None where there is none."""
    words = f" {' '.join(LATIN.findall(phrase.lower()))} "

    def stands(key: str) -> bool:
        return f" {' '.join(LATIN.findall(key))} " in words if key.isascii() else key in phrase

    fits = [key for key in known() if stands(key)]
    return known()[max(fits, key=len)] if fits else None


@cache
def told() -> tuple[tuple[int, str], ...]:
    """Classes that may be told as what is heard, with the name they are told by."""
    named = {index: name for name, meant in reversed(list(_meant())) for index in meant}
    rows = [(index, named.get(index, _parts(name)[0])) for index, name in enumerate(classes()) if name not in GENERIC]
    return tuple(rows)


def _meant() -> list[tuple[str, tuple[int, ...]]]:
    return [(name, known()[name][1]) for name in NAMES]


def _parts(name: str) -> list[str]:
    """``Fire engine, fire truck (siren)`` as "fire engine", "fire truck"."""
    bare = re.sub(r"\s*\([^)]*\)", "", name).lower()
    return [" ".join(part.replace("-", " ").split()) for part in bare.split(",")]
