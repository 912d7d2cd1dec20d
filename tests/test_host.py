"""Signals, the clock and the arguments are the command's; two builds share no state."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_layers import MODULES

COMMAND = "octavo.cli"
"""What runs the program: the one module that may."""

THE_HOSTS = {
    "signal": {
        *("signal", "sigaction", "pthread_sigmask", "set_wakeup_fd", "setitimer", "alarm"),
        *("siginterrupt", "default_int_handler", "raise_signal"),
    },
    "sys": {"argv", "orig_argv", "setrecursionlimit", "settrace", "setprofile", "excepthook"},
    "time": {
        *("time", "time_ns", "perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns"),
        *("process_time", "process_time_ns", "localtime", "sleep"),
    },
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "atexit": {"register"},
    "os": {"chdir", "umask", "putenv", "environ.setdefault"},
    "locale": {"setlocale"},
}
"""What stands for a whole process, by the name before the point."""

CACHED = {
    "octavo.bibliography.csl.styles_folder": "where a package stands",
    "octavo.book.filtering.built_in": "a file of this program",
    "octavo.book.metadata._adapter": "the declaration of this program",
    "octavo.formats.html.search.program": "where a package stands",
    "octavo.formats.trade.receivers.receivers": "a file of this program",
    "octavo.text.statements._table": "a file of this program",
    "octavo.text.terms_web._table": "a file of this program",
    "octavo.manuscripts.plain.outer.front._headings": "a file of this program",
    "octavo.manuscripts.plain.divisions.indexed._headings": "a file of this program",
    "octavo.manuscripts.typed.notes._headings": "a file of this program",
    "octavo.manuscripts.word.structure.names._characters": "a file of this program",
    "octavo.manuscripts.word.structure.names._doubtful": "a file of this program",
    "octavo.manuscripts.word.structure.names._kept": "a file of this program",
    "octavo.manuscripts.word.structure.names._paragraphs": "a file of this program",
    "octavo.manuscripts.word.structure.names._tables": "a file of this program",
    "octavo.model.relators.relators": "a file of this program",
    "octavo.model.rules.table": "a file of this program",
    "octavo.ooxml.symbols.tables": "a file of this program",
    "octavo.pandoc.program": "where a package stands",
    "octavo.pandoc.version": "what a package is",
    "octavo.system.programs.libraries": "where packages stand",
    "octavo.text.terms._reservations": "a file of this program",
    "octavo.text.terms._table": "a file of this program",
    "octavo.text.entries.words._common": "words of languages",
    "octavo.manuscripts.word.structure.likely._weights": "a table of the package",
    "octavo.book.printers.names": "what printers the package knows",
    "octavo.files.redraw_inks._grey_of": "a profile of colours",
    "octavo.files.redraw_inks._screen": "a profile of colours",
    "octavo.text.labels._table": "words of languages",
    "octavo.text.letters.named._by_name": "names of code pages",
    "octavo.text.letters.statistics.languages": "letters of languages",
    "octavo.text.lexicon._files": "where a package's lists stand",
    "octavo.text.lexicon._next_door": "words of languages",
    "octavo.text.lexicon._packed_next_door": "words of languages",
    "octavo.text.repair.utf8.pages": "code pages",
}
"""Functions without arguments whose answer is kept for the process, and what it is about."""

CHANGED = {
    "octavo.system.children._running": (
        "programs to end when the process is left; nothing else reads it"
    ),
}
"""Names of modules whose value is changed, and why no build meets another there."""

CHANGING = {
    *("add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove"),
    *("setdefault", "update", "appendleft"),
}


def parsed(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def taken(tree: ast.Module) -> Iterator[str]:
    """Give what a module takes of the process that it runs in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            head = ast.unparse(node.value).rpartition(".")[2]
            if node.attr in THE_HOSTS.get(head, ()):
                yield f"{head}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in THE_HOSTS:
            yield from (
                f"{node.module}.{alias.name}"
                for alias in node.names
                if alias.name in THE_HOSTS[node.module]
            )


@pytest.mark.parametrize("module", [name for name in MODULES if name != COMMAND])
def test_no_module_takes_what_is_the_commands(module: str) -> None:
    assert list(taken(parsed(module))) == []


def test_the_look_through_the_code_sees_what_it_seeks() -> None:
    seen = "import time\nfrom signal import signal\ntime.time(); sys.argv; datetime.datetime.now()"
    assert sorted(taken(ast.parse(seen))) == [
        *("datetime.now", "signal.signal", "sys.argv", "time.time")
    ]
    assert {"signal.signal", "sys.argv", "time.time_ns"} <= set(taken(parsed(COMMAND)))


def cached(module: str) -> Iterator[str]:
    """Give the functions of a module that keep one answer, whatever they are asked about."""
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.FunctionDef):
            names = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
            takes = node.args.args or node.args.vararg or node.args.kwonlyargs
            if names & {"cache", "lru_cache", "functools.cache"} and not takes:
                yield f"{module}.{node.name}"


def changed(module: str) -> Iterator[str]:
    """Give the names that stand in a module itself and that its functions change."""
    tree = parsed(module)
    own = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for outer in (node for node in tree.body if not isinstance(node, ast.Assign | ast.AnnAssign)):
        for node in ast.walk(outer):
            if isinstance(node, ast.Global):
                yield from (f"{module}.{name}" for name in node.names)
            holder = _changed_by(node)
            if holder in own:
                yield f"{module}.{holder}"


def _changed_by(node: ast.AST) -> str:
    """Return the name of what a call, an assignment or a deletion changes in place."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        holder = node.func.value if node.func.attr in CHANGING else None
    elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        holder = node.value
    else:
        return ""
    return holder.id if isinstance(holder, ast.Name) else ""


def test_what_is_kept_for_a_process_is_about_the_program() -> None:
    assert {name for module in MODULES for name in cached(module)} == set(CACHED)


def test_no_module_has_a_state_that_builds_share() -> None:
    assert {name for module in MODULES for name in changed(module)} == set(CHANGED)
