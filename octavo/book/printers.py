"""The printers' profiles: those that the press brings, and a house's own over one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from octavo.files import icc, yaml
from octavo.model.finding import InputError
from octavo.model.near import meant
from octavo.model.printers import Printer

FOLDER = Path(__file__).parents[1] / "formats" / "pdf" / "printers"
VERSIONS = {
    "PDF/X-1a:2001": "1.3",
    "PDF/X-3:2002": "1.3",
    "PDF/X-1a:2003": "1.4",
    "PDF/X-3:2003": "1.4",
    "PDF/X-4": "1.6",
}
"""The version of PDF of each standard for print (ISO 15930, parts 1, 3, 4, 6, 7)."""

SCREEN = "screen"
"""The profile of the screen PDF, which is made in any case."""


@cache
def names() -> tuple[str, ...]:
    """Return the names of the profiles that the press brings."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def printer(name: str) -> Printer:
    """Return a profile that the press brings. Raises InputError where it brings no such one."""
    from pydantic import TypeAdapter

    if name not in names():
        raise unknown(name, names())
    return TypeAdapter(Printer).validate_python({**_keys(name), "name": name})


def unknown(name: str, known: Iterable[str]) -> InputError:
    """Make the error that says which printers there are, and which may have been meant."""
    known = list(known)
    listed = f"One of {', '.join(known)}."
    return InputError(f"There is no printer “{name}”.", hint=meant(name, known, listed))


def chosen(asked: Iterable[str], own: Iterable[Printer]) -> tuple[Printer, ...]:
    """Return the printers of these names, a house's own first. Raises InputError for another."""
    ours = {one.name: one for one in own}
    known = dict.fromkeys((*ours, *names()))
    for name in asked:
        if name not in known:
            raise unknown(name, known)
    return tuple(ours.get(name) or printer(name) for name in dict.fromkeys(asked))


def whole(value: Any) -> Any:
    """Return the entries of `printers` with all keys of the profiles that they stand over.

    One that names no profile that there is keeps what it has, so that the rest of it is checked.
    """
    if not isinstance(value, list):
        return [_whole(value)] if isinstance(value, str | dict) and value else value
    return [_whole(entry) for entry in value]


def _whole(entry: Any) -> Any:
    if isinstance(entry, str):
        return {**_keys(entry), "name": entry} if entry in names() else {}
    base = entry.get("over") if isinstance(entry, dict) else None
    return _over(_keys(base), entry) if isinstance(base, str) and base in names() else entry


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return keys with those of `own` in place of the base's: of `cover` too, each by itself."""
    merged = {**base, **own}
    below, above = base.get("cover"), own.get("cover")
    if isinstance(below, dict) and isinstance(above, dict):
        merged["cover"] = {**below, **above}
    return merged


def faults(value: Any) -> Iterator[tuple[tuple[str | int, ...], InputError]]:
    """Yield what is wrong with the names in `printers`, each with its place below that key."""
    is_list = isinstance(value, list)
    used: set[str] = set()
    for number, entry in enumerate(value if is_list else [value]):
        at = (number,) if is_list else ()
        if isinstance(entry, str):
            if entry and entry not in names():
                yield at, unknown(entry, names())
            used.add(entry)
        elif isinstance(entry, dict):
            yield from ((at + key, fault) for key, fault in _faults_of(entry, used))


def _faults_of(
    entry: dict[str, Any], used: set[str]
) -> Iterator[tuple[tuple[str, ...], InputError]]:
    base, name = entry.get("over", ""), entry.get("name", "")
    if isinstance(base, str) and base and base not in names():
        yield ("over",), unknown(base, names())
    if not name:
        yield (), InputError("This printer has no name.", hint="Add `name: our-printer`.")
    elif isinstance(name, str) and name in used | {SCREEN}:
        yield ("name",), InputError(f"There are two printers “{name}”.", hint="Name one otherwise.")
    if isinstance(name, str):
        used.add(name)


def claims(printer: Printer, folder: Path) -> Iterator[tuple[str, InputError]]:
    """Yield what a profile claims and does not keep, with its key; `folder` has the ICC profile."""
    label = printer.label
    if printer.profile and (fault := _profile_fault(printer.profile, folder)):
        yield "profile", fault
    if label == "none":
        return
    if printer.version != VERSIONS[label]:
        hint = f'Write `version: "{VERSIONS[label]}"`.'
        yield "label", InputError(f"{label} is PDF {VERSIONS[label]}.", hint=hint)
    if not printer.condition:
        hint = "Ask the printer, and write `condition: FOGRA47`."
        yield "label", InputError(f"{label} names a printing condition.", hint=hint)
    if label == "PDF/X-4" and not printer.profile:
        hint = "Put the printer's profile into metadata/, and write `profile: NAME.icc`."
        yield "label", InputError("PDF/X-4 has its press's ICC profile in it.", hint=hint)
    if printer.colour == "rgb":
        yield "colour", InputError(f"{label} has no RGB.", hint="Write `colour: cmyk`.")


def _profile_fault(name: str, folder: Path) -> InputError | None:
    """Return what is wrong with the ICC profile that a printer's profile names."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        hint = "It lies in the folder metadata, and is named without a folder."
        return InputError("There is no ICC profile of this name.", hint=hint)
    if not icc.is_cmyk_output(path.read_bytes()):
        hint = "Ask the printer for the ICC profile of its press."
        return InputError("This is not the ICC profile of a press (CMYK).", hint=hint)
    return None


@cache
def _keys(name: str) -> dict[str, Any]:
    file = f"{name}.yaml"
    value = yaml.load(FOLDER / file, file).value
    return dict(value)
