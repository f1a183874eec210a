"""Facial expression of every face in sight: `reader` finds faces and their actions, `expression` names the feeling.

Inference from faces is opt-in: nothing here runs unless a request or a setting asks for faces.
"""

from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.plugins.face_expression.hub import HUB
from sensorium.plugins.face_expression.model import FaceExpression


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register the model of facial_expression_recognition."""
    registrar.add(API, FaceExpression, *HUB)
