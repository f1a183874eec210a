"""Trackers of the hub profile: the detector's sightings linked by the same tracker."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="models of the hub profile need the extra 'hub'")
pytest.importorskip("transformers", reason="models of the hub profile need the extra 'hub'")

from hub.kit import Recipe, answers, build
from hub.media import film
from hub.recipes.tracking import RECIPES
from sensorium.core.errors import RequestError
from sensorium.core.tasks.tracking import TrackingInput
from sensorium.plugins.shots.model import ShotBoundaries
from sensorium.plugins.tracking.hub.models import DFineTracking, RtDetrTracking

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize(("tracking", "recipe"), [*zip((RtDetrTracking, DFineTracking), RECIPES, strict=False)])
def test_what_the_detector_sees_is_followed(tracking: type[RtDetrTracking], recipe: Recipe, tmp_path: Path) -> None:
    weights = build(recipe, tmp_path / "tiny")
    asking = Recipe(tracking, recipe.build, recipe.inputs, recipe.check, beside=(recipe.model, ShotBoundaries))
    cars, dogs = answers(
        asking, weights, [TrackingInput(video=film(tmp_path), phrase=phrase) for phrase in ("car", "dog")]
    )
    assert {track.label for track in cars.tracks} == {"car"}
    assert {moment.evidence[0].model for moment in cars.moments} == {tracking.card.name}
    assert dogs.tracks == ()


def test_a_thing_it_does_not_know_is_refused(tmp_path: Path) -> None:
    recipe = RECIPES[0]
    weights = build(recipe, tmp_path / "tiny")
    asking = Recipe(RtDetrTracking, recipe.build, recipe.inputs, recipe.check, beside=(recipe.model, ShotBoundaries))
    with pytest.raises(RequestError, match="no thing I can see"):
        answers(asking, weights, [TrackingInput(video=film(tmp_path), phrase="excavator")])
