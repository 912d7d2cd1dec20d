"""Prepares a Word file before pandoc reads it: each pass sets one thing right in the tree.

A pass takes the package (or its leaves), changes it in place and returns findings. They run in the
order of `prepare`: what takes words out or in comes first, what reads looks and meanings after,
and last the looks are written beside the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo import pandoc
from octavo.manuscripts import containers
from octavo.manuscripts.plain.decode import decode
from octavo.manuscripts.word import (
    alternatives,
    boxes,
    characters,
    chunks,
    contents,
    depths,
    endnotes,
    entries,
    fields,
    flatten,
    front,
    indents,
    languages,
    layout,
    links,
    media,
    objects,
    outline,
    properties,
    record,
    settle,
    slim,
    wrappers,
)
from octavo.manuscripts.word.cited import Library
from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.notices import Notices
from octavo.model.finding import Finding, InputError, Place
from octavo.model.nodes import Node, inlines
from octavo.ooxml.leaves import leaves
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Styles

READER = "docx+citations+styles"
"""Pandoc's reader of what is prepared here."""

MOST_INSIDE = 3
"""So many Word files may stand in one another."""


@dataclass(slots=True)
class Prepared:
    """A Word file as pandoc is to read it, its marks, what it says of itself, and findings."""

    data: bytes
    marks: Marks
    embedded: dict[str, object]
    findings: list[Finding]
    record: record.Record
    front: frozenset[str] = frozenset()
    unwrapped: layout.Unwrapped = field(default_factory=layout.Unwrapped)


def prepare(members: dict[str, bytes], file: str, library: Library, depth: int = 0) -> Prepared:
    """Prepare a Word file, its members by name. The works that it cites go into the library.

    `depth` is how many files it stands in, as a part of their text. Raises InputError where a part
    that must be read is damaged.
    """
    package = Package(members)
    containers.check_xml(members, file, parts(package))
    depths.check(package, file)
    embedded, marks = properties.fields(members), Marks(package)
    recorded = record.record(package, file)
    fields.as_fields(package)
    notices = Notices(file, package)
    media.gather(package)
    wrappers.unwrap(marks, notices)
    unwrapped = layout.unwrap(marks, notices)
    depths.see_nested(package, notices)
    inner: list[Prepared] = []
    chunks.take(marks, notices, lambda data, kind: _part(data, kind, library, depth + 1, inner))
    boxes.lift(marks, notices)
    findings = [
        *_of_inner(inner, recorded, file),
        *contents.prepare(package, file),
        *fields.take(package, library).findings(file),
    ]
    entries.take(marks, notices)
    links.settle(marks, notices)
    alternatives.clean(marks, notices)
    styled = _runs(marks, embedded, notices, library)
    findings += notices.findings
    styles = Styles.of(package)
    taken = library.structure.take(leaves(package, styles), styles, marks, styled)
    given = frozenset(key for key, words in taken.front.items() if embedded.get(key) != words)
    embedded |= taken.front
    findings += taken.findings(file)
    _plain(marks, styles, library.lang)
    packed = containers.packed(members)
    return Prepared(packed, marks, embedded, findings, recorded, given, unwrapped)


def _of_inner(inner: list[Prepared], recorded: record.Record, file: str) -> list[Finding]:
    """Return what is recorded of a file, with what stands in the files inside it."""
    for one in inner:
        recorded.take(one.record, file)
    found_inside = [finding.at(Place(file)) for one in inner for finding in one.findings]
    return [*recorded.findings, *found_inside]


def _plain(marks: Marks, styles: Styles, lang: str) -> None:
    """Write the looks beside the words, take out what pandoc reads past, and save the package."""
    every = leaves(marks.package, styles)
    indents.settle(every, styles)
    flatten.flatten(every, styles, marks, lang)
    layout.plain(marks.package)
    slim.slim(marks.package)
    marks.package.save()


def _runs(
    marks: Marks, embedded: dict[str, object], notices: Notices, library: Library
) -> frozenset[str]:
    """Run the passes that look at paragraphs and runs; return what the title page's styles gave."""
    styles = Styles.of(marks.package)
    every = leaves(marks.package, styles)
    objects.warn_of(every, notices)
    endnotes.note(every, notices)
    outline.mend(every, notices)
    styled = front.take(every, embedded, notices)
    characters.write(every, styles, notices)
    structure = library.structure
    structure.join(languages.mark(every, marks, notices, library.lang, structure.answers))
    return styled


def _part(data: bytes, kind: str, library: Library, depth: int, read: list[Prepared]) -> list[Node]:
    """Read a file that stands in a Word file as a part of its text, as pandoc reads it.

    What is read goes into `read` too, with what it has to say.

    Raises InputError where it cannot be read, or stands in too many others.
    """
    if depth > MOST_INSIDE:
        raise InputError(f"it stands in {depth} others")
    if kind == "txt":
        return [
            {"t": "Para", "c": inlines(" ".join(paragraph.split()))}
            for paragraph in decode(data, "").text.replace("\r\n", "\n").split("\n\n")
            if paragraph.strip()
        ]
    if kind != "docx":
        return pandoc.loads(pandoc.run(["-f", kind, "-t", "json", *pandoc.CAGE], data)).blocks
    inside = prepare(containers.opened(data, ""), "", library, depth)
    arguments = ["-f", READER, "-t", "json", "--track-changes=accept", *pandoc.CAGE]
    document = pandoc.loads(pandoc.run(arguments, inside.data))
    settle.settle(document, inside.marks)
    read.append(inside)
    return document.blocks


def parts(package: Package) -> list[str]:
    """Return the parts that must be read: their faults are reported."""
    named = (package.part(kind) for kind in ("styles", "footnotes", "endnotes"))
    return ["_rels/.rels", package.main, *(name for name in named if name)]
