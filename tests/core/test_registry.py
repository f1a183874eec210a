"""The registry: discovery, quarantine, names, choosing."""

from __future__ import annotations

import re
from importlib import metadata
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import BaseModel, Field

from sensorium.core import registry as module
from sensorium.core.card import Card, Remote, RunsOn
from sensorium.core.choosing import Preference
from sensorium.core.errors import Refused, RequestError
from sensorium.core.hookspecs import API, hookimpl
from sensorium.core.model import CallModel, WindowModel
from sensorium.core.registry import Registry
from sensorium.core.sees import Sees
from sensorium.core.task import Answers, Example, Located, Task, Within
from sensorium.core.tasks import STANDARD_TASKS, TEXT_EMOTION
from sensorium.core.values import Audio, Image, Video
from sensorium.core.values.base import Value


class LogoInput(Value):
    video: Video
    brand: str = Field(default="")
    within: Within = None


def logo(name: str = "logo_detection") -> Task[LogoInput, Located]:
    return Task(name, "Find logos.", LogoInput, Located, answers=(Answers("obj", "brand"),))


LOGO = logo()


def model(task: Task[Any, Any] = LOGO, name: str = "acme/logo", **card: Any) -> type[Any]:
    class Found(CallModel[Any, Any]):
        def run(self, jobs: Any) -> Any:
            return []

    Found.task = task
    Found.card = Card(name, "1", **{"licence": "MIT", **card})
    return Found


def plugin(*what: Any, api: int = API, **more: Any) -> Any:
    def sensorium_register(registrar: Any) -> None:
        registrar.add(api, *what, **more)

    return SimpleNamespace(sensorium_register=sensorium_register)


def registry(**plugins: Any) -> Registry:
    return Registry(plugins, discover=False)


def test_a_plugin_registers_a_task_and_a_model() -> None:
    found = registry(acme=plugin(LOGO, model()))
    assert found.task("logo_detection") is LOGO
    assert found.task("acme:logo_detection") is LOGO
    assert found.tasks["logo_detection"] is LOGO
    assert found.model("acme/logo").task is LOGO
    assert found.package(found.model("acme/logo")) == "acme"


def test_standard_tasks_are_known_from_the_start() -> None:
    assert set(registry().tasks) == {task.name for task in STANDARD_TASKS}


def test_rival_models_share_a_standard_task_without_registering_it() -> None:
    found = registry(a=plugin(model(TEXT_EMOTION, "a/text")), b=plugin(model(TEXT_EMOTION, "b/text")))
    assert {kind.card.name for kind in found.models("text_emotion_recognition")} == {"a/text", "b/text"}


def test_one_short_name_in_two_packages_needs_the_full_one() -> None:
    found = registry(a=plugin(logo(), api=API), b=plugin(logo()))
    assert not found.quarantined
    with pytest.raises(RequestError, match="a:logo_detection or b:logo_detection"):
        found.task("logo_detection")
    assert found.task("b:logo_detection").name == "logo_detection"
    assert "a:logo_detection" in found.tasks


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(RequestError, match="did you mean object_tracking"):
        registry().task("object_traking")


def test_hooks_work_with_and_without_the_marker() -> None:
    class Marked:
        @hookimpl
        def sensorium_register(self, registrar: Any) -> None:
            registrar.add(API, LOGO)

    assert "logo_detection" in registry(marked=Marked()).tasks
    assert "logo_detection" in registry(plain=plugin(LOGO)).tasks


class Unfit(Value):
    one: Image
    two: Audio


class Windowed(WindowModel[LogoInput, Located, Any, Any]):
    task = LOGO
    card = Card("acme/windowed", "1", "MIT")
    sees = Sees(every=1.0, fps=1)

    def prepare(self, window: Any, given: LogoInput) -> Any: ...
    def forward(self, units: Any) -> Any: ...
    def read(self, raw: Any, window: Any, given: LogoInput) -> Any: ...


class Other(BaseModel):
    text: str = ""


class WrongInput(CallModel[Other, Located]):
    task = LOGO
    card = Card("acme/wrong", "1", "MIT")

    def run(self, jobs: Any) -> Any: ...


