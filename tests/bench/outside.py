"""Builds a book once, without EPUBCheck and its Java: `python -m tests.bench.outside FOLDER`.

Behind the folder formats may stand, with commas. It is what `octavo build` does in a process
of its own but for that check, whose time is measured by itself.
"""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path

from octavo.press.workers import workers
from octavo.system.host import Host
from octavo.verbs.order import Order, make


def main(folder: Path, formats: str = "") -> int:
    """Build; return 0, or 1 where a finding is an error."""
    gc.disable()  # as the command does
    with workers(Host(time.perf_counter, time.time_ns)) as crew:
        order = Order(formats, folder, None, strict=False, quiet=True, draft=True)
        return make(replace(crew, checker=None), order)[0].status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
