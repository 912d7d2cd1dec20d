"""A chapter with many notes, and a server for a site: for the tests in browsers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NOTED = "# Noted {#noted}\n\n" + "\n\n".join(
    f"Paragraph {n} has a note[^x{n}] and a second one[^y{n}] near by, with the word kelmscott{n}."
    for n in range(1, 8)
)
NOTED += "\n\n" + "\n".join(
    f"[^x{n}]: {'A long note. ' * 12}\n\n[^y{n}]: A short one." for n in range(1, 8)
)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, *_: object) -> None:
        return


class _Server(ThreadingHTTPServer):
    """A server for which a browser that goes away is no fault."""

    def handle_error(self, *_: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone; yield its address."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
