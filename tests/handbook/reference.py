"""The handbook's reference, made from the code: verbs, keys, classes, rules, styles, sizes.

    python -m tests.handbook.reference     writes the chapters `3xx-….md` of docs/handbook/source

Nobody writes in these chapters: `tests/test_handbook.py` fails where one is not as the code makes
it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

import typer

from octavo.model import rules
from octavo.model.classes import KNOWN, OFTEN
from octavo.model.trims import TRIMS
from octavo.report import explain
from octavo.text.style.house import CHOICES, MARKS, STYLES
from octavo.verbs import command
from tests.handbook import filters, printers
from tests.handbook.examples import HANDBOOK

Schema = Mapping[str, Any]

SIGNS = re.compile(r"([\\`<>\[\]{}$@#^~|_])")
"""Characters that Markdown would take for its own."""

MARKS_CURLY = re.compile("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]")

SEVERITIES = {
    "error": "an error: a build stops, or the file is not written",
    "warning": "a warning: `octavo build --strict` stops on it",
    "info": "for your information",
}
SOME = 12
"""How many values of a key are written out; of more, the first few."""


def chapters() -> dict[str, str]:
    """Return the chapters of the reference by the names of their files."""
    return {
        "310-the-command.md": _text(_verbs()),
        "320-edition.md": _text(_keys("edition", EDITION)),
        "330-design.md": _text(_keys("design", DESIGN)),
        "340-marks.md": _text(_classes()),
        "350-rules.md": _text(_rules()),
        "360-house-styles.md": _text(_styles()),
        "365-filters.md": _text(filters.lines(plain)),
        **printers.chapters(plain),
    }


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def plain(text: str) -> str:
    """Return words that Markdown leaves as they are, with straight marks for the house to set.

    What stands between backticks is code.

    >>> plain("Keep [x] and `a_b`, *as it is*")
    'Keep \\\\[x\\\\] and `a_b`, *as it is*'
    """
    return "`".join(part if odd else _straight(part) for odd, part in _odd(text.split("`")))


def _straight(text: str) -> str:
    return SIGNS.sub(r"\\\1", MARKS_CURLY.sub('"', text))


def _odd(parts: list[str]) -> Iterator[tuple[bool, str]]:
    return ((bool(number % 2), part) for number, part in enumerate(parts))


def term(name: str, lines: list[str]) -> Iterator[str]:
    """Yield an entry of a list of terms."""
    yield name
    for number, line in enumerate(lines):
        yield f":   {line}" if number == 0 else f"    {line}"
        yield ""


COMMAND = """# The command {#reference-command}

`octavo` without a verb builds the book in the folder where you are. In a folder without a book it
asks what to do; where there is no terminal to ask in, it lists that on standard error and ends with
status 2. Every verb has `--help`.
"""


def _verbs() -> Iterator[str]:
    yield COMMAND
    group: Any = typer.main.get_command(command.app_of([]))
    for name in command.VERBS:
        verb = group.commands[name]
        first, *more = (verb.help or "").split("\n\n")
        yield f"## octavo {name} {{#octavo-{name}}}\n"
        yield plain(" ".join(first.split())) + "\n"
        for paragraph in more:
            yield from _examples(paragraph)
        for parameter in verb.params:
            if not getattr(parameter, "hidden", False):
                yield from term(_spelling(parameter), [_meaning(parameter)])
    yield "## Exit status {#exit-status}\n"
    yield "What a script can tell by:\n"
    for number, meaning in STATUSES.items():
        yield from term(f"`{number}`", [meaning])


STATUSES = {
    0: "All is done.",
    1: "Something was found at error level, or a file could not be written.",
    2: "The call or what it was given is wrong. One line says which file and line, what is wrong, "
    "and what to do.",
}


def _examples(paragraph: str) -> Iterator[str]:
    words = " ".join(paragraph.split())
    head, colon, calls = words.partition(": ")
    typed = [call.strip() for call in re.split(r" \N{MIDDLE DOT} ", calls)]
    if not colon or not all(call.startswith("octavo ") for call in typed):
        yield plain(words) + "\n"
        return
    if not head.startswith("Example"):
        yield plain(head) + ":\n"
    yield "```"
    yield from typed
    yield "```\n"


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.name.upper()}`" + (" (several)" if parameter.nargs == -1 else "")
    value = "" if parameter.is_flag else f" {(parameter.metavar or parameter.name).upper()}"
    return " or ".join(f"`{name}{value}`" for name in parameter.opts)


def _meaning(parameter: Any) -> str:
    text = plain(parameter.help or "")
    default = parameter.default
    if isinstance(default, str) and default and not getattr(parameter, "is_flag", False):
        text += f" Where it is not given: `{default}`."
    return text


EDITION = """# edition.yaml: what is known of the book {#reference-edition}

