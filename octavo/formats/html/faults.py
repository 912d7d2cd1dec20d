"""A page of an artefact, and a fault of one."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.formats.html.tree import Element


@dataclass(frozen=True, slots=True)
class Page:
    """A page under its name in the artefact, with `/` between folders."""

    name: str
    tree: Element


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a page: its rule, the page, what is wrong, and words of the text beside it."""

    rule: str
    page: str
    message: str
    words: str = ""
    before: str = ""
    left: str = ""
