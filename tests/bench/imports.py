"""Brings in every manuscript of a folder, and counts what came into the book.

    python -m tests.bench.imports [FOLDER …] [--build html,epub] [--only PART] [--but PARTS]
        [--json FILE]

Without a folder: the Word files of ../shared/manuscripts/backlist, `word` and `press-styles`. The
words of a Word file are counted here once more, by nothing but its elements: neither `ooxml` nor
the guard reads them. A word is lost where it stands less often in the book than in the manuscript;
it counts as told where the import has reported a loss of at least as many words in that file, or
shows that it left them out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from octavo import pandoc
from octavo.bibliography import csl
from octavo.book.book import Book
from octavo.files import xml
from octavo.manuscripts import kinds
from octavo.manuscripts.guard import book, guard
from octavo.manuscripts.guard.contents import Contents, What, tokens
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.finding import Finding, InputError, Severity, TextError, Tier
from octavo.model.nodes import Node, attr_of, walk
from octavo.press.prepare import StyleError, prepare
from tests.bench.import_words import texts_of_word
from tests.bench.tables import Row, show

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "manuscripts" / "backlist"
FOLDERS = (SHARED / "word", SHARED / "press-styles")
TYPED = re.compile(r"\s*[(\[]?(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.):\]]?\s")
"""The typed mark of a list's item, which a list has by itself."""

PATH = re.compile(r"[A-Za-z]:\\|\\\\|/Users/|/home/|file:|.*\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp)$")


LANGUAGES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("import_languages.yaml").read_bytes()
)
"""The second languages of Word files, read by eye."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds of processor time, of this process and of those it waited for."""

    @staticmethod
    def now() -> float:
        """Return the seconds spent so far."""
        used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(one.ru_utime + one.ru_stime for one in used)


def one(path: Path, folder: Path) -> dict[str, Any]:
    """Bring in one manuscript, and count."""
    data = path.read_bytes()
    start = Clock.now()
    measured: dict[str, Any] = {"file": path.name}
    try:
        done = import_manuscripts([path], folder, "en-GB")
    except InputError as fault:
        return {**measured, "rc": 2, "error": str(fault), "cpu": Clock.now() - start}
    measured["cpu"] = round(Clock.now() - start, 2)
    errors = [finding for finding in done.findings if finding.severity is Severity.ERROR]
    measured["rc"] = 1 if errors else 0
    kind = kinds.kind_of(data, path.name)
    there = guard.original(data, kind, path.name, "en-GB")
    sources = sorted((folder / "source").glob("*.md"))
    blocks = pandoc.read_files(sources).blocks
    come = book.contents(blocks)
    measured |= _counted(there, come, blocks)
    measured["stops"] = _stops(folder)
    ours = texts_of_word(path) if kind is kinds.Format.DOCX else _texts_of(there)
    measured |= _words(ours, come, done.findings, folder)
    if kind is kinds.Format.DOCX:
        measured |= _of_word(path, blocks, folder)
        measured["pandoc"] = _alone(path)
    rules = Counter(f.rule for f in done.findings if f.rule.startswith("import-lost"))
    measured["rules"] = dict(rules)
    return measured


def _stops(folder: Path) -> list[str]:
    """Return what would stop a build before any format is written."""
    try:
        findings = prepare(Book.open(folder, csl.style), cite=True).findings
    except (InputError, StyleError) as fault:
        return [str(fault)]
    except TextError as fault:
        findings = fault.findings
    return [
        f"{f.rule}: {f.message}" for f in findings if f.severity is Severity.ERROR and not f.format
    ]


def _counted(there: Contents, come: Contents, blocks: list[Node]) -> dict[str, Any]:
    counts = {str(what): (len(there.of(what)), len(come.of(what))) for what in What}
    alts = [
        dict((attr_of(node) or ["", [], []])[2]).get("alt", "")
        for node in walk(blocks)
        if node["t"] == "Image"
    ]
    return {"counts": counts, "alts": sum(1 for alt in alts if PATH.match(alt))}


def _texts_of(there: Contents) -> Iterator[str]:
    return (stretch.text for stretch in there.stretches)


