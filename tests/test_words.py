"""What the program says is in an editor's words, and every number has its noun: by all messages.

The messages are read from the code: every text that is not a docstring, and the tables and
templates.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from octavo.model import rules
from tests.running import ROOT

FILES = sorted([*(ROOT / "octavo").rglob("*.py"), *(ROOT / "filters").glob("*.py")])

AFTER_A_NUMBER = re.compile(r"^ (?:further |other |more )?([a-z]+s)\b(?! (?:is|are|has)\b.*:)")
"""What stands behind a value in a message and looks like a plural: 3 files."""

NO_PLURALS = frozenset(
    re.findall(
        r"\S+",
        "is has was does lies says asks uses runs looks allows waits shows keeps refers declares "
        "gives names leads moves stands stays holds begins differs points as its this "
        "takes needs gets reads",
    )
)
"""Verbs and other words of this shape that stand behind names."""

MANY = {
    "octavo/book/asked.py": "a quotation of so many words",
    "octavo/desk/answers.py": "more than MOST",
    "octavo/desk/deliver/checks.py": "dots of a picture",
    "octavo/files/images.py": "more than any page has",
    "octavo/formats/pdf/colours.py": "dots of a picture",
    "octavo/formats/pdf/printing/named.py": "dots of a picture",
    "octavo/formats/pdf/printing/preflight.py": "pages of a book, and dots of a picture",
    "octavo/manuscripts/containers.py": "more than a limit",
    "octavo/manuscripts/folder/pictures.py": "more than a limit",
    "octavo/manuscripts/forms.py": "a long argument",
    "octavo/manuscripts/given.py": "more than a limit",
    "octavo/manuscripts/plain/shape/quotations.py": "a quotation of so many words",
    "octavo/manuscripts/plain/shape/flags.py": "more than MANY",
    "octavo/manuscripts/plain/read.py": "the width of a page in columns",
    "octavo/manuscripts/word/depths.py": "more than a limit",
    "octavo/manuscripts/word/prepare.py": "more than a limit",
    "octavo/pandoc.py": "more than PATIENCE",
    "octavo/text/citations/history.py": "more than a limit",
    "octavo/text/entries/words.py": "a feature of a word, which nobody reads",
    "octavo/usage/ledger.py": "more words than a limit of one or more",
    "octavo/usage/repeated.py": "more than one",
    "filters/usage.py": "more than OUTSIDE",
}
"""Modules that write a plural behind a number which is never one, and why it never is."""

NOT_AN_EDITORS = re.compile(
    r"\b(?:artefacts?|tiers?|flagged|stubs?|read back|AST|pydantic|parser|boolean|integer|dict|"
    r"NoneType|null|exception|invalid syntax|sanity)\b|\(s\)",
    re.IGNORECASE,
)
"""Words of programmers, and of this program's own makers; a plural in brackets."""

NOT_SAID = re.compile(r"^stub: |^newpage ")
"""What is no message: the note of a drafted entry, a list of commands."""


@cache
def _parsed(path: Path) -> tuple[ast.Module, dict[ast.AST, ast.AST]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return tree, above


def messages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a module that has a space in it and is no docstring, with its line."""
    tree, above = _parsed(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_docstring = isinstance(above.get(node), ast.Expr)
            if " " in node.value and not is_docstring:
                yield node.lineno, node.value


def _is_guarded(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether a text is one of two, chosen by whether the number is one."""
    while node in above:
        node = above[node]
        if isinstance(node, ast.If | ast.IfExp):
            numbers = [n.value for n in ast.walk(node.test) if isinstance(n, ast.Constant)]
            if {1, 2}.intersection(n for n in numbers if isinstance(n, int)):
                return True
    return False


def plurals(path: Path) -> Iterator[str]:
    """Yield the messages of a module in which a plural stands behind a number that may be one."""
    tree, above = _parsed(path)
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for value, words in pairwise(parts):
            if not isinstance(value, ast.FormattedValue) or not isinstance(words, ast.Constant):
                continue
            match = AFTER_A_NUMBER.match(str(words.value))
            source = ast.unparse(value.value)
            known = source.isupper() or re.search(r"(?:many|counted)\(| if .* == 1 ", source)
            if match and match[1] not in NO_PLURALS and not known and not _is_guarded(node, above):
                yield f"{node.lineno}: {{{source}}}{words.value}"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_number_has_its_noun() -> None:
    wrong = {_name(path): list(plurals(path)) for path in FILES if _name(path) not in MANY}
    assert {name: lines for name, lines in wrong.items() if lines} == {}, (
        "one page, two pages: octavo.model.counted"
    )


def test_what_is_said_to_be_many_still_is() -> None:
    assert [name for name in MANY if not list(plurals(ROOT / name))] == []


def test_no_message_has_a_word_that_only_programmers_say() -> None:
    wrong = [
        f"{_name(path)}:{line}: {words[:60]}"
        for path in FILES
        for line, words in messages(path)
        if NOT_AN_EDITORS.search(words) and not NOT_SAID.match(words)
    ]
    assert wrong == []


@pytest.mark.parametrize("part", ["does", "because"])
def test_no_rule_is_told_in_such_words(part: str) -> None:
    wrong = [
        rule.name for rule in rules.table().values() if NOT_AN_EDITORS.search(getattr(rule, part))
    ]
    assert wrong == []


def test_neither_the_help_nor_the_report_has_such_words() -> None:
    helps = [
        ast.get_docstring(node) or ""
        for path in (ROOT / "octavo" / "verbs").glob("*.py")
        for node in _parsed(path)[0].body
        if isinstance(node, ast.FunctionDef) and node.name == path.stem
    ]
    page = (ROOT / "octavo" / "report" / "assets" / "report.html").read_text("utf-8")
    shown = re.sub(r"\{[{%].*?[}%]\}", "", page)
    for text in (*helps, shown):
        assert not NOT_AN_EDITORS.search(text), text
