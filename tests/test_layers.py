"""The imports point down: read from the code itself."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FLOORS = (
    {"model", "system"},
    {"files", "fresh", "cache", "pandoc"},
    {"prose", "ooxml"},
    {"text"},
    {"book", "usage"},
    {"bibliography"},
    {"formats", "manuscripts", "filters"},
    {"press"},
    {"report"},
    {"desk"},
    {"verbs"},
    {"cli"},
    {"build"},
)
"""The floors of the house, the lowest first; what stands on one may use what is below it."""

STRANGERS = ("formats", "manuscripts", "filters")
"""These stand on one floor and know nothing of each other."""

ROOMS = {
    "octavo.manuscripts.plain": (
        {"shape"},
        {"signs"},
        {"play"},
        {"verse", "divisions"},
        {"contents", "footnotes"},
        {"outer"},
    ),
    "octavo.manuscripts.web": (
        {"setting"},
        {"figures"},
        {"verse", "divisions"},
        {"footnotes"},
        {"around"},
    ),
}
"""The rooms of the two largest importers, the lowest first; what stands beside them uses them."""

ONLY = {
    "pypandoc": {"octavo.pandoc"},
    "ebooklib": {"octavo.formats.epub", "octavo.manuscripts.epub"},
    "docx": {"octavo.formats.docx", "octavo.manuscripts.docx"},
    "typst": {
        "octavo.formats.pdf",
        "octavo.formats.cover.draw",
        "octavo.book.drawings",
    },
    "pikepdf": {"octavo.formats.pdf", "octavo.formats.cover"},
    "PIL": {"octavo.files.redraw"},
    "pydantic": {
        "octavo.book.metadata",
        "octavo.book.printers",
        "octavo.desk.merge.kept",
        "octavo.system.remembered",
    },
    "pydantic_core": {"octavo.model.declaration"},
    "anyascii": {"octavo.files.slugs"},
    "stdnum": {"octavo.model.checkdigits"},
    "babel": {"octavo.text.terms", "octavo.text.style.dates"},
    "jinja2": {"octavo.formats.html.templates"},
    "markupsafe": {"octavo.formats.html.templates"},
    "langcodes": {"octavo.text.style.language"},
    "pycrfsuite": {"octavo.text.entries.model"},
    "watchfiles": {"octavo.press.watch"},
    "jpype": {"octavo.formats.epub.staying"},
    "bagit": {"octavo.desk.release.bag"},
    "onixcheck": {"octavo.formats.trade.schemas"},
}
"""Libraries that stand behind one door (a door may be several files with the same first name)."""


def modules() -> dict[str, Path]:
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for path in sorted((ROOT / "octavo").rglob("*.py"))
        if path.name != "__init__.py"
    }
    for path in (ROOT / "filters").glob("*.py"):
        found[f"filters.{path.stem}"] = path
    return found


MODULES = modules()


@cache
def imported(path: Path) -> set[str]:
    """The full names of what a file imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def place_of(module: str) -> str:
    parts = module.split(".")
    return parts[0] if parts[0] == "filters" else parts[1]


def floor_of(module: str) -> int:
    place = place_of(module)
    for number, floor in enumerate(FLOORS):
        if place in floor:
            return number
    raise AssertionError(f"{module} stands on no floor: add {place} to FLOORS")


def ours(path: Path) -> set[str]:
    return {name for name in imported(path) if name in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    for other in ours(MODULES[module]):
        assert floor_of(other) <= floor_of(module), f"{module} imports {other}, which is above it"


@pytest.mark.parametrize("house", ROOMS)
def test_imports_point_down_from_room_to_room(house: str) -> None:
    floor = {room: number for number, rooms in enumerate(ROOMS[house]) for room in rooms}
    inside = [name for name in MODULES if name.startswith(f"{house}.") and name.count(".") == 4]
    assert {name.split(".")[3] for name in inside} == set(floor)
    for module in inside:
        for other in ours(MODULES[module]):
            if other in inside:
                here, there = module.split(".")[3], other.split(".")[3]
                assert here == there or floor[there] < floor[here], f"{module} imports {other}"


@pytest.mark.parametrize("module", MODULES)
def test_strangers_stay_strangers(module: str) -> None:
    here = place_of(module)
    if here in STRANGERS:
        for other in ours(MODULES[module]):
            there = place_of(other)
            assert there == here or there not in STRANGERS, f"{module} imports {other}"


def test_there_is_no_cycle() -> None:
    graph = {module: ours(path) for module, path in MODULES.items()}
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " -> ".join((*way, module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*way, module))
            done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("library", ONLY)
def test_a_library_stands_behind_one_door(library: str) -> None:
    doors = ONLY[library]
    for module, path in MODULES.items():
        uses = any(name.split(".")[0] == library for name in imported(path))
        assert not uses or any(
            module == d or module.startswith((f"{d}.", f"{d}_")) for d in doors
        ), f"{module} imports {library}"


PARSERS = {"fromstring", "fromstringlist", "XMLParser", "HTMLParser", "XML", "HTML", "iterparse"}


@pytest.mark.parametrize("module", MODULES)
def test_xml_is_parsed_behind_one_door(module: str) -> None:
    calls = {
        node.attr
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("etree", "html", "lxml_html", "objectify")
    }
    assert module == "octavo.files.xml" or not calls & {*PARSERS, "parse"}


@pytest.mark.parametrize("module", MODULES)
def test_texts_are_opened_in_one_room(module: str) -> None:
    calls = {
        node.attr
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "source"
    }
    assert place_of(module) == "book" or not calls & {"join", "read_chapters"}
    assert module == "octavo.book.joined" or "join" not in calls


def test_what_tells_that_nothing_changed_is_light() -> None:
    for module in ("octavo.cli", "octavo.fresh", "octavo.system.programs"):
        heads = {name.split(".")[0] for name in imported(MODULES[module])}
        assert not heads & {"typer", "rich", "pydantic", "orjson", "lxml", "docx", "typst"}
