"""The chain of a book's filters: which it lists, in what order, and running them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from octavo import pandoc
from octavo.book import trust
from octavo.book.filtering import load as load_filter
from octavo.files import json
from octavo.model.finding import Finding, InputError, Place
from octavo.model.near import meant
from octavo.model.nodes import Document
from octavo.model.rules import Rule
from octavo.prose.prose import Prose

DEFAULTS = "metadata/pandoc.json"
CITEPROC = "citeproc"
"""Stands in the list of filters where citations are to be set; pandoc does that itself."""

NAMED = "A built-in filter is named alone (dashes.py), your own with its path."

SEPARATORS = frozenset("/\\:")
"""Signs of a path, on any platform: a built-in filter is named without."""

FAULTS = (ArithmeticError, AttributeError, LookupError, SystemExit, TypeError, ValueError)
"""The exceptions of a book's own filter, and those that end it early."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The filters that a book lists, in their order, as metadata/pandoc.json had them when read.

    `listed` has citeproc among them; `data` are the bytes of the file.
    """

    root: Path
    listed: tuple[str, ...]
    data: bytes

    @classmethod
    def read(cls, root: Path) -> Chain:
        """Read the list of a book.

        Raises InputError where metadata/pandoc.json is missing or is not a list of filters.
        """
        path = root / DEFAULTS
        hint = "`octavo new` makes one; copy it from a new book."
        if not path.exists():
            raise InputError(f"There is no {DEFAULTS}.", hint=hint)
        data = json.read(path, DEFAULTS)
        defaults = json.parse(data, DEFAULTS)
        filters = defaults.get("filters") if isinstance(defaults, dict) else None
        if not isinstance(filters, list):
            message = 'This file has no list of filters: {"filters": ["divisions.py", …]}.'
            raise InputError(message, place=Place(DEFAULTS), hint=hint)
        names = tuple(_name(entry, number) for number, entry in enumerate(filters, 1))
        return cls(root, names, data)

    @property
    def names(self) -> list[str]:
        """The filters in their order, without citeproc."""
        return [name for name in self.listed if name != CITEPROC]

    def run(self, prose: Prose, *, cited: bool = False) -> list[Finding]:
        """Run the filters in their order, all in this process but for those that are not ours.

        They are those before citeproc; once the citations are `cited`, those behind it.
        """
        findings: list[Finding] = []
        at = self.listed.index(CITEPROC) if CITEPROC in self.listed else len(self.listed)
        for name in self.listed[at + 1 :] if cited else self.listed[:at]:
            path = self.path(name)
            if path.suffix == ".py":
                findings += run_filter(path, name, prose)
            else:
                run_foreign(path, name, prose)
        return findings

    def run_python(self, prose: Prose, *, without: str) -> list[Finding]:
        """Run the filters that are written in Python, before and behind citeproc, but one."""
        findings: list[Finding] = []
        for name in self.names:
            path = self.path(name)
            if path.suffix == ".py" and path.stem != without:
                findings += run_filter(path, name, prose)
        return findings

    def own_rules(self) -> tuple[Rule, ...]:
        """Return the rules that the book's own filters bring; all others are in the table."""
        paths = [self.path(name) for name in self.names if _is_own(name)]
        modules = [load_filter(path.resolve()) for path in paths if path.suffix == ".py"]
        return tuple(rule for module in modules for rule in getattr(module, "RULES", ()))

    def python(self) -> list[Path]:
        """Return the files of the filters that are written in Python, in their order."""
        paths = [self.path(name) for name in self.names]
        return [path for path in paths if path.suffix == ".py"]

    def path(self, name: str) -> Path:
        """Return a filter's file: the built-in one of a bare name, or by path one of the book's.

        Raises InputError where it is missing, or where the user has not trusted it: nothing of it
        has run then.
        """
        path = self._path(name)
        if _is_own(name) and not trust.is_trusted(self.root, self.own()):
            raise InputError(
                f"The book brings a filter of its own, {name}: it can do whatever you can.",
                place=self.place_of(name),
                hint="If you have read it and trust it, say so once: --trust. Else take it out.",
            )
        return path

    def own(self) -> list[Path]:
        """Return the filters that the book brings itself, in their order: code of a stranger.

        A copy of a built-in filter in the book's folder is the book's. Raises InputError where one
        is missing.
        """
        return [self._path(name) for name in self.names if _is_own(name)]

    def check_trust(self) -> None:
        """Raise InputError where a filter is missing, or not trusted, before any is run."""
        for name in self.names:
            self.path(name)

    def place_of(self, name: str) -> Place:
        """Return the line of metadata/pandoc.json that names a filter."""
        before, sought, _ = self.data.partition(orjson.dumps(name))
        return Place(DEFAULTS, before.count(b"\n") + 1 if sought else 0)

    def _known(self) -> list[str]:
        """Return the names of all filters that a list may name: built-in ones, and the book's."""
        own = [path.relative_to(self.root).as_posix() for path in self.root.glob("filters/*.*")]
        return sorted([path.name for path in (pandoc.data_dir() / "filters").glob("*.py")] + own)

    def _path(self, name: str) -> Path:
        own = self.root / name
        path = own if _is_own(name) else pandoc.data_dir() / "filters" / name
        try:
            is_there = path.resolve().is_file()
        except (OSError, ValueError):
            is_there = False
        if not is_there:
            raise InputError(
                f"There is no filter {name}.",
                place=self.place_of(name),
                hint=meant(name, self._known(), NAMED),
            )
        return path


def _name(entry: object, number: int) -> str:
    """Return the name of a filter in pandoc's defaults: a name, or an object with a path."""
    name = (entry.get("path") or entry.get("type")) if isinstance(entry, dict) else entry
    if not isinstance(name, str) or not name.strip():
        message = f"Filter {number} of the list has no name."
        hint = "Give each as a name, such as dashes.py."
        raise InputError(message, place=Place(DEFAULTS), hint=hint)
    return name


def _is_own(name: str) -> bool:
    """Whether a name is a path, in the writing of any platform."""
    return not SEPARATORS.isdisjoint(name) or name in ("", ".", "..")


def run_filter(path: Path, name: str, prose: Prose) -> list[Finding]:
    """Run one of our filters; what it raises becomes one sentence with the filter's name."""
    try:
        findings: list[Finding] = load_filter(path.resolve()).apply(prose)
    except FAULTS as fault:
        raise _failed(name, f"{type(fault).__name__}: {fault}") from fault
    return findings


def _failed(name: str, words: str) -> InputError:
    hint = "Take it out of the list, or correct it."
    return InputError(f"The filter {name} failed: {words}.", place=Place(DEFAULTS), hint=hint)


def run_foreign(path: Path, name: str, prose: Prose) -> None:
    """Run a Lua filter, or any program, through pandoc; its changes have no places."""
    prose.tidy()
    option = "--lua-filter" if path.suffix == ".lua" else "--filter"
    arguments = ["-f", "json", "-t", "json", option, str(path.resolve())]
    try:
        done = Document.loads(pandoc.run(arguments, prose.document.dumps()))
    except pandoc.PandocError as fault:
        raise _failed(name, next(iter(fault.words.splitlines()), "").rstrip(".")) from fault
    prose.document.blocks = done.blocks
    prose.trace.origins.clear()


def unlisted(name: str) -> InputError:
    """Return the error of a filter that is needed and not in the list."""
    message = f"The filter {name}, which does this, is not in {DEFAULTS}."
    return InputError(message, hint="Copy the list of a new book.")
