"""The command: its verbs in the order of an editor's work, and what becomes of what they raise."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword

import typer

from octavo.model.finding import InputError
from octavo.press.prepare import TextError
from octavo.report import terminal
from octavo.system.host import Host

VERBS = (
    "new",
    "import",
    "build",
    "watch",
    "lint",
    "decide",
    "query",
    "undo",
    "explain",
    "stylesheet",
    "approve",
    "release",
    "verify",
    "normalise",
    "cite",
    "cache",
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
    app.callback()(lambda: None)  # with one verb alone, Typer would not ask for its name
    for name in arguments[:1] if arguments[:1] and arguments[0] in VERBS else VERBS:
        file = file_of(name)
        app.command(name=name)(getattr(import_module(f"octavo.verbs.{file}"), file))
    return app


WRONG_CALL: type[Exception] = typer.BadParameter.__mro__[1]
"""A wrong option or argument: of this kind Typer names only the children."""


def _wrong(fault: Exception) -> str:
    """Return the fault of the call: the option's name, and Typer's words without their kind."""
    words = str(getattr(fault, "message", fault)).removeprefix("Value error, ")
    if not words and isinstance(fault, typer.BadParameter):  # an argument is missing
        words = fault.format_message()
    names = getattr(getattr(fault, "param", None), "opts", ())
    return f"{names[0]}: {words}" if names and names[0].startswith("-") else words


def run(arguments: list[str], host: Host | None = None) -> int:
    """Run a verb; return the exit status. Wrong input is reported in one line, status 2."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
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
