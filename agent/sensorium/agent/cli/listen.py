"""``sensorium listen``: words as they are spoken, of a file or of raw sound on standard input."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from sensorium.agent.cli.session import console, settings_with, watching
from sensorium.core.errors import BadInput

if TYPE_CHECKING:
    from sensorium.agent.listening import Samples, Words

STDIN = "-"
LINE = 80
ENDS = (".", "!", "?", "。", "！", "？")


class ListenOptions(NamedTuple):
    """The options of the command."""

    translate: str = ""
    live: bool = False
    json: bool = False
    offline: bool = False


def listen_command(source: str, options: ListenOptions) -> int:
    """Listen until the sound ends; the exit status: 3 where nobody spoke."""
    with watching(quiet=options.json) as watcher:
        shown = shower(options.json)
        heard = asyncio.run(_listen(source, options, shown, watcher))
    return 0 if heard else 3


async def _listen(source: str, options: ListenOptions, shown: Shower, watcher: Any) -> bool:
    from sensorium.agent.agent import Agent

    sound = _sound(source, options)
    live = options.live or source == STDIN
    heard = False
    async with Agent(settings_with(offline=options.offline), fetched=watcher.fetched) as agent:
        try:
            async with aclosing(agent.listen(sound, to=options.translate, join=live)) as steps:
                async for words in steps:
                    heard = heard or bool(words.committed)
                    shown.show(words)
        finally:
            shown.end()
    return heard


def _sound(source: str, options: ListenOptions) -> AsyncIterator[Samples]:
    from sensorium.agent.listening import file_sound, raw_sound
    from sensorium.core.media import open_media

    if source != STDIN:
        return file_sound(open_media(source), paced=options.live)
    if sys.stdin.isatty():
        raise BadInput(
            "nothing is piped in",
            where="listen -",
            fix="pipe raw sound in: arecord -t raw -f S16_LE -r 16000 -c 1 | sensorium listen -",
        )
    return raw_sound(sys.stdin.buffer)


class Shower(Protocol):
    """Shows words as they come."""

    def show(self, words: Words) -> None: ...

    def end(self) -> None: ...


def shower(json: bool) -> Shower:
    """JSON lines, a moving line on a terminal, or a plain line for every step that brought words."""
    if json:
        return _Json()
    out = console()
    return _Terminal(out) if out.is_terminal else _Plain()


class _Json:
    def show(self, words: Words) -> None:
        sys.stdout.write(words.model_dump_json() + "\n")
        sys.stdout.flush()

    def end(self) -> None:
        pass


class _Plain:
    def show(self, words: Words) -> None:
        if words.committed:
            sys.stdout.write(f"{words.time:8.1f} s  +{words.latency:.1f} s  {words.committed}\n")
            sys.stdout.flush()

    def end(self) -> None:
        pass


class _Terminal:
    """The line that is being spoken, its tail dimmed; a full line moves up and stays."""

    def __init__(self, out: Any) -> None:
        from rich.live import Live

        self._out = out
        self._line = ""
        self._live = Live(console=out, auto_refresh=False)
        self._live.start()

    def show(self, words: Words) -> None:
        from rich.text import Text

        from sensorium.agent.listening import joined

        self._line = joined([piece for piece in (self._line, words.committed) if piece], words.language)
        if len(self._line) >= LINE or (self._line.endswith(ENDS) and not words.tail):
            self._keep()
        shown = Text(self._line)
        shown.append(" " + words.tail if self._line and words.tail else words.tail, style="dim")
        shown.append(f"  [{words.time:.0f} s, {words.latency:.1f} s behind]", style="dim italic")
        self._live.update(shown, refresh=True)

    def end(self) -> None:
        self._keep()
        self._live.update("", refresh=True)
        self._live.stop()

    def _keep(self) -> None:
        from rich.text import Text

        if self._line:
            self._live.update("")
            self._live.console.print(Text(self._line))
        self._line = ""
