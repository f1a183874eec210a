"""Questions about real photographs and a film, as the product answers them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from sensorium.core.errors import Refused
from sensorium.core.host import RunContext
from sensorium.core.media import open_media
from sensorium.core.settings import Settings
from sensorium.core.tasks.questions import VISUAL_QUESTION_ANSWERING, QuestionInput, QuestionOutput
from sensorium.core.testing.running import host_of
from sensorium.core.values import Image, Video
from sensorium.core.weights.store import WeightStore
from sensorium.plugins import grounding, ocr, shots, tracking, vqa
from sensorium.plugins.grounding.detector import WEIGHTS as DETECTOR
from sensorium.plugins.ocr.weights import WEIGHTS


@pytest.fixture(scope="module")
def weights() -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing((*WEIGHTS, DETECTOR)):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder((*WEIGHTS, DETECTOR))


def asked(weights: Path, questions: list[tuple[Path, str]]) -> list[QuestionOutput]:
    async def run() -> list[QuestionOutput]:
        answers = []
        async with host_of(vqa, grounding, ocr, tracking, shots, weights=weights) as host:
            for file, question in questions:
                context, media = RunContext(), open_media(file)
                assert isinstance(media, Image | Video)
                given = QuestionInput(media=media, question=question)
                try:
                    answers.append((await host.run(VISUAL_QUESTION_ANSWERING, given, context)).output)
                finally:
                    context.readers.close()
        return answers

    return asyncio.run(run())


@pytest.mark.weights
def test_questions_about_photographs(shared_media: Path, weights: Path):
    photos = shared_media / "photos/images"
    table = [
        ("2007_000243", "图中天空是什么颜色", "蓝色"),
        ("2007_000243", "What colour is the sky?", "blue"),
        ("2007_000648", "What colour is the bus?", "red"),
        ("2007_000648", "What does the bus say?", "Take a trip on a London landmark"),
        ("2007_000042", "How many trains are there?", "2"),
        ("2007_000063", "图中有狗吗？", "有"),
        ("2007_000504", "Where is the cow?", "on the right"),
    ]
    answers = asked(weights, [(photos / f"{name}.jpg", question) for name, question, _ in table])
    assert [answer.answer for answer in answers] == [wanted for _, _, wanted in table]
    assert all(answer.moments and answer.moments[0].evidence[0].boxes for answer in answers)
    assert all(answer.guesses[0].text == answer.answer for answer in answers)


@pytest.mark.weights
@pytest.mark.parametrize("question", ["Why is the man smiling?", "他在想什么？", "What colour is the unicorn?"])
def test_what_boxes_cannot_tell_is_refused_with_a_way_on(shared_media: Path, weights: Path, question: str):
    with pytest.raises(Refused) as caught:
        asked(weights, [(shared_media / "photos/images/2007_000170.jpg", question)])
    assert caught.value.where == "question"
    assert "hub profile" in caught.value.fix


@pytest.mark.weights
def test_a_question_about_a_film_has_times(shared_media: Path, weights: Path):
    film = shared_media / "video/davis_drift-straight.mp4"
    colour, when = asked(weights, [(film, "What colour is the car?"), (film, "红色汽车什么时候出现？")])
    assert colour.answer == "red"
    assert when.answer.endswith("秒")
    assert when.moments[0].span.seconds > 1
