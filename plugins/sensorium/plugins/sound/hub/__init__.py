"""Networks of sounds in the hub profile: `ast` knows AudioSet's classes, `clap` takes any description."""

from sensorium.plugins.sound.hub.ast import AstSounds
from sensorium.plugins.sound.hub.clap import ClapSounds

HUB = (AstSounds, ClapSounds)