class WrongOutput(CallModel[LogoInput, Other]):
    task = LOGO
    card = Card("acme/wrong", "1", "MIT")

    def run(self, jobs: Any) -> Any: ...


def cued(words: Any) -> Task[Any, Any]:
    return Task("cued", "x", LogoInput, Located, answers=(Answers("obj", "brand", {"en": words}),))


def windowed(**attributes: Any) -> type[Any]:
    return type("Changed", (Windowed,), attributes)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (plugin(logo(), api=99), "plugin API 99"),
        (plugin("a text"), "registered 'a text'"),
        (plugin(LOGO, model(), own_process=True), "cannot be imported by name"),
        (SimpleNamespace(), "no hook function"),
        (SimpleNamespace(sensorium_registre=lambda registrar: None), "unknown hook"),
        (SimpleNamespace(sensorium_register=lambda wrong: None), "wrong"),
        (SimpleNamespace(sensorium_register=lambda registrar: 1 / 0), "ZeroDivisionError"),
        (plugin(Task("object_tracking", "Mine.", LogoInput, Located)), "a standard task already"),
        (plugin(Task("Bad Name", "x", LogoInput, Located)), "Bad Name"),
        (plugin(Task("two_media", "x", Unfit, Located)), "2 media fields"),
        (plugin(Task("no_output", "x", LogoInput, int)), "output"),  # type: ignore[type-var]
        (plugin(Task("unlocated", "x", LogoInput, Other, answers=(Answers("obj", "brand"),))), "no moments"),
        (plugin(Task("phraseless", "x", LogoInput, Located, answers=(Answers("obj", "logo"),))), "'logo'"),
        (plugin(Task("hidden", "x", LogoInput, Located, answers=(Answers("obj", "within"),))), "'within'"),
        (plugin(Task("shown", "x", LogoInput, Located, examples=(Example({}, {"nope": 1}),))), "nope"),
        (plugin(cued("logo")), "the cues of obj.. for 'en' are 'logo'"),
        (plugin(cued(("logo", 1))), "the cues of obj"),
        (plugin(Task("said", "x", LogoInput, Located, examples=(Example({"en": 3}, {}),))), "an example says"),  # type: ignore[dict-item]
        (plugin(LOGO, model(vocabulary="logo")), "vocabulary is 'logo'"),
        (plugin(LOGO, model(vocabulary=("logo", ""))), "vocabulary is"),
        (plugin(model(logo("nobody_knows"), "x/y")), "which nobody registered"),
        (plugin(LOGO, WindowModel), "derives from none|task is"),
        (plugin(LOGO, WrongInput), "its task takes LogoInput"),
        (plugin(LOGO, WrongOutput), "its task promises Located"),
        (plugin(LOGO, windowed(sees=None)), "its sees is None"),
        (plugin(LOGO, windowed(sees=Sees(every=1.0))), "neither pictures nor sound"),
        (plugin(LOGO, windowed(depends_on=("brnd",))), "'brnd'"),
        (plugin(LOGO, windowed(read=lambda self, raw: raw)), "read"),
        (plugin(LOGO, windowed(card="card")), "its card is"),
        (plugin(LOGO, model(name="")), "no name"),
        (plugin(LOGO, model(licence=" ")), "no licence"),
        (plugin(LOGO, model(runs_on=())), "runs on nothing"),
        (plugin(LOGO, model(runs_on=(RunsOn("remote"),))), "remote"),
        (plugin(LOGO, model(repeats=-1.0)), "repeats"),
        (plugin(model(TEXT_EMOTION, "acme/logo")), "taken by"),
    ],
)
def test_a_broken_plugin_is_quarantined_and_says_why(broken: Any, said: str) -> None:
    found = Registry({"good": plugin(LOGO, model()), "broken": broken}, discover=False)
    assert [kind.card.name for kind in found.models()] == ["acme/logo"]
    [one] = found.quarantined
    assert one.where.startswith("plugin 'broken'")
    assert one.fix
    assert re.search(f"(?i){said}", one.message)


def test_a_plugin_is_taken_whole_or_not_at_all() -> None:
    found = registry(half=plugin(LOGO, model(), "oops"))
    assert "logo_detection" not in found.tasks
    assert not found.models()


