"""A book's own filters run only when the user has said so once for that book, byte for byte."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import orjson
import pytest

from octavo.book import trust
from octavo.manuscripts.folder import new
from octavo.system.places import settings_folder
from tests.running import call

VERBS = (
    ("build", "--to", "html"),
    ("lint",),
    ("lint", "--explain"),
    ("lint", "--fix"),
    ("decide", "--rule", "dash-typed", "--accept"),
    ("explain",),
    ("explain", "dash-typed"),
    ("stylesheet",),
    ("verify",),
)
WRITES = "from pathlib import Path\nPath({!r}).touch()\ndef apply(prose):\n    return []\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A new book, whose metadata/pandoc.json the tests change."""
    folder = tmp_path / "book"
    new.make(folder, None)
    return folder


def listing(book: Path, *filters: object, **others: object) -> None:
    text = orjson.dumps({"filters": list(filters), **others}, option=orjson.OPT_INDENT_2)
    (book / "metadata" / "pandoc.json").write_bytes(text)


def own_filter(book: Path, proof: Path, name: str = "filters/mine.py") -> str:
    path = book / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith(".lua"):
        path.write_text(f"io.open({str(proof)!r}, 'w'):close()\n", encoding="utf-8")
    elif name.endswith(".py"):
        path.write_text(WRITES.format(str(proof)), encoding="utf-8")
    else:
        path.write_text(f"#!/bin/sh\ntouch '{proof}'\ncat\n", encoding="utf-8")
        path.chmod(0o755)
    return name


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_verb_runs_a_filter_that_is_not_trusted(
    book: Path, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    proof = tmp_path / "it-ran"
    if verb == ("verify",):
        assert call(book, "build", "--to", "html").returncode == 0
    listing(book, "divisions.py", own_filter(book, proof))
    done = call(book, *verb)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "metadata/pandoc.json:4: The book brings a filter of its own, filters/mine.py" in (
        done.stderr
    )
    assert "--trust" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not proof.exists()


@pytest.mark.parametrize(
    "name", ["filters/mine.py", "filters/mine.lua", "filters/mine", "filters/dashes.py", "./x.py"]
)
def test_every_kind_of_filter_asks(book: Path, tmp_path: Path, name: str) -> None:
    proof = tmp_path / "it-ran"
    listing(book, "divisions.py", own_filter(book, proof, name), "citeproc")
    assert call(book, "lint").returncode == 2
    assert not proof.exists()
    assert call(book, "lint", "--trust").returncode in (0, 1)
    assert proof.exists() or sys.platform == "win32"


@pytest.mark.parametrize("kind", ["absolute", "outside", "as an object"])
def test_a_filter_elsewhere_asks_too(book: Path, tmp_path: Path, kind: str) -> None:
    proof = tmp_path / "it-ran"
    (tmp_path / "mine.py").write_text(WRITES.format(str(proof)), encoding="utf-8")
    names: dict[str, object] = {
        "absolute": str(tmp_path / "mine.py"),
        "outside": "../mine.py",
        "as an object": {"type": "lua", "path": "../mine.py"},
    }
    listing(book, names[kind])
    done = call(book, "lint")
    assert done.returncode == 2
    assert "pandoc.json:" in done.stderr
    assert not proof.exists()


def test_trust_is_remembered_outside_the_book(book: Path, tmp_path: Path) -> None:
    before = {path for path in book.rglob("*") if ".octavo" not in path.parts}
    listing(book, "divisions.py", own_filter(book, tmp_path / "it-ran"))
    assert call(book, "lint", "--trust").returncode in (0, 1)
    assert call(book, "lint").returncode in (0, 1)
    after = {path for path in book.rglob("*") if ".octavo" not in path.parts}
    assert after - before == {book / "filters" / "mine.py"}
    assert str(book.resolve()) in (settings_folder() / "trusted.json").read_text("utf-8")


@pytest.mark.parametrize("change", ["filter", "helper", "second", "book"])
def test_what_has_changed_must_be_trusted_again(book: Path, tmp_path: Path, change: str) -> None:
    listing(book, "divisions.py", own_filter(book, tmp_path / "it-ran"))
    assert call(book, "lint", "--trust").returncode in (0, 1)
    if change == "filter":
        with (book / "filters" / "mine.py").open("a", encoding="utf-8") as file:
            file.write("# more\n")
    elif change == "helper":
        (book / "filters" / "helper.py").write_text("x = 1\n", encoding="utf-8")
    elif change == "second":
        listing(book, "divisions.py", "filters/mine.py", own_filter(book, tmp_path / "b", "./b.py"))
    else:
        book = book.rename(tmp_path / "moved")
    done = call(book, "lint")
    assert done.returncode == 2
    assert "--trust" in done.stderr


def test_octavos_own_filters_need_no_trust(book: Path) -> None:
    assert call(book, "lint").returncode == 0
    assert call(book, "lint", "--trust").returncode == 0


def test_a_pycache_in_a_book_is_never_run(book: Path, tmp_path: Path) -> None:
    """Python takes a compiled file by the date of its source alone; a stranger can set that."""
    proof = tmp_path / "it-ran"
    listing(book, own_filter(book, proof))
    good = book / "filters" / "mine.py"
    compiled = cache_from_source(str(good))
    py_compile.compile(str(good), compiled, invalidation_mode=py_compile.PycInvalidationMode(2))
    good.write_text("def apply(prose):\n    return []\n", encoding="utf-8")
    assert call(book, "lint", "--trust").returncode in (0, 1)
    assert not proof.exists()


def test_python_in_a_book_is_never_imported(book: Path, tmp_path: Path) -> None:
    """Each module that lies in the book would leave its own proof, and then be no such module."""
    proofs = tmp_path / "it-ran"
    proofs.mkdir()
    for name in ("multiprocessing.py", "pickle.py", "sitecustomize.py", "orjson.py", "rich.py"):
        (book / name).write_text(WRITES.format(str(proofs / name)), encoding="utf-8")
    program = "import sys; sys.path.pop(0); from octavo.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "--to", "html"],
        cwd=book,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(trust.__file__).parents[1])},
    )
    assert [path.name for path in proofs.iterdir()] == []
    assert done.returncode == 0, done.stderr


