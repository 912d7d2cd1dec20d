"""Normalise: one text through the filters, from and to plain text or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from octavo.book import source
from octavo.book.chapter import BOM
from octavo.book.filtering import built_in
from octavo.book.joined import Joined, Meta, opened_text
from octavo.desk.patch.patches import patches_of
from octavo.model.finding import Finding, InputError
from octavo.model.nodes import stringify

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
        return _plain(source.decode(name, data.removeprefix(BOM)), request)
    if request.form != "markdown":
        raise InputError(f"“{request.form}” is not a form of text.", hint="One of markdown, plain.")
    return _markdown(data, request, name)


def _markdown(data: bytes, request: Request, name: str) -> tuple[bytes, list[Finding]]:
    with opened_text(name, data, _meta(request)) as text:
        findings = text.placed(text.filtered(_filters(request)))
        patches = patches_of(text.chapters, findings, [text.document.blocks[0]["c"][1]])
    return (patches[0].after if patches else data), findings


def _plain(text: str, request: Request) -> tuple[bytes, list[Finding]]:
    """Send lines through the filters; a blank one is no paragraph, and parts no quotation."""
    lines = text.split("\n")
    joined = Joined.of_lines([line for line in lines if line.strip()], _meta(request))
    findings = joined.filtered(_filters(request))
    filtered = (stringify(block["c"]) for block in joined.document.blocks)
    made = [next(filtered) if line.strip() else line for line in lines]
    return "\n".join(made).encode(), findings


def _meta(request: Request) -> Meta:
    named = [str(request.bibliography.resolve())] if request.bibliography else []
    return {"lang": request.lang, "house-style": request.lang, "bibliography": named}


def _filters(request: Request) -> list[str]:
    """Return the filters asked for; citations are not read without a bibliography."""
    return [name for name in request.filters if name != "citations" or request.bibliography]
