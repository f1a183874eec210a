"""The language model on its real weights, here and behind HTTP, reads the founding request as the rules do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fakes.told import fake_registry
from sensorium.agent.chat.choice import Chat, choose
from sensorium.agent.chat.gguf import GgufChat
from sensorium.agent.understand.front import understand
from sensorium.core.chat.weights import QWEN_CODER
from sensorium.core.errors import ModelFailed
from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore

NAME = "Qwen2.5-Coder-1.5B-Instruct"


@pytest.fixture(scope="module")
def loaded() -> Iterator[GgufChat]:
    pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
    settings = Settings.load()
    store = WeightStore.of(settings)
    if not store.has(QWEN_CODER):
        pytest.skip("its weights are not in the store: sensorium models pull qwen/qwen2.5-coder-1.5b-instruct")
    chat = choose("local", settings, store)
    assert chat is not None
    model = chat.model()
    assert isinstance(model, GgufChat)
    yield model
    model.gguf.close()


@pytest.mark.llm
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("by", [NAME, "http"])
@pytest.mark.parametrize("request_", ["find the sad moments where the red car turns", "找出红色汽车转弯时的悲伤片段"])
async def test_the_flagship_request(loaded: GgufChat, by: str, request_: str) -> None:
    """By HTTP it is llama.cpp's own OpenAI-compatible server that answers, on a loopback port."""
    settings = Settings.load()
    if by == "http":
        chat = choose(f"{loaded.gguf.serving().listening_address}/v1", settings, WeightStore.of(settings))
    else:
        chat = Chat(NAME, lambda: loaded)
    assert chat is not None
    understood = await understand(request_, fake_registry(), chat, always=True)
    assert str(understood.query) == 'and(affect("sad"), obj("red car").event("turn"))'
    assert understood.by == chat.name
    assert understood.warnings == ()


def test_a_file_that_is_no_model_is_a_typed_error(tmp_path: object) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
    from pathlib import Path

    file = Path(str(tmp_path)) / "broken.gguf"
    file.write_bytes(b"not a model")
    with pytest.raises(ModelFailed, match="could not open"):
        GgufChat(path=file).invoke("hello")
