"""The command: its verbs in the order of an editor's work, and what becomes of what they raise."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from octavo import terminal
from octavo.finding import InputError
from octavo.preparing import TextError
from octavo.verbs import beginning, building, desk, texts

app = typer.Typer(
    name="octavo",
    help="One canonical text becomes an EPUB, a Word file, a web edition and a PDF. "
    "Without a verb, octavo builds the book in this folder.\n\n"
    "Begin with: octavo new my-book, then cd my-book and octavo build. "
    "With a manuscript: octavo import FILE --into my-title --lang en-GB.",
    epilog="Exit status: 0 done · 1 findings at error level · 2 the input or the call is wrong.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

VERBS: dict[str, Callable[..., int]] = {
    "new": beginning.new_book,
    "import": beginning.import_,
    "build": building.build,
    "lint": desk.lint,
    "decide": desk.decide,
    "undo": desk.undo,
    "explain": desk.explain,
    "stylesheet": desk.style_sheet,
    "verify": building.verify,
    "cite": texts.cite,
    "normalise": texts.normalise,
    "where": texts.where,
}

for _name, _verb in VERBS.items():
    app.command(name=_name)(_verb)

WRONG_CALL: type[Exception] = typer.BadParameter.__mro__[1]
"""A wrong option or argument: of this kind Typer names only the children."""


def _wrong(fault: Exception) -> str:
    """Say what is wrong with the call: the option's name, and Typer's words without their kind."""
    words = str(getattr(fault, "message", fault)).removeprefix("Value error, ")
    if not words and isinstance(fault, typer.BadParameter):  # an argument is missing
        words = fault.format_message()
    names = getattr(getattr(fault, "param", None), "opts", ())
    return f"{names[0]}: {words}" if names and names[0].startswith("-") else words


def run(arguments: list[str]) -> int:
    """Run a verb; give the exit status. Wrong input is told in one line, status 2."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["build", *arguments]
    try:
        result = app(arguments, standalone_mode=False)
    except WRONG_CALL as fault:
        print(f"octavo: {_wrong(fault)} See `octavo --help`.", file=sys.stderr)
        return 2
    except InputError as fault:
        terminal.complain(fault)
        return 2
    except TextError as fault:
        terminal.show_findings(terminal.console(stderr=True), fault.findings, most=100)
        print("octavo: Nothing was written: the text has errors.", file=sys.stderr)
        return 2
    except typer.Abort as fault:
        raise KeyboardInterrupt from fault
    return result if isinstance(result, int) else 0
