"""How many questions about photographs are answered rightly, wrongly, or refused.

Run: python tests/benchmarks/questions.py PHOTOS [--set dev|held] [--json FILE]. The questions lie in questions.jsonl beside
this file and were written before any answer was seen; those about photographs up to 2007_000727 ("dev") were used to
mend the models, the others ("held") were not. A question without answers should be refused.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from sensorium.core.errors import SensoriumError
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.questions import VISUAL_QUESTION_ANSWERING, QuestionInput
from sensorium.core.testing.running import host_of
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, ocr, vqa
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.ocr.weights import WEIGHTS

HERE = Path(__file__).with_suffix(".jsonl")
SAME = {
    "有": "yes", "没有": "no", "是": "yes", "不是": "no", "红色": "red", "橙色": "orange", "黄色": "yellow", "绿色": "green",
    "蓝色": "blue", "紫色": "purple", "粉色": "pink", "棕色": "brown", "白色": "white", "银色": "silver", "灰色": "grey",
    "黑色": "black", "左": "left", "右": "right", "中间": "middle", "上方": "top", "下方": "bottom", "猫": "cat", "狗": "dog",
}  # fmt: skip


def verdict(answer: str, row: dict[str, Any]) -> str:
    """right or wrong: an accepted answer stands in what was said, counts and yes or no exactly."""
    said = answer.casefold()
    for chinese, english in SAME.items():
        said = english if said == chinese else said.replace(chinese, f" {english} ") if len(chinese) > 1 else said
    if row["kind"] == "where" or row["kind"] == "relation":
        said = said.replace("左", "left").replace("右", "right")
    if row["kind"] == "count":
        return "right" if "".join(c for c in said if c.isdigit()) in row["answers"] else "wrong"
    if set(row["answers"]) & {"yes", "no"}:
        return "right" if said.strip() in row["answers"] else "wrong"
    return "right" if any(accepted in said for accepted in row["answers"]) else "wrong"


async def answered(rows: list[dict[str, Any]], photos: Path) -> list[tuple[dict[str, Any], str, str]]:
    """Each question with its verdict and what was said."""
    folder = WeightStore.of(Settings.load()).folder((*WEIGHTS, DETECTOR))
    told = []
    async with host_of(vqa, grounding, ocr, weights=folder) as host:
        for row in rows:
            context = RunContext()
            given = QuestionInput(media=open_media(photos / f"{row['photo']}.jpg"), question=row["question"])
            try:
                said = (await host.run(VISUAL_QUESTION_ANSWERING, given, context)).output.answer
                told.append((row, verdict(said, row) if row["answers"] else "answered in vain", said))
            except SensoriumError as error:
                told.append((row, "refused" if row["answers"] else "rightly refused", str(error)))
            finally:
                context.readers.close()
    return told


def main() -> None:
    """Print what went wrong, and a table by kind of question and set."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("photos", type=Path)
    asked.add_argument("--set", choices=("dev", "held"))
    asked.add_argument("--json", type=Path)
    given = asked.parse_args()
    rows = [json.loads(line) for line in HERE.read_text().splitlines()]
    rows = [row for row in rows if given.set in (None, row["set"])]
    told = asyncio.run(answered(rows, given.photos))
    console = Console()
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for row, outcome, said in told:
        if outcome not in ("right", "rightly refused"):
            console.print(
                f"{row['photo']} {row['question']} -> {said[:90]!r}, {outcome}; {row['answers']}", highlight=False
            )
        for group in (f"{row['set']}: {row['kind']}", f"{row['set']}: all"):
            sums[group][outcome] += 1
    outcomes = ("right", "wrong", "refused", "rightly refused", "answered in vain")
    table = Table("questions", *outcomes)
    for group in sorted(sums):
        table.add_row(group, *(str(sums[group][outcome]) for outcome in outcomes))
    console.print(table)
    if given.json:
        given.json.write_text(json.dumps(sums))


if __name__ == "__main__":
    main()
