"""The door of the preview: who may come in.

Any page that a browser has open can send requests to this machine, and any name can be made to
lead to it. So each request must bear the token in its path, be meant for this server by its Host,
and come from its own page or from nobody's (Origin, Sec-Fetch-Site). Where something is to be done,
it must be a POST from this page and of JSON, which no other page can send without being asked for.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")
"""How a browser on this machine may call this machine."""

FOREIGN = ("cross-site", "same-site")
"""Values of Sec-Fetch-Site for a request that a page of another origin makes."""

MOST = 4096
"""The most bytes of a request that asks for something to be done."""


@dataclass(frozen=True, slots=True)
class Door:
    """The door of a server on a port of this machine, with a token that is made anew each time."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def address(self) -> str:
        """Return the address of the page, with the token."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    def refuses(self, method: str, path: str, headers: Mapping[str, str]) -> HTTPStatus | None:
        """Return the status with which a request is refused; None where it may come in."""
        if headers.get("Host", "") not in [f"{name}:{self.port}" for name in NAMES]:
            return HTTPStatus.MISDIRECTED_REQUEST
        if not self._is_own(headers):
            return HTTPStatus.FORBIDDEN
        token = path.split("/")[1] if path.startswith("/") else ""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return HTTPStatus.FORBIDDEN
        if method == "POST":
            return self._refuses_post(headers)
        return None if method == "GET" else HTTPStatus.METHOD_NOT_ALLOWED

    def within(self, path: str) -> str:
        """Return a path without the token: "" for the page itself."""
        return path.partition("?")[0].split("/", 2)[2] if path.count("/") > 1 else ""

    def _is_own(self, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from a page of this server, or from none."""
        origin = headers.get("Origin")
        if headers.get("Sec-Fetch-Site") in FOREIGN:
            return False
        return origin is None or origin in self._origins()

    def _origins(self) -> list[str]:
        return [f"http://{name}:{self.port}" for name in NAMES]

    def _refuses_post(self, headers: Mapping[str, str]) -> HTTPStatus | None:
        if headers.get("Origin") not in self._origins():
            return HTTPStatus.FORBIDDEN
        if headers.get("Content-Type") != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        length = headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            return HTTPStatus.LENGTH_REQUIRED
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > MOST else None
