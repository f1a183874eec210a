"""An OpenAI-compatible endpoint on a loopback port, and a chat model that says what it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

FLAGSHIP = json.dumps(
    {
        "clauses": [
            {"kind": "affect", "what": "sad", "absent": False},
            {"kind": "obj", "what": "red car", "event": "turn", "absent": False},
        ],
        "relation": "and",
        "select": "all",
    }
)


def completion(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def endpoint(*replies: tuple[int, bytes]) -> Iterator[tuple[str, list[Any]]]:
    """Its base URL and the bodies it was sent; replies are given in turn, the last one for ever."""
    bodies: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, body = replies[min(len(bodies), len(replies)) - 1]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", bodies
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class TellingChat(BaseChatModel):
    """Gives its replies in turn and remembers what it was asked."""

    replies: Sequence[str]
    asked: list[list[BaseMessage]] = Field(default=[])

    @property
    def _llm_type(self) -> str:
        return "telling"

    def _generate(self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **_: Any) -> ChatResult:
        self.asked.append(messages)
        text = self.replies[min(len(self.asked), len(self.replies)) - 1]
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])
