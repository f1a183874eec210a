"""What the user's settings forbid before anything loads: licences, remote hosts, facial expression."""

from __future__ import annotations

from sensorium.core.choosing import ModelClass
from sensorium.core.errors import Refused
from sensorium.core.host.context import RunContext
from sensorium.core.host.remote import require_allowed
from sensorium.core.settings import Settings


def require(kind: ModelClass, context: RunContext, settings: Settings) -> None:
    """Raise Refused where `kind` may not run for this request."""
    card = kind.card
    if settings.licences == "permissive" and not card.permissive:
        raise Refused(
            f"its weights are {card.licence} and the policy is permissive",
            where=card.name,
            fix="choose a permissive model, or SENSORIUM_LICENCES=research where your use allows it",
        )
    require_allowed(card, settings)
    faces = any(answer.atom == "face" for answer in kind.task.answers)
    if faces and not (context.allow_faces or settings.faces):
        raise Refused(
            "facial expression is told only to those who ask for it",
            where=kind.task.name,
            fix='name the face in the request ("looks sad"), or set SENSORIUM_FACES=1',
        )


def notice(kind: ModelClass) -> str | None:
    """One line about weights that not everybody may use for everything."""
    card = kind.card
    return None if card.permissive else f"{card.name}: its weights are {card.licence}, not for every use"
