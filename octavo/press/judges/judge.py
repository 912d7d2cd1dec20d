"""The judges by name: what each looks at, and what it reported of the same bytes before."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import orjson

from octavo.cache import Cache, key_of
from octavo.model.finding import InputError, Severity
from octavo.model.near import meant
from octavo.press import manifest
from octavo.press.judges.remark import Remark, Spot
from octavo.system import programs

KIND = "judges"
"""What the cache holds of them: their reports."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A judge: the formats that it looks at, and in how many parts, each in a process of its own.

    `of_books` judges what stands in a book's folder beside its finished files. `about` is what
    there is to say of one that must be got from elsewhere.
    """

    name: str
    called: str
    formats: tuple[str, ...]
    parts: int = 1
    of_books: bool = False
    about: str = ""

    @property
    def module(self) -> ModuleType:
        """The module that asks it; loaded when it is asked."""
        return import_module(f"octavo.press.judges.{self.name}")

    def identity(self) -> str:
        """Return what its reports are kept by. Raises InputError where it is not installed."""
        identity: Callable[[], str] = self.module.identity
        return identity()


JUDGES = {
    one.name: one
    for one in (
        Judge("ace", "Ace", ("epub",), about="judges the accessibility of e-books."),
        Judge("nu", "Nu Html Checker", ("html", "site"), about="judges web pages."),
        Judge("axe", "axe", ("epub", "site"), 2, about="judges pages as they are shown."),
        Judge("links", "Links", ("epub", "html", "site")),
        Judge("onix", "ONIX", (), of_books=True),
    )
}


def chosen(names: str) -> tuple[Judge, ...]:
    """Return the judges that a list with commas names; `all` are those that are installed.

    Raises InputError for an unknown name, and for a judge that is not installed.
    """
    if names.strip() == "all":
        return tuple(one for one in JUDGES.values() if is_there(one))
    asked = [name.strip() for name in names.split(",") if name.strip()]
    for name in asked:
        if name not in JUDGES:
            hint = meant(name, JUDGES, f"One of {', '.join(JUDGES)}, or all.")
            raise InputError(f"“{name}” is not a judge.", hint=hint)
    for name in asked:
        JUDGES[name].identity()
    return tuple(JUDGES[name] for name in dict.fromkeys(asked))


def is_there(judge: Judge) -> bool:
    """Whether a judge is installed."""
    try:
        judge.identity()
    except InputError:
        return False
    return True


def asked(judge: Judge, path: Path, cache: Path, part: int = 0) -> list[Remark]:
    """Return what a judge says of a file, once for the same bytes.

    Raises InputError where it breaks down.
    """
    store = Cache(cache)
    content = manifest.content(path)
    made_of = (programs.identity(), judge.identity(), path.name, content.sha256)
    key = key_of(judge.name, *made_of, f"{part}/{judge.parts}")
    kept = store.get(KIND, key)
    if kept is not None:
        return list(_loaded(orjson.loads(kept)))
    try:
        remarks: list[Remark] = judge.module.remarks(path, part, judge.parts)
    except (OSError, subprocess.TimeoutExpired) as fault:
        message = f"{judge.called} could not check {path.name}: {fault}."
        raise InputError(message) from fault
    store.put(KIND, key, orjson.dumps(remarks))
    return remarks


def _loaded(records: Iterable[dict[str, Any]]) -> Iterator[Remark]:
    for record in records:
        kept = SimpleNamespace(**record)
        spot = Spot(**{**kept.spot, "way": tuple(kept.spot["way"])})
        yield Remark(kept.rule, kept.text, Severity(kept.severity), spot, kept.hint)
