"""The models of both tasks: bad input, the endpoint, and real text through the real networks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from sensorium.core.chat.weights import QWEN_CODER
from sensorium.core.errors import BadInput, ModelFailed, Refused, RetryLater
from sensorium.core.settings import Llm, Settings
from sensorium.core.tasks.text import SummarizeInput, TranslateInput
from sensorium.core.testing import run_model
from sensorium.core.weights import WeightFile
from sensorium.core.weights.store import WeightStore
from sensorium.plugins.text.endpoint import endpoint_models
from sensorium.plugins.text.extract import Extract
from sensorium.plugins.text.local import LocalTranslation
from sensorium.plugins.text_emotion.weights import MINILM

BRIDGE = (
    "The city council met to discuss the new bridge over the river. The bridge will cost forty million dollars. "
    "The mayor said that the old bridge was no longer safe for lorries. The council voted in favour of the new bridge. "
    "Tea and biscuits were served."
)


def weights(*files: WeightFile) -> Path:
    store = WeightStore.of(Settings.load())
    if missing := store.missing(files):
        pytest.skip(f"weights not in the store: {', '.join(file.name for file in missing)}")
    return store.folder(files)


@pytest.mark.weights
def test_english_is_quoted_by_meaning() -> None:
    told = run_model(Extract, SummarizeInput(text=BRIDGE, sentences=2), weights=weights(*MINILM)).text
    assert all(sentence in BRIDGE for sentence in told.split(". "))
    assert "bridge" in told
    assert "biscuits" not in told


@pytest.mark.weights
def test_chinese_is_quoted_and_a_longer_text_too() -> None:
    folder = weights(*MINILM)
    chinese = "议会讨论了河上的新桥。这座新桥很贵。市长说旧桥不安全。会后供应了茶。"
    told = run_model(Extract, SummarizeInput(text=chinese, sentences=1), weights=folder).text
    assert told in chinese
    assert told.endswith("。")
    long = run_model(Extract, SummarizeInput(text=chinese * 2000, sentences=3), weights=folder).text
    assert len(long) < 100


@pytest.mark.weights
@pytest.mark.parametrize(("text", "language"), [("  \n ", ""), (BRIDGE, "zh"), ("今天很好。", "en")])
def test_what_cannot_be_quoted_is_told(text: str, language: str) -> None:
    with pytest.raises(BadInput):
        run_model(Extract, SummarizeInput(text=text, language=language), weights=weights(*MINILM))


class Replying(BaseHTTPRequestHandler):
    """Upper-cases the message; the key decides what goes wrong."""

    asked: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append(body)
        status = {"Bearer slow": 429, "Bearer broken": 500}.get(self.headers.get("authorization", ""), 200)
        text = body["messages"][-1]["content"].split("“", 1)[-1].removesuffix("”").upper()
        reply = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *args: Any) -> None: ...


@pytest.fixture
def url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Replying)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_endpoint_no_models() -> None:
    assert endpoint_models(Llm()) == ()


def test_the_endpoint_is_asked_only_where_it_is_allowed(url: str) -> None:
    translation, summary = endpoint_models(Llm(url=url, model="tiny"))
    given = TranslateInput(text="one. two.", to="fr")
    assert run_model(translation, given, allow_remote=("127.0.0.1",)).text == "ONE. TWO."
    assert Replying.asked[-1]["model"] == "tiny"
    told = run_model(summary, SummarizeInput(text="one. two."), allow_remote=("127.0.0.1",)).text
    assert "ONE" in told
    with pytest.raises(Refused, match=r"127\.0\.0\.1"):
        run_model(translation, given)


@pytest.mark.parametrize(("key", "error"), [("slow", RetryLater), ("broken", ModelFailed)])
def test_an_endpoint_that_fails_is_told(url: str, key: str, error: type[Exception]) -> None:
    translation, _ = endpoint_models(Llm.model_validate({"url": url, "key": key}))
    with pytest.raises(error):
        run_model(translation, TranslateInput(text="one", to="fr"), allow_remote=("127.0.0.1",))


@pytest.mark.llm
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_local_model_translates_both_ways() -> None:
    pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
    folder = weights(QWEN_CODER)
    english = run_model(
        LocalTranslation, TranslateInput(text="早上好，今天的天气非常好。", to="en"), weights=folder
    ).text
    assert "good morning" in english.lower()
    assert "weather" in english
    chinese = run_model(LocalTranslation, TranslateInput(text="The red car stopped.", to="zh"), weights=folder).text
    assert "红" in chinese
    assert "车" in chinese
