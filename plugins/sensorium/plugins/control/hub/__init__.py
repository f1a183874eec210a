"""Policies of the hub profile: `talking` reasons in words (`spoken` reads them), `pi0` denoises a robot's next steps
(`robot` says what they mean), `fused` is a Transformer of one's own (`fusion` makes it).
"""

from sensorium.plugins.control.hub.fused import FusionPolicy
from sensorium.plugins.control.hub.pi0 import Pi0
from sensorium.plugins.control.hub.talking import QwenPolicy, SmolPolicy

HUB = (SmolPolicy, QwenPolicy, Pi0, FusionPolicy)