def test_a_model_falls_with_the_plugin_that_brought_its_task() -> None:
    found = registry(tasks=plugin(LOGO, "oops"), models=plugin(model()))
    assert [fault.where.split(",")[0] for fault in found.quarantined] == ["plugin 'tasks'", "plugin 'models'"]


class Point:
    """Stands in for an installed entry point."""

    def __init__(self, name: str, package: str, loaded: Any) -> None:
        self.name = name
        self.dist = SimpleNamespace(name=package)
        self._loaded = loaded

    def load(self) -> Any:
        if isinstance(self._loaded, BaseException):
            raise self._loaded
        return self._loaded


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Any:
    def install(*points: Point) -> None:
        monkeypatch.setattr(module.metadata, "entry_points", lambda group: list(points) if group == "sensorium" else [])

    return install


def test_entry_points_are_discovered_and_an_import_error_kills_no_one(installed: Any) -> None:
    installed(
        Point("bad", "acme-bad", ImportError("no module named nope")),
        Point("exits", "acme-exits", SystemExit(3)),
        Point("logo", "acme-logo", plugin(LOGO, model())),
    )
    found = Registry()
    assert found.plugins == ("logo",)
    assert found.package(found.models()[0]) == "acme-logo"
    assert [fault.where for fault in found.quarantined] == ["plugin 'bad', import", "plugin 'exits', import"]
    assert "no module named nope" in str(found.quarantined[0])


def test_nothing_loads_before_it_is_asked_for(installed: Any) -> None:
    installed(Point("bad", "bad", RuntimeError("loaded")))
    found = Registry()
    assert not found._loaded
    assert len(found.quarantined) == 1


def test_allow_and_block_lists(installed: Any) -> None:
    points = [Point(name, f"dist-{name}", plugin(model(TEXT_EMOTION, name))) for name in ("a", "b")]
    installed(*points, Point("builtin", "sensorium", plugin(model(TEXT_EMOTION, "builtin"))))
    assert set(Registry(allow=["dist-a"]).plugins) == {"a", "builtin"}
    assert set(Registry(block=["b", "builtin"]).plugins) == {"a"}


def test_the_built_in_plugin_keeps_a_name_that_another_claims(installed: Any) -> None:
    installed(
        Point("aaa", "aaa", plugin(model(TEXT_EMOTION, "taken"))),
        Point("zzz", "sensorium", plugin(model(TEXT_EMOTION, "taken"))),
    )
    found = Registry()
    assert found.package(found.model("taken")) == "sensorium"
    assert "taken by sensorium" in found.quarantined[0].message


def test_real_entry_points_have_the_group_the_registry_reads() -> None:
    assert metadata.entry_points(group=module.GROUP) is not None


def test_gather_keeps_going_where_a_plugin_raises() -> None:
    good = SimpleNamespace(sensorium_chat_models=lambda: {"tiny": object})
    bad = SimpleNamespace(sensorium_chat_models=lambda: 1 / 0)
    found = registry(bad=bad, good=good)
    assert [list(answer) for answer in found.gather("sensorium_chat_models")] == [["tiny"]]
    assert found.quarantined[0].where == "plugin 'bad', sensorium_chat_models"


def rivals(*cards: dict[str, Any]) -> Registry:
    models = [model(LOGO, f"m{n}", **card) for n, card in enumerate(cards)]
    return registry(acme=plugin(LOGO, *models))


def chosen(found: Registry, wants: Preference) -> str:
    return found.choose(LOGO, wants).card.name


def test_the_profile_decides_first() -> None:
    found = rivals({"profile": "hub"}, {"profile": "embedded"})
    assert chosen(found, Preference("hub")) == "m0"
    assert chosen(found, Preference("embedded")) == "m1"
    assert chosen(found, Preference("auto", devices={"cpu": 1 << 30})) == "m1"


