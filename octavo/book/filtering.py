"""Runs filters: one alone, as pandoc does (stdin to stdout), or many in one process.

A filter is a Python file with one function, `apply(prose) -> findings`, which changes the document
in place. Filters are loaded by path, never imported. The rules of our own stand in
`octavo.model.rules`; a filter that a book brings has a tuple `RULES`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import TypeAlias

import orjson

from octavo import pandoc
from octavo.model.finding import Finding, InputError, Severity
from octavo.model.nodes import Document
from octavo.model.rules import Rule, raised_by
from octavo.prose.prose import Prose

__all__ = ["Rule", "built_in", "built_in_filter", "describe", "load", "rules_of", "run_alone"]

BUILT_IN = (pandoc.data_dir() / "filters").resolve()
"""The folder of the filters that ship with the program."""

Apply: TypeAlias = Callable[[Prose], list[Finding]]


@cache
def built_in() -> tuple[str, ...]:
    """Return the names of the filters that ship with the program, in the order of a new book."""
    listed = (Path(__file__).parents[1] / "assets" / "book" / "pandoc.json").read_bytes()
    return tuple(n.removesuffix(".py") for n in orjson.loads(listed)["filters"] if n[-3:] == ".py")


def load(path: Path) -> ModuleType:
    """Load a filter from its file, once. Raises InputError where it is not a filter of ours."""
    return _load(path, path.stat().st_mtime_ns if path.is_file() else 0)


def built_in_filter(name: str) -> ModuleType:
    """Load a filter that ships with the program, by its name."""
    return load(pandoc.data_dir() / "filters" / f"{name}.py")


def rules_of(module: ModuleType, name: str) -> tuple[Rule, ...]:
    """Return the rules of a filter: those it brings, else those that the table has of its name."""
    own: tuple[Rule, ...] = tuple(getattr(module, "RULES", ()))
    return own or raised_by(name)


class _AsItStands(SourceFileLoader):
    """Compiles a filter from its source: a `__pycache__` in a book's folder is never looked into.

    Python would take what lies there for the filter, by the source's date alone.
    """

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - the method of a loader
        """Return the code of the file as it stands."""
        return self.source_to_code(self.get_data(self.path), self.path)


@cache
def _load(path: Path, _: int) -> ModuleType:
    place = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    name = f"octavo_filter_{path.stem}_{place}"  # another book may have one of the same name
    loader = None if path.parent == BUILT_IN else _AsItStands(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    if spec is None or spec.loader is None or not path.is_file():
        raise InputError(f"There is no filter at {path}.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except (ImportError, NameError, SyntaxError) as fault:
        raise InputError(
            f"The filter {path.name} cannot be loaded: {fault}.",
            hint="Correct it, or take it out of metadata/pandoc.json.",
        ) from fault
    if not callable(getattr(module, "apply", None)):
        raise InputError(f"The filter {path} has no function apply(prose).")
    return module


def run_alone(apply: Apply) -> None:
    """Be a pandoc filter: a document on stdin, the filtered one on stdout, findings on stderr.

    Leaves with status 1 where a finding is an error, so that pandoc stops; with 2 on bad input.
    """
    try:
        prose = Prose(Document.loads(sys.stdin.buffer.read()))
        findings = apply(prose)
    except orjson.JSONDecodeError as fault:
        sys.exit(f"This is not pandoc's JSON: {fault}")
    except InputError as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
    prose.tidy()
    for finding in findings:
        print(describe(finding), file=sys.stderr)
    sys.stdout.buffer.write(prose.document.dumps())
    sys.exit(1 if any(f.severity is Severity.ERROR for f in findings) else 0)


def describe(finding: Finding) -> str:
    """Return a finding as one line."""
    where = f"{finding.place}: " if finding.place else ""
    change = f" [{finding.before} → {finding.after}]" if finding.before or finding.after else ""
    return f"{where}{finding.severity}: {finding.message}{change} ({finding.rule})"
