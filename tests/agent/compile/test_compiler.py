"""Queries become checked plans."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from fakes.told import fake_registry
from sensorium.agent.compile import Compiler, Policy
from sensorium.agent.plan import Live, Plan
from sensorium.agent.query import Query, parse_query
from sensorium.core.card import Card
from sensorium.core.errors import PlanError, RequestError
from sensorium.core.model import CallModel
from sensorium.core.registry import Registry
from sensorium.core.task import Answers, Located, Task
from sensorium.core.values import Audio, Video
from sensorium.core.values.base import Value


class Heard(Value):
    video: Video
    what: str


def compiled(text: str, kind: type[Video] | type[Audio] | None = Video, *, optimised: bool = True) -> Plan:
    query: Query = parse_query(text)
    return Compiler(fake_registry()).compile(query, Policy(), kind, duration=30.0, optimised=optimised)


def test_flagship_calls_three_tasks_and_restricts_the_dear_one() -> None:
    plan = compiled('and(affect("sad"), obj("red car").event("turn"))')
    assert plan.tasks == ("multimodal_affect", "object_tracking", "track_events")
    affect = next(step for step in plan.steps if step.task == "multimodal_affect")
    assert affect.live == (Live(parts=('obj("red car").event("turn")',)),)


def test_plain_plan_restricts_nothing() -> None:
    plan = compiled('and(affect("sad"), obj("red car").event("turn"))', optimised=False)
    assert all(step.live == () for step in plan.steps)


def test_equal_atoms_are_one_step() -> None:
    plan = compiled('or(and(affect("sad"), obj("car")), and(affect("sad"), obj("dog")))')
    assert [step.task for step in plan.steps].count("multimodal_affect") == 1


def test_events_of_one_thing_share_its_tracks() -> None:
    plan = compiled('or(obj("car").event("turn"), obj("car").event("stop"))')
    assert [step.task for step in plan.steps].count("object_tracking") == 1
    assert [step.task for step in plan.steps].count("track_events") == 2


def test_event_target_is_tracked_too() -> None:
    plan = compiled('obj("car").event("approach", to="gate")')
    events = next(step for step in plan.steps if step.task == "track_events")
    assert {str(arg) for arg in events.args.values()} >= {"s1.tracks", "s2.tracks"}


def test_nothing_is_restricted_under_an_operator_on_whole_moments() -> None:
    plan = compiled('before(affect("sad"), and(affect("happy"), obj("car").event("turn")))')
    sad, happy = (s for s in plan.steps if s.task == "multimodal_affect")
    assert sad.args != happy.args
    assert {bool(sad.live), bool(happy.live)} == {False, True}


def test_nothing_is_restricted_under_a_negation() -> None:
    plan = compiled('and(obj("car").event("turn"), not(affect("sad")))')
    affect = next(step for step in plan.steps if step.task == "multimodal_affect")
    assert affect.live == ()


def test_one_occurrence_that_needs_everything_frees_the_step() -> None:
    plan = compiled('or(affect("sad"), and(affect("sad"), obj("car").event("turn")))')
    affect = next(step for step in plan.steps if step.task == "multimodal_affect")
    assert affect.live == ()


def test_a_count_counts_over_restricted_steps() -> None:
    assert compiled('count(and(affect("sad"), obj("car")))').goal == "count"


def test_unknown_noun_names_the_vocabulary() -> None:
    with pytest.raises(RequestError, match=r"zorgblat.*known here: bus, car"):
        compiled('obj("zorgblat")')


def test_unanswered_atom_says_so() -> None:
    with pytest.raises(RequestError, match=r"no installed task answers sound"):
        compiled('sound("siren")')


def test_wrong_kind_of_medium_says_which_would_do() -> None:
    with pytest.raises(RequestError, match="this needs video, and the medium is audio"):
        compiled('obj("car")', Audio)


def test_call_arguments_are_checked() -> None:
    with pytest.raises(PlanError, match="has no argument 'colour'"):
        compiled('call("object_tracking", phrase="car", colour="red")')


def test_call_argument_values_are_checked() -> None:
    with pytest.raises(PlanError, match=r"^multimodal_affect\.feeling: must be 'neutral', .* got 'hungry'$"):
        compiled('call("multimodal_affect", feeling="hungry")')
    with pytest.raises(PlanError, match=r"^object_tracking\.phrase: must be a text, got 5$"):
        compiled('call("object_tracking", phrase=5)')


def test_unknown_task_suggests_one() -> None:
    with pytest.raises(RequestError, match="did you mean object_tracking"):
        compiled('call("object_trackin", phrase="car")')


def test_goal_without_a_task_is_a_typed_error() -> None:
    with pytest.raises(RequestError, match=r"no model answers speech_translation|no installed task can translate"):
        compiled('translate(to="en")')


def test_transcribing_is_one_step() -> None:
    assert compiled("transcribe()").tasks == ("speech_recognition",)


def test_any_speech_and_silence_are_one_task() -> None:
    assert compiled("or(speaks(), silence())").tasks == ("voice_activity_detection",)


def test_naming_a_face_is_told() -> None:
    assert any("names a face" in note for note in compiled('face("sad")').notices)


def test_wording_asks_for_the_words_alone() -> None:
    [step] = compiled('wording("negative")').steps
    assert str(step.args["modality"]) == "'words'"


def test_who_knows_more_of_the_phrase_answers() -> None:
    def sounds(name: str, word: str, cue: str = "") -> Any:
        cues = {"en": (cue,)} if cue else {}
        task_ = Task(name, "Find sounds.", Heard, Located, (Answers("sound", "what", cues),))

        class Finds(CallModel[Heard, Located]):
            task = task_
            card = Card(f"author/{name}", "1", "MIT", vocabulary=(word,))

            def run(self, jobs: Any) -> Any:
                return [Located() for _ in jobs]

        return Finds

    def bound(phrase: str, *models: Any) -> tuple[str, ...]:
        tasks = [model.task for model in models]
        plugin = SimpleNamespace(sensorium_register=lambda registrar: registrar.add(1, *tasks, *models))
        registry = Registry({"p": plugin}, discover=False)
        return Compiler(registry).compile(parse_query(f'sound("{phrase}")'), Policy(), Video).tasks

    noise, loud = sounds("noises", "noise"), sounds("bangs", "loud noise")
    for models in ((noise, loud), (loud, noise)):
        assert bound("loud noise", *models) == ("bangs",)
        assert bound("quiet noise", *models) == ("noises",)
    cued = sounds("booms", "noise", cue="loud")
    assert bound("loud noise", loud, cued) == ("booms",), "a cue says who is meant"
