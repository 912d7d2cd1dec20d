"""The Nu Html Checker, the W3C's conformance checker of web pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import orjson

from octavo.model.finding import InputError, Severity
from octavo.press.judges import tools
from octavo.press.judges.remark import Remark, Spot
from octavo.system import children, programs

CALLED = "The Nu Html Checker"
FAST_START = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
ASKS = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html")
PATIENCE = 1800


def identity() -> str:
    """Return a digest of the checker. Raises InputError where it is not installed."""
    return programs.digest([tools.module(tools.NU, CALLED), tools.java()])


def remarks(path: Path, part: int = 0, parts: int = 1) -> list[Remark]:  # noqa: ARG001
    """Return what the checker says of a page, or of the pages of a site.

    Raises InputError where it breaks down.
    """
    jar = tools.module(tools.NU, CALLED)
    command = [str(tools.java()), *FAST_START, "-jar", str(jar), *ASKS, str(path.resolve())]
    done = children.run(command, patience=PATIENCE)
    try:
        report = orjson.loads(done.stdout)["messages"]
    except (orjson.JSONDecodeError, KeyError) as fault:
        words = (done.stderr or done.stdout).decode("utf-8", "replace").strip()[:200]
        raise InputError(f"The Nu Html Checker broke down on {path.name}: {words}.") from fault
    return list(_remarks(report, path.resolve()))


def _remarks(report: list[dict[str, Any]], path: Path) -> Iterator[Remark]:
    for one in report:
        warns = one["type"] == "info"
        if warns and one.get("subType") != "warning":
            continue
        file = Path(unquote(urlsplit(one.get("url") or "").path))
        page = file.relative_to(path).as_posix() if file.is_relative_to(path) else file.name
        page = path.name if page == "." else page
        severity = Severity.WARNING if warns else Severity.ERROR
        spot = Spot(page, int(one.get("lastLine") or 0), int(one.get("lastColumn") or 0))
        rule = "nu-warning" if warns else "nu-error"
        yield Remark(rule, f"{one['message'].rstrip('.')}.", severity, spot)
