"""Lists what the filters change by themselves in clean texts, so that a person can read it.

    python -m tests.bench.harm [FOLDER …] [--only en,nl] [--as en=en-GB] [--rules dash,space]
        [--but quotation] [--lists FOLDER] [--all]

A folder holds texts named `LANG.NAME.txt` in UTF-8, with an empty line between paragraphs. Without
a folder, the variable OCTAVO_CLEAN names them, parted as PATH is. Each text goes through the
filters as `octavo normalise --from plain` sends it: `en` as en-US, unless `--as en=en-GB`.

The texts are the sentences of treebanks of Universal Dependencies, as `# text` has them in the
files dev and test of a release, and books of Project Gutenberg. Rules are tuned on English GUM
(dev), Dutch Alpino, German GSD (dev), French Sequoia, Swedish Talbanken, Spanish GSD (dev), Italian
ISDT, Portuguese Bosque, Polish LFG and PDB (dev), Romanian RRT, Finnish TDT, Russian Taiga, Czech
FicTree, Greek GDT, Hungarian Szeged, Danish DDT, Norwegian Bokmaal (dev) and Turkish BOUN. Put
aside, and read only when all rules stand: English EWT, PUD and GUM (test), Dutch LassySmall, German
PUD, LIT and GSD (test), French PUD, GSD and ParTUT, Swedish PUD and LinES, Spanish PUD and GSD
(test), Italian PUD and VIT, Portuguese PUD and GSD, Polish PUD and PDB (test), Romanian SiMoNERo
and Nonstandard, Finnish PUD and FTB, Russian PUD and GSD, Czech CAC, and two books of Gutenberg.

Five more sets were each opened only after the one before it was mended: English LinES, GENTLE and
ParTUT, Portuguese CINTIL and PetroGold, Italian ParTUT and PoSTWITA, French FQB, Finnish OOD,
Russian Poetry, Spanish COSER; then novels of ELTeC in ten to twelve languages, four to eight a
language and set (the first of `level1` by the hashes of their paths), with Pro Git, Italian MarkIT
and TWITTIRO, French ALTS, Portuguese Porttinari, and handbooks and fortunes of Debian.

Of each language the list to read has 200 changes, the same ones in every run as long as they are
made, and all changes of a rule that makes fewer than 50 of them in that language. `--lists` writes
one file a language, with a first column for the verdict: `right` or `wrong`, and a remark behind a
colon where one is needed. What was read is kept beside this bench, in `harm_read/LANG.tsv`, with
no more of the texts than tells the place again. Spaces that cannot be seen stand there as signs: ⍽
is a no-break space, ⸱ a narrow one, and ␣ in a change an ordinary one. A line is known by its
text, its rule, its change and the words around it, as the text had them before anything was
changed.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from octavo import pandoc
from octavo.book.filtering import load
from octavo.desk import normalise
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, inlines, meta_value
from octavo.prose.prose import Prose

READ = Path(__file__).parent / "harm_read"
LOCALES = {"en": "en-US"}
"""What a language is set as, where its name alone would mean another house."""
DRAWN, RARE, SEED = 200, 50, b"octavo"
CONTEXT, KEPT = 40, 16
"""Characters on either side: in a list to read, and in one that is kept with the bench."""
SIGNS = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": "⍽",
        "\N{NARROW NO-BREAK SPACE}": "⸱",
        "\N{SOFT HYPHEN}": "⸗",
        "\t": "⇥",
        "\n": "⏎",
    }
)


@dataclass(frozen=True, slots=True)
class Made:
    """An automatic change of a clean text, as a person reads it: one line of a list.

    The place is known by `key`; the number of the paragraph only helps to find it.
    """

    text: str
    paragraph: int
    rule: str
    change: str
    left: str
    right: str

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same when the texts are counted otherwise."""
        left, right = self.left[-KEPT:], self.right[:KEPT]
        return self.text, self.rule, self.change, left, right

    @property
    def rank(self) -> bytes:
        """The order in which changes are drawn: it has nothing to do with the others."""
        whole = (self.text, self.rule, self.change, self.left, self.right)
        return hashlib.sha256(SEED + "\t".join(whole).encode()).digest()

    def line(self, verdict: str = "") -> str:
        """Write it as a line of a list."""
        cells = (verdict, self.text, str(self.paragraph), self.rule, self.change)
        return "\t".join((*cells, self.left, self.right))

    @classmethod
    def read(cls, line: str) -> tuple[Made, str]:
        """Read a line of a list: the change, and the verdict on it."""
        verdict, text, paragraph, rule, change, left, right = line.split("\t")
        return cls(text, int(paragraph), rule, change, left, right), verdict


