"""The works that a document cites: read from its metadata, and given to citeproc with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from octavo import pandoc
from octavo.bibliography import checking, csl, references, volumes, years
from octavo.bibliography.references import Item, Work
from octavo.files.names import is_file
from octavo.model.design import Design
from octavo.model.finding import Finding, InputError
from octavo.model.nodes import (
    Document,
    Node,
    each_list,
    markup,
    meta_text,
    meta_value,
)
from octavo.text.citations.match import Shelf

ABBREVIATIONS = "abbreviations.yaml"
"""Read from metadata/ where the metadata names no other file, as the edition's record does."""


@dataclass(slots=True)
class Holdings:
    """The works of a document, and whether its metadata names any."""

    works: dict[str, Work]
    shelf: Shelf
    is_named: bool

    @classmethod
    def of(cls, meta: dict[str, Node]) -> Holdings:
        """Read what the metadata names. Raises InputError where it cannot be read."""
        folder = _folder(meta)
        files = [_path(folder, name) for name in _texts(meta.get("bibliography"))]
        works = references.read_all({path: _called(path, folder.parent) for path in files})
        if "references" in meta:
            own = references.from_metadata(meta["references"])
            works |= {work.key: work for work in own}
        short = meta_text(meta, "abbreviations")
        if not short and "bibliography" in meta and (folder / ABBREVIATIONS).is_file():
            short = ABBREVIATIONS
        named_short = _path(folder, short) if short else None
        abbreviations = {}
        if named_short:
            called = _called(named_short, folder.parent)
            abbreviations = references.read_abbreviations(named_short, works, called)
        shelf = Shelf((work.item for work in works.values()), abbreviations)
        named = any(n in meta for n in ("bibliography", "references", "csl", "citation-style"))
        return cls(works, shelf, named)

    def serve(self, document: Document) -> None:
        """Set a document's metadata so that citeproc needs neither a file nor the network."""
        if not self.works:
            _give_back_handles(document.blocks)
        cited = _keys(document)
        if not cited and not self.is_named:
            return
        style = _style(document.meta)
        changed = self._cite_whole(document.blocks)
        self._set_metadata(document.meta, _keys(document) if changed else cited, style)

    def cites_in_sentence(self, meta: dict[str, Node]) -> bool:
        """Whether a citation stands before its sentence's stop, in the style that `meta` names."""
        style = _style(meta) if self.works else None
        return style is not None and csl.stands_in_sentence(style)

    def check(self, document: Document, proposed: Iterable[str]) -> list[Finding]:
        """Check the bibliography against what a document cites, or is proposed to."""
        cited = {self.parent(key) or key for key in (*_keys(document), *proposed)}
        if "*" in cited:
            cited |= set(self.works)
        style = _style(document.meta) if self.works else None
        printed = csl.variables(style) if style else frozenset()
        return checking.check(self.works.values(), cited, printed)

    def parent(self, key: str) -> str | None:
        """Return the key of the work, for the work itself or for one of its volumes."""
        if key in self.works:
            return key
        parent = self.shelf.parent(key)
        return parent if parent in self.works else None

    def item(self, key: str) -> Item | None:
        """Return the item of a work, or make that of a volume."""
        parent = self.parent(key)
        if parent is None:
            return None
        item = self.works[parent].item
        return item if parent == key else references.child(item, key[len(parent) + 1 :])

    def _set_metadata(
        self, meta: dict[str, Node], cited: dict[str, None], style: Path | None
    ) -> None:
        """Set the works cited and the style, and remove the files that hold all of them."""
        keys = list(dict.fromkeys([*cited, *self.works])) if "*" in cited else list(cited)
        items = [item for key in keys if (item := self.item(key))]
        for name in ("bibliography", "abbreviations", "citation-style"):
            meta.pop(name, None)
        meta["references"] = self._references(items)
        meta["link-citations"] = meta_value(True)
        if style is not None:
            lang = meta_text(meta, "lang") or ""
            ranged = years.shorten(meta["references"], csl.page_ranges(style), lang)
            changes = [years.sort_by_date] if ranged else []
            undated = not all(references.is_dated(item) for item in items)
            meta["csl"] = meta_value(csl.address(style, undated=undated, changes=changes))

    def _references(self, items: list[Item]) -> Node:
        """Return items as metadata. Raises InputError at the entry that pandoc cannot read."""
        try:
            return references.metadata(items)
        except pandoc.PandocError as fault:
            item = references.unusable(items) or {"id": ""}
            work = self.works.get(self.parent(item["id"]) or "")
            raise InputError(
                f"The entry '{item['id']}' cannot be read: one of its fields is not text.",
                place=work.place if work else None,
                hint="Export the bibliography anew as CSL JSON.",
            ) from fault

    def _cite_whole(self, blocks: list[Node]) -> bool:
        """Cite a volume that has no entry of its own as a volume of the whole work, in place.

        Return whether there was one.
        """
        changed = False
        for cite in (node for node in markup(blocks) if node["t"] == "Cite"):
            for citation in cite["c"][0]:
                key = citation["citationId"]
                parent = self.parent(key)
                if parent is not None and parent != key:
                    citation["citationId"] = parent
                    volumes.name(citation, key[len(parent) + 1 :])
                    changed = True
        return changed


def _texts(value: Node | None) -> list[str]:
    if value is None:
        return []
    values = value["c"] if value["t"] == "MetaList" else [value]
    texts = (meta_text({"value": one}, "value") for one in values)
    return [text for text in texts if text]


def _folder(meta: dict[str, Node]) -> Path:
    """Return the book's folder of metadata, in the folder `project` or the current one."""
    return Path(meta_text(meta, "project") or ".") / "metadata"


def _path(folder: Path, name: str) -> Path:
    return folder / name if is_file(folder / name) else Path(name)


def _called(path: Path, root: Path) -> str:
    """Return what messages call a file: its path below the project, or else its name."""
    path, root = path.resolve(), root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def _style(meta: dict[str, Node]) -> Path | None:
    """Return the file of the style, or None where the metadata holds it already."""
    name = meta_text(meta, "csl") or meta_text(meta, "citation-style") or Design().citation_style
    if name.startswith("data:"):
        return None
    return csl.style(str(_path(_folder(meta), name)) if name.endswith(".csl") else name)


def _keys(document: Document) -> dict[str, None]:
    """Return the keys cited in the text and under `nocite`, in order."""
    nocite: list[Node] = []
    waiting = [document.meta["nocite"]] if "nocite" in document.meta else []
    while waiting:
        value = waiting.pop()
        if value["t"] == "MetaList":
            waiting += value["c"]
        elif value["t"] in ("MetaInlines", "MetaBlocks"):
            nocite += value["c"]
    cites = (node for node in markup([*document.blocks, *nocite]) if node["t"] == "Cite")
    return {citation["citationId"]: None for cite in cites for citation in cite["c"][0]}


def _give_back_handles(blocks: list[Node]) -> None:
    """Without a bibliography a bare `@name` is a name: let it stand as it was typed."""

    def visit(nodes: list[Node]) -> None:
        given: list[Node] = []
        for node in nodes:
            bare = node["t"] == "Cite" and node["c"][0][0]["citationMode"]["t"] == "AuthorInText"
            given += node["c"][1] if bare else [node]
        nodes[:] = given

    each_list(blocks, visit)
