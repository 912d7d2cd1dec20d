"""Ace by DAISY: the accessibility of an EPUB, as libraries and shops have it checked."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from octavo.files import json
from octavo.formats import archive
from octavo.model.finding import InputError, Severity
from octavo.press.judges import tools
from octavo.press.judges.remark import Remark, Spot, Way, markup
from octavo.system import children, programs

CALLED = "Ace"
PATIENCE = 1800
"""Seconds after which Ace is thought to hang: a large book takes it a minute."""

GRAVE = frozenset(("critical", "serious", "moderate"))
STEP = re.compile(r"/(\d+)(?:\[([^\]]*)\])?")
"""A step of an EPUB CFI: elements have the even numbers, and may name their id."""


def identity() -> str:
    """Return a digest of Ace and its browser. Raises InputError without them."""
    script, browser = tools.module(tools.ACE, CALLED), tools.chromium(CALLED)
    tools.node(CALLED)
    return programs.digest([script.parents[1] / "package.json", browser])


def remarks(path: Path, part: int = 0, parts: int = 1) -> list[Remark]:  # noqa: ARG001
    """Return what Ace says of an EPUB. Raises InputError where it breaks down."""
    script, browser = tools.module(tools.ACE, CALLED), tools.chromium(CALLED)
    with tempfile.TemporaryDirectory() as folder:
        command = [str(tools.node(CALLED)), str(script), "--force", "--silent", "-o", folder]
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser), "HOME": folder}
        done = children.run(
            [*command, str(path.resolve())], environment=environment, patience=PATIENCE
        )
        report = Path(folder) / "report.json"
        if not report.is_file():
            words = (done.stderr or done.stdout).decode("utf-8", "replace").split("\n")
            reason = next((one.strip() for one in words if "rror" in one), "it says nothing")
            raise InputError(f"Ace broke down on {path.name}: {reason}.", hint="Run it once more.")
        value = json.load(report, report.name)
    return list(_remarks(value, list(archive.read(path))))


def _remarks(value: Any, names: list[str]) -> Iterator[Remark]:
    for page in value["assertions"]:
        name = _member(str(page["earl:testSubject"]["url"]), names)
        for one in page["assertions"]:
            if one["earl:result"]["earl:outcome"] != "fail":
                continue
            test, result = one["earl:test"], one["earl:result"]
            about = test.get("help", {}).get("dct:description") or test["dct:description"]
            shown = f": {markup(result['html'])}" if result.get("html") else ""
            impact = Severity.ERROR if test.get("earl:impact") in GRAVE else Severity.WARNING
            ways = [_way(cfi) for cfi in result.get("earl:pointer", {}).get("cfi", ())] or [()]
            for way in ways:
                rule = f"ace-{test['dct:title']}"
                yield Remark(rule, f"{about}{shown}.", impact, Spot(name, way=way))


def _member(url: str, names: list[str]) -> str:
    """Return the part of the EPUB that Ace names from the folder of the package."""
    url = url.lstrip("/")
    return next((name for name in names if name == url or name.endswith(f"/{url}")), url)


def _way(cfi: str) -> Way:
    """Return the way that an EPUB CFI goes, from the last id on."""
    way: list[str | int] = [""]
    for number, name in STEP.findall(cfi):
        way = [name] if name else [*way, int(number) // 2 - 1]
    return tuple(way)
