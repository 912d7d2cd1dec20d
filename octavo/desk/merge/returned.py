"""Opens a Word file that came back, and finds what it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.desk.merge import sent, tying, word_leaves
from octavo.desk.merge.leaf import Leaf
from octavo.desk.merge.sent import Sent
from octavo.files import xml
from octavo.formats.docx.sending import NAMESPACE, PROPERTY
from octavo.manuscripts import containers
from octavo.model.counted import listed
from octavo.model.finding import InputError, Place
from octavo.ooxml.comments import Comment, comments
from octavo.ooxml.package import Package, main_part

LIKE = 0.8
"""How many of its leaves a file shares with what was sent, of which it has lost the name."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: its leaves and comments, and the identifier that it carries, or ""."""

    name: str
    leaves: Sequence[Leaf]
    id: str
    comments: Sequence[Comment] = ()


def opened(path: Path) -> Returned:
    """Read a Word file. Raises InputError where the file is missing or damaged."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        message = f"It cannot be read: {fault.strerror}."
        raise InputError(message, place=Place(str(path))) from fault
    if not data.startswith(b"PK"):
        hint = "Save it as .docx in the program that it comes from."
        raise InputError("This is no Word file.", place=Place(path.name), hint=hint)
    members = containers.opened(data, path.name)
    lists = [one for one in members if one.endswith(".rels")]
    containers.check_xml(members, path.name, ["[Content_Types].xml", *lists])
    if not main_part(members):
        raise InputError("This is an archive, and no Word file.", place=Place(path.name))
    package = Package(members)
    _check(package, path.name)
    read = word_leaves.leaves(package)
    return Returned(path.name, read, identifier(members), comments(package))


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
    name = named or returned.id
    if name in known:
        return sent.load(root, name)
    if not known:
        hint = "octavo send writes files that can be merged; octavo import reads any other."
        raise InputError("Nothing was sent from this book.", hint=hint)
    if name:
        message = f"What was sent as {name} is not kept in this book."
        raise InputError(message, hint=f"Kept are: {', '.join(known)}.")
    likest = max(known, key=lambda one: _likeness(sent.load(root, one), returned))
    if _likeness(sent.load(root, likest), returned) >= LIKE:
        message = f"The file has lost its name; it is like what was sent as {likest}."
        hint = f"If it is that, say so: --sent {likest}."
        raise InputError(message, place=Place(returned.name), hint=hint)
    message = "The file was not sent from this book: it carries no name, and is like nothing sent."
    raise InputError(message, place=Place(returned.name), hint="octavo import reads it.")


def _likeness(known: Sent, returned: Returned) -> float:
    names = {tying.folded(leaf) for leaf in known.leaves}
    same = sum(tying.folded(leaf) in names for leaf in returned.leaves)
    return same / max(len(returned.leaves), len(known.leaves), 1)
