"""A program that is run ends with the process that asked for it, whichever way it is tied."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from octavo.system import children
from tests.running import gone_within, processes_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tied by the kernel of Linux")
WAYS = [children.SETPRIV, Path("/no/such/setpriv")]
RUNS = (
    "import sys; from pathlib import Path; from octavo.system import children; "
    "children.SETPRIV = Path(sys.argv[1]); "
    "children.run(['/bin/sleep', '60'], cwd=Path(sys.argv[2]))"
)


@pytest.mark.parametrize("way", WAYS, ids=["setpriv", "Python"])
def test_it_says_and_leaves_as_it_would_alone(way: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "SETPRIV", way)
    line = 'cat; echo "$0" "$1" >&2; exit 7'
    done = children.run(["/bin/sh", "-c", line, "a b", "$(c) 'd'"], b"words")
    assert (done.returncode, done.stdout, done.stderr) == (7, b"words", b"a b $(c) 'd'\n")


@pytest.mark.parametrize("way", WAYS, ids=["setpriv", "Python"])
def test_it_is_gone_when_the_process_that_asked_was_killed(way: Path, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", RUNS, str(way), str(tmp_path)]) as asking:
        while not any(line.startswith("/bin/sleep") for line in processes_in(tmp_path)):
            assert asking.poll() is None
        asking.kill()
    assert gone_within(5, tmp_path) == []


@pytest.mark.parametrize("way", WAYS, ids=["setpriv", "Python"])
def test_it_does_not_begin_where_that_process_is_gone_already(
    way: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start is handed the number of a process that is not its parent."""
    monkeypatch.setattr(children, "SETPRIV", way)
    monkeypatch.setattr(children.os, "getpid", lambda: 0)
    children.run(["/bin/sh", "-c", "touch it-ran"], cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_setpriv_that_cannot_tie_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "setpriv"
    other.write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setattr(children, "SETPRIV", other)
    assert children.run(["/bin/echo", "so"]).stdout == b"so\n"
