"""Networks of sounds in the hub profile: `ast` knows AudioSet's classes, `clap` takes any description, `pe_av` compares
sound with picture (`offsets` tells by how much they are out of step).
"""

from sensorium.plugins.sound.hub.ast import AstSounds
from sensorium.plugins.sound.hub.clap import ClapSounds
from sensorium.plugins.sound.hub.pe_av import PeAv

HUB = (AstSounds, ClapSounds, PeAv)
