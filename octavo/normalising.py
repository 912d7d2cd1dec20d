"""Normalise: one text through the filters, from and to plain text or Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from octavo import pandoc
from octavo.ast import Document, Node, inlines, meta_value, stringify
from octavo.filtering import load
from octavo.finding import Finding, InputError, Place
from octavo.prose import Prose

ORDER = ("mojibake", "quotations", "dashes", "ellipses", "spacing", "citations")


@dataclass(frozen=True, slots=True)
class Request:
    """How to normalise: language, `plain` or `markdown`, which filters, and a bibliography."""

    lang: str
    form: str
    filters: tuple[str, ...]
    bibliography: Path | None = None


def chosen(only: str) -> tuple[str, ...]:
    """Give the filters named in a list with commas, in their order; none named: all but citations.

    Raises InputError on a name that is no filter.
    """
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in ORDER:
            raise InputError(f"“{name}” is no filter.", hint=f"One of {', '.join(ORDER)}.")
    return tuple(name for name in ORDER if name in names) if names else ORDER


def normalise(data: bytes, request: Request, name: str) -> tuple[str, list[Finding]]:
    """Send a text through the filters; give it back with the automatic changes, and the findings.

    Plain text: a line is a paragraph, and as many lines come out as went in.
    """
    text = _decode(data, name)
    if request.form == "plain":
        return _plain(text, request)
    if request.form != "markdown":
        raise InputError(f"“{request.form}” is no form of text.", hint="One of markdown, plain.")
    document = pandoc.read(text.encode("utf-8"))
    findings = _filter(document, request)
    document.meta.clear()
    arguments = ["-f", "json", "-t", "markdown-smart", "--wrap=preserve"]
    return pandoc.run(arguments, document.dumps()).decode("utf-8"), findings


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError(
            "This is not UTF-8 text.",
            place=Place(name, line),
            hint="`octavo import` reads other encodings.",
        ) from fault


def _plain(text: str, request: Request) -> tuple[str, list[Finding]]:
    """Each line becomes one Para whose spaces are kept one by one."""
    lines = text.split("\n")
    blocks: list[Node] = [{"t": "Para", "c": inlines(line)} for line in lines]
    document = Document({}, blocks)
    findings = _filter(document, request)
    return "\n".join(stringify(block["c"]) for block in document.blocks), findings


def _filter(document: Document, request: Request) -> list[Finding]:
    document.meta.update(lang=meta_value(request.lang), **{"house-style": meta_value(request.lang)})
    if request.bibliography:
        document.meta["bibliography"] = meta_value([str(request.bibliography.resolve())])
    prose = Prose(document)
    findings: list[Finding] = []
    for name in request.filters:
        if name == "citations" and not request.bibliography:
            continue
        findings += load(pandoc.data_dir() / "filters" / f"{name}.py").apply(prose)
    prose.tidy()
    return findings
