"""Which task serves a goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from fakes.told import MODELS, Plugin, ToldHost, fake_video, moment
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.execute import Execution
from sensorium.agent.plan import Plan
from sensorium.agent.query import parse_query
from sensorium.core.card import Card
from sensorium.core.choosing import Preference
from sensorium.core.errors import Refused, RequestError
from sensorium.core.host import RunContext
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.tasks import (
    AUDIO_CLASSIFICATION,
    IMAGE_CAPTIONING,
    IMAGE_TEXT_RETRIEVAL,
    SPEECH_TRANSLATION,
    SUMMARIZE_TEXT,
    TEXT_TO_IMAGE,
    TEXT_TO_SPEECH,
    TRANSLATE_TEXT,
    VISUAL_QUESTION_ANSWERING,
)
from sensorium.core.values import Audio, Image, Media, Video


def never_run(task: Any, profile: Any = "embedded") -> type[Any]:
    class Fake(CallModel):  # type: ignore[type-arg]
        card = Card(f"fake/{task.name}", "1", "MIT", profile=profile)

        def run(self, jobs: Sequence[Any]) -> Any:
            raise AssertionError("a fake is never run")

    Fake.task = task
    return Fake


SERVERS = (
    *map(never_run, (AUDIO_CLASSIFICATION, IMAGE_CAPTIONING, IMAGE_TEXT_RETRIEVAL, SPEECH_TRANSLATION)),
    *map(never_run, (SUMMARIZE_TEXT, TEXT_TO_SPEECH, TRANSLATE_TEXT, VISUAL_QUESTION_ANSWERING)),
    never_run(TEXT_TO_IMAGE, "hub"),
)
REGISTRY = Registry({"fakes": Plugin((*MODELS, *SERVERS))}, discover=False)


def planned(query: str, kind: type[Media] | None, **wants: Any) -> Plan:
    policy = Policy(Preference(**({"profile": "embedded"} | wants)))
    return Compiler(REGISTRY).compile(parse_query(query), policy, kind, duration=30.0)


@pytest.mark.parametrize(
    ("query", "kind", "task", "given"),
    [
        ("describe()", Image, "image_captioning", {}),
        ("describe()", Video, "image_captioning", {}),
        ('answer("what colour is the sky")', Image, "visual_question_answering",
         {"question": "what colour is the sky"}),
        ('translate(to="en")', Audio, "speech_translation", {"to": "en"}),
        ('translate("good morning", to="zh")', None, "translate_text", {"text": "good morning", "to": "zh"}),
        ('classify(labels=["a beach", "a mountain"])', Image, "image_text_retrieval",
         {"texts": ("a beach", "a mountain")}),
        ("classify()", Audio, "audio_classification", {}),
        ('classify(labels=["dog", "siren"])', Audio, "audio_classification", {"labels": ("dog", "siren")}),
        ('search("a dog on a beach")', None, "image_text_retrieval", {"text": "a dog on a beach"}),
        ('speak("good morning", to="en")', None, "text_to_speech", {"text": "good morning", "language": "en"}),
        ('generate("good morning", kind="audio")', None, "text_to_speech", {"text": "good morning"}),
    ],
)  # fmt: skip
def test_the_task_that_fits_the_medium_and_the_words(query: str, kind: Any, task: str, given: dict[str, Any]) -> None:
    step = planned(query, kind).steps[-1]
    assert step.task == task
    assert {name: arg.value for name, arg in step.args.items() if arg.kind == "value"} == given


def test_what_is_to_be_said_is_said_by_who_speaks_its_language() -> None:
    class Mandarin(never_run(TEXT_TO_SPEECH)):  # type: ignore[misc]
        card = Card("fake/mandarin", "1", "MIT", languages=("zh",), fallback="with an accent")

    class English(never_run(TEXT_TO_SPEECH)):  # type: ignore[misc]
        card = Card("fake/english", "1", "MIT", languages=("en",))

    registry = Registry({"fakes": Plugin((English, Mandarin))}, discover=False)
    policy = Policy(Preference(profile="embedded"))
    for query, model in (("speak('hello')", "fake/english"), ("speak('你好')", "fake/mandarin")):
        plan = Compiler(registry).compile(parse_query(query.replace("'", '"')), policy, None, duration=30.0)
        assert plan.steps[-1].model == model


def test_a_medium_that_nothing_serves() -> None:
    with pytest.raises(RequestError, match=r"nothing can describe this kind of medium.*image or video"):
        planned("describe()", Audio)


def test_a_goal_that_nothing_serves() -> None:
    with pytest.raises(RequestError, match="no installed task can act yet"):
        planned('act("stop at the red light")', Image)


def test_a_goal_for_the_hub_profile_says_so() -> None:
    with pytest.raises(Refused, match="hub profile"):
        planned('generate("a red car", kind="image")', None)
    assert planned('generate("a red car", kind="image")', None, profile="hub").steps[-1].task == "text_to_image"


async def test_where_a_condition_holds() -> None:
    query = parse_query('transcribe(obj("car"))')
    plan = Compiler(REGISTRY).compile(query, Policy(), Video, duration=30.0)
    host: Any = ToldHost({"car": (moment(3, 5), moment(9, 12, 0.1, "contradicted"))}, REGISTRY)
    await Execution(host, plan, query, fake_video(), RunContext()).run()
    within = dict(host.calls)["speech_recognition"]
    assert within is not None
    assert [(span.start, span.end) for span in within] == [(3, 5)]


async def test_a_condition_that_never_holds_leaves_nothing_to_do() -> None:
    query = parse_query('transcribe(obj("car"))')
    plan = Compiler(REGISTRY).compile(query, Policy(), Video, duration=30.0)
    host: Any = ToldHost({}, REGISTRY)
    done = await Execution(host, plan, query, fake_video(), RunContext()).run()
    assert "speech_recognition" not in dict(host.calls)
    assert done.outputs[plan.steps[-1].id] is None


def test_a_text_that_is_lacking_is_what_is_said() -> None:
    plan = planned('call("summarize_text")', Audio)
    assert [step.task for step in plan.steps] == ["speech_recognition", "summarize_text"]
    assert str(plan.steps[1].args["text"]) == "s1.transcript.text"
    assert [step.task for step in planned('call("summarize_text", text="a story")', None).steps] == ["summarize_text"]


def test_nothing_is_said_in_a_picture() -> None:
    with pytest.raises(RequestError, match="nothing can transcribe this kind of medium"):
        planned('call("summarize_text")', Image)
