"""Endpoint: the figures over HTTP for whoever scrapes them, and whether Zusage is alive.

Law: it reads our own state afresh for every request, asks no store and changes nothing. It listens where it is told, on this
machine only if no host is given. `/metrics` is Prometheus text; `/alive` answers 200 while a run reached every target within
the last two intervals, 503 otherwise; everything else is 404.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, HTTPServer

from zusage.app.metrics import is_alive, metrics_text
from zusage.app.session import Session
from zusage.model.errors import UsageError, ZusageError

OpenSession = Callable[[], AbstractContextManager[Session]]
TEXT = "text/plain; version=0.0.4; charset=utf-8"


def read_address(text: str) -> tuple[str, int]:
    """`PORT` or `HOST:PORT`. Raises UsageError ZE77."""
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 <= int(port) < 65536:
        raise UsageError("ZE77", address=text)
    return host.strip("[]") or "127.0.0.1", int(port)


def open_endpoint(address: tuple[str, int], session: OpenSession) -> HTTPServer:
    """A server that is bound but not yet serving. Raises UsageError ZE77."""
    try:
        return HTTPServer(address, _handler(session))
    except OSError as error:
        raise UsageError("ZE77", address=f"{address[0]}:{address[1]}", reason=error.strerror or "") from error


def _handler(session: OpenSession) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version, timeout = "zusage", "", 10

        def do_GET(self) -> None:
            try:
                status, text = self._answer(self.path.partition("?")[0])
            except ZusageError as error:
                status, text = 503, f"{error.code}\n"
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", TEXT)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _answer(self, path: str) -> tuple[int, str]:
            if path == "/metrics":
                with session() as opened:
                    return 200, metrics_text(opened)
            if path == "/alive":
                with session() as opened:
                    return (200, "alive\n") if is_alive(opened) else (503, "no complete run for two intervals, or stopped\n")
            return 404, "/metrics or /alive\n"

        def log_message(self, *_: object) -> None:
            """Who scrapes is nobody's business."""

    return Handler