def _words(
    texts: Iterator[str], come: Contents, findings: Sequence[Finding], folder: Path
) -> dict[str, Any]:
    paragraphs = list(texts)
    ours = Counter(word for text in paragraphs for word in tokens(text))
    theirs = Counter(word for stretch in come.stretches for word in tokens(stretch.text))
    theirs.update(tokens((folder / "metadata" / "edition.yaml").read_text(encoding="utf-8")))
    for finding in findings:
        if finding.tier is Tier.AUTO:
            theirs.update(tokens(finding.before))
    lost = ours - theirs
    if come.lists:
        marks = (TYPED.match(text) for text in paragraphs)
        lost -= Counter(word for mark in marks if mark for word in tokens(mark[0]))
    if not Counter("".join(lost.elements())) - Counter("".join((theirs - ours).elements())):
        lost.clear()  # joined or parted
    told = [f for f in findings if f.rule == "import-lost-text"]
    many = sum(int(match[1]) for f in told if (match := re.match(r"(\d+) word", f.message)))
    many += sum(len(tokens(f.before)) for f in findings if f.rule in guard.TOLD)
    return {
        "words": ours.total(),
        "lost": lost.total(),
        "told": many,
        "first": " ".join(list(lost)[:8]),
    }


def _of_word(path: Path, blocks: list[Node], folder: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        parts = [
            xml.parse(archive.read(name), name)
            for name in archive.namelist()
            if re.fullmatch(r"word/(document\d*|footnotes|endnotes)\.xml", name)
        ]
    names = ("ins", "del", "moveFrom", "moveTo")
    changes = sum(1 for part in parts for _ in part.iter(*(f"{{*}}{name}" for name in names)))
    comments = sum(1 for part in parts for _ in part.iter("{*}commentReference"))
    kept = {
        value
        for node in walk(blocks)
        for key, value in (attr_of(node) or ["", [], []])[2]
        if key == "lang"
    }
    return {
        "changes": (changes, _listed(folder / "metadata" / "changes.yaml")),
        "comments": (comments, _listed(folder / "metadata" / "comments.yaml")),
        "langs": (LANGUAGES.get(path.name, []), sorted(kept)),
    }


def _listed(path: Path) -> int:
    """Return how many entries a file of metadata lists."""
    if not path.exists():
        return 0
    value = yaml.safe_load(path.read_bytes())
    if isinstance(value, dict):
        return sum(len(one) for one in value.values() if isinstance(one, list))
    return len(value) if isinstance(value, list) else 0


def _alone(path: Path) -> float:
    """Return the processor time that pandoc takes alone, from the file to Markdown."""
    start = Clock.now()
    try:
        pandoc.run(["-f", "docx", "-t", "markdown", str(path)])
    except InputError:
        return 0.0
    return round(Clock.now() - start, 2)


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--build", default="", help="formats to build, with commas between")
    parser.add_argument("--only", default="", help="files with this in their names")
    parser.add_argument("--but", default="", help="not those with one of these, with commas")
    parser.add_argument("--json", type=Path, help="where to keep the counts")
    parser.add_argument("--one", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(*arguments.one), ensure_ascii=False))
        return
    folders = arguments.folders or list(FOLDERS)
    but = [part for part in arguments.but.split(",") if part]
    files = [path for folder in folders for path in sorted(_files(folder))]
    files = [path for path in files if arguments.only in path.name]
    measured = _all([f for f in files if not any(b in f.name for b in but)], arguments.build)
    if arguments.json:
        arguments.json.write_text(json.dumps(measured, ensure_ascii=False, indent=1))
    _report(measured, arguments.build)


def _all(files: list[Path], build: str) -> list[dict[str, Any]]:
    if not files:
        print("THERE IS NOTHING TO MEASURE: no manuscripts.", file=sys.stderr)
        raise SystemExit(2)
    measured = []
    for path in files:
        with tempfile.TemporaryDirectory() as scratch:
            measured.append(_apart(path, Path(scratch) / "book", build))
        print(_line(measured[-1]), flush=True)
    return measured


def _files(folder: Path) -> Iterator[Path]:
    if not folder.exists():
        print(f"NOT THERE: {folder}", file=sys.stderr)
        return
    suffixes = set(kinds.BY_SUFFIX) - {""}
    yield from (path for path in folder.iterdir() if path.suffix.lower() in suffixes)


