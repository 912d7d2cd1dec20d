"""The README's commands are run, in its order, as a new user would."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import call

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUSCRIPT = (
    "A Short Tract\n\nThere were no more than a few thousandÉ Down below there were more, it is "
    'said, and they had "élan" (LCW, Vol. 33, p. 430.)\n\n'
    "A second paragraph follows. (Ibid., p. 148.)\n"
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="the README is written for a POSIX shell")
def test_the_commands_do_what_the_readme_says(tmp_path: Path) -> None:
    (tmp_path / "manuscript.txt").write_text(MANUSCRIPT, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = "set -eu\nhome=$PWD\n" + "".join(
        ("cd $home\n" if block.startswith(("octavo new", "octavo import")) else "") + block
        for block in blocks("sh")
    )
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert "He said ‘wait’, pp.\N{NO-BREAK SPACE}32–3." in done.stdout
    as_it_says(tmp_path)


def test_the_commands_make_the_web_page_that_the_readme_promises(tmp_path: Path) -> None:
    """The same walk in this process, but for what is piped, with builds of the web page alone."""
    (tmp_path / "manuscript.txt").write_text(MANUSCRIPT, encoding="utf-8")
    folder = tmp_path
    for line in "".join(blocks("sh")).splitlines():
        verb, *words = shlex.split(line)
        if verb == "cd":
            folder = folder / words[0]
        elif verb == "octavo":
            folder = tmp_path if words[0] in ("new", "import") else folder
            given = ["build", "--to", "html"] if words[0] == "build" else globbed(folder, words)
            done = call(folder, *given)
            assert done.returncode == 0, line + done.stdout + done.stderr
    as_it_says(tmp_path)


def globbed(folder: Path, words: list[str]) -> list[str]:
    """Name the files that a pattern stands for, as a shell does."""
    return [
        name
        for word in words
        for name in (sorted(map(str, folder.glob(word))) if "*" in word else [word])
    ]


def as_it_says(home: Path) -> None:
    """Whether the two books of the README are as it promises."""
    assert (home / "my-book" / "dist" / "manifest.json").is_file()
    page = (home / "my-title" / "dist" / "a-short-tract.html").read_text(encoding="utf-8")
    assert "thousand… Down" in page
    source = (home / "my-title" / "source" / "01-a-short-tract.md").read_text("utf-8")
    assert "thousandÉ" in source, "undo gives the old reading back"


def test_every_file_that_the_readme_names_is_there() -> None:
    shown = re.sub(r"(?ms)^```.*?^```$", "", README)
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", shown):
        assert (ROOT / target).is_file(), target


def test_every_target_of_make_that_the_readme_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z-]+)", README, re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_verb_is_in_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "octavo.cli", "--help"], capture_output=True, text=True, check=True
    )
    verbs = re.findall(r"^[│ ]+([a-z]+) {2,}", done.stdout, re.M)
    assert {"build", "import", "lint"} <= set(verbs)
    for verb in verbs:
        assert f"`octavo {verb}" in README, verb
