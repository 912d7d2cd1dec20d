"""Surveying: what texts cite, read by the grammar alone, without a book around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from octavo.bibliography.holdings import Holdings
from octavo.book.filtering import built_in_filter
from octavo.book.joined import Meta, opened_files
from octavo.files.names import is_file, is_there
from octavo.manuscripts.pieces import Passage
from octavo.manuscripts.works import draft as works_draft
from octavo.manuscripts.works.draft import Draft
from octavo.manuscripts.works.passages import Lists
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.model.near import meant_file
from octavo.model.nodes import meta_value, walk
from octavo.press.records import OPTIONS, write_text
from octavo.prose.prose import Change, Prose, Run
from octavo.text.citations.locator import Locator
from octavo.text.citations.records import Cited, Reading
from octavo.text.entries import entry

FEWEST, MOST = 3, 0.75
"""The fewest lines, and the smallest share of entries, that make a text a list of works."""

CSL_TERMS = {
    "p.": "page",
    "chap.": "chapter",
    "sec.": "section",
    "para.": "paragraph",
    "n.": "note",
    "l.": "line",
    "bk.": "book",
    "pt.": "part",
    "no.": "issue",
    "fol.": "folio",
    "col.": "column",
    "fig.": "figure",
}
"""Pandoc's terms for locators, and the names that CSL gives them."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which bibliographies and abbreviations to read with, and the texts' language."""

    bibliographies: Sequence[Path]
    abbreviations: Path | None = None
    lang: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Survey:
    """The citations in reading order, and the findings about other things, one per cause."""

    readings: list[Reading]
    findings: list[Finding]


def survey(files: Sequence[Path], request: Request) -> Survey:
    """Read the citations of texts in Markdown, the chapters of one work, in the order given.

    Nothing is written. Raises InputError where a text, a bibliography or the abbreviations
    cannot be read.
    """
    with opened_files(files, _metadata(request)) as text:
        text.document.meta["project"] = meta_value(str(text.cache))
        holdings = Holdings.of(text.document.meta)
        reader = built_in_filter("citations").Reader(text.prose, holdings)
        findings: list[Finding] = [*reader.read(), *reader.check()]
        placed = text.placed([*(r.finding for r in reader.readings), *findings])
    count = len(reader.readings)
    readings = [replace(r, finding=f) for r, f in zip(reader.readings, placed[:count], strict=True)]
    beside = [f for f in placed[count:] if not f.after]
    return Survey(readings, beside)


def scan(files: Sequence[Path], lang: str) -> Draft:
    """Draft the bibliography of texts that have none: a stub for each work that they cite.

    The fields come from the texts alone; the stub's `note` names what is missing. Raises
    InputError where a text cannot be read.
    """
    with opened_files(files, {"lang": lang}) as text:
        runs, listed = _running(text.prose)
        italics = {id(node["c"]) for node in walk(text.document.blocks) if node["t"] == "Emph"}
        where = [run.finding(Change(0, len(run.text), "", "", "")) for run in runs]
        places = [finding.place for finding in text.placed(where)]
    lines = [place and Place(place.file, place.line) for place in places]
    passages = [
        Passage(run.text, place, run.note, id(run) in listed, _emphasised(run, italics))
        for run, place in zip(runs, lines, strict=True)
    ]
    return works_draft.draft(passages if listed else _as_list(passages))


def _as_list(passages: list[Passage]) -> list[Passage]:
    """Return the lines of a text as entries if it is only a list of works, else the passages."""
    lines = [
        replace(passage, text=line, place=place and replace(place, line=place.line + number))
        for passage in passages
        for place in [passage.place]
        for number, line in enumerate(passage.text.split("\n"))
        if line.strip()
    ]
    entries = sum(entry.is_entry(line.text) for line in lines)
    if len(lines) < FEWEST or entries < MOST * len(lines):
        return passages
    return [replace(line, listed=not line.note) for line in lines]


def _emphasised(run: Run, italics: set[int]) -> tuple[str, ...]:
    """Return the stretches of a run that stand in italics."""
    stretches = groupby(run.parts, lambda part: id(part[2]) in italics)
    return tuple("".join(part[0] for part in parts) for is_set, parts in stretches if is_set)


def _running(prose: Prose) -> tuple[list[Run], set[int]]:
    """Return the running text, and (by identity) which of it stands in a list of works."""
    runs: list[Run] = []
    listed: set[int] = set()
    lists = Lists()
    levels = (node["c"][0] for node in walk(prose.document.blocks) if node["t"] == "Header")
    for run in prose.runs():
        if run.kind == "Header":
            lists.heading(next(levels, 1), run.text)
        elif run.kind != "Image" and run.text:
            runs.append(run)
            if lists and not run.note:
                listed.add(id(run))
    return runs, listed


def drafted_json(draft: Draft) -> bytes:
    """Return a drafted bibliography as CSL JSON."""
    return orjson.dumps(draft.items, option=OPTIONS)


def write_draft(draft: Draft, path: Path) -> None:
    """Write a drafted bibliography into a new file. Raises InputError where there is one."""
    if is_there(path):
        hint = "Name another file, and take over from it what you need."
        raise InputError(f"{path} is there already; it stays as it is.", hint=hint)
    try:
        write_text(path, drafted_json(draft))
    except OSError as fault:
        raise InputError(f"{path} cannot be written: {fault.strerror}.") from fault


def _metadata(request: Request) -> Meta:
    if not request.bibliographies:
        raise InputError("Name a bibliography to read the citations with: --bibliography FILE.")
    for path in (*request.bibliographies, *filter(None, [request.abbreviations])):
        if not is_file(path):
            raise InputError(f"There is no file {path}.", hint=meant_file(path, "Mend its name."))
    return {
        "lang": request.lang,
        "bibliography": [str(path.resolve()) for path in request.bibliographies],
        "abbreviations": str(request.abbreviations.resolve()) if request.abbreviations else "",
    }


def citations_json(readings: Sequence[Reading], lang: str) -> bytes:
    """Return what was read as JSON: one object a citation, in reading order."""
    return orjson.dumps([record(reading, lang) for reading in readings], option=OPTIONS)


def record(reading: Reading, lang: str) -> dict[str, Any]:
    """Return a citation as plain values.

    `key` is that of the work, or of a volume that has an entry of its own; else `volume` is
    the one cited. `locator` has its ranges in full, and its label where it is no page (`label` is
    CSL's name for it). One that was not found has no items; `cause` names what is missing.
    """
    finding, answer = reading.finding, reading.answer
    place = finding.place
    return {
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "text": finding.before,
        "tier": finding.tier,
        "confidence": finding.confidence if finding.tier is not Tier.FLAG else 0.0,
        "rule": finding.rule,
        "items": [_item(cited, lang) for cited in answer.cited],
        "candidates": list(answer.candidates),
        "cause": answer.cause,
    }


def _item(cited: Cited, lang: str) -> dict[str, str]:
    first = cited.locators[0] if cited.locators else None
    return {
        "key": cited.key,
        "volume": cited.volume,
        "locator": ", ".join(_locator(locator, lang) for locator in cited.locators),
        "label": CSL_TERMS.get(first.term, "page") if first else "",
        "prefix": cited.prefix,
        "suffix": cited.remark,
    }


def _locator(locator: Locator, lang: str) -> str:
    if lang == "en-GB":
        lang = "en"  # with the term as it is commonly shortened
    return locator.value if locator.term in ("", "p.") else locator.write(lang)
