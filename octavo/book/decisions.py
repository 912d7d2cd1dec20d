"""Decisions: what an editor accepted or rejected, kept in metadata/decisions.yaml.

A decision names its rule, the characters before and after, and the words around them as the
source has them. By these it is found again wherever the text around it moves; where they stand
no longer, it is stale, and is reported. Where the same words stand several times in a file, as in a
refrain, `occurrence` is the number of the one that is meant, from the top; without it, all are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import yaml as writer

from octavo.files import files, yaml
from octavo.model.finding import InputError, Place

FILE = "metadata/decisions.yaml"
HEAD = """\
# What was settled with `octavo decide`: replayed at every build.
# Take an entry out, and its suggestion is made again. Comments are not kept: a reason is.
"""
ANSWERS = ("accept", "reject", "leave")
KEYS = (
    "decision",
    "rule",
    "file",
    "left",
    "before",
    "after",
    "right",
    "occurrence",
    "message",
    "format",
    "reason",
)
"""The keys of an entry, in the order in which they are written."""

OUTSIDE = re.compile(r"^[A-Za-z]:|\0|^[/\\]|(^|[/\\])\.{0,2}([/\\]|$)")
"""A path that does not lead straight down: absolute, with a drive, or with parts such as `..`."""

WORDS = 5
"""The number of words on either side that identify a place."""

READING = "quotation-doubtful"
READ_BY = frozenset((READING, "quotation-mark", "apostrophe"))
"""The rules by which one mark is read: surely, or likely."""

WORD = re.compile(r"[^\W_]+")
LOOKALIKES = {"'": '"‘’‚‛“”„‟′″«»‹›`´', "-": "‐‑‒–—―−", " ": "\u00a0\u2009\u202f\u200a\ufeff"}
FOLDS = str.maketrans({sign: plain for plain, signs in LOOKALIKES.items() for sign in signs})
HIDDEN = {"\u00a0": r"\_", "\u202f": r"\u202F", "\ufffc": r"\uFFFC", "\u00ad": r"\u00AD"}
"""Characters that cannot be seen, and how YAML spells them between quotation marks."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A finding that was answered; `line` is where the answer stands in the file.

    `left` and `right` are the words around the place in the source, `file` the source's path;
    `occurrence` is a number from 1 where these words stand several times in it, else "". Of a
    finding without words in the text, `message` is what it says; `format` names where a build
    met it. `is_left` is the answer to what is no change: the text is left, for a reason.
    """

    accept: bool
    rule: str
    file: str
    left: str = ""
    before: str = ""
    after: str = ""
    right: str = ""
    occurrence: str = ""
    reason: str = ""
    message: str = ""
    format: str = ""
    is_left: bool = False
    line: int = field(default=0, compare=False)

    @property
    def subject(self) -> tuple[str, ...]:
        """The key of its question: equal for two decisions that answer the same question."""
        around = (fold(self.left), fold(self.right))
        words = (around[0], self.before, around[1], self.after)
        return (self.file, self.rule, *words, self.message, self.occurrence)

    @property
    def answer(self) -> str:
        """The answer in a word: accept, reject or leave."""
        return "accept" if self.accept else "leave" if self.is_left else "reject"

    @property
    def place(self) -> Place:
        """Where it stands in the file of decisions."""
        return Place(FILE, self.line)


def fold(text: str) -> str:
    """Return a text without its typography: what setting quotation marks and dashes leaves alike.

    >>> fold("“So”\N{NO-BREAK SPACE}— he said… ") == fold('"So" -- he  said...')
    True
    """
    plain = unicodedata.normalize("NFC", text).translate(FOLDS).replace("\u2026", "...")
    plain = re.sub(r"\. (?=\.)", ".", plain)
    plain = re.sub(r"\s*-+\s*", "-", plain)
    return " ".join(plain.replace("\u00ad", "").split())


def topic_of(rule: str, before: str, after: str) -> tuple[str, str, str]:
    """Return what a change is known by, where it stands: its rule and its words.

    A quotation that is displayed stays the same one when its dashes and marks are set. Where the
    change is of typography alone, it is that, sign for sign. How sure it is how a mark is read may
    change with the marks around it: it is the same change by any of these rules.

    >>> _, *one = topic_of("import-long-quotation", '"So -- it is"', '> So -- it is')
    >>> _, *other = topic_of("import-long-quotation", "“So — it is”", "> So — it is")
    >>> one == other
    True
    >>> topic_of("apostrophe", "'", "’") == topic_of("quotation-doubtful", "'", "’")
    True
    """
    topic = READING if rule in READ_BY else rule
    plain = fold(before), fold(after)
    is_of_words = len(WORD.findall(plain[0])) > 1 and plain[0] != plain[1]
    return (topic, *plain) if is_of_words else (topic, before, after)


def words_before(text: str) -> str:
    """Return the last words of a text, and the marks after them, as they stand.

    >>> words_before("One two three four five six, “")
    'two three four five six, “'
    """
    starts = [match.start() for match in WORD.finditer(text)]
    return text[starts[-WORDS] :] if len(starts) >= WORDS else text


def words_after(text: str) -> str:
    """Return the first words of a text, and the marks before them, as they stand."""
    ends = [match.end() for match in WORD.finditer(text)]
    return text[: ends[WORDS - 1]] if len(ends) >= WORDS else text


def load(root: Path) -> tuple[Decision, ...]:
    """Read a book's decisions; without a file there are no decisions.

    Raises InputError, with the line, where the file is no YAML, no list, has a key that is not
    known, or answers one question twice.
    """
    return read(root / FILE, FILE)


def read(path: Path, name: str = "") -> tuple[Decision, ...]:
    """Read a file of decisions, as `load` does; without it there are no decisions.

    `name` is how errors call it; else they name it with the two folders around it.
    """
    if not path.is_file():
        return ()
    tree = yaml.load(path, name or _name(path), verbatim=True)
    entries = tree.value or []
    if not isinstance(entries, list):
        raise tree.wrong((), "Decisions are a list.", "An entry begins with `- decision: accept`.")
    made = tuple(_decision(tree, number) for number in range(len(entries)))
    _check_twice(made, tree.file)
    return made


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _decision(tree: yaml.Tree, number: int) -> Decision:
    entry, loc = tree.value[number], (number,)
    if not isinstance(entry, dict):
        raise tree.wrong(loc, "A decision has keys and values.", f"The keys: {', '.join(KEYS)}.")
    for key, value in entry.items():
        _check_key(tree, number, key, value)
    for key in ("decision", "rule", "file"):
        if not entry.get(key):
            raise tree.wrong(loc, f"The decision has no “{key}”.", "Add it, or take the entry out.")
    answer = entry["decision"]
    if answer not in ANSWERS:
        message = f"“{answer}” is not a decision."
        raise tree.wrong((number, "decision"), message, "Write accept, reject or leave.")
    if answer == "leave" and not entry.get("reason", "").strip():
        hint = "Add a line `reason: …`."
        raise tree.wrong((number, "decision"), "What is left has a reason.", hint)
    if not re.fullmatch(r"|[1-9][0-9]{0,8}", entry.get("occurrence", "")):
        message = f"“{entry['occurrence']}” is not the number of an occurrence."
        raise tree.wrong((number, "occurrence"), message, "Count from 1, in figures.")
    words = {key: value for key, value in entry.items() if key != "decision"}
    line = tree.place(loc).line
    return Decision(answer == "accept", **words, is_left=answer == "leave", line=line)


def _check_key(tree: yaml.Tree, number: int, key: str, value: object) -> None:
    loc = (number, key)
    if key not in KEYS:
        near = get_close_matches(key, KEYS, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(KEYS)}."
        raise tree.wrong(loc, f"The key “{key}” is not known.", hint)
    if not isinstance(value, str):
        raise tree.wrong(loc, f"“{key}” is a text.", "Put it between quotation marks.")
    if key == "file" and OUTSIDE.search(value):
        hint = "A decision names a chapter as octavo lint does: source/01-one.md."
        raise tree.wrong(loc, "This lies outside the book.", hint)


def _check_twice(decisions: Iterable[Decision], file: str) -> None:
    met: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        other = met.setdefault(decision.subject, decision)
        if other is not decision:
            raise InputError(
                f"This was decided in line {other.line} already.",
                place=Place(file, decision.line),
                hint="Keep one of the two.",
            )


def merged(old: Iterable[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return old and new decisions together; a new one takes the place of an old on its subject."""
    by_subject = {decision.subject: decision for decision in [*old, *new]}
    return tuple(by_subject.values())


