"""The chain of a book's filters: which it lists, in what order, and running them."""

from __future__ import annotations

from pathlib import Path

import orjson

from octavo import pandoc
from octavo.book import trust
from octavo.book.filtering import Rule
from octavo.book.filtering import load as load_filter
from octavo.files import json
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Place
from octavo.model.nodes import Document
from octavo.prose.prose import Prose

DEFAULTS = "metadata/pandoc.json"
CITEPROC = "citeproc"
"""Stands in the list of filters where citations are to be set; pandoc does that itself."""

SEPARATORS = frozenset("/\\:")
"""Signs of a path, on any platform: a built-in filter is named without."""

FAULTS = (ArithmeticError, AttributeError, LookupError, SystemExit, TypeError, ValueError)
"""What goes wrong in a book's own filter, and what leaves it before it is done."""


def filter_names(project: Project) -> list[str]:
    """Give the filters in their order, as metadata/pandoc.json has them, without citeproc."""
    return [name for name in listed(project) if name != CITEPROC]


def listed(project: Project) -> list[str]:
    """Give the filters in their order, with citeproc among them.

    Raises InputError where metadata/pandoc.json is missing or is no such list.
    """
    path = project.root / DEFAULTS
    hint = "`octavo new` makes one; copy it from a new book."
    if not path.exists():
        raise InputError(f"There is no {DEFAULTS}.", hint=hint)
    defaults = json.load(path, DEFAULTS)
    filters = defaults.get("filters") if isinstance(defaults, dict) else None
    if not isinstance(filters, list):
        message = 'This file has no list of filters: {"filters": ["divisions.py", …]}.'
        raise InputError(message, place=Place(DEFAULTS), hint=hint)
    return [_name(entry, number) for number, entry in enumerate(filters, 1)]


def _name(entry: object, number: int) -> str:
    """Give the name of a filter as pandoc's defaults have it: a name, or an object with a path."""
    name = (entry.get("path") or entry.get("type")) if isinstance(entry, dict) else entry
    if not isinstance(name, str) or not name.strip():
        message = f"Filter {number} of the list has no name."
        hint = "Give each as a name, such as dashes.py."
        raise InputError(message, place=Place(DEFAULTS), hint=hint)
    return name


def filter_all(project: Project, prose: Prose, *, cited: bool = False) -> list[Finding]:
    """Run the filters in their order, all in this process but for those that are not ours.

    They are those before citeproc; once the citations are `cited`, those behind it.
    """
    findings: list[Finding] = []
    names = listed(project)
    at = names.index(CITEPROC) if CITEPROC in names else len(names)
    for name in names[at + 1 :] if cited else names[:at]:
        path = filter_path(project, name)
        if path.suffix == ".py":
            findings += run_filter(path, name, prose)
        else:
            run_foreign(path, name, prose)
    return findings


def rules_of(project: Project) -> dict[str, Rule]:
    """Give what each rule of the book's filters does, and why, by the rule's name."""
    paths = [filter_path(project, name) for name in filter_names(project)]
    modules = [load_filter(path.resolve()) for path in paths if path.suffix == ".py"]
    return {rule.name: rule for module in modules for rule in getattr(module, "RULES", ())}


def filter_path(project: Project, name: str) -> Path:
    """Return a filter's file: the built-in one of a bare name, or by path one of the book's own.

    Raises InputError where it is missing, or where the user has not trusted it: nothing of it has
    run then.
    """
    path = _path(project, name)
    if _is_own(name) and not trust.is_trusted(project.root, own_filters(project)):
        raise InputError(
            f"The book brings a filter of its own, {name}: it can do whatever you can.",
            place=place_of(project, name),
            hint="If you have read it and trust it, say so once: --trust. Else take it out.",
        )
    return path


def own_filters(project: Project) -> list[Path]:
    """Return the filters that the book brings itself, in their order; they are code of a stranger.

    A copy of a built-in filter in the book's folder is the book's. Raises InputError where one is
    missing.
    """
    return [_path(project, name) for name in filter_names(project) if _is_own(name)]


def check_trust(project: Project) -> None:
    """Raise InputError where a filter is missing, or not trusted, before any is run."""
    for name in filter_names(project):
        filter_path(project, name)


def place_of(project: Project, name: str) -> Place:
    """Return the line of metadata/pandoc.json that names a filter."""
    try:
        text = (project.root / DEFAULTS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Place(DEFAULTS)
    before, found, _ = text.partition(orjson.dumps(name).decode())
    return Place(DEFAULTS, before.count("\n") + 1 if found else 0)


def _is_own(name: str) -> bool:
    """Whether a name is a path, in the writing of any platform."""
    return not SEPARATORS.isdisjoint(name) or name in ("", ".", "..")


def _path(project: Project, name: str) -> Path:
    own = project.root / name
    path = own if _is_own(name) else pandoc.data_dir() / "filters" / name
    try:
        is_there = path.resolve().is_file()
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise InputError(
            f"There is no filter {name}.",
            place=place_of(project, name),
            hint="A built-in filter is named alone (dashes.py), your own with its path.",
        )
    return path


def run_filter(path: Path, name: str, prose: Prose) -> list[Finding]:
    """Run one of our filters; what it raises becomes one sentence with the filter's name."""
    try:
        found: list[Finding] = load_filter(path.resolve()).apply(prose)
    except FAULTS as fault:
        raise _failed(name, f"{type(fault).__name__}: {fault}") from fault
    return found


def _failed(name: str, words: str) -> InputError:
    hint = "Take it out of the list, or mend it."
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
    """Give the error of a filter that is asked for and not in the list."""
    message = f"The filter {name}, which does this, is not in {DEFAULTS}."
    return InputError(message, hint="Copy the list of a new book.")
