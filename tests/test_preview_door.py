"""The preview's server: nothing from elsewhere comes in, and nothing of the book can run."""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.desk.server.editions import Editions
from tests.preview_books import Client, places_of, shown, write_book

HOSTILE = (
    b"<!DOCTYPE html><html><head><title>x</title></head><body><main>"
    b"<p onclick='alert(1)'>It was a dark night, and nobody was abroad.</p>"
    b"<script>alert(2)</script><img src='x' onerror='alert(3)'></main></body></html>"
)
XHTML = b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>a list</p></body></html>'
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(4)</script></svg>"
EPUB = {
    "EPUB/text/ch1.xhtml": XHTML,
    "EPUB/media/x.svg": SVG,
    "EPUB/media/<script>.html": b"<script>alert(5)</script>",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("opened") / "opened.txt"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, opened: Path) -> Iterator[Client]:
    folder = write_book(tmp_path_factory.mktemp("book"))
    pictures = {"images/a.png": b"picture", "images/a.html": b"<script>alert(1)</script>"}
    editions = Editions(places_of(folder), HOSTILE, EPUB, None, pictures)
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:]))"
    command = [sys.executable, "-c", script, str(opened), "{file}", "{line}"]
    with shown(folder, editions, command) as client:
        yield client


def test_the_page_and_its_parts_are_given_to_who_has_the_token(client: Client) -> None:
    for path, kind in (
        ("", "text/html"),
        ("preview.js", "text/javascript"),
        ("frames.js", "text/javascript"),
        ("preview.css", "text/css"),
        ("web?v=1", "text/html"),
        ("epub/EPUB/text/ch1.xhtml", "application/xhtml+xml"),
        ("site/images/a.png", "image/png"),
        ("findings", "application/json"),
    ):
        answer = client.ask(path)
        assert answer.status == 200, path
        assert answer.headers["Content-Type"].startswith(kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["images/b.png", "images/a.html", "../edition.yaml", ""])
def test_of_the_site_only_pictures_are_given(client: Client, path: str) -> None:
    assert client.ask(f"site/{path}").status == 404


@pytest.mark.parametrize("token", ["", "x/", "..//", "%20/", "once-x/", "once-"])
def test_without_the_token_nothing_is_given(client: Client, token: str) -> None:
    assert client.ask("", token=token).status == 403
    assert client.ask("web", token=token).status == 403
    assert client.ask("events", token=token).status == 403


def test_the_address_that_a_browser_is_started_with_leads_there_once(client: Client) -> None:
    """Others on this machine see with what a program was started."""
    assert client.token not in client.ticket
    strange = {"Origin": "http://octavo.example"}
    assert client.ask("", headers=strange, token=client.ticket).status == 403
    first = client.ask("", token=client.ticket)
    assert first.status == 303
    assert first.headers["Location"] == f"http://127.0.0.1:{client.port}/{client.token}/"
    assert client.ask("", token=client.ticket).status == 403


@pytest.mark.parametrize(
    "host", ["octavo.example", "127.0.0.1", "127.0.0.1:1", "localhost.example:{port}", ""]
)
def test_another_host_is_refused(client: Client, host: str) -> None:
    """A name of someone else's that leads to this machine is not this machine's."""
    answer = client.ask("web", headers={"Host": host.format(port=client.port)})
    assert answer.status == 421
    assert b"night" not in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://octavo.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_origin_is_refused(client: Client, headers: dict[str, str]) -> None:
    filled = {name: value.format(port=client.port) for name, value in headers.items()}
    assert client.ask("web", headers=filled).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "..%2f..%2fetc/passwd",
        "epub/../../../etc/passwd",
        "epub/%2e%2e/%2e%2e/etc/passwd",
        "epub/EPUB/text/../text/ch1.xhtml",
        "epub//etc/passwd",
        "web/../preview.js",
        "assets/preview.js",
        "page/1",
        "page/..",
        "source/01.md",
        "epub/EPUB\\text\\ch1.xhtml",
    ],
)
def test_only_what_is_named_can_be_had(client: Client, path: str) -> None:
    assert client.ask(path).status == 404


def test_nothing_of_the_book_may_run(client: Client) -> None:
    for path in ("web", "epub/EPUB/text/ch1.xhtml", "epub/EPUB/media/x.svg"):
        policy = client.ask(path).headers["Content-Security-Policy"]
        assert "sandbox allow-same-origin;" in policy
        assert "allow-scripts" not in policy
        assert "script-src 'none'" in policy
        assert "default-src 'none'" in policy
    odd = client.ask("epub/EPUB/media/%3Cscript%3E.html")
    assert odd.headers["Content-Type"] == "application/octet-stream"
    own = client.ask("").headers["Content-Security-Policy"]
    assert "script-src 'self'" in own
    assert "unsafe" not in own


def test_the_editor_is_opened_by_the_page_alone(client: Client, opened: Path) -> None:
    place = json.dumps({"file": "source/01.md", "line": 3}).encode()
    origin, kind = client.own["Origin"], client.own["Content-Type"]
    for status, method, body, headers in (
        (403, "POST", place, {"Content-Type": kind}),
        (403, "POST", place, {"Content-Type": kind, "Origin": "http://octavo.example"}),
        (415, "POST", place, {"Origin": origin, "Content-Type": "text/plain"}),
        (413, "POST", place, client.own | {"Content-Length": "99999"}),
        (411, "POST", None, client.own),
        (404, "POST", b"[1]", client.own),
        (404, "POST", b"{", client.own),
        (404, "GET", None, {}),
        (405, "PUT", b"", {}),
        (405, "OPTIONS", None, {}),
    ):
        assert client.ask("open", method, body, headers).status == status, (method, headers)
    for name in ("../outside.txt", "/etc/passwd", "source/../metadata/edition.yaml", "", 1, None):
        asked = json.dumps({"file": name, "line": 1}).encode()
        answer = json.loads(client.ask("open", "POST", asked, client.own).body)
        assert answer == {"opened": False, "words": "This is no file of the book."}
    assert not opened.exists()

    answer = json.loads(client.ask("open", "POST", place, client.own).body)
    assert answer == {"opened": True, "words": ""}
    until = time.monotonic() + 20
    while not (opened.exists() and opened.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert opened.read_text() == f"{client.preview.root / 'source' / '01.md'} 3"


def test_it_listens_to_this_machine_alone(client: Client) -> None:
    """Where the machine has an address besides that of itself, nobody answers there."""
    own = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in own - {"127.0.0.1"}:
        with socket.socket() as line:
            line.settimeout(5)
            assert line.connect_ex((str(address), client.port))


def test_a_browser_hears_of_each_change(client: Client) -> None:
    with socket.create_connection(("127.0.0.1", client.port), 20) as line:
        head = f"GET /{client.token}/events HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n\r\n"
        line.sendall(head.encode())
        stream = line.makefile("rb")
        while stream.readline().strip():
            pass
        first = json.loads(stream.readline().removeprefix(b"data: "))
        assert (first["title"], first["web"], first["epub"], first["pages"]) == ("A Book", 1, 1, 0)
        client.preview.building("It is being built.", [("source/01.md", 7)])
        stream.readline()
        told = json.loads(stream.readline().removeprefix(b"data: "))
        assert told["state"] == "building"
        assert told["places"] == [{"file": "source/01.md", "line": 7}]
        assert told["turn"] > first["turn"]
