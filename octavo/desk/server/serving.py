"""The server of the preview: its routes, on this machine alone.

No path of a request is ever looked up on the disk: what can be had is named here, or is a member
of the EPUB in memory. All of the book is served with a policy by which nothing in it can run.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote

import orjson

from octavo.desk.server import editor
from octavo.desk.server.door import LOOPBACK, Door
from octavo.desk.server.preview import Preview, summary

ASSETS = Path(__file__).parent / "assets"
OWN = {
    "": ("preview.html", "text/html; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
    "preview.js": ("preview.js", "text/javascript; charset=utf-8"),
    "frames.js": ("frames.js", "text/javascript; charset=utf-8"),
}
"""The preview's own files by their paths."""

OWN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
BOOK_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; script-src 'none'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""What a page of the book may do: be looked at, with its styles, pictures and fonts."""

TICKET = "once-"
"""How the path of an address begins that leads to the page once."""

PULSE = 10.0
"""Seconds after which a browser that waits hears that the server is still there."""

SLOWEST = 30.0
"""Seconds in which a request must have been made."""

Query: TypeAlias = dict[str, str]


class Answer(tuple[bytes, str, str]):
    """What is sent: the content, its type, and the policy for it."""

    __slots__ = ()


class Routes:
    """What a path of the preview gives."""

    def __init__(self, preview: Preview, command: list[str]) -> None:
        """Take what is shown, and the command that opens an editor, which may be empty."""
        self.preview, self.command = preview, command

    def get(self, path: str, query: Query) -> Answer | None:
        """Return the answer to a path without the token; None where there is nothing."""
        if path in OWN:
            name, kind = OWN[path]
            return Answer(((ASSETS / name).read_bytes(), kind, OWN_POLICY))
        first, _, rest = path.partition("/")
        route: Callable[[str, Query], Answer | None] | None = {
            "web": self._web,
            "site": self._site,
            "epub": self._epub,
            "page": self._page,
            "findings": self._findings,
            "place": self._place,
            "at": self._at,
        }.get(first)
        return route(rest, query) if route else None

    def open(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Open the editor at a place; return what became of it."""
        name, line = asked.get("file"), asked.get("line")
        path = self.preview.source_file(name) if isinstance(name, str) else None
        if path is None or not isinstance(line, int) or line < 0:
            return {"opened": False, "words": "This is no file of the book."}
        if not self.command:
            return {
                "opened": False,
                "words": "No editor is set: octavo watch --editor 'code -g {file}:{line}'.",
            }
        fault = editor.open_at(self.command, path, max(line, 1))
        return {"opened": not fault, "words": fault}

    def _web(self, rest: str, _: Query) -> Answer | None:
        editions = self.preview.shown.editions
        if rest or editions.web is None:
            return None
        return Answer((editions.page, "text/html; charset=utf-8", BOOK_POLICY))

    def _site(self, rest: str, _: Query) -> Answer | None:
        picture = self.preview.shown.editions.picture(unquote(rest))
        return Answer((*picture, BOOK_POLICY)) if picture else None

    def _epub(self, rest: str, _: Query) -> Answer | None:
        member = self.preview.shown.editions.member(unquote(rest))
        return Answer((*member, BOOK_POLICY)) if member else None

    def _page(self, rest: str, query: Query) -> Answer | None:
        pages, number = self.preview.shown.editions.pages, _number(rest)
        self.preview.is_leafed = True
        if pages is None or not 1 <= number <= pages.count:
            return None
        return Answer(
            (pages.png(number, _number(query.get("width", "")) or 800), "image/png", BOOK_POLICY)
        )

    def _findings(self, rest: str, _: Query) -> Answer | None:
        return None if rest else _plain(list(self.preview.shown.findings))

    def _place(self, _: str, query: Query) -> Answer | None:
        """Where a place of the source stands: the page of the EPUB and of the PDF."""
        editions = self.preview.shown.editions
        spot = self.preview.spot(query.get("file", ""), _number(query.get("line", "")))
        page = editions.sheet_of(spot)
        box = editions.pages.box_of(page, spot.letters) if editions.pages and spot else None
        return _plain(
            {"epub": editions.leaf_of(spot), "page": page, "box": list(box) if box else None}
        )

    def _at(self, rest: str, query: Query) -> Answer | None:
        """What place of the source stands at a point of a page of the PDF."""
        editions, number = self.preview.shown.editions, _number(rest)
        if editions.pages is None or not 1 <= number <= editions.pages.count:
            return None
        try:
            point = float(query.get("x", "")), float(query.get("y", ""))
        except ValueError:
            return None
        spot = editions.places.around(*editions.pages.letters_at(number, *point))
        return _plain({"file": spot.file, "line": spot.line} if spot else {})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _plain(data: Any) -> Answer:
    return Answer((orjson.dumps(data), "application/json", OWN_POLICY))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, port: int, routes: Routes) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.door = Door(self.server_address[1])
        self.routes = routes
        self.tickets: set[str] = set()
        """The paths that lead to the page, each of them once."""

    def ticket(self) -> str:
        """Return an address that leads to the page once.

        Others on this machine may see with what a browser was started, and come too late.
        """
        ticket = f"/{TICKET}{secrets.token_urlsafe(24)}"
        self.tickets.add(ticket)
        return f"http://{LOOPBACK}:{self.door.port}{ticket}"

    def is_admitted(self, path: str) -> bool:
        """Whether a path is a ticket; it is used up."""
        is_known = path in self.tickets
        self.tickets.discard(path)
        return is_known

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that has gone; anything else is a fault of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "octavo", ""
    timeout = SLOWEST

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - a name of the library
        """Keep the terminal for what concerns the book."""

    def do_GET(self) -> None:
        """Answer a request for a page, or keep the connection for what comes."""
        if self._is_refused() or self._is_led_on():
            return
        path = self.server.door.within(self.path)
        if path == "events":
            self._events()
            return
        words = parse_qs(self.path.partition("?")[2])
        answer = self.server.routes.get(path, {key: values[-1] for key, values in words.items()})
        if answer is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(*answer)

    def do_POST(self) -> None:
        """Do what is asked for: the one thing that can be is to open the editor."""
        if self._is_refused():
            return
        data = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            asked = orjson.loads(data)
        except orjson.JSONDecodeError:
            asked = None
        if self.server.door.within(self.path) != "open" or not isinstance(asked, dict):
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._send(*_plain(self.server.routes.open(asked)))

    def do_HEAD(self) -> None:
        """Refuse: a browser shows the preview with GET."""
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_HEAD  # noqa: N815 - names of the library

    def _is_led_on(self) -> bool:
        """Lead one who comes with a ticket to the page."""
        if not self.path.startswith(f"/{TICKET}"):
            return False
        if not self.server.is_admitted(self.path):
            self._refuse(HTTPStatus.FORBIDDEN)
            return True
        self._head(HTTPStatus.SEE_OTHER, "text/plain; charset=utf-8", OWN_POLICY)
        self.send_header("Location", self.server.door.address)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return True

    def _is_refused(self) -> bool:
        headers = dict(self.headers.items())
        is_ticket = self.path.startswith(f"/{TICKET}")
        path = f"/{self.server.door.token}/" if is_ticket else self.path
        status = self.server.door.refuses(self.command, path, headers)
        if status:
            self._refuse(status)
        return status is not None

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._head(status, "text/plain; charset=utf-8", OWN_POLICY)
        data = b"" if self.command == "HEAD" else status.phrase.encode()
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def _send(self, data: bytes, kind: str, policy: str) -> None:
        self._head(HTTPStatus.OK, kind, policy)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, policy: str) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)

    def _events(self) -> None:
        """Tell a browser of each change as it comes, until it goes."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream", OWN_POLICY)
        self.end_headers()
        turn: int = -1
        with suppress(OSError):
            while True:
                shown = self.server.routes.preview.wait(turn, PULSE)
                if shown is None:
                    return
                data = b": still here\n\n"
                if shown.turn != turn:
                    message = summary(shown) | {"editor": bool(self.server.routes.command)}
                    data = b"data: " + orjson.dumps(message) + b"\n\n"
                turn = shown.turn
                self.wfile.write(data)


@dataclass(frozen=True, slots=True)
class Served:
    """Where the preview is: the `address` of its page, and one that leads there `once`."""

    address: str
    once: str


@contextmanager
def served(preview: Preview, command: list[str], port: int = 0) -> Iterator[Served]:
    """Serve the preview while this lasts; yield where it is.

    `port` 0 is any that is free. Raises OSError where the port is taken.
    """
    server = _Server(port, Routes(preview, command))
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield Served(server.door.address, server.ticket())
    finally:
        preview.close()
        server.shutdown()
        server.server_close()