@dataclass(slots=True)
class Harvest:
    """What the filters made of the texts in one language."""

    tag: str
    words: int = 0
    texts: set[str] = field(default_factory=set)
    made: list[Made] = field(default_factory=list)

    @property
    def rules(self) -> Counter[str]:
        """How many changes each rule made."""
        return Counter(made.rule for made in self.made)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rules are asked for, by how their names begin; none means all."""

    rules: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def __contains__(self, rule: str) -> bool:
        return (not self.rules or rule.startswith(self.rules)) and not (
            self.but and rule.startswith(self.but)
        )


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a text, each as one line."""
    blocks = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").replace("\r\n", "\n").split("\n\n")
    return [line for block in blocks if (line := block.strip("\n").replace("\n", " "))]


def filtered(lines: Sequence[str], tag: str) -> list[Finding]:
    """Send paragraphs through the filters; each finding is anchored in its paragraph."""
    blocks: list[Node] = [{"t": "Para", "c": inlines(line)} for line in lines]
    document = Document({}, blocks)
    document.meta.update(lang=meta_value(tag), **{"house-style": meta_value(tag)})
    prose = Prose(document)
    for number, block in enumerate(blocks):
        prose.trace.number(number, [block])
    findings: list[Finding] = []
    for name in normalise.chosen(""):
        if name != "citations":
            findings += load(pandoc.data_dir() / "filters" / f"{name}.py").apply(prose)
    return findings


def changes(name: str, lines: Sequence[str], tag: str) -> Iterator[Made]:
    """Give the automatic changes of a text, with the words around each as the text had them."""
    starts = [_starts(line) for line in lines]
    for finding in filtered(lines, tag):
        anchor = finding.anchor
        if finding.tier is not Tier.AUTO:
            continue
        change = " → ".join(
            words.replace(" ", "␣").translate(SIGNS) for words in (finding.before, finding.after)
        )
        if anchor is None:
            left, right, number = *finding.context, -1
        else:
            number = anchor.chapter
            line, words = lines[number], starts[number]
            start, end = (words[at] + offset for at, offset in (anchor.start, anchor.end))
            left, right = line[max(0, start - CONTEXT) : start], line[end : end + CONTEXT]
        sides = (left.translate(SIGNS), right.translate(SIGNS))
        yield Made(name, number + 1, finding.rule, change, *sides)


def _starts(line: str) -> list[int]:
    """Where each word of a line begins."""
    words = line.split(" ")
    begins = accumulate((len(word) + 1 for word in words), initial=0)
    return [start for start, word in zip(begins, words, strict=False) if word]


def drawn(made: Iterable[Made]) -> list[Made]:
    """Choose what is read: some of all, and all of the rules that change little."""
    each = {one.key: one for one in made}
    often = Counter(one.rule for one in each.values())
    ranked = sorted(each.values(), key=lambda one: one.rank)
    kept = ranked[:DRAWN] + [one for one in ranked[DRAWN:] if often[one.rule] < RARE]
    return sorted(kept, key=lambda one: (one.rule, one.text, one.paragraph, one.rank))


@dataclass(frozen=True, slots=True)
class Account:
    """What was read of a language's changes, and whether that is still what is made."""

    read: int
    wrong: int
    gone: list[Made]
    unread: list[Made]

    def __str__(self) -> str:
        share = f"{100 * self.wrong / self.read:.2f} %" if self.read else "-"
        return f"read {self.read}, wrong {self.wrong} ({share})"