def test_auto_takes_a_hub_model_that_an_accelerator_holds() -> None:
    found = rivals({"profile": "hub", "runs_on": (RunsOn("cuda", bytes=2 << 30), RunsOn("cpu"))}, {})
    assert chosen(found, Preference("auto", devices={"cpu": 1 << 34, "cuda": 8 << 30})) == "m0"
    assert chosen(found, Preference("auto", devices={"cpu": 1 << 34, "cuda": 1 << 30})) == "m1"


def test_auto_takes_a_weaker_embedded_model_before_a_hub_model_that_nothing_holds() -> None:
    found = rivals({"profile": "hub", "runs_on": (RunsOn("cuda"), RunsOn("cpu"))}, {"fallback": "weaker"})
    assert chosen(found, Preference("auto", devices={"cpu": 1 << 34})) == "m1"
    assert chosen(found, Preference("auto", devices={"cpu": 1 << 34, "cuda": 1 << 34})) == "m0"
    assert chosen(found, Preference("hub", devices={"cpu": 1 << 34})) == "m0"


def test_measured_figures_rank_and_error_rates_rank_downwards() -> None:
    assert chosen(rivals({"measured": {"kit/uar": 0.5}}, {"measured": {"kit/uar": 0.7}}), Preference()) == "m1"
    assert chosen(rivals({"measured": {"kit/wer": 0.5}}, {"measured": {"kit/wer": 0.7}}), Preference()) == "m0"


def test_a_figure_that_no_rival_has_is_no_merit() -> None:
    alone = rivals({"measured": {"theirs/uar": 0.7}}, {"measured": {"own/uar": 0.99}})
    assert chosen(alone, Preference()) == "m0"
    assert chosen(rivals({}, {"measured": {"own/uar": 0.99}}), Preference()) == "m0"


def test_what_a_model_costs_says_nothing_of_its_quality() -> None:
    slow = {"measured": {"kit/uar": 0.5, "seconds_per_media_second": 2.0}}
    fast = {"measured": {"kit/uar": 0.7, "seconds_per_media_second": 0.1}}
    assert chosen(rivals(slow, fast), Preference()) == "m1"


def test_a_model_that_is_weaker_in_kind_comes_last() -> None:
    found = rivals({"fallback": "composed from labels", "measured": {"s/x": 1.0}}, {})
    assert chosen(found, Preference()) == "m1"


def test_a_model_whose_modules_are_not_installed_is_not_chosen() -> None:
    lacking = {"profile": "hub", "requires": ("no_such_module",)}
    assert chosen(rivals(lacking, {"profile": "hub", "requires": ("json",)}), Preference("hub")) == "m1"
    with pytest.raises(Refused, match=r"needs no_such_module, not installed here \(pip install 'sensorium\[hub\]'\)"):
        rivals(lacking).choose(LOGO, Preference("hub"))


def test_a_permissive_policy_still_answers_with_a_permissive_model() -> None:
    found = rivals({"licence": "CC-BY-NC-4.0", "measured": {"s/x": 1.0}}, {"fallback": "weaker"})
    assert chosen(found, Preference()) == "m0"
    assert chosen(found, Preference(licences="permissive")) == "m1"


def test_where_nothing_may_answer_every_reason_is_given() -> None:
    sends = Remote(("api.example",), frozenset({"image"}))
    found = rivals(
        {"licence": "CC-BY-NC-4.0"}, {"languages": ("zh",)}, {"runs_on": (RunsOn("remote"),), "remote": sends}
    )
    with pytest.raises(Refused) as refused:
        found.choose(LOGO, Preference(licences="permissive", language="en-GB"))
    for reason in ("m0 its weights are CC-BY-NC-4.0", "m1 does not know the language 'en-GB'", "m2 sends image to api"):
        assert reason in str(refused.value)


def test_a_remote_model_answers_only_once_allowed_and_after_local_ones() -> None:
    sends = {"runs_on": (RunsOn("remote"),), "remote": Remote(("api.example",), frozenset({"image"}))}
    assert chosen(rivals(sends), Preference(remote=frozenset({"api.example"}))) == "m0"
    assert chosen(rivals(sends, {}), Preference(remote=frozenset({"api.example"}))) == "m1"


def test_a_task_nobody_answers_says_so() -> None:
    with pytest.raises(RequestError, match="no model answers"):
        registry().choose("object_tracking")
