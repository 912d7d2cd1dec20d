"""Every address in a finished e-book or web page, followed without a network.

It reads the files as text, with Python's own parser, and shares nothing with the checks of the
formats: an address that leads into the file must lead to something that is there, one that leads
out must be one that a browser can follow, and every page of a site must be led to.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from octavo.formats import archive
from octavo.model.finding import InputError, Severity
from octavo.press.judges.remark import Remark, Spot
from octavo.system import programs

ADDRESSES = ("href", "src", "data", "poster", "cite", "xlink:href", "longdesc", "full-path")
WEB = ("http", "https")
OTHERS = ("mailto", "tel", "urn", "doi", "data", "ftp")
HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}|localhost|\[[0-9a-f:]+\]", re.IGNORECASE)
STYLED = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
PAGES = (".html", ".xhtml", ".opf", ".ncx", ".svg", ".xml", ".webmanifest")


@dataclass(slots=True)
class _Address:
    page: str
    address: str
    spot: Spot


@dataclass(slots=True)
class _Page:
    """The ids of a page, and its addresses."""

    ids: set[str] = field(default_factory=set)
    addresses: list[_Address] = field(default_factory=list)


class _Parser(HTMLParser):
    """Takes ids and addresses from a page, with their lines."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.page = name, _Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        line, column = self.getpos()
        spot = Spot(self.name, line, column + 2)
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.page.ids.add(value)
            elif name in ADDRESSES and not (tag == "blockquote" and name == "cite"):
                self.page.addresses.append(_Address(self.name, value.strip(), spot))
            elif name == "srcset":
                for one in value.split(","):
                    self.page.addresses.append(_Address(self.name, one.split()[0], spot))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag that is closed at once."""
        self.handle_starttag(tag, attrs)


def identity() -> str:
    """Return the identity of this program, which the judge is part of."""
    return programs.identity()


def remarks(path: Path, part: int = 0, parts: int = 1) -> list[Remark]:  # noqa: ARG001
    """Return each address that leads nowhere. Raises InputError for a damaged e-book."""
    files = _files(path)
    pages = {name: _read(name, data) for name, data in files.items() if name.endswith(PAGES)}
    addresses = [one for page in pages.values() for one in page.addresses]
    for name, data in files.items():
        addresses += _styled(name, data) if name.endswith(".css") else ()
    judged = (_judged(one, files, pages) for one in addresses)
    alone = _alone(pages) if path.is_dir() else ()
    return [*filter(None, judged), *alone]


def _files(path: Path) -> dict[str, bytes]:
    if path.suffix == ".epub":
        try:
            return archive.read(path)
        except archive.DAMAGED as fault:
            raise InputError(f"{path.name} is damaged.", hint="Build it again.") from fault
    root = path if path.is_dir() else path.parent
    beside = [one for one in root.rglob("*") if one.is_file()] if path.is_dir() else [path]
    if not path.is_dir():
        beside += [one for one in (root / "site").rglob("*") if one.is_file()]
    own = {one.relative_to(root).as_posix(): one for one in beside}
    if path.is_dir():
        return {name: one.read_bytes() for name, one in own.items()}
    return {name: one.read_bytes() if one == path else b"" for name, one in own.items()}


def _read(name: str, data: bytes) -> _Page:
    parser = _Parser(name)
    parser.feed(data.decode("utf-8", "replace"))
    parser.close()
    return parser.page


def _styled(name: str, data: bytes) -> Iterator[_Address]:
    text = data.decode("utf-8", "replace")
    for match in STYLED.finditer(text):
        yield _Address(name, match[1], Spot(name, text.count("\n", 0, match.start()) + 1))


def _judged(one: _Address, files: Mapping[str, bytes], pages: Mapping[str, _Page]) -> Remark | None:
    """Return what is wrong with an address, if anything is."""
    if any(sign.isspace() for sign in one.address):
        words = f"The address “{one.address}” has a space in it: write %20."
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", one.address):
        words = _outward(one.address)
    else:
        words = _inward(one, files, pages)
    return Remark("link-judge", words, Severity.ERROR, one.spot) if words else None


def _outward(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return f"The address {address} cannot be read."
    if parts.scheme.lower() in OTHERS:
        return ""
    if parts.scheme.lower() not in WEB:
        return f"The address {address} is not one that a reader can follow."
    return "" if HOST.fullmatch(host) else f"The address {address} names no host."


def _inward(one: _Address, files: Mapping[str, bytes], pages: Mapping[str, _Page]) -> str:
    path, _, place = one.address.partition("#")
    path = path.partition("?")[0]
    folder = "" if one.page.startswith("META-INF/") else posixpath.dirname(one.page)
    target = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else one.page
    if target in (".", "") or f"{target}/index.html" in files:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        near = next((name for name in files if name.casefold() == target.casefold()), "")
        meant = f" {near} is: capitals count on a server." if near else ""
        return f"The address {one.address} leads to {target}, which is not there.{meant}"
    if place and target in pages and unquote(place) not in pages[target].ids:
        return f"The address {one.address} leads to no place in {target}."
    return ""


def _alone(pages: Mapping[str, _Page]) -> Iterable[Remark]:
    """Yield the pages of a site that the first one leads to on no way."""
    met, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for one in pages[name].addresses if name in pages else ():
            path = unquote(one.address.partition("#")[0].partition("?")[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            if target in pages and target not in met:
                met.add(target)
                waiting.append(target)
    for name in sorted(name for name in pages.keys() - met if name.endswith(".html")):
        words = "No page leads to this one."
        yield Remark("link-alone", words, Severity.WARNING, Spot(name))
