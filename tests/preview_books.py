"""A book that is shown in the preview, and a way to ask its server as any program may."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from octavo.book.book import Book
from octavo.desk.server.editions import Editions
from octavo.desk.server.letters import Places
from octavo.desk.server.preview import Preview
from octavo.desk.server.serving import served

TEXT = """# One

It was a dark night, and 'nobody' was abroad.[^1]

- a list
- of two

## A part of it

The same words stand here -- and 1450-55.

The same words stand here.

[^1]: A note of its own.
"""
EDITION = "title: A Book\nlang: en-GB\ndate: 2026-01-15\noutputs: [html, epub, pdf]\n"
FILTERS = '{"filters": ["divisions.py", "quotations.py", "dashes.py", "spacing.py"]}'


def write_book(folder: Path, text: str = TEXT, edition: str = EDITION) -> Path:
    """Write a book of one chapter."""
    for name, words in (
        ("source/01.md", text),
        ("metadata/edition.yaml", edition),
        ("metadata/pandoc.json", FILTERS),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return folder


def places_of(folder: Path) -> Places:
    book = Book.open(folder)
    return Places.of(book.chapters, book.project.cache)


@dataclass
class Asked:
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Client:
    """Any program on this machine.

    `token` is what the page's own requests bear in their path; `ticket` leads there once.
    """

    preview: Preview
    port: int
    token: str
    ticket: str

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        token: str | None = None,
    ) -> Asked:
        """Ask for a path as it is written here; nothing is made simpler on the way."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        whole = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        connection.putrequest(
            method,
            "/" + (f"{self.token}/" if token is None else token) + path,
            skip_host=True,
            skip_accept_encoding=True,
        )
        for name, value in whole.items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in whole:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        try:
            return Asked(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    @property
    def own(self) -> dict[str, str]:
        """The headers with which the page asks for something to be done."""
        return {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}


@contextmanager
def shown(folder: Path, editions: Editions, command: list[str]) -> Iterator[Client]:
    """Serve some pages of a book."""
    preview = Preview(folder)
    preview.standing("A Book", editions, "Built.", is_rtl=False)
    with served(preview, command) as at:
        parts = urlsplit(at.address)
        yield Client(preview, parts.port or 0, parts.path.strip("/"), urlsplit(at.once).path[1:])
