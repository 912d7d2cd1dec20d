"""What is kept lets Java start more quickly, and EPUBCheck says the same."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from octavo.formats.epub import epubcheck, quick_start, staying
from octavo.formats.epub.quick_start import Kit
from octavo.press.verify import validate_epub
from octavo.press.workers import workers
from octavo.system.host import Host
from tests.running import LONG, call, make_book
from tests.test_staying_java import spoilt


def kit_in(folder: Path) -> Kit:
    return Kit.of(folder, epubcheck._java_home(), epubcheck._jar())


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Make a kit in a process of its own, in which Java runs as in no other."""
    folder = tmp_path_factory.mktemp("kept")
    kit = kit_in(folder)
    arguments = ", ".join(f"Path({str(path)!r})" for path in (folder, kit.java_home, kit.jar))
    code = (
        "from pathlib import Path; from octavo.formats.epub.quick_start import Kit, make; "
        f"make(Kit.of({arguments}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return kit


def test_a_jar_is_copied_without_its_signature(tmp_path: Path) -> None:
    signed, path = tmp_path / "signed.jar", tmp_path / "copy.jar"
    members = {"a/A.class": b"\xca\xfe\xba\xbe", "META-INF/services/a.A": b"a.A\n"}
    members["META-INF/MANIFEST.MF"] = b"Manifest-Version: 1.0\n"
    with zipfile.ZipFile(signed, "w") as jar:
        jar.mkdir("a")
        for name, data in members.items():
            jar.writestr(name, data)
        for name in ("META-INF/K.SF", "META-INF/K.RSA", "META-INF/k.dsa"):
            jar.writestr(name, b"signature")
    quick_start.copy_unsigned(signed, path)
    with zipfile.ZipFile(path) as copy:
        assert {name: copy.read(name) for name in copy.namelist()} == members


def test_another_java_or_place_has_another_kit(tmp_path: Path) -> None:
    kit = kit_in(tmp_path)
    jar = tmp_path / "lib" / "a.jar"
    jar.parent.mkdir()
    jar.write_bytes(b"one")
    own = tmp_path / "own.jar"
    own.write_bytes(b"")
    one = Kit.of(tmp_path, kit.java_home, own)
    jar.write_bytes(b"another")
    assert len({kit.folder, one.folder, Kit.of(tmp_path, kit.java_home, own).folder}) == 3


def test_a_build_begins_it_once_a_day(tmp_path: Path) -> None:
    """The mark alone keeps a second process away, of a build that ends while it is made."""
    kit = kit_in(tmp_path)
    kit.folder.mkdir(parents=True)
    kit.begun.write_bytes(b"")
    os.utime(kit.begun, (1_000_000, 1_000_000))
    later = 1_000_000 + quick_start.PATIENCE - 1
    quick_start.begin(tmp_path, kit.java_home, kit.jar, later)
    assert kit.begun.stat().st_mtime == 1_000_000


def test_where_nothing_can_be_kept_nothing_is_begun(tmp_path: Path) -> None:
    (tmp_path / "java").write_bytes(b"")
    kit = kit_in(tmp_path)
    quick_start.begin(tmp_path, kit.java_home, kit.jar, 0)
    assert [path.name for path in tmp_path.iterdir()] == ["java"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_another_may_write_is_not_run(tmp_path: Path) -> None:
    kit = kit_in(tmp_path)
    kit.folder.mkdir(mode=quick_start.OWN, parents=True)
    for path in (kit.saxon, kit.archive):
        path.write_bytes(b"")
    assert kit.is_made
    kit.folder.chmod(0o777)
    assert not kit.is_made


def test_only_a_build_of_an_e_book_begins_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert call(make_book(tmp_path / "book"), "build", "--to", "html").returncode == 0
    assert not (tmp_path / "cache").exists()


def test_the_kits_used_least_lately_are_removed(tmp_path: Path) -> None:
    for number in range(5):
        kept = tmp_path / f"kit{number}" / "classes.aot"
        kept.parent.mkdir()
        kept.write_bytes(b"")
        os.utime(kept, (number, number))
        os.utime(kept.parent, (0, 0))
    (tmp_path / "kit0" / "making-1").mkdir()
    quick_start._sweep(tmp_path / "kit0")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kit0", "kit3", "kit4"]
    assert [path.name for path in (tmp_path / "kit0").iterdir()] == ["classes.aot"]


def test_what_cannot_be_made_keeps_java_from_nothing(tmp_path: Path) -> None:
    """A jar without Saxon beside it, and a folder that cannot be made: the check says the rest."""
    jar = tmp_path / "own.jar"
    jar.write_bytes(b"")
    with pytest.raises(FileNotFoundError):
        Kit.of(tmp_path, tmp_path / "java", jar)
    other = Kit(tmp_path / "none", tmp_path / "java", jar)
    other.start()
    assert not staying.is_started()
    assert list((tmp_path / "none").iterdir()) == []


@LONG
def test_java_takes_what_is_kept(kit: Kit) -> None:
    """With `AOTMode=on` Java does not start where it cannot use the archive."""
    assert sorted(path.name for path in kit.folder.iterdir()) == sorted(
        ("begun", "classes.aot", "saxon.jar")
    )
    assert sum(path.stat().st_size for path in kit.folder.iterdir()) < 80_000_000
    jars, options = (
        [kit.saxon, kit.jar],
        (f"-XX:AOTCache={kit.archive}", quick_start.CHECKED, "-XX:AOTMode=on"),
    )
    code = (
        "from pathlib import PosixPath, WindowsPath; from octavo.formats.epub import staying; "
        f"staying.start({kit.java_home!r}, {jars!r}, {options!r}); print(staying.is_started())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True"


@LONG
def test_epubcheck_says_the_same(kit: Kit, tmp_path: Path) -> None:
    path, cold = spoilt(tmp_path / "spoilt.epub"), tmp_path / "cold"
    expected = validate_epub(path, cold)
    assert {finding.rule for finding in expected} >= {"epubcheck-rsc-005", "epubcheck-rsc-012"}
    assert checked(kit, path, tmp_path / "quick") == expected


@LONG
@pytest.mark.parametrize("spoil", ["cut", "other bytes"])
def test_an_archive_that_is_spoilt_costs_time_alone(kit: Kit, tmp_path: Path, spoil: str) -> None:
    path, data = spoilt(tmp_path / "spoilt.epub"), kit.archive.read_bytes()
    other = bytes(len(data) - 4096)
    kit.archive.write_bytes(
        {"cut": data[:100_000], "other bytes": data[:4096] + other}.get(spoil, b"")
    )
    try:
        assert checked(kit, path, tmp_path / "quick") == validate_epub(path, tmp_path / "cold")
    finally:
        kit.archive.write_bytes(data)


def checked(kit: Kit, path: Path, cache: Path) -> object:
    """Send an EPUB through EPUBCheck as a build does, with what is kept."""
    with workers(Host(kept=kit.folder.parents[1])) as crew:
        crew.start_java(("epub",))
        assert crew.checker is not None
        assert crew.checker.submit(staying.is_started).result()
        return crew.checker.submit(validate_epub, path, cache).result()
