"""Questions: what import asks of a manuscript, kept in metadata/questions.yaml until answered.

A question names its rule and the words that it is about. By these it is found again wherever they
stand now; where they stand no more, the text has answered it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path

import yaml as writer

from octavo.files import files, yaml
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

FILE = "metadata/questions.yaml"
HEAD = """\
# What import asked of this manuscript. `octavo lint` asks it until the text answers, or
# `octavo decide` does. Take an entry out, and it is asked no more.
"""
EVALUATED = (
    "import-citation-stub",
    "import-control-character",
    "import-heading-proposed",
    "import-language-proposed",
    "import-interrupted-quotation",
    "import-long-quotation",
    "import-style-proposed",
)
"""Rules that are evaluated anew on the text and the bibliography: no record is kept of them."""

HIDDEN = {"\u00a0": r"\_", "\u202f": r"\u202F", "\ufffc": r"\uFFFC", "\u00ad": r"\u00AD"}
"""Characters that cannot be seen, and how YAML spells them between quotation marks."""

CUT = 40
"""So many characters an import shows on either side of a finding; a word may be cut by that."""

LEVELS = (Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `words` are those it is about, with those before and after them.

    `source` is the place in the manuscript, `after` what the words would become; `line` is where
    the question stands in the file.
    """

    rule: str
    message: str
    severity: str = Severity.INFO
    hint: str = ""
    source: str = ""
    left: str = ""
    words: str = ""
    right: str = ""
    after: str = ""
    line: int = field(default=0, compare=False)

    @property
    def about_words(self) -> bool:
        """Whether it is about words, and not about the manuscript as a whole."""
        return bool(self.left or self.words or self.right)

    @property
    def place(self) -> Place:
        """Where it stands in the file of questions."""
        return Place(FILE, self.line)


KEYS = tuple(f.name for f in fields(Question) if f.name != "line")
"""The keys of an entry, in the order in which they are written."""


def of_findings(findings: Iterable[Finding]) -> list[Question]:
    """Return what the findings of an import ask: not what was done, nor what is only counted.

    An error of the import is a warning here: a draft is built with it.
    """
    asked = []
    for finding in findings:
        counted = finding.severity is Severity.INFO and not finding.hint
        if finding.tier is Tier.AUTO or counted or finding.rule in EVALUATED:
            continue
        left, right = _whole_words(*finding.context)
        level = Severity.INFO if finding.severity is Severity.INFO else Severity.WARNING
        words, place = finding.before, str(finding.place or "")
        asked.append(
            Question(
                finding.rule, finding.message, level, finding.hint, place, left, words, right,
                finding.after,
            )
        )  # fmt: skip
    return asked


def _whole_words(left: str, right: str) -> tuple[str, str]:
    """Return what stands around a finding without the words that were cut in two."""
    if len(left) == CUT:
        left = left.partition(" ")[2]
    if len(right) == CUT:
        right = right.rpartition(" ")[0]
    return left, right


def dump(questions: Iterable[Question]) -> bytes:
    """Write questions as YAML, in their order."""
    return (HEAD + "".join(map(_entry, questions))).encode()


def _entry(question: Question) -> str:
    values = {key: str(getattr(question, key)) for key in KEYS}
    lines = [f"{key}: {_scalar(key, value)}" for key, value in values.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def _scalar(key: str, value: str) -> str:
    if key in ("rule", "severity"):
        return value
    quoted: str = writer.safe_dump(value, default_style='"', allow_unicode=True, width=2**20)
    return "".join(HIDDEN.get(sign, sign) for sign in quoted.rstrip("\n"))


def load(root: Path) -> tuple[Question, ...] | None:
    """Read a book's questions; None where no import has asked any.

    Raises InputError, with the line, where the file is not YAML, not a list, or has a key or a
    severity that is not known.
    """
    path = root / FILE
    if not path.is_file():
        return None
    tree = yaml.load(path, FILE, verbatim=True)
    entries = tree.value or []
    if not isinstance(entries, list):
        raise tree.wrong((), "Questions are a list.", "An entry begins with `- rule: …`.")
    return tuple(_question(tree, number) for number in range(len(entries)))


def _question(tree: yaml.Tree, number: int) -> Question:
    entry, loc = tree.value[number], (number,)
    if not isinstance(entry, dict):
        raise tree.wrong(loc, "A question has keys and values.", f"The keys: {', '.join(KEYS)}.")
    for key, value in entry.items():
        if key not in KEYS:
            near = get_close_matches(key, KEYS, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(KEYS)}."
            raise tree.wrong((number, key), f"The key “{key}” is not known.", hint)
        if not isinstance(value, str):
            hint = "Put it between quotation marks."
            raise tree.wrong((number, key), f"“{key}” is a text.", hint)
    for key in ("rule", "message"):
        if not entry.get(key):
            message = f"The question has no “{key}”."
            raise tree.wrong(loc, message, "Add it, or take the entry out.")
    if entry.get("severity", Severity.INFO) not in LEVELS:
        message = f"“{entry['severity']}” is not a severity of a question."
        raise tree.wrong((number, "severity"), message, "Write warning or info.")
    return Question(**entry, line=tree.place(loc).line)


def save(root: Path, questions: Iterable[Question]) -> None:
    """Write a book's questions. Raises InputError where the folder cannot be written."""
    try:
        files.write(files.within(root, FILE), dump(questions))
    except OSError as fault:
        message = f"The questions cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(FILE)) from fault
