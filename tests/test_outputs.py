"""What a build writes and removes: its own, in its own folder, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from octavo.model.finding import InputError
from octavo.press import manifest
from tests.output_books import build_book, copy_forgotten, refused
from tests.running import call, make_book, snapshot

ENTRY = {"format": "html", "path": "a-book.html", "media-type": "text/html", "sha256": "0" * 64}
OUTSIDE = [
    "",
    ".",
    "..",
    "/..",
    "../source",
    "../../etc",
    "/etc/passwd",
    "a/b.html",
    "a\\b.html",
    "..\\source",
    "C:",
    "C:a.html",
    "a.html\0",
    "a\n.html",
    "a.html.",
    "source",
    "manifest.json",
    ".git",
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "desk" / "book")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_book(tmp_path_factory.mktemp("built") / "book")


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A book that has been built, but whose state is not known: the next build builds."""
    return copy_forgotten(built_once, tmp_path / "desk" / "book")


def listing(folder: Path, **changed: Any) -> Path:
    """Write a manifest with one entry."""
    path = folder / "manifest.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"artefacts": [ENTRY | changed]}, indent=1), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_leads_out_of_its_folder_is_refused_with_its_line(
    tmp_path: Path, name: str
) -> None:
    listing(tmp_path / "dist", path=name)
    with pytest.raises(InputError, match=r"^dist/manifest\.json:5: ") as fault:
        manifest.read(tmp_path / "dist")
    assert "\0" not in str(fault.value)
    assert "--out" in str(fault.value)


@pytest.mark.parametrize("name", ["..", "/..", "../source", "source"])
@pytest.mark.parametrize("verb", ["build", "verify"])
def test_nothing_is_removed_for_a_hostile_manifest(book: Path, name: str, verb: str) -> None:
    listing(book / "dist", path=name, format="site")
    before = snapshot(book.parent)
    refused(call(book, verb), "dist/manifest.json:5", "Move it away")
    assert snapshot(book.parent) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("format", "exe"),
        ("format", 5),
        ("path", None),
        ("path", "a-book.epub"),
        ("media-type", 5),
        ("sha256", "x"),
        ("sha256", 0),
        ("bytes", -1),
        ("bytes", "many"),
        ("bytes", True),
    ],
)
def test_each_part_of_an_entry_is_checked(tmp_path: Path, key: str, value: object) -> None:
    listing(tmp_path, **{key: value})
    with pytest.raises(InputError, match=r"manifest\.json:\d+: "):
        manifest.read(tmp_path)


@pytest.mark.parametrize(
    ("made", "line"),
    [
        ({"..": [{"sha256": ""}]}, 4),
        ({"source": [{"sha256": ""}]}, 4),
        ({"a.html": {"sha256": ""}}, 4),
        ({"a.html": []}, 4),
        ({"site": [{"sha256": "", "files": {"../x": ""}}]}, 8),
        ({"site": [{"sha256": "", "files": {"a//x": ""}}]}, 8),
        ({"site": [{"sha256": "", "files": {"x": 5}}]}, 8),
        ([], 3),
    ],
)
def test_so_is_the_list_of_what_was_made(tmp_path: Path, made: object, line: int) -> None:
    text = json.dumps({"artefacts": [], "made": made}, indent=1)
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=rf"manifest\.json:{line}: "):
        manifest.read(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"name": "An App"}', "\0", "[" * 5000])
def test_a_manifest_of_something_else_is_not_written_over(book: Path, text: str) -> None:
    out = book / "out"
    out.mkdir()
    (out / "manifest.json").write_text(text, encoding="utf-8")
    before = snapshot(book)
    refused(call(book, "build", "--out", "out"), "out/manifest.json", "--out")
    assert snapshot(book) == before


names = st.one_of(st.sampled_from(OUTSIDE), st.text(max_size=8))
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), names),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
records = st.fixed_dictionaries(
    {
        "artefacts": values
        | st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(ENTRY, values)))
    },
    optional={"made": values | st.dictionaries(names, st.lists(values, max_size=2), max_size=3)},
)


@given(records)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_manifest_says_its_names_stay_in_the_folder(
    tmp_path: Path, value: dict[str, object]
) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(value), encoding="utf-8")
    try:
        known = manifest.read(tmp_path)
    except InputError:
        return
    assert known is not None
    for name in [*known.made, *(artefact.path.name for artefact in known.artefacts)]:
        assert (tmp_path / name).parent == tmp_path
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("verb", ["build", "verify"])
def test_a_dist_that_is_a_link_is_not_followed(book: Path, verb: str) -> None:
    elsewhere = book.parent / "elsewhere"
    (elsewhere / ".making-abcdefgh").mkdir(parents=True)
    (book / "dist").symlink_to(elsewhere)
    before = snapshot(elsewhere)
    refused(call(book, verb), "dist: This is a link")
    assert snapshot(elsewhere) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("name", ["site", "a-book.html", "report.html", "manifest.json"])
def test_a_link_in_the_place_of_an_artefact_is_kept(built: Path, name: str) -> None:
    elsewhere = built.parent / "elsewhere"
    (built / "dist" / name).rename(elsewhere)
    (built / "dist" / name).symlink_to(elsewhere)
    before = snapshot(built.parent)
    refused(call(built, "build"), f"dist/{name}")
    assert snapshot(built.parent) == before


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes with names")
@pytest.mark.parametrize("name", ["a-book.html", "site", "site/one.html"])
def test_verify_opens_no_link_and_no_pipe(built: Path, name: str) -> None:
    path = built / "dist" / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    os.mkfifo(path)
    refused(call(built, "verify"), "dist/", "link")
    refused(call(built, "build"), "dist/")
    path.unlink()
    path.symlink_to("/dev/zero")
    refused(call(built, "verify"), "dist/", "link")