def test_lua_and_programs_in_a_book_are_never_run(book: Path, tmp_path: Path) -> None:
    """Pandoc seeks a reader by its bare name in the current folder first."""
    proof = tmp_path / "it-ran"
    (book / "chapters.lua").write_text(f"io.open({str(proof)!r}, 'w'):close()\n", encoding="utf-8")
    for name in ("pandoc", "java"):
        own_filter(book, proof, name)
    done = subprocess.run(
        [sys.executable, "-m", "octavo.cli", "build", "--to", "html"],
        cwd=book,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(trust.__file__).parents[1]),
            "PATH": f".{os.pathsep}{os.environ['PATH']}",
        },
    )
    assert done.returncode == 0, done.stderr
    assert not proof.exists()


def test_other_keys_of_pandoc_json_do_nothing(book: Path, tmp_path: Path) -> None:
    proof = tmp_path / "it-ran"
    own_filter(book, proof, "evil.lua")
    (book / "secret.html").write_text("SECRET", encoding="utf-8")
    listed = orjson.loads((book / "metadata" / "pandoc.json").read_bytes())["filters"]
    listing(
        book,
        *listed,
        **{
            "from": "evil.lua",
            "to": "evil.lua",
            "lua-filters": ["evil.lua"],
            "template": "secret.html",
            "data-dir": str(book),
            "extract-media": str(tmp_path / "media"),
            "include-in-header": ["secret.html"],
            "output-file": str(tmp_path / "it-ran"),
        },
    )
    assert call(book, "build", "--to", "html").returncode == 0
    assert not proof.exists()
    assert not (tmp_path / "media").exists()
    for page in (book / "dist").glob("*.html"):
        assert "SECRET" not in page.read_text(encoding="utf-8")


def test_settings_that_are_damaged_trust_nothing(book: Path, tmp_path: Path) -> None:
    listing(book, own_filter(book, tmp_path / "it-ran"))
    path = settings_folder() / "trusted.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[" * 100_000, encoding="utf-8")
    assert call(book, "lint").returncode == 2
    assert call(book, "lint", "--trust").returncode in (0, 1)
    assert call(book, "lint").returncode in (0, 1)
