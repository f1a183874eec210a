"""The script of a film: what is seen and said, scene by scene, written as Markdown or plain text.

    # The lighthouse                      the film's title: an opening card
    ## Morning                            a scene, and a chapter of the film
    ![The lighthouse at dawn](dawn.jpg)   a picture, until the next picture or scene
    [zoom in] Every day begins the same.  directions in brackets; all else is narration

`marks` is what the parsed script is, `directions` the words in brackets, `lines` tells a heading from a paragraph,
`parse` makes scenes of them. The format stands in core because whoever opens a script's pictures and whoever films it
must read it alike.
"""

from sensorium.core.script.marks import Look, Place, Said, Scene, Script, Shot
from sensorium.core.script.parse import parse_script, pictures_named

__all__ = ["Look", "Place", "Said", "Scene", "Script", "Shot", "parse_script", "pictures_named"]
