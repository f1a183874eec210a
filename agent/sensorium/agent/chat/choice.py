"""Which chat model a request may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from sensorium.core.chat.weights import QWEN_CODER
from sensorium.core.debug import show, trace
from sensorium.core.errors import PluginError, RequestError, SensoriumError
from sensorium.core.invalid import raised

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

    from sensorium.core.settings import Settings
    from sensorium.core.weights.store import WeightStore


NONE: Mapping[str, Callable[[], BaseChatModel]] = {}


class Chat(NamedTuple):
    """A chat model by name; `model` opens it."""

    name: str
    model: Callable[[], BaseChatModel]


def choose(
    wanted: str, settings: Settings, store: WeightStore, offers: Mapping[str, Callable[[], BaseChatModel]] = NONE
) -> Chat | None:
    """The model for ``--llm``: ``none``, ``endpoint`` or a URL, ``local``, ``auto`` (what is at hand, or none).

    Or the name of one that a plugin `offers`.
    """
    if wanted == "none":
        return None
    if wanted.startswith(("http://", "https://")):
        return _endpoint(wanted, settings)
    if wanted == "endpoint":
        if not settings.llm.url:
            raise RequestError("no endpoint is set", where="--llm", fix="set llm.url, or pass the URL itself")
        return _endpoint(settings.llm.url, settings)
    if wanted == "local":
        return _local(settings, store)
    if wanted == "auto":
        if settings.llm.url and not settings.offline:
            return _endpoint(settings.llm.url, settings)
        ready = find_spec("xllamacpp") is not None and store.has(QWEN_CODER)
        return _local(settings, store) if ready else None
    if wanted in offers:
        return _offered(wanted, offers[wanted])
    names = ", ".join(["none", "auto", "local", "endpoint", *sorted(offers)])
    raise RequestError(f"unknown choice {wanted!r}", where="--llm", fix=f"{names}, or a URL")


def _offered(name: str, make: Callable[[], BaseChatModel]) -> Chat:
    def opened() -> BaseChatModel:
        from langchain_core.language_models.chat_models import BaseChatModel

        where = f"chat model {name!r}"
        try:
            made: object = make()
        except SensoriumError:
            raise
        except Exception as error:
            show(trace(error))
            raise PluginError(f"raised {raised(error)}", where=where) from error
        if not isinstance(made, BaseChatModel):
            raise PluginError(f"its plugin made {made!r}", where=where, fix="make a langchain-core BaseChatModel")
        return made

    return Chat(name, opened)


def _endpoint(url: str, settings: Settings) -> Chat:
    def opened() -> BaseChatModel:
        from sensorium.agent.chat.http import HttpChat

        key = settings.llm.key if settings.llm.key.get_secret_value() else None
        return HttpChat(url=url, model=settings.llm.model or "default", key=key, timeout=settings.llm.timeout)

    return Chat(settings.llm.model or url, opened)


def _local(settings: Settings, store: WeightStore) -> Chat:
    def opened() -> BaseChatModel:
        from sensorium.agent.chat.gguf import GgufChat

        return GgufChat(path=store.path(QWEN_CODER), threads=settings.threads)

    return Chat("Qwen2.5-Coder-1.5B-Instruct", opened)
