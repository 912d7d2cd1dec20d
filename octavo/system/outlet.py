"""Standard output that may be full or closed: work goes on, and the end reports the fault."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


class Outlet(io.FileIO):
    """Writes to an open file; after the first fault it takes everything, and writes nothing."""

    def __init__(self, descriptor: int, *, lasting: bool) -> None:
        """Take the open file, and whether the work goes on where nobody reads what it says."""
        super().__init__(descriptor, "wb", closefd=False)
        self.lasting = lasting
        self.fault: OSError | None = None

    def write(self, data: object) -> int:
        """Write bytes; return how many were taken."""
        view = memoryview(data)  # type: ignore[arg-type]
        if self.fault is None:
            try:
                return super().write(view) or 0
            except OSError as fault:
                self.fault = fault
                if not self.lasting and isinstance(fault, BrokenPipeError):
                    raise
        return view.nbytes


def install(*, lasting: bool) -> Outlet | None:
    """Put outlets in the place of standard output and standard error; return the first."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdout, outlet = _opened(sys.stdout, lasting=lasting)
    sys.stderr, _ = _opened(sys.stderr, lasting=True)
    return outlet


def _opened(stream: TextIO | None, *, lasting: bool) -> tuple[TextIO, Outlet | None]:
    """Return a stream in UTF-8 with its outlet; a terminal has none, for it is never full."""
    if stream is None:  # it was closed before this program began
        return open(os.devnull, "w", encoding="utf-8"), None  # noqa: PTH123
    if not isinstance(stream, io.TextIOWrapper):
        return stream, None
    if stream.isatty():
        stream.reconfigure(encoding="utf-8", errors="replace")
        return stream, None
    outlet = Outlet(stream.fileno(), lasting=lasting)
    made = io.TextIOWrapper(
        io.BufferedWriter(outlet),
        encoding="utf-8",
        errors="replace",
        line_buffering=stream.line_buffering or stream.write_through,
    )
    return made, outlet


def fault_of(outlet: Outlet | None) -> str:
    """Write what waits; say what kept it from being written, or "".

    Where the reader only stopped reading, nothing is wrong: it has seen enough.
    """
    sys.stdout.flush()
    fault = outlet.fault if outlet else None
    return "" if fault is None or isinstance(fault, BrokenPipeError) else str(fault.strerror)
