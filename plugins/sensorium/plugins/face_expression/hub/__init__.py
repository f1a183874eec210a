"""The network of faces of the hub profile."""

from sensorium.plugins.face_expression.hub.vit import VitExpression

HUB = (VitExpression,)
