"""Opens a file that came back, of Word or a proof, and finds what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from octavo.desk.merge import index_in, sent, tying, word_leaves
from octavo.desk.merge.leaf import Leaf
from octavo.desk.merge.marked.reading import BY_HAND, NOTHING
from octavo.desk.merge.sent import Sent
from octavo.files import xml
from octavo.formats.docx.sending import NAMESPACE, PROPERTY
from octavo.formats.pdf.proofs import annotations as notes
from octavo.formats.pdf.proofs import exported
from octavo.formats.pdf.proofs.annotations import Marked
from octavo.formats.pdf.proofs.exported import Exported
from octavo.manuscripts import containers
from octavo.model.counted import listed
from octavo.model.finding import InputError, Place
from octavo.ooxml.comments import Comment, comments
from octavo.ooxml.package import Package, main_part

LIKE = 0.8
"""How many of its leaves a file shares with what was sent, of which it has lost the name."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its leaves and comments, and the identifier that it carries, or "".

    A proof has no leaves, but the marks in its PDF (`marked`).
    """

    name: str
    leaves: Sequence[Leaf]
    id: str
    comments: Sequence[Comment] = ()
    marked: Marked | None = None
    entries: tuple[str, ...] = ()
    """The entries of its index, as the text marks them."""


def opened(path: Path) -> Returned:
    """Read a Word file, a PDF, or comments that were exported from one.

    Raises InputError where the file is missing or damaged.
    """
    data = _bytes(path)
    marked = None
    if MAGIC in data[:BEGINNING]:
        marked = notes.opened(data, path.name)
    elif exported.is_exported(data, path.name):
        marked = _with_pdf(exported.opened(data, path.name), path)
    if marked is not None:
        return Returned(path.name, (), next(iter(marked.names), ""), (), marked)
    if not data.startswith(b"PK"):
        hint = (
            "Save it as .docx in the program that it comes from. "
            "A proof is a PDF, its comments are FDF or XFDF."
        )
        raise InputError("This is no Word file.", place=Place(path.name), hint=hint)
    return _word_file(data, path)


MAGIC, BEGINNING = b"%PDF-", 1024
"""What a PDF begins with, somewhere in its first bytes (ISO 32000-2, annex I)."""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        message = f"It cannot be read: {fault.strerror}."
        raise InputError(message, place=Place(str(path))) from fault


def _with_pdf(read: Exported, path: Path) -> Marked:
    """Return comments with the pages of their PDF, where that lies beside them."""
    beside = path.parent / read.pdf
    if not read.pdf or not beside.is_file():
        return read.marked
    pdf = notes.opened(_bytes(beside), beside.name)
    names = [*read.marked.names, *pdf.names]
    return replace(read.marked, data=pdf.data, pages=pdf.pages, names=names)


def _word_file(data: bytes, path: Path) -> Returned:
    members = containers.opened(data, path.name)
    lists = [one for one in members if one.endswith(".rels")]
    containers.check_xml(members, path.name, ["[Content_Types].xml", *lists])
    if not main_part(members):
        raise InputError("This is an archive, and no Word file.", place=Place(path.name))
    package = Package(members)
    _check(package, path.name)
    read = word_leaves.leaves(package)
    marks = index_in.entries(package)
    return Returned(path.name, read, identifier(members), comments(package), entries=marks)


READ = ("styles", "numbering", "footnotes", "endnotes", "comments", "commentsExtended")
"""The kinds of the parts that a merge reads besides the main one."""


def _check(package: Package, name: str) -> None:
    """Raise InputError where a part that is read is damaged, or is named and not there.

    Read as if it were empty, it would make paragraphs of headings.
    """
    named = [one for one in package.related(package.main).values() if one.kind in READ]
    gone = sorted(
        one.target for one in named if not one.external and one.target not in package.members
    )
    if gone:
        message = f"It is damaged: it names a part that it does not hold, {listed(gone)}."
        hint = "Open it in the program it was made with, and save it anew."
        raise InputError(message, place=Place(name), hint=hint)
    parts = [package.main, *(package.part(kind) for kind in READ)]
    containers.check_xml(package.members, name, parts)


def identifier(members: dict[str, bytes]) -> str:
    """Return the identifier that a file carries: in a custom property, or a part of custom XML."""
    for name in sorted(members):
        if not name.endswith(".xml") or not name.startswith(("docProps/", "customXml/")):
            continue
        try:
            root = xml.parse(members[name], name)
        except InputError:
            continue
        if root.tag == f"{{{NAMESPACE}}}sent" and sent.ID.fullmatch(root.get("id", "")):
            return str(root.get("id"))
        for one in root:
            text = "".join(str(part) for part in one.itertext())
            if one.get("name") == PROPERTY and sent.ID.fullmatch(text.strip()):
                return text.strip()
    return ""


def sent_as(root: Path, returned: Returned, named: str = "") -> Sent:
    """Return what a file was made of: by the identifier that is named, or that it carries.

    Raises InputError where the book has not kept it; where the file carries none and one is like
    it, that is named.
    """
    known = sent.known_ids(root)
    name = named or returned.id or _printed_name(returned, known)
    if name in known:
        return sent.load(root, name)
    if not known:
        hint = "octavo send writes files that can be merged; octavo import reads any other."
        raise InputError("Nothing was sent from this book.", hint=hint)
    if name:
        message = f"What was sent as {name} is not kept in this book."
        raise InputError(message, hint=f"Kept are: {', '.join(known)}.")
    if returned.marked is not None and not returned.marked.marks:
        raise InputError(NOTHING, place=Place(returned.name), hint=BY_HAND)
    if returned.marked is not None:
        message = "The PDF carries no name of anything sent, and none is printed on its pages."
        hint = f"If it is one of these, say so: --sent {', '.join(known)}."
        if not returned.marked.data:
            message = "The file does not say to which proof its comments belong."
            hint = f"Put the proof beside it, or say what was sent: --sent {', '.join(known)}."
        raise InputError(message, place=Place(returned.name), hint=hint)
    likest = max(known, key=lambda one: _likeness(sent.load(root, one), returned))
    if _likeness(sent.load(root, likest), returned) >= LIKE:
        message = f"The file has lost its name; it is like what was sent as {likest}."
        hint = f"If it is that, say so: --sent {likest}."
        raise InputError(message, place=Place(returned.name), hint=hint)
    message = "The file was not sent from this book: it carries no name, and is like nothing sent."
    raise InputError(message, place=Place(returned.name), hint="octavo import reads it.")


def _printed_name(returned: Returned, known: Sequence[str]) -> str:
    """Return the identifier that stands at the head of a proof's pages; "" where none does."""
    if returned.marked is None or not (returned.marked.data and known):
        return ""
    first = range(min(returned.marked.pages, FIRST))
    read = notes.letters(returned.marked, first)
    words = "".join(letter.sign for _, one in read for letter in one)
    return next((one for one in known if f"octavo{one}" in words), "")


FIRST = 8
"""On so many pages the name of a proof is looked for."""


def _likeness(known: Sent, returned: Returned) -> float:
    names = {tying.folded(leaf) for leaf in known.leaves}
    same = sum(tying.folded(leaf) in names for leaf in returned.leaves)
    return same / max(len(returned.leaves), len(known.leaves), 1)
