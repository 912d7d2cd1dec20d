"""Reads metadata/edition.yaml and metadata/design.yaml into an Edition, and finds their faults.

What the files may say is declared in `edition`; pydantic holds them against it, both at once. Every
fault is an InputError with the file, the line and what would be right, and all are raised together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import TypeAdapter, ValidationError

from octavo.book import printers, released
from octavo.book.imprint import checks
from octavo.book.refusals import refusals
from octavo.book.safety import controls
from octavo.files import yaml
from octavo.files.names import inside, is_file
from octavo.model import edition as nouns
from octavo.model.finding import Finding, InputError, Place, Severity, Tier, refuse_all
from octavo.model.printers import Printer
from octavo.model.trims import is_in_inches
from octavo.text.style.house import STYLES, own_style, unknown
from octavo.text.style.language import fault_of

EDITION = "metadata/edition.yaml"
DESIGN = "metadata/design.yaml"

FindStyle: TypeAlias = Callable[[str], Path]


def load(root: Path, find_style: FindStyle | None = None) -> nouns.Project:
    """Read a book's folder: its metadata and the list of its sources, in reading order.

    `find_style` looks for a citation style by its name, and raises InputError if it is unknown.
    Raises InputError where the folder holds no book or a file is wrong, with all that is wrong.
    """
    path = root / EDITION
    if not is_file(path):
        raise InputError(
            f"There is no {EDITION} in {root.resolve().name}: this folder holds no book.",
            hint="Make one with `octavo new my-book`, or go to its folder.",
        )
    files = _Files(yaml.read(path, EDITION), _design_tree(root), find_style, path.parent)
    for tree in (files.record, files.design):
        controls.refuse_in(tree)
    edition = files.edition()
    findings = [*files.findings(), *checks.findings(edition, files.record)]
    return nouns.Project(root, _sources(root), edition, tuple(findings), released.last(root))


def place_of(root: Path, *key: str) -> Place:
    """Return the place of a key of design.yaml, or of what is around it where it is not set."""
    return _design_tree(root).place(key)


def adapter() -> TypeAdapter[nouns.Edition]:
    """Return what holds a value against the declaration, and writes its schema."""
    return _adapter()


@cache
def _adapter() -> TypeAdapter[nouns.Edition]:
    return TypeAdapter(nouns.Edition)


def _design_tree(root: Path) -> yaml.Tree:
    path = root / DESIGN
    return yaml.read(path, DESIGN) if path.is_file() else yaml.Tree(DESIGN)


@dataclass(slots=True)
class _Files:
    """The two files of the metadata, and their faults as they are found."""

    record: yaml.Tree
    design: yaml.Tree
    find_style: FindStyle | None = None
    folder: Path = Path()
    faults: list[InputError] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)
    """Keys of people in the singular, as the declaration has them → as the file has them."""

    def edition(self) -> nouns.Edition:
        """Return the edition. Raises InputError with all faults of both files."""
        value = self._singular(self._group(self.record))
        design = self._group(self.design)
        self._check_isbns(value.get("isbn"))
        if "design" in value:
            del value["design"]
            hint = "Write what is below it into metadata/design.yaml."
            self._refuse(("design",), "The key “design” is not known.", hint)
        lang = value.get("lang")
        self.faults += self._house_style(design.get("house-style"), lang)
        self.faults += self._citation_style(design.get("citation-style"))
        self.faults += self._printers(design)
        if not design.get("house-style"):
            design["house-style"] = lang if isinstance(lang, str) else ""
        edition = self._validated({**value, "design": design})
        if edition is not None:
            self.faults += checks.faults(edition, self.record)
            self.faults += self._claims(edition.design.printers)
        refuse_all(_in_order([*self.record.faults, *self.design.faults, *self.faults]))
        assert edition is not None  # noqa: S101 - else there was a fault
        return edition

    def findings(self) -> Iterator[Finding]:
        """Yield what the editor ought to know of how a value was read."""
        trim = self.design.value.get("trim", "") if isinstance(self.design.value, dict) else ""
        if is_in_inches(trim):
            message = f"The trim {trim} is read in inches: no book has that size in millimetres."
            place = self.design.place(("trim",))
            hint = f"Write {trim} in, or a size in millimetres."
            yield Finding("trim-inches", message, Severity.INFO, Tier.FLAG, place, hint=hint)

    def _group(self, tree: yaml.Tree) -> dict[str, Any]:
        value = {} if tree.value in (None, "") else tree.value
        if not isinstance(value, dict):
            message, hint = "This file holds keys and values.", "A line such as `title: My Book`."
            refuse_all(_in_order([*tree.faults, tree.wrong((), message, hint)]))
        return dict(value)

    def _singular(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return a record in which the keys of people are singular; both at once are a fault."""
        record = {}
        for key, content in value.items():
            name = nouns.PLURALS.get(key, key)
            if name != key:
                self.written[name] = key
            if name != key and name in value:
                hint = f"Put all of them below “{name}”."
                self._refuse((key,), f"There is “{name}” and “{key}”.", hint)
                continue
            record[name] = content
        return self._with_page(record)

    def _with_page(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return a record in which an imprint that is no name, but a page, stands as the page."""
        if not isinstance(record.get("imprint"), dict | list) or checks.PAGE in record:
            return record
        self.written[checks.PAGE] = "imprint"
        return {checks.PAGE if key == "imprint" else key: part for key, part in record.items()}

    def _check_isbns(self, isbns: Any) -> None:
        for name, isbn in isbns.items() if isinstance(isbns, dict) else ():
            if ("isbn", name) in self.record.plain and isinstance(isbn, str) and isbn.isdigit():
                hint = f'Put it in quotation marks: "{isbn}".'
                self._refuse(("isbn", name), "An ISBN is not a number.", hint)

    def _house_style(self, value: Any, lang: Any) -> Iterator[InputError]:
        """Yield what is wrong with a house style: its name, or each line of a house's own."""
        own = value if isinstance(value, dict) else {}
        name = own.get("base", "") if own else value
        if not isinstance(name, str) or any(not isinstance(word, str) for word in own.values()):
            return  # the declaration says what it may be
        if name and name not in (lang, *STYLES):
            keys = ("house-style", "base") if own else ("house-style",)
            yield self._at(unknown(name), keys)
            return
        for key, line in own.items():
            try:
                own_style({**({"base": name} if name else {}), key: line})
            except InputError as fault:
                yield self._at(fault, ("house-style", *([key] if name else [])))
                if not name:
                    return

    def _printers(self, design: dict[str, Any]) -> Iterator[InputError]:
        """Yield what is wrong with the names of printers, and put whole profiles in their place."""
        value = design.get("printers", "")
        for loc, fault in printers.faults(value):
            yield self._at(fault, ("printers", *loc))
        if "printers" in design:
            design["printers"] = printers.whole(value)

    def _claims(self, profiles: Sequence[Printer]) -> Iterator[InputError]:
        """Yield what printers' profiles claim and do not keep, at their lines."""
        is_list = isinstance(self.design.value["printers"], list) if profiles else False
        for number, printer in enumerate(profiles):
            for key, fault in printers.claims(printer, self.folder):
                yield self._at(fault, ("printers", *((number,) if is_list else ()), key))

    def _citation_style(self, name: Any) -> Iterator[InputError]:
        """Yield that there is no citation style of a name; files of styles are looked at later."""
        if not self.find_style or not isinstance(name, str) or name.strip().endswith(".csl"):
            return
        try:
            self.find_style(name)
        except InputError as fault:
            yield self._at(fault, ("citation-style",))

    def _at(self, fault: InputError, key: yaml.Loc) -> InputError:
        return InputError(fault.message, place=self.design.place(key), hint=fault.hint)

    def _refuse(self, loc: yaml.Loc, message: str, hint: str) -> None:
        self.faults.append(self.record.wrong(loc, message, hint))

    def _validated(self, value: dict[str, Any]) -> nouns.Edition | None:
        try:
            return adapter().validate_python(value, context={"language": _language_fault})
        except ValidationError as error:
            for refusal in refusals(error.errors(include_url=False)):
                self._take(refusal.loc, refusal.message, refusal.hint)
        return None

    def _take(self, loc: yaml.Loc, message: str, hint: str) -> None:
        tree = self.record
        if loc[0] == "design":
            tree, loc = self.design, loc[1:]
        else:
            loc = (self.written.get(str(loc[0]), loc[0]), *loc[1:])
        if not tree.is_refused(loc):
            self.faults.append(tree.wrong(loc, message, hint))


def _language_fault(tag: str) -> str:
    fault, hint = fault_of(tag)
    return f"{fault}. {hint}" if fault else ""


def _in_order(faults: list[InputError]) -> list[InputError]:
    """Return faults by file and line, edition.yaml first."""

    def order(fault: InputError) -> tuple[bool, int]:
        place = fault.place or Place("")
        return place.file != EDITION, place.line

    return sorted(faults, key=order)


def _sources(root: Path) -> tuple[Path, ...]:
    folder = root / "source"
    chapters = sorted(folder.glob("*.md"), key=lambda path: path.name)
    if not chapters:
        raise InputError(
            "There is no text: no file source/*.md.",
            place=Place("source"),
            hint="Write one, or bring a manuscript in with `octavo import FILE --into .`.",
        )
    for path in chapters:
        if inside(root, path) is None:
            raise InputError(
                "This leads out of the project.",
                place=Place(f"source/{path.name}"),
                hint="Put the file itself into the folder source.",
            )
    return tuple(chapters)
