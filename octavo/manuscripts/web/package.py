"""What the package of an e-book says of it: titles, people, languages, rights, the cover."""

from __future__ import annotations

import re
from collections import defaultdict

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web, joined
from octavo.manuscripts.word.properties import DC
from octavo.model.checkdigits import isbn_fault

PEOPLE = {
    "aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator",
    "aui": "introduction", "aft": "afterword", "com": "compiler", "pht": "photographer",
    "win": "introduction", "waw": "afterword",
}  # fmt: skip
"""MARC relator codes, with those that took the place of older ones; the keys of edition.yaml."""

LIBRARIES = frozenset((
    "standard ebooks", "project gutenberg", "wikisource", "distributed proofreaders", "feedbooks",
    "manybooks", "faded page", "librivox", "global grey",
))  # fmt: skip
"""Libraries that give books away, and name themselves as publishers: not those of an edition."""

LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)")
OPF = "{http://www.idpf.org/2007/opf}"


def read(web: Web) -> None:
    """Take what the package says, in the form of edition.yaml."""
    package = web.package
    if package is None:
        return
    refined = _refinements(package)
    known = web.embedded
    _titles(package, refined, known)
    _people(package, refined, known)
    for name, key in (("publisher", "publisher"), ("language", "lang"), ("rights", "rights")):
        value = next((_text(one) for one in package.iter(DC + name) if _text(one)), "")
        if value:
            known[key] = _plain(value)
    description = next((_text(one) for one in package.iter(DC + "description")), "")
    if description:
        known["description"] = _plain(description)
    _subjects(package, refined, known)
    _pages_of(package, refined, known)
    _identifiers(package, web)
    _cover(package, web)


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _refinements(package: etree._Element) -> dict[str, dict[str, list[str]]]:
    """Return the properties of each element by its identifier (EPUB 3.3, 5.5.3.2)."""
    refined: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for meta in package.iter("{*}meta"):
        about = meta.get("refines", "").removeprefix("#")
        if about:
            refined[about][meta.get("property", "")].append(_text(meta))
    return refined


def _titles(
    package: etree._Element,
    refined: dict[str, dict[str, list[str]]],
    known: dict[str, object],
) -> None:
    titles = [one for one in package.iter(DC + "title") if _text(one)]
    of_kind = {
        kind: _text(one)
        for one in reversed(titles)
        for kind in refined.get(one.get("id", ""), {}).get("title-type", [])
    }
    if titles:
        known["title"] = of_kind.get("main", _text(titles[0]))
    if of_kind.get("subtitle"):
        known["subtitle"] = of_kind["subtitle"]


def _people(
    package: etree._Element,
    refined: dict[str, dict[str, list[str]]],
    known: dict[str, object],
) -> None:
    """Take the people whose part an edition names; makers of the e-book are not among them."""
    for element in (*package.iter(DC + "creator"), *package.iter(DC + "contributor")):
        more = refined.get(element.get("id", ""), {})
        roles = more.get("role") or [element.get(f"{OPF}role", "")]
        if element.tag == DC + "creator":
            roles = [role for role in roles if role in PEOPLE] or ["aut"]
        name = _text(element)
        sorted_as = next(iter(more.get("file-as", [])), element.get(f"{OPF}file-as", ""))
        for role in dict.fromkeys(roles):
            key = PEOPLE.get(role, "")
            if not key or not name:
                continue
            person = {"name": name, **({"file-as": sorted_as} if sorted_as else {})}
            listed = known.setdefault(key, [])
            if isinstance(listed, list) and person not in listed:
                listed.append(person)


def _plain(text: str) -> str:
    """Return words of a package without markup, HTML or Markdown; addresses stand in brackets."""
    if "<" in text:
        text = tree.words(xml.parse_html(f"<div>{text}</div>".encode()))
    return LINK.sub(r"\1 (\2)", text)


def _subjects(
    package: etree._Element,
    refined: dict[str, dict[str, list[str]]],
    known: dict[str, object],
) -> None:
    subjects, words = [], []
    for element in package.iter(DC + "subject"):
        more = refined.get(element.get("id", ""), {})
        scheme = next(iter(more.get("authority", [])), "")
        code = next(iter(more.get("term", [])), "")
        name = _text(element)
        if scheme and name:
            given = {"scheme": scheme.lower(), "code": code if code != "Unknown" else ""}
            subjects.append({key: value for key, value in given.items() if value} | {"name": name})
        elif name:
            words.append(name)
    if subjects:
        known["subjects"] = subjects
    if words:
        known["keywords"] = list(dict.fromkeys(words))


def _identifiers(package: etree._Element, web: Web) -> None:
    """Report the identifiers, and the library that gave the e-book away: of another edition."""
    names = [_text(one) for one in package.iter(DC + "identifier") if _text(one)]
    called = [f"called {', '.join(names)}"] if names else []
    library = str(web.embedded.get("publisher", ""))
    if library.casefold() in LIBRARIES:
        web.embedded["publisher"] = ""
        called.append(f"given away by {library}")
    if not called:
        return
    isbn = next((isbn for isbn in map(_isbn, names) if not isbn_fault(isbn)), "")
    message = f"The e-book is {' and '.join(called)}: this edition is another, with its own."
    name = isbn or next(iter(names), library)
    hint = f"If it is the same, write {name} into metadata/edition.yaml."
    web.look_at("import-identifier", message, hint)


def _isbn(name: str) -> str:
    """Return an identifier without the words that say it is an ISBN."""
    return re.sub(r"^(?:urn:)?isbn:?\s*", "", name, flags=re.IGNORECASE)


def _pages_of(
    package: etree._Element,
    refined: dict[str, dict[str, list[str]]],
    known: dict[str, object],
) -> None:
    """Take what the marks of pages are of (EPUB Accessibility 1.1, 4.2; before that, source-of)."""
    sources = [_text(m) for m in package.iter("{*}meta") if m.get("property") == "pageBreakSource"]
    for source in package.iter(DC + "source"):
        if "pagination" in refined.get(source.get("id", ""), {}).get("source-of", []):
            sources.append(_text(source))
    named = next((one for one in sources if one and one != "none"), "")
    if named:
        known["pages-of"] = named if isbn_fault(_isbn(named)) else _isbn(named)


def _cover(package: etree._Element, web: Web) -> None:
    """Find the image of the cover (EPUB 3.3, D.5.5; before that, a meta by the name cover)."""
    items = list(package.iter("{*}item"))
    named = next(
        (m.get("content") for m in package.iter("{*}meta") if m.get("name") == "cover"), ""
    )
    for item in items:
        is_cover = "cover-image" in item.get("properties", "").split()
        if (is_cover or (named and item.get("id") == named)) and "image" in item.get(
            "media-type", ""
        ):
            web.cover = joined(web.folder, item.get("href", ""))
            return
