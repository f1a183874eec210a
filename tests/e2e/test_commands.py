"""Every command, its JSON and its exit status, as scripts rely on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from driving.films import broken, flashing
from driving.program import Program

ANSWER = {
    "schema_version", "request", "query", "goal", "answer", "result", "moments", "near_misses", "coverage", "artifacts",
    "plan", "warnings", "timing", "error",
}  # fmt: skip


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return broken(tmp_path_factory.mktemp("media"))


def test_tasks(sensorium: Program) -> None:
    told = sensorium("tasks", "--json")
    assert told.status == 0
    tasks = {task["name"]: task for task in told.json}
    assert {"object_tracking", "track_events", "speech_recognition", "multimodal_affect"} <= set(tasks)
    assert tasks["track_events"]["answers"] == ['obj("...").event("...")']
    assert tasks["voice_activity_detection"]["answers"] == ["silence()", "speaks()"]
    assert tasks["shot_boundary_detection"]["answers"] == ['call("shot_boundary_detection")']
    for task in tasks.values():
        assert {"name", "description", "input", "output", "models"} <= set(task)
        assert task["description"]
        for model in task["models"]:
            assert {"name", "profile", "licence", "state", "fallback", "note"} <= set(model)
            assert model["licence"]


def test_models(sensorium: Program, bare: Program) -> None:
    rows = sensorium("models", "list", "--json").json
    assert {row["state"] for row in bare("models", "list", "--json").json} <= {
        "missing",
        "none needed",
        "shipped",
        "unpinned",
    }
    assert {"model", "profile", "licence", "state", "missing"} <= set(rows[0])


def test_doctor_finds_everything_the_built_in_needs(sensorium: Program) -> None:
    told = sensorium("doctor", "--json")
    findings = told.json
    assert told.status == int(any(finding["state"] == "bad" for finding in findings))
    assert {"python", "devices", "disk"} <= {finding["what"] for finding in findings}
    assert not [finding for finding in findings if finding["what"] == "plugin"], "nothing built in is in quarantine"


def test_plugins(sensorium: Program) -> None:
    told = sensorium("plugins", "--json").json
    assert set(told) == {"plugins", "quarantined"}
    assert {"grounding", "tracking", "speech", "affect"} <= set(told["plugins"])


def test_a_plan_of_the_flagship(sensorium: Program) -> None:
    told = sensorium("plan", "find the sad moments where the red car turns", "--json", "--llm", "none")
    assert told.status == 0
    plan = told.json
    assert plan["query"] == 'and(affect("sad"), obj("red car").event("turn"))'
    assert {"object_tracking", "track_events", "multimodal_affect"} == {step["task"] for step in plan["steps"]}
    answers = {step["task"]: step["answers"] for step in plan["steps"]}
    assert answers["track_events"] == ['obj("...").event("...")']
    assert answers["multimodal_affect"] == ['affect("...")']
    tracking = next(step for step in plan["steps"] if step["task"] == "object_tracking")
    assert tracking["live"], "the costly step runs only where the mood is sad"


def test_a_batch_of_plans(sensorium: Program, tmp_path: Path) -> None:
    lines = [
        {"id": 1, "request": "find the sad moments where the red car turns", "input": ["video"]},
        {"id": "b", "request": "找出红色汽车转弯时的悲伤片段", "input": ["video"]},
        {"id": 3, "request": "what is the capital of France", "input": ["video"]},
        {"id": 4, "request": "find the red car", "input": ["audio"]},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    told = sensorium("plan", "--batch", batch, "--llm", "none")
    assert told.status == 0
    answers = [json.loads(line) for line in told.out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, "b", 3, 4]
    assert answers[0]["query"] == answers[1]["query"] == 'and(affect("sad"), obj("red car").event("turn"))'
    assert answers[0]["tasks"] == sorted(answers[0]["tasks"]) == answers[1]["tasks"]
    assert (answers[2]["query"], answers[2]["tasks"]) == (None, [])
    assert answers[3]["tasks"] == []
    assert answers[3]["error"]["code"] == "request"


def test_a_bad_line_of_a_batch_is_located(sensorium: Program, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = (
        '{"id": 1, "request": "find the car"}',
        "not json",
        '{"id": 3, "input": []}',
        "[]",
        '{"id": 5, "request": "狗"}',
    )
    batch.write_text("\n".join(lines), encoding="utf-8")
    told = sensorium("plan", "--batch", batch, "--llm", "none")
    assert told.status == 2
    assert f"{batch}:2" in told.err
    answers = [json.loads(line) for line in told.out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 3, None, 5]
    assert [answer["query"] for answer in answers] == ['obj("car")', None, None, None, 'obj("dog")']
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, *["bad_input"] * 3, None]


@pytest.mark.weights
def test_an_answer_has_its_shape_whatever_the_outcome(sensorium: Program, files: Mapping[str, Path]) -> None:
    for request, file, status in (
        ("when is it silent", "no sound", 2),
        ("find the car", "missing", 2),
        ("find the dog", "no sound", 3),
        ("how many dogs are there", "no sound", 3),
    ):
        told = sensorium("ask", request, files[file], "--json", "--llm", "none", "--offline")
        if told.status == 1 and told.json["error"]["code"] == "weights":
            pytest.skip(told.json["error"]["where"] + " is not in the weight store: run `sensorium models pull`")
        assert told.status == status, (request, told.out, told.err)
        assert set(told.json) >= ANSWER
        assert not told.err


def test_time_alone_needs_no_model(sensorium: Program, tmp_path: Path) -> None:
    film = flashing(tmp_path / "film.mp4")
    trace, report = tmp_path / "trace.jsonl", tmp_path / "report.html"
    words = ("ask", "time(-3, -1)", film, "--json", "--offline", "--llm", "none", "--trace", trace, "--report", report)
    told = sensorium(*words)
    assert told.status == 0, told.err
    assert [(row["start"], row["end"]) for row in told.json["moments"]] == [(5.0, 7.0)]
    assert told.json["artifacts"][0]["path"] == str(report)
    assert "data:image/jpeg" in report.read_text(encoding="utf-8")
    assert all(json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines())


def test_people_read_tables(sensorium: Program) -> None:
    for words in (("tasks",), ("models", "list"), ("plugins",), ("plan", "find the red car", "--llm", "none")):
        told = sensorium(*words)
        assert told.status == 0, told.err
        assert len(told.out.splitlines()) > 1
        assert not told.err
