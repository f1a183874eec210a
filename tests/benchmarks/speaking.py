"""How well text_to_speech is understood: its sentences written down again by speech_recognition, and what it costs.

Run: python tests/benchmarks/speaking.py [--language en|zh] [--json FILE]. The sentences are below; those with figures
name how they are to be read, since a listener writes some words as figures and some figures as words.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin
from rich.console import Console
from rich.table import Table

from sensorium.agent import Agent

PLAIN = (
    "The first boats leave the harbour before the sun is up.",
    "Their engines are quiet, and the water is like glass.",
    "She opened the old letter and read it twice without a word.",
    "Nobody in the village remembered how the bridge had been built.",
    "If you turn left at the church, you will see the library.",
    "We waited for the rain to stop, but it never did.",
    "The museum closes early on Sundays, so bring a ticket from home.",
    "Three children were flying a red kite above the empty beach.",
    "He asked whether the train to London would be late again.",
    "Scientists have found a new kind of plant near the river.",
    "Please close the window; the wind is too cold for the baby.",
    "Most of the bread is baked at night and sold before noon.",
)
READ = (
    ("Dr. Brown arrived at 7:30 pm.", "doctor brown arrived at seven thirty p m"),
    ("It costs $9.99, i.e. ten dollars.", "it costs nine dollars and ninety nine cents that is ten dollars"),
    ("The road is 25 km long.", "the road is twenty five kilometers long"),
    ("Mail me at bob@example.com.", "mail me at bob at example dot com"),
    ("Water boils at 100 °C.", "water boils at one hundred degrees celsius"),
    ("On 3 March 2024 it was 12% colder.", "on the third of march twenty twenty four it was twelve percent colder"),
)
CHINESE = (
    "今天天气很好，我们一起去公园散步。",
    "请把窗户打开，房间里太热了。",
    "科学家发现了一种新的植物。",
    "火车晚上从北京出发，第二天早上到达上海。",
    "这座城市有很长的历史。",
    "孩子们在海边放风筝。",
    "他每天早上都去市场买菜。",
    "老师让学生打开课本。",
    "我想喝一杯热咖啡。",
    "医生说他需要多休息。",
    "图书馆里非常安静。",
    "明天下午三点我们开会。",
    "她的声音很好听。",
    "这条河流过三个国家。",
    "爷爷给我们讲了一个故事。",
    "超市在银行的旁边。",
    "冬天北方经常下雪。",
    "我忘记带钥匙了。",
    "新的电影下个月上映。",
    "请告诉我怎么走到火车站。",
)
SPELLED = {
    "harbour": "harbor", "dr": "doctor", "km": "kilometers", "kilometres": "kilometers", "3rd": "third",
    "25": "twenty five", "100": "one hundred", "2024": "twenty twenty four", "12": "twelve", "7": "seven",
    "30": "thirty", "pm": "p m", "9": "nine", "99": "ninety nine", "10": "ten", "cents": "cents", "c": "celsius",
    "example.com": "example dot com",
}  # fmt: skip


def units(text: str, language: str) -> list[str]:
    """What is counted: syllables with their tones, or words with figures and spellings made alike.

    A listener writes Chinese in simplified or traditional characters, whichever: their syllables are the same.
    """
    if language == "zh":
        return lazy_pinyin("".join(letter for letter in text if "\u4e00" <= letter <= "\u9fff"), Style.TONE3)
    low = text.lower().replace("bob@", "bob at ").replace("example.com", "example dot com").replace("%", " percent")
    low = re.sub(r"\$(\d+)\.(\d+)", r"\1 dollars and \2 cents", low).replace("°c", " degrees celsius")
    return " ".join(SPELLED.get(word, word) for word in re.findall(r"[a-z']+|\d+(?:rd|th)?", low)).split()


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """The least number of insertions, deletions and changes between two rows."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row = row, [number]
        for at, other in enumerate(heard, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
    return row[-1]


async def measured(agent: Agent, texts: Sequence[tuple[str, str]], language: str) -> dict[str, Any]:
    """Error rate and cost over texts, each with the words it is to be read as."""
    wrong = counted = 0
    seconds = lasting = 0.0
    misheard = []
    await agent.run("text_to_speech", text="Hello." if language == "en" else "你好。")
    for text, read in texts:
        began = time.perf_counter()
        spoken = (await agent.run("text_to_speech", text=text)).output
        seconds += time.perf_counter() - began
        lasting += spoken.audio.probe.duration
        told = await agent.run("speech_recognition", media=spoken.audio.uri)
        said, heard = units(read, language), units(told.output.transcript.text, language)
        off = distance(said, heard)
        wrong, counted = wrong + off, counted + len(said)
        if off:
            misheard.append((text, told.output.transcript.text))
    return {
        "texts": len(texts), "units": counted, "error rate": wrong / counted,
        "seconds per second of speech": seconds / lasting, "misheard": misheard,
    }  # fmt: skip


async def main(language: str) -> dict[str, Any]:
    """Measure, show, and give what was found."""
    sets = {"en": {"plain": [(text, text) for text in PLAIN], "to be read out": list(READ)}}
    sets["zh"] = {"plain": [(text, text) for text in CHINESE]}
    console, found = Console(), {}
    table = Table("set", "texts", "words or syllables", "error rate", "seconds per second of speech")
    async with Agent() as agent:
        for name, texts in sets[language].items():
            row = found[name] = await measured(agent, texts, language)
            table.add_row(
                name, str(row["texts"]), str(row["units"]), f"{row['error rate']:.3f}",
                f"{row['seconds per second of speech']:.3f}",
            )  # fmt: skip
    console.print(table)
    for row in found.values():
        for text, heard in row["misheard"]:
            console.print(f"said {text!r}\n  heard {heard!r}", markup=False)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = asyncio.run(main(asked.language))
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
