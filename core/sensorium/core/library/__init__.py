"""Libraries: what many files hold, kept on disk to be searched.

`sources` finds files, `indexing` asks tasks what is in them, `adding` runs over all of them, `table` keeps the rows in
LanceDB, `search` ranks them; `folder` knows where libraries lie. LanceDB is imported when a library is opened.
"""

from sensorium.core.library.adding import Added, Adding, forget
from sensorium.core.library.folder import DEFAULT, existing, folder_of, names
from sensorium.core.library.indexing import NEEDED, OPTIONAL, Indexer
from sensorium.core.library.rows import Indexed, Place, Row
from sensorium.core.library.search import find
from sensorium.core.library.sources import Sources, sources
from sensorium.core.library.table import Library, LibraryError, delete

__all__ = [
    "DEFAULT",
    "NEEDED",
    "OPTIONAL",
    "Added",
    "Adding",
    "Indexed",
    "Indexer",
    "Library",
    "LibraryError",
    "Place",
    "Row",
    "Sources",
    "delete",
    "existing",
    "find",
    "folder_of",
    "forget",
    "names",
    "sources",
]
