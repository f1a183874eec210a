"""The language model in this process, on its real weights: it reads the founding request as the rules do."""

from __future__ import annotations

import pytest

from fakes.told import fake_registry
from sensorium.agent.chat.choice import choose
from sensorium.agent.chat.gguf import GgufChat
from sensorium.agent.chat.weights import QWEN_CODER
from sensorium.agent.understand.front import understand
from sensorium.core.errors import ModelFailed
from sensorium.core.settings import Settings
from sensorium.core.weights.store import WeightStore


@pytest.mark.llm
@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_flagship_request() -> None:
    pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
    settings = Settings.load()
    store = WeightStore.of(settings)
    if not store.has(QWEN_CODER):
        pytest.skip("its weights are not in the store: sensorium models pull qwen/qwen2.5-coder-1.5b-instruct")
    chat = choose("local", settings, store)
    understood = await understand("find the sad moments where the red car turns", fake_registry(), chat, always=True)
    assert str(understood.query) == 'and(affect("sad"), obj("red car").event("turn"))'
    assert understood.by == "Qwen2.5-Coder-1.5B-Instruct"


def test_a_file_that_is_no_model_is_a_typed_error(tmp_path: object) -> None:
    pytest.importorskip("xllamacpp", reason="the extra llm is not installed")
    from pathlib import Path

    file = Path(str(tmp_path)) / "broken.gguf"
    file.write_bytes(b"not a model")
    with pytest.raises(ModelFailed, match="could not open"):
        GgufChat(path=file).invoke("hello")
