"""Normalise: one text through the filters, from and to plain text or Markdown."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from octavo import pandoc
from octavo.book import source
from octavo.book.filtering import built_in, load
from octavo.cache import Cache
from octavo.desk.patch.patches import patches_of
from octavo.model.finding import Finding, InputError
from octavo.model.nodes import Document, Node, inlines, meta_value, stringify
from octavo.prose.prose import Prose

ELSEWHERE = frozenset(("divisions", "apparatus", "bibliographies"))
"""Filters that a single text has no use for: they order a book, and set its citations."""


@dataclass(frozen=True, slots=True)
class Request:
    """How to normalise: language, `plain` or `markdown`, which filters, and a bibliography."""

    lang: str
    form: str
    filters: tuple[str, ...]
    bibliography: Path | None = None


def chosen(only: str) -> tuple[str, ...]:
    """Return the filters named in a list with commas, in their order; else all but citations.

    Raises InputError on a name that is not a filter.
    """
    names = [name.strip() for name in only.split(",") if name.strip()]
    known = tuple(name for name in built_in() if name not in ELSEWHERE)
    for name in names:
        if name not in known:
            raise InputError(f"“{name}” is not a filter.", hint=f"One of {', '.join(known)}.")
    return tuple(name for name in known if name in names) if names else known


def normalise(data: bytes, request: Request, name: str) -> tuple[bytes, list[Finding]]:
    """Send a text through the filters; return it with the automatic changes, and the findings.

    Plain text: a line is a paragraph, and as many lines come out as went in. Markdown: the bytes
    that no finding names stay as they are. Raises InputError on a text that cannot be read.
    """
    if request.form == "plain":
        text, findings = _plain(source.decode(name, data.removeprefix(source.BOM)), request)
        return text.encode(), findings
    if request.form != "markdown":
        raise InputError(f"“{request.form}” is not a form of text.", hint="One of markdown, plain.")
    return _markdown(data, request, name)


def _markdown(data: bytes, request: Request, name: str) -> tuple[bytes, list[Finding]]:
    text = source.decode(name, data.removeprefix(source.BOM))
    with tempfile.TemporaryDirectory() as folder:
        store = Cache(Path(folder))
        chapter = source.parse(name, text, store, bom=data.startswith(source.BOM))
        document, prose = source.join([chapter])
        unplaced = _filter(document, prose, request)
        findings = source.place(unplaced, [chapter], store.folder)
        patches = patches_of([chapter], findings, [document.blocks[0]["c"][1]])
    return (patches[0].after if patches else data), findings


def _plain(text: str, request: Request) -> tuple[str, list[Finding]]:
    """Each line becomes one Para whose spaces are kept one by one."""
    lines = text.split("\n")
    blocks: list[Node] = [{"t": "Para", "c": inlines(line)} for line in lines]
    document = Document({}, blocks)
    findings = _filter(document, Prose(document), request)
    return "\n".join(stringify(block["c"]) for block in document.blocks), findings


def _filter(document: Document, prose: Prose, request: Request) -> list[Finding]:
    document.meta.update(lang=meta_value(request.lang), **{"house-style": meta_value(request.lang)})
    if request.bibliography:
        document.meta["bibliography"] = meta_value([str(request.bibliography.resolve())])
    findings: list[Finding] = []
    for name in request.filters:
        if name != "citations" or request.bibliography:
            findings += load(pandoc.data_dir() / "filters" / f"{name}.py").apply(prose)
    prose.tidy()
    return findings
