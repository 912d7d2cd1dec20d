"""The command: its verbs in the order of an editor's work, and what becomes of what they raise."""

from __future__ import annotations

import ast
import os
import re
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import shortened
from octavo.model.finding import InputError, TextError
from octavo.model.near import meant
from octavo.report import terminal
from octavo.report.invisible import one_line
from octavo.system import programs
from octavo.system.host import Host

VERBS = (
    "new",
    "import",
    "build",
    "watch",
    "send",
    "merge",
    "compare",
    "lint",
    "decide",
    "query",
    "undo",
    "explain",
    "stylesheet",
    "approve",
    "release",
    "deliver",
    "verify",
    "normalise",
    "cite",
    "cache",
    "doctor",
    "completion",
    "where",
)
"""The verbs in the order of the help: each is a function in the file of its own name."""


def file_of(verb: str) -> str:
    """Return the name of a verb's file and function: `import_`, where Python keeps the word."""
    return f"{verb}_" if iskeyword(verb) else verb


def app_of(arguments: list[str]) -> typer.Typer:
    """Return the command for a call: with only the verb that it names, else with all of them.

    Loading the other verbs would take half of the time of a start.
    """
    app = typer.Typer(
        name="octavo",
        help="One canonical text becomes an EPUB, a Word file, a web edition and a PDF. "
        "Without a verb, octavo builds the book in this folder.\n\n"
        "Begin with: octavo new my-book, then cd my-book and octavo build. "
        "With a manuscript: octavo import FILE --into my-title --lang en-GB.",
        epilog="Exit status: 0 done · 1 findings at error level "
        "· 2 the input or the call is wrong.",
        add_completion=False,
        no_args_is_help=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_octavo)  # with one verb alone, Typer would not ask for its name
    for name in arguments[:1] if arguments[:1] and arguments[0] in VERBS else VERBS:
        file = file_of(name)
        app.command(name=name)(getattr(import_module(f"octavo.verbs.{file}"), file))
    return app


def _octavo(
    version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Take the options that stand before a verb; `run` looks for them first."""


def complete() -> int:
    """Answer a shell that asks how a line may go on: `_OCTAVO_COMPLETE` says which shell."""
    from typer import completion

    completion.completion_init()  # type: ignore[attr-defined]
    words = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()
    app = app_of(words[1:2]) if words[1:2] and words[1] in VERBS else _app_of_names()
    app(prog_name="octavo")
    return 0


def _app_of_names() -> typer.Typer:
    """Return a command that only knows what its verbs are called, and does: nothing is loaded."""
    app = typer.Typer(name="octavo", add_completion=False)
    app.callback()(_octavo)
    for name in VERBS:
        source = Path(__file__).with_name(f"{file_of(name)}.py").read_text("utf-8")
        functions = (n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef))
        words = next(ast.get_docstring(n) for n in functions if n.name == file_of(name)) or ""
        app.command(name=name, help=words.partition("\n")[0])(lambda: None)
    return app


WRONG_CALL: type[Exception] = typer.BadParameter.__mro__[1]
"""A wrong option or argument: of this kind Typer names only the children."""


def _wrong(fault: Exception) -> str:
    """Return the fault of the call: the option's name, and Typer's words without their kind."""
    words = str(getattr(fault, "message", fault)).removeprefix("Value error, ")
    if not words and isinstance(fault, typer.BadParameter):  # an argument is missing
        words = fault.format_message()
    names = getattr(getattr(fault, "param", None), "opts", ())
    words = f"{names[0]}: {words}" if names and names[0].startswith("-") else words
    known = sorted(getattr(fault, "possibilities", None) or ())
    if choice := re.match(r"(.*?)'(.+?)' is not one of (.+?)\.?$", words, re.DOTALL):
        known = re.findall(r"'(.+?)'", choice[3])
        return f"{words.rstrip('.')}. {meant(choice[2], known)}".rstrip()
    meaning = meant(str(getattr(fault, "option_name", "")), known)
    return f"{words.rstrip('.')}. {meaning}" if meaning else words


def _no_verb(word: str) -> str:
    """Return the fault of a word that is no verb, and what was meant by it."""
    from octavo.verbs.start import unknown

    return f"There is no verb {one_line(shortened(word))}. {unknown(word, VERBS)}".rstrip()


def _begun() -> list[str] | None:
    """Ask, in a terminal, what to do in a folder without a book, and return the call.

    Without a terminal nobody can answer, and a script asked for a build that cannot be: what can be
    done goes to standard error, and the call is None.
    """
    from octavo.verbs import start

    if not start.is_bare(Path()):
        return ["build"]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(start.guide(Path()), file=sys.stderr)
        return None
    try:
        return start.asked(Path(), input, print) or None
    except EOFError:
        return None


def _answered(arguments: list[str]) -> int | None:
    """Answer what needs no verb, and return the exit status; None where a verb is called."""
    if arguments[0] in ("--version", "-V"):
        print(f"octavo {programs.version()}")
        return 0
    if arguments[0] in VERBS or arguments[0].startswith("-"):
        return None
    print(f"octavo: {_no_verb(arguments[0])} See `octavo --help`.", file=sys.stderr)
    return 2


def run(arguments: list[str], host: Host | None = None) -> int:
    """Run a verb; return the exit status. Wrong input is reported in one line, status 2."""
    if not arguments:
        if (begun := _begun()) is None:
            return 2
        arguments = begun
    status = _answered(arguments)
    if status is not None:
        return status
    if arguments[0].startswith("-") and arguments[0] not in ("-h", "--help"):
        arguments = ["build", *arguments]
    try:
        result = app_of(arguments)(arguments, standalone_mode=False, obj=host)
    except WRONG_CALL as fault:
        print(f"octavo: {_wrong(fault)} See `octavo --help`.", file=sys.stderr)
        return 2
    except InputError as fault:
        terminal.complain(fault)
        return 2
    except TextError as fault:
        terminal.refuse(fault)
        return 2
    except typer.Abort as fault:
        raise KeyboardInterrupt from fault
    return result if isinstance(result, int) else 0
