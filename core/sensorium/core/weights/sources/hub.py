"""Files of a model hub, over its plain HTTP addresses, so that no client library is needed.

HF_ENDPOINT names another hub or mirror, HF_TOKEN unlocks gated models, HF_HUB_OFFLINE=1 forbids the hub.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from sensorium.core.weights.download import download
from sensorium.core.weights.fetch import Fetched, SourceFailed, Wanted
from sensorium.core.weights.file import HubFile

ENDPOINT = "https://huggingface.co"
COMMIT_HEADER = "X-Repo-Commit"


def fetch(source: HubFile, wanted: Wanted) -> Fetched:
    """Download the file at the declared, else the locked, else the newest revision, and report which it was."""
    if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
        raise SourceFailed("HF_HUB_OFFLINE forbids the hub")
    revision = source.revision or wanted.revision
    endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or ENDPOINT
    url = f"{endpoint}/{source.repo}/resolve/{revision or 'main'}/{quote(source.path)}"
    into = wanted.folder / "file"
    headers = download(url, into, wanted, _authorisation())
    return Fetched(into, revision or (headers.get(COMMIT_HEADER) if headers else None))


def _authorisation() -> dict[str, str]:
    token = os.environ.get("HF_TOKEN") or os.environ.get("HUGGING_FACE_HUB_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}