The file `metadata/edition.yaml` says what the book is: who made it, who publishes it, under which
numbers and rights. Every format takes title page, imprint page and its own metadata from here. A
text editor that knows YAML completes these keys.
"""
DESIGN = """# design.yaml: how the book looks {#reference-design}

The file `metadata/design.yaml` says how the book is set: house style, citation style, page,
fonts. Nothing in it changes a word.
"""


def _keys(name: str, head: str) -> Iterator[str]:
    asset = resources.files("octavo").joinpath("assets", f"{name}.schema.json")
    schema = json.loads(asset.read_text("utf-8"))
    yield head
    needed = set(schema.get("required", ()))
    nested = schema.get("definitions", {})
    plurals = _plurals(schema["properties"])
    yield "## The keys\n"
    for key, value in schema["properties"].items():
        if key not in plurals:
            yield from _key(key, value, key in needed, sorted(plurals & {f"{key}s"}))
    if name == "design":
        yield from _house_keys()
    for kind, value in nested.items():
        yield f"## {_spaced(kind)}: its keys {{#{name}-{kind.lower()}}}\n"
        yield plain(value.get("description", "")) + "\n"
        for key, inner in value["properties"].items():
            yield from _key(key, inner, key in value.get("required", ()), [])


def _plurals(keys: Iterable[str]) -> set[str]:
    """Return the keys that are only the plural of another: authors."""
    names = set(keys)
    return {key for key in names if key.endswith("s") and key[:-1] in names}


def _key(key: str, value: Schema, needed: bool, also: list[str]) -> Iterator[str]:
    lines = [plain(value.get("description", ""))]
    if needed:
        lines[0] += " It must be there."
    values = list(dict.fromkeys(_values(value)))
    if values:
        some = ", ".join(f"`{one}`" for one in values[:SOME])
        rest = f" and {len(values) - SOME} more" if len(values) > SOME else ""
        lines.append(f"One of {some}{rest}.")
    if kinds := sorted(set(_kinds(value))):
        named = (f"[{_spaced(kind)}](#edition-{kind.lower()})" for kind in kinds)
        lines.append(f"It may have keys of its own: see {', '.join(named)}.")
    if also:
        lines.append(f"Also written {', '.join(f'`{one}`' for one in also)}.")
    yield from term(f"`{key}`", [" ".join(lines)])


def _values(value: Schema) -> Iterator[str]:
    """Yield the values that a key may have, where they are a list; yes and no go without saying."""
    named = value.get("enum") or value.get("examples") or ()
    if not {True, False} & set(named):
        yield from map(str, named)
    for part in ("anyOf", "oneOf"):
        for inner in value.get(part, ()):
            yield from _values(inner)
    if isinstance(items := value.get("items"), dict):
        yield from _values(items)


def _kinds(value: Any) -> Iterator[str]:
    """Yield the names of the things with keys of their own that a key may hold."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].rpartition("/")[2]
        for inner in value.values():
            yield from _kinds(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _kinds(inner)


def _spaced(name: str) -> str:
    """Write a name in words: ImprintPage is imprint page."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower().capitalize()


def _house_keys() -> Iterator[str]:
    yield "## A house style of one's own {#house-style-keys}\n"
    yield "Below `house-style`: `base`, the style that it departs from, and any of these.\n"
    for key in MARKS:
        yield from term(f"`{key}`", ["The opening mark and the closing one, together: `“”`."])
    for key, values in CHOICES.items():
        if set(values) == {"yes", "true", "no", "false"}:
            yield from term(f"`{key}`", ["`yes` or `no`."])
        else:
            yield from term(f"`{key}`", [f"One of {', '.join(f'`{one}`' for one in values)}."])


MARKED = """# Marks in the text {#reference-marks}

The text is pandoc's Markdown. What Markdown has no sign for is named by a *class*: of words,
`[words]{.smallcaps}`; of a heading, `# Preface {.frontmatter}`; of whole paragraphs, between two
lines of colons:

```
::: epigraph
Lines of the motto.
:::
```

A class that is not in this list changes nothing, and `octavo lint` says so.
"""


def _classes() -> Iterator[str]:
    yield MARKED
    for name, meaning in sorted(KNOWN.items()):
        also = [other for other, same in OFTEN.items() if same == name]
        text = f"{meaning[:1].upper()}{meaning[1:]}."
        if also:
            text += f" Where another program says {', '.join(f'`{one}`' for one in also)}."
        yield from term(f"`{name}`", [plain(text)])


RULES = """# Rules {#reference-rules}

Every change, suggestion and fault that Octavo reports bears the name of its rule. `octavo explain
RULE` says the same as this list, with more examples, and `octavo decide --rule RULE` answers all
of its suggestions at once.
"""


def _rules() -> Iterator[str]:
    yield RULES
    for shelf in explain.shelves(None):
        name = shelf.name[:1].upper() + shelf.name[1:]
        place = re.sub(r"[ /]", "-", shelf.name.lower())
        yield f"## {f'Filter: {shelf.name}' if shelf.module else name} {{#rules-{place}}}\n"
        for rule in shelf.rules:
            yield from _rule(rule, shelf)


def _rule(rule: rules.Rule, shelf: explain.Shelf) -> Iterator[str]:
    because = rule.because or shelf.parts.get("Because", "")
    severity = SEVERITIES[rule.severity.value]
    because, authority = plain(because), f"Authority: {plain(rule.authority)}."
    lines = [plain(rule.does), because, authority, f"It is {severity}."]
    yield from term(f"[`{rule.name}`]{{#rule-{rule.name.rstrip('-*')}}}", [" ".join(lines)])
    for example in list(explain.examples(rule.name, shelf))[:1]:
        fence = "```"
        yield f"    {fence}\n    {example}\n    {fence}\n"


STYLES_HEAD = """# House styles and sizes {#reference-styles}

`house-style` in `design.yaml` names a style of this list: a language, or a language and the
country whose custom is meant. A language that is not listed takes its marks from the tables of
Unicode (CLDR).
"""


SPACES = {
    "": "",
    "\N{NO-BREAK SPACE}": "no-break space",
    "\N{NARROW NO-BREAK SPACE}": "narrow space",
}


def _styles() -> Iterator[str]:
    yield STYLES_HEAD
    yield "## House styles {#house-styles}\n"
    yield "| style | quotation | inside it | dash | before ; ! ? | before : |"
    yield "|:--|:--|:--|:--|:--|:--|"
    for name, style in sorted(STYLES.items()):
        marks = f"`{style.outer[0]}…{style.outer[1]}`", f"`{style.inner[0]}…{style.inner[1]}`"
        dash = f"{style.dash_spacing} `{style.dash}`" if style.dash else ""
        spaces = _space(style.before_high), _space(style.before_colon)
        yield "| " + " | ".join([f"`{name}`", *marks, dash, *spaces]) + " |"
    yield "\n## Sizes of the page {#trims}\n"
    yield "`trim` is one of these names, or a size: `140x210` (in millimetres), `5.25x8in`.\n"
    yield "| trim | width, mm | height, mm |"
    yield "|:--|--:|--:|"
    for name, (width, height) in TRIMS.items():
        yield f"| `{name}` | {width:g} | {height:g} |"


def _space(text: str) -> str:
    return SPACES[text]


if __name__ == "__main__":
    for file, content in chapters().items():
        (HANDBOOK / "source" / file).write_text(content, encoding="utf-8")
