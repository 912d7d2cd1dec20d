"""How often a copy-editor's marks are made: each rule's rate in a thousand words.

    python -m tests.bench.usage_marks FOLDER… [--show RULE] [--lists FILE]

Each `*.txt` of a folder is read with one paragraph a line or a block, and goes through the filters
before `usage`, and that. A name as `git_fr_entrenous.txt` names its language; others are English.
In clean texts every mark counts as false, since their proofs were read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from octavo import pandoc
from octavo.book.filtering import load
from octavo.model.finding import Finding
from octavo.model.nodes import Document, inlines, meta_value
from octavo.prose.prose import Prose
from octavo.text.lexicon import listed

BEFORE = listed(
    "suffix-ise stop-inside possessive-plural idiom italic-title italic-foreign italic-habit "
    "quotation-unsourced"
)
"""The rules of the filter that were there before those of a copy-editor, and are not counted."""
FILTERS = ("quotations", "usage")
LANGUAGE = re.compile(r"(?:^|_)(de|es|fr|pt|it|nl|sv)_")
TAGS = {"en": "en-US", "pt": "pt-PT"}


def findings(path: Path) -> tuple[int, list[Finding]]:
    """Return the number of words in a text, and its findings by the rules that are counted."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    match = LANGUAGE.search(path.name)
    language = match[1] if match else "en"
    tag = TAGS.get(language, language)
    blocks = [{"t": "Para", "c": inlines(line)} for line in lines]
    document = Document({"lang": meta_value(tag), "house-style": meta_value(tag)}, blocks)
    prose = Prose(document)
    found: list[Finding] = []
    for name in FILTERS:
        found = load(pandoc.data_dir() / "filters" / f"{name}.py").apply(prose)
    return sum(len(line.split()) for line in lines), [f for f in found if f.rule not in BEFORE]


def texts(folders: list[Path]) -> Iterator[Path]:
    """Yield the texts of folders, and those that are named themselves."""
    for folder in folders:
        yield from sorted(folder.glob("*.txt")) if folder.is_dir() else [folder]


def shown(finding: Finding) -> str:
    """Return a finding in its surroundings, as one line."""
    left, right = finding.context
    change = f"[{finding.before}" + (f" → {finding.after}]" if finding.tier != "flag" else "]")
    return f"{finding.rule} ({finding.tier}): …{left}{change}{right}…".replace("\n", " ")


def main() -> None:
    """Print the rates of each text and of each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", default="", help="print the marks of rules that begin so")
    asked = parser.parse_args()
    words, rules = 0, Counter[str]()
    for path in texts(asked.folders):
        count, found = findings(path)
        words += count
        rules.update(f.rule for f in found)
        print(f"{path.name:45} {count:8} words {len(found):5} {1000 * len(found) / count:6.2f}")
        for finding in found if asked.show else ():
            if asked.show == "all" or finding.rule.startswith(asked.show):
                print(f"    {shown(finding)}")
    for rule, number in sorted(rules.items()):
        print(f"{rule:45} {number:8} in all {1000 * number / words:12.3f}")
    print(f"{'all':45} {rules.total():8} in all {1000 * rules.total() / words:12.3f}")


if __name__ == "__main__":
    main()
