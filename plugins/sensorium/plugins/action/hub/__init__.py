"""Networks of actions in the hub profile.

`torchvision` holds the 3D convolutions, `classifiers` the transformers with classes, `xclip` takes any phrase.
"""

from sensorium.plugins.action.hub.classifiers import (
    VideoMAEActions,
    VideoMAESnippets,
    VJEPA2Actions,
    VJEPA2Snippets,
)
from sensorium.plugins.action.hub.torchvision import (
    MViTActions,
    MViTSnippets,
    R3DActions,
    R3DSnippets,
    S3DActions,
    S3DSnippets,
)
from sensorium.plugins.action.hub.xclip import XClipActions, XClipSnippets

HUB = (
    S3DSnippets, S3DActions, R3DSnippets, R3DActions, MViTSnippets, MViTActions,
    VideoMAESnippets, VideoMAEActions, VJEPA2Snippets, VJEPA2Actions, XClipSnippets, XClipActions,
)  # fmt: skip