def replaced(old: Iterable[Decision], new: Iterable[Decision]) -> list[Decision]:
    """Return the old decisions that new ones take the place of, saying something else."""
    by_subject = {decision.subject: decision for decision in new}
    return [one for one in old if by_subject.get(one.subject, one) != one]


def dump(decisions: Iterable[Decision]) -> bytes:
    """Write decisions as YAML: the same bytes for the same decisions, in whatever order."""
    ordered = sorted(decisions, key=_in_file)
    return (HEAD + "".join(map(_entry, ordered))).encode()


def _in_file(decision: Decision) -> tuple[object, ...]:
    """The order of decisions in their file."""
    *words, occurrence = decision.subject
    return (*words, int(occurrence or 0), decision.answer, decision.reason)


def _entry(decision: Decision) -> str:
    values = {key: getattr(decision, key) for key in KEYS if key != "decision"}
    lines = [f"decision: {decision.answer}"]
    lines += [f"{key}: {_scalar(key, value)}" for key, value in values.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(key: str, value: str) -> str:
    """Write a text in double quotation marks, what cannot be seen spelt out; rule, number plain."""
    plain = key == "rule" and value != "null" and re.fullmatch(r"[a-z][a-z0-9-]*", value)
    if plain or key == "occurrence":
        return value
    style = '"'
    quoted: str = writer.safe_dump(value, default_style=style, allow_unicode=True, width=2**20)
    return "".join(HIDDEN.get(sign, sign) for sign in quoted.rstrip("\n"))


def save(root: Path, decisions: Iterable[Decision]) -> None:
    """Write a book's decisions. Raises InputError where the folder cannot be written."""
    write(files.within(root, FILE), dump(decisions), FILE)


def write(path: Path, data: bytes, name: str = "") -> None:
    """Write a file of decisions, whole or not at all; `name` is as in `read`.

    Raises InputError where it cannot be written.
    """
    try:
        files.write(path, data)
    except OSError as fault:
        message = f"The decisions cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(name or _name(path))) from fault
