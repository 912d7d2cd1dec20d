"""The command helps: it says what to do next, what was meant, what is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo.desk import doctor
from octavo.model.finding import InputError
from octavo.verbs import start
from octavo.verbs.command import VERBS
from tests.running import COMMAND, call, make_book


def test_alone_in_an_empty_folder_it_says_what_to_do_next(tmp_path: Path) -> None:
    done = call(tmp_path)
    assert done.returncode == 2, "nothing was built"
    assert "octavo new my-book" in done.stderr
    assert len(done.stderr.splitlines()) <= 8
    assert done.stdout == "", "a script that reads what a build prints gets no list"


def test_alone_it_names_the_manuscripts_and_books_that_lie_there(tmp_path: Path) -> None:
    (tmp_path / "My novel.docx").touch()
    (tmp_path / "README.md").touch()
    make_book(tmp_path / "essays")
    guide = call(tmp_path).stderr
    assert "octavo import 'My novel.docx' --into" in guide
    assert "octavo build essays" in guide
    assert "README" not in guide


def answering(*answers: str) -> Iterator[str]:
    yield from answers


def test_in_a_terminal_it_asks_and_does_what_is_answered(tmp_path: Path) -> None:
    (tmp_path / "old.txt").touch()
    said: list[str] = []
    replies = answering("9", "1")
    chosen = start.asked(tmp_path, lambda _: next(replies), said.append)
    assert chosen == ["import", "old.txt", "--into", "my-title"]
    assert "1  octavo import old.txt --into my-title" in said[0]
    assert said[1:] == ["A number from 1 to 5."]


def test_in_a_terminal_it_asks_for_the_file_that_it_does_not_see(tmp_path: Path) -> None:
    replies = answering("1", "'/home/ann/A text.docx' ")
    chosen = start.asked(tmp_path, lambda _: next(replies), lambda _: None)
    assert chosen == ["import", "/home/ann/A text.docx", "--into", "my-title"]
    assert start.asked(tmp_path, lambda _: "", lambda _: None) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_is_asked_and_the_answer_is_done(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND], cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as process:
        os.write(ours, b"2\n")
        assert process.wait(timeout=120) == 0
    os.close(theirs)
    assert (tmp_path / "my-book" / "metadata" / "edition.yaml").is_file()
    os.close(ours)


def test_alone_in_a_spoilt_book_it_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    done = call(tmp_path)
    assert done.returncode == 2
    assert "metadata/edition.yaml" in done.stderr


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_it_says_its_version(tmp_path: Path, flag: str) -> None:
    done = call(tmp_path, flag)
    assert done.returncode == 0
    assert done.stdout.startswith("octavo ")


MEANT = {
    "a verb": (("biuld",), "“build”"),
    "an option": (("--strct",), "“--strict”"),
    "an option of a verb": (("lint", "--fixx"), "“--fix”"),
    "a format": (("build", "--to", "epup"), "“epub”"),
    "what shops call an EPUB": (("build", "--to", "kindle"), "take the EPUB"),
    "what people call a Word file": (("build", "--to", "Word"), "docx"),
    "a rule": (("explain", "quotation-mrk"), "quotation-mark"),
    "a source file": (("lint", "source/01-won.md"), "“01-one.md”"),
    "a manuscript": (("import", "old txt.txt"), "“old text.txt”"),
    "a book as a verb": (("other",), "octavo build other"),
    "a manuscript as a verb": (("old text.txt",), "octavo import 'old text.txt'"),
}


@pytest.mark.parametrize("name", MEANT)
def test_it_asks_what_was_meant(tmp_path: Path, name: str) -> None:
    make_book(tmp_path)
    make_book(tmp_path / "other")
    (tmp_path / "old text.txt").write_text("Words.", encoding="utf-8")
    arguments, expected = MEANT[name]
    done = call(tmp_path, *arguments)
    assert done.returncode == 2
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_it_asks_which_image_and_which_filter_was_meant(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "map.png").touch()
    with (book / "source" / "02-two.md").open("a", encoding="utf-8") as file:
        file.write("\n![A map](images/mpa.png)\n")
    assert "Did you mean images/map.png?" in call(book, "build").stderr
    listed = book / "metadata" / "pandoc.json"
    listed.write_text(listed.read_text("utf-8").replace("dashes.py", "dahses.py"), "utf-8")
    assert "Did you mean “dashes.py”?" in call(book, "build").stderr


def test_every_mistyped_key_and_value_is_asked_after_in_one_run(tmp_path: Path) -> None:
    book = make_book(tmp_path, "epbu")
    with (book / "metadata" / "edition.yaml").open("a", encoding="utf-8") as file:
        file.write("series: {name: X}\nlicense: CC0\nform: pamflet\n")
    (book / "metadata" / "design.yaml").write_text("trimm: a5\n", encoding="utf-8")
    done = call(book, "build")
    assert done.returncode == 2
    for meant in ("title", "licence", "pamphlet", "epub", "trim"):
        assert f"Did you mean “{meant}”?" in done.stderr
    assert len(done.stderr.splitlines()) == 5, done.stderr


def test_a_book_elsewhere_is_built_by_its_folder(tmp_path: Path) -> None:
    make_book(tmp_path / "a book")
    done = call(tmp_path, "build", "a book", "--to", "html")
    assert done.returncode == 0, done.stderr
    assert "a book/dist/report.html" in done.stdout
    again = call(tmp_path, "build", "a book", "--to", "html")
    assert again.stdout.startswith("Nothing has changed")
    both = call(tmp_path, "build", "a book", "--project", "a book")
    assert (both.returncode, both.stdout) == (2, "")
    assert "twice" in both.stderr


def asked(shell: str, *words: str, **more: str) -> list[str]:
    """Return what a shell is answered that asks how a line may go on."""
    asking = {
        "_OCTAVO_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": " ".join(words),
    }
    done = subprocess.run(
        COMMAND, env={**os.environ, **asking, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")


@pytest.mark.long
def test_a_shell_is_told_verbs_options_formats_and_rules() -> None:
    assert asked("bash", "octavo", "buil")[0] == "build"
    assert "--strict" in asked("bash", "octavo", "build", "--s")
    assert asked("bash", "octavo", "build", "--to", "pdf,e")[0] == "pdf,epub"
    assert "quotation-mark" in asked("bash", "octavo", "explain", "quotation-m")
    fish = asked("fish", "octavo", "d", _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert any(line.startswith("decide\tAnswer") for line in fish)


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")
def test_bash_completes_by_the_script(tmp_path: Path) -> None:
    script = call(tmp_path, "completion", "bash").stdout
    (tmp_path / "octavo").write_text(f'#!/bin/sh\nexec {" ".join(COMMAND)} "$@"\n')
    (tmp_path / "octavo").chmod(0o755)
    ask = (
        f"{script}\nCOMP_WORDS=(octavo stylesh) COMP_CWORD=1\n_octavo_completion octavo\n"
        'echo "${COMPREPLY[0]}"'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    bash = str(shutil.which("bash"))
    done = subprocess.run(
        [bash, "-c", ask],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "stylesheet", done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_script(tmp_path: Path, shell: str) -> None:
    done = call(tmp_path, "completion", shell)
    assert done.returncode == 0
    assert "_OCTAVO_COMPLETE" in done.stdout


def test_doctor_tries_what_is_installed(tmp_path: Path) -> None:
    done = call(tmp_path, "doctor")
    assert done.returncode == 0, done.stdout
    for name in ("pandoc", "Typst", "EPUBCheck", "Java", "Dictionaries", "octavo[scripts]"):
        assert name in done.stdout
    assert done.stdout.strip().endswith("All that a book needs works.")


def test_doctor_says_what_does_not_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise InputError("It draws nothing.", hint="Install the package typst again.")

    monkeypatch.setattr(doctor, "TRIES", {"Typst": broken})
    monkeypatch.setattr(doctor.fonts, "PACKAGES", ("no_such_package",))
    done = call(tmp_path, "doctor")
    assert done.returncode == 1
    assert "Install the package typst again." in done.stdout
    assert "pip install 'octavo[scripts]'" in done.stdout


def test_every_verb_begins_its_help_with_what_it_does(tmp_path: Path) -> None:
    words = call(tmp_path, "--help").stdout
    for verb in VERBS:
        assert f" {verb} " in words
