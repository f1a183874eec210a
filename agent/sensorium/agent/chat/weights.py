"""The language model that runs in this process, as a card."""

from __future__ import annotations

from sensorium.core.card import Card, RunsOn
from sensorium.core.chat.weights import QWEN_CODER

CHAT_CARDS = (
    Card(
        name="qwen/qwen2.5-coder-1.5b-instruct",
        version="q4_k_m",
        licence="Apache-2.0",
        runs_on=(RunsOn("cpu", "int8", bytes=1 << 31),),
        weights=(QWEN_CODER,),
        languages=("en", "zh"),
        profile="hub",
        note="reads requests in this process; needs the extra llm",
    ),
)
