"""Texts made into other texts: translation and summary.

A language model writes them: `local` in this process, `endpoint` behind a URL, both led by `translating` and
`summarising` through a `dialogue`. `extract` quotes where there is none.
"""

from importlib.util import find_spec

from sensorium.core.choosing import ModelClass
from sensorium.core.errors import SensoriumError
from sensorium.core.hookspecs import API, Registrar, hookimpl
from sensorium.core.settings import Settings
from sensorium.plugins.text.endpoint import endpoint_models
from sensorium.plugins.text.extract import Extract
from sensorium.plugins.text.local import LocalSummary, LocalTranslation


@hookimpl
def sensorium_register(registrar: Registrar) -> None:
    """Register what can run here; a translation that cannot still says what it needs."""
    away = _away()
    local = find_spec("xllamacpp") is not None
    writing: tuple[ModelClass, ...] = (
        (LocalTranslation, LocalSummary) if local else (LocalTranslation,) if not away else ()
    )
    registrar.add(API, *writing, *away, Extract)


def _away() -> tuple[ModelClass, ...]:
    """The endpoint's models; none where the settings cannot be read, which others report."""
    try:
        return endpoint_models(Settings.load().llm)
    except SensoriumError:
        return ()