def _apart(path: Path, folder: Path, build: str) -> dict[str, Any]:
    """Measure one file in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.imports", "--one", str(path), str(folder)]
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    try:
        measured: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        last = (done.stderr.strip().splitlines() or [""])[-1]
        measured = {"file": path.name, "rc": 3, "error": last, "cpu": 0}
    measured["wall"] = round(time.monotonic() - start, 1)
    if build and measured["rc"] < 2:
        command = [sys.executable, "-m", "octavo.cli", "build", "--to", build]
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        measured["built"] = done.returncode
        wrong = [line for line in (done.stdout + done.stderr).splitlines() if "rror" in line]
        measured["why"] = "" if done.returncode == 0 else " ".join(wrong[:2])[:300]
    return measured


def _line(one: dict[str, Any]) -> str:
    if "words" not in one:
        return f"{one['file']:40.40} rc {one['rc']} {one.get('error', '')}"
    counts = " ".join(
        f"{name[:2]} {there}→{come}" for name, (there, come) in one["counts"].items() if there
    )
    built = f" built {one['built']} {one['why']}" if "built" in one else ""
    lost = f"lost {one['lost']} told {one['told']}"
    stops = f" STOPS {len(one['stops'])}: {one['stops'][0][:120]}" if one["stops"] else ""
    return (
        f"{one['file']:40.40} rc {one['rc']} {one['words']:6} words {lost:20} {counts}"
        f" cpu {one['cpu']:.1f}/{one.get('pandoc', 0):.1f}{stops}{built}"
    )


def _report(measured: list[dict[str, Any]], build: str) -> None:
    read = [one for one in measured if "words" in one]
    silent = [one for one in read if one["lost"] > one["told"]]
    word = [one for one in read if "changes" in one]
    rows = [
        Row("files read", "all, or one clear reason", f"{len(read)} of {len(measured)}"),
        Row(
            "words lost and not told",
            "0",
            f"{sum(one['lost'] - one['told'] for one in silent)} in {len(silent)} files",
        ),
        Row("words lost, told or not", "", str(sum(one["lost"] for one in read))),
        *(_pair(read, what) for what in What),
        Row("files that a build would refuse", "0", str(sum(bool(one["stops"]) for one in read))),
        Row("alternative texts that are paths", "0", str(sum(one["alts"] for one in read))),
        Row("languages of runs kept, files that have them", "all", _langs(word)),
        Row("languages marked that no file has", "0", _false_langs(word)),
        *(_sum(word, name) for name in ("changes", "comments")),
        Row("import : pandoc alone, processor time", "≤ 2", _ratio(word)),
    ]
    if build:
        clean = sum(1 for one in read if one["built"] == 0)
        some = sum(1 for one in read if one["built"] == 1)
        rows.append(
            Row(
                f"built ({build}) with rc 0; 1; more",
                "≥ 95 % rc 0",
                f"{clean}; {some}; {len(read) - clean - some}",
            )
        )
    show("imports", rows)


def _pair(read: list[dict[str, Any]], what: What) -> Row:
    there = sum(one["counts"][what][0] for one in read)
    come = sum(min(one["counts"][what]) for one in read)
    return Row(f"{what} → book", "all", f"{come} of {there}")


def _sum(read: list[dict[str, Any]], name: str) -> Row:
    there, come = (sum(one[name][side] for one in read) for side in (0, 1))
    return Row(f"{name} kept", "all", f"{come} of {there}")


def _langs(word: list[dict[str, Any]]) -> str:
    having = [one["langs"] for one in word if one["langs"][0]]
    return f"{sum(set(there) <= set(kept) for there, kept in having)} of {len(having)}"


def _false_langs(word: list[dict[str, Any]]) -> str:
    false = [lang for one in word for lang in one["langs"][1] if lang not in one["langs"][0]]
    return f"{len(false)} of {sum(len(one['langs'][1]) for one in word)}"


def _ratio(word: list[dict[str, Any]]) -> str:
    ours, alone = (sum(one[key] for one in word) for key in ("cpu", "pandoc"))
    return f"{ours:.0f} s : {alone:.0f} s = {ours / max(alone, 0.1):.1f}"


if __name__ == "__main__":
    main()