def account(harvest: Harvest, verdicts: Iterable[tuple[Made, str]], wanted: Wanted) -> Account:
    """Hold what was read against what is made, in the texts that are there."""
    now = {one.key for one in harvest.made}
    known = [
        (one, verdict)
        for one, verdict in verdicts
        if one.text in harvest.texts and one.rule in wanted and verdict
    ]
    still = [(one, verdict) for one, verdict in known if one.key in now]
    keys = {one.key for one, _ in known}
    return Account(
        len(still),
        sum(verdict.startswith("wrong") for _, verdict in still),
        [one for one, verdict in known if one.key not in now and not verdict.startswith("wrong")],
        [one for one in drawn(harvest.made) if one.key not in keys],
    )


def verdicts(path: Path) -> list[tuple[Made, str]]:
    """Read what a person wrote of a language's changes."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [Made.read(line) for line in lines if line]


def texts(folders: Iterable[Path]) -> Iterator[tuple[str, str, Path]]:
    """Give language, name and file of each text, in a fixed order."""
    paths = [path for folder in folders for path in folder.glob("*.*.txt")]
    for path in sorted(paths, key=lambda path: path.name):
        yield path.name.partition(".")[0], path.name.removesuffix(".txt"), path


def harvested(
    folders: Iterable[Path], locales: dict[str, str], only: Sequence[str]
) -> list[Harvest]:
    """Send all texts through the filters, language by language."""
    found: dict[str, Harvest] = {}
    for lang, name, path in texts(folders):
        if only and lang not in only:
            continue
        tag = locales.get(lang, lang)
        harvest = found.setdefault(lang, Harvest(tag))
        lines = paragraphs(path.read_text(encoding="utf-8"))
        harvest.texts.add(name)
        harvest.words += sum(len(line.split()) for line in lines)
        harvest.made += changes(name, lines, tag)
    return list(found.values())


def show(harvest: Harvest, what: Account) -> None:
    """Print what was made and what was read of it."""
    rules = ", ".join(f"{rule} {count}" for rule, count in sorted(harvest.rules.items()))
    print(f"\n{harvest.tag}: {harvest.words} words, {len(harvest.made)} changes; {what}")
    print(f"  {rules}")
    for sentence, lines in (("no longer made", what.gone), ("never read", what.unread)):
        if lines:
            print(f"  {sentence}: {len(lines)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; give 1 where a change that is made was never read, or read as wrong."""
    asked = _asked(arguments)
    wanted = Wanted(tuple(_listed(asked.rules)), tuple(_listed(asked.but)))
    locales = LOCALES | dict(pair.split("=") for pair in _listed(asked.locales))
    folders = asked.folders or map(Path, filter(None, _environment()))
    gc.freeze()
    red = 0
    harvests = harvested(folders, locales, _listed(asked.only))
    if not harvests:
        sys.exit("There are no texts: name a folder that holds LANG.NAME.txt.")
    for harvest in harvests:
        harvest.made = [one for one in harvest.made if one.rule in wanted]
        name = next((k for k, v in LOCALES.items() if v == harvest.tag), harvest.tag)
        known = verdicts(READ / f"{name}.tsv")
        what = account(harvest, known, wanted)
        show(harvest, what)
        red += what.wrong + len(what.unread)
        if asked.lists:
            _write(asked.lists / f"{name}.tsv", harvest.made if asked.all else None, harvest, known)
    return 1 if red else 0


def _write(
    path: Path, everything: list[Made] | None, harvest: Harvest, known: list[tuple[Made, str]]
) -> None:
    """Write a list to read, with the verdicts that are known."""
    said: dict[tuple[str, ...], str] = defaultdict(str, {one.key: v for one, v in known})
    lines = drawn(harvest.made) if everything is None else everything
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(one.line(said[one.key]) + "\n" for one in lines), encoding="utf-8")


def _environment() -> list[str]:
    return os.environ.get("OCTAVO_CLEAN", "").split(os.pathsep)


def _listed(words: str) -> list[str]:
    return [word for word in words.split(",") if word]


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders with LANG.NAME.txt")
    parser.add_argument("--only", default="", help="languages, with commas")
    parser.add_argument("--as", dest="locales", default="", help="en=en-GB")
    parser.add_argument("--rules", default="", help="how the names of rules begin, with commas")
    parser.add_argument("--but", default="", help="rules to leave out, likewise")
    parser.add_argument("--lists", type=Path, help="a folder for the lists to read")
    parser.add_argument("--all", action="store_true", help="list every change, not those drawn")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
