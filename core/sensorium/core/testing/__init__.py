"""A kit for plugin authors: try a model in one line, check a plugin against the contract, test without discovery.

    output = run_model(LogoNet, LogoInput(video=open_media("clip.mp4"), brand="red"), weights=folder)
    check_plugin("acme_logo", tries={"acme/logonet": LogoInput(video=...)}, weights=folder)

Models that ask others find them in ``beside=[Other]``. Whether people's words reach a plugin is
`sensorium.agent.testing`'s to say.

`media` makes synthetic films and sounds whose truth is known, `pretend` windows without any file; `fixtures` is a
pytest plugin, named in ``pytest_plugins``.
"""

from sensorium.core.testing.check import check_plugin
from sensorium.core.testing.running import FolderWeights, host_of, isolated_registry, run_model

__all__ = ["FolderWeights", "check_plugin", "host_of", "isolated_registry", "run_model"]
