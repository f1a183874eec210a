"""What may be asked for by name."""

from __future__ import annotations

from sensorium.plugins.grounding.model import Grounding
from sensorium.plugins.grounding.vocabulary import labels_of
from sensorium.plugins.tracking.model import Tracking


def test_the_cards_name_all_that_can_be_asked_for():
    assert Grounding.card.vocabulary == Tracking.card.vocabulary
    nouns = Grounding.card.vocabulary or ()
    assert {"car", "van", "lorry", "vehicle", "animal", "men"} <= set(nouns)
    assert all(labels_of(noun) for noun in nouns)
