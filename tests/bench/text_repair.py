"""Measures the repair of damaged texts: what comes back, and that clean texts stay as they are.

    python tests/bench/text_repair.py [--held-out] [--only clean,recall,single,hyphens]
        [--text NAME] [--detail]

The figures are of the tuning halves, or with `--held-out` of the halves that no rule was tuned
on. Where texts come from: `repair_texts.py`; what is done to them: `repair_damage.py`. Recall is
the share of the damaged characters that came back (of words, where a character became several);
a harm is a character that was good and is not any more, or came out as a third one.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from octavo.book.filtering import load  # noqa: E402
from octavo.model.nodes import Document, Node, meta_value  # noqa: E402
from octavo.prose.prose import Prose  # noqa: E402
from octavo.text.lexicon import lexicon  # noqa: E402
from octavo.text.repair.glance import trusted  # noqa: E402
from octavo.text.repair.mojibake import Repair  # noqa: E402
from tests.bench.repair_damage import DAMAGES, MARKS, Damage, curled, misread, typed  # noqa: E402
from tests.bench.repair_hyphens import hyphens  # noqa: E402
from tests.bench.repair_read import is_meant  # noqa: E402
from tests.bench.repair_texts import Text, texts  # noqa: E402
from tests.bench.tables import Row, show  # noqa: E402

PARAGRAPHS = 400
"""How many paragraphs of a text are damaged; the clean gate takes all of them."""
ALONE = 40
"""How many texts of three thousand words with one damaged mark are made of each text."""
NOT_SO = re.compile(
    r"handbook|udhr|reference|anarchism|gnome-(?:C|as|gu|hi|kn|lv|mr|pa|sl|ta|te|fa)"
)
"""Texts that are partly in another language than they say, or in one without a lexicon."""


RECALL = {"mac>cp1252 marks": ">= 99 %, 99.9 %", "cp1252>mac marks": ">= 99 %"}
GROUPS = {"whole, single-byte": ">= 99.5 %", "utf-8 and C1": ">= 99.99 %"}
ALONE_TARGETS = {"mac>cp1252": ">= 95 %, 99 %"}
"""What is aimed at: automatic, and with suggestions."""


@dataclass(slots=True)
class Score:
    """What came of damaged texts: units damaged, come back, come back with suggestions; harms."""

    units: int = 0
    auto: int = 0
    helped: int = 0
    harms: int = 0

    def add(self, other: Score) -> None:
        """Count another score in."""
        self.units += other.units
        self.auto += other.auto
        self.helped += other.helped
        self.harms += other.harms

    @property
    def shares(self) -> str:
        """What came back by itself, and with what was suggested."""
        auto, helped = (100 * n / max(1, self.units) for n in (self.auto, self.helped))
        return f"{auto:.2f} %, {helped:.2f} %"

    def __str__(self) -> str:
        if not self.units:
            return "       -"
        auto, helped = (100 * n / self.units for n in (self.auto, self.helped))
        return f"{self.units:9,} {auto:8.3f} % {helped:8.3f} % {self.harms:6}"


def document(paragraphs: Iterable[str], lang: str) -> Prose:
    """Paragraphs as a document in a language."""
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": p}]} for p in paragraphs]
    return Prose(Document({"lang": meta_value(lang)}, blocks))


def mended(module: ModuleType, paragraphs: list[str], lang: str) -> tuple[list[str], list[str]]:
    """Give the paragraphs with the automatic repairs, and with the suggested ones too."""
    prose = document(paragraphs, lang)
    runs = {id(run.parts[0][1]): n for n, run in enumerate(prose.runs()) if run.parts}
    auto, helped = list(paragraphs), list(paragraphs)
    for suspicion in module.judged(prose):
        number = runs[id(suspicion.run.parts[0][1])]
        found = suspicion.repairs
        auto[number] = repaired(suspicion.text, [r for r in found if r.proven])
        helped[number] = repaired(suspicion.text, found)
    return auto, helped


def repaired(text: str, repairs: Iterable[object]) -> str:
    """Give a text with repairs made, the later ones first; overlapping ones are left out."""
    last = len(text) + 1
    for repair in sorted(repairs, key=lambda r: r.start, reverse=True):  # type: ignore[attr-defined]
        if repair.end <= last:
            text, last = text[: repair.start] + repair.after + text[repair.end :], repair.start
    return text


def compared(clean: str, hurt: str, auto: str, helped: str) -> Score:
    """Compare one paragraph: by characters where none was added, else by words."""
    if len({len(clean), len(hurt), len(auto), len(helped)}) == 1:
        rows = list(zip(clean, hurt, auto, helped, strict=True))
    else:
        rows = list(zip(*(t.split(" ") for t in (clean, hurt, auto, helped)), strict=False))
    score = Score()
    for a, b, c, d in rows:
        score.units += a != b
        score.auto += a != b and c == a
        score.helped += a != b and d == a
        score.harms += c not in (a, b)
    return score


def damaged(text: Text, damage: Damage) -> tuple[list[str], list[str]]:
    """Give the clean paragraphs as such a machine could hold them, and the damaged ones."""
    clean = [curled(p, text.lang) for p in text.paragraphs[:PARAGRAPHS]]
    if damage.plain:
        clean = [typed(p, damage.plain) for p in clean]
    return clean, ["".join(map(damage.change, p)) for p in clean]


def suits(text: Text, damage: Damage) -> bool:
    """Whether people write this language in that code page, and there is a lexicon for it."""
    lang = text.lang.split("-")[0]
    return (not damage.only or lang in damage.only) and (
        damage.group == "utf-8 and C1" or bool(lexicon(lang))
    )


def recall(module: ModuleType, found: list[Text], detail: bool) -> Iterator[Row]:
    """Print what comes back of each kind of damage, over all texts; give what has a target."""
    print(f"{'damage':24} {'texts':>5} {'units':>9} {'auto':>10} {'suggested':>10} {'harms':>6}")
    for damage in DAMAGES:
        total, count = Score(), 0
        for text in found:
            if not suits(text, damage):
                continue
            clean, hurt = damaged(text, damage)
            score = Score()
            for row in zip(clean, hurt, *mended(module, hurt, text.lang), strict=True):
                score.add(compared(*row))
            total.add(score)
            count += score.units > 0
            if detail and score.units > score.auto + score.harms:
                print(f"    {text.name:26} {score}")
        print(f"{damage.name:24} {count:5} {total}", flush=True)
        target = RECALL.get(damage.name) or GROUPS.get(damage.group)
        if target:
            yield Row(f"recall, {damage.name}", target, total.shares)


def alone(module: ModuleType, found: list[Text], detail: bool) -> Iterator[Row]:
    """Print what comes back where one mark alone is damaged in three thousand clean words."""
    for name, right, wrong in (
        ("mac>cp1252", "mac_roman", "cp1252"),
        ("cp1252>mac", "cp1252", "mac_roman"),
    ):
        total = Score()
        by_mark: Counter[tuple[str, bool]] = Counter()
        for text in found:
            if not lexicon(text.lang):
                continue
            score = Score()
            for clean, hurt in singles(text, misread(right, wrong)):
                for row in zip(clean, hurt, *mended(module, hurt, text.lang), strict=True):
                    one = compared(*row)
                    score.add(one)
                    if one.units:
                        mark = next(a for a, b in zip(*row[:2], strict=True) if a != b)
                        by_mark[mark, one.auto == 1] += 1
            total.add(score)
            if detail:
                print(f"    {text.name:26} {score}")
        print(f"one mark alone, {name:14} {total}")
        if name in ALONE_TARGETS:
            yield Row(f"one mark alone, {name}", ALONE_TARGETS[name], total.shares)
        print(
            "   ",
            {
                m: (by_mark[m, True], by_mark[m, False])
                for m in MARKS
                if by_mark[m, True] + by_mark[m, False]
            },
        )


def singles(text: Text, change: object) -> Iterator[tuple[list[str], list[str]]]:
    """Windows of three thousand words, each with one mark damaged, chosen by a fixed seed."""
    chance = random.Random(text.name)  # noqa: S311
    for window in windows(text, 3000)[:ALONE]:
        places = [
            (n, m.start())
            for n, p in enumerate(window)
            for m in re.finditer("[" + "".join(MARKS) + "]", p)
            if change(m[0]) != m[0]  # type: ignore[operator]
        ]
        if places:
            number, at = chance.choice(places)
            hurt = list(window)
            p = hurt[number]
            hurt[number] = p[:at] + change(p[at]) + p[at + 1 :]  # type: ignore[operator]
            yield window, hurt


def windows(text: Text, words: int) -> list[list[str]]:
    """Cut a text into windows of so many words, of whole paragraphs."""
    found: list[list[str]] = []
    window: list[str] = []
    count = 0
    for paragraph in text.paragraphs:
        window.append(curled(paragraph, text.lang))
        count += paragraph.count(" ") + 1
        if count >= words:
            found.append(window)
            window, count = [], 0
    return found


def is_fit(text: Text) -> bool:
    """Whether a text is in the language that it says, as far as anyone can tell."""
    words = lexicon(text.lang)
    return not words or bool(trusted(words, text.paragraphs))


def shown(name: str, text: str, repair: Repair) -> str:
    """Give a repair with its context, to be read."""
    around = text[max(0, repair.start - 30) : repair.end + 20]
    tier = "AUTO" if repair.proven else "suggest"
    change = f"{text[repair.start : repair.end]!r} > {repair.after!r} {repair.rule}"
    return f"    {tier:8}{name:20} {change} | {around!r} ({repair.evidence})"


def clean_gate(module: ModuleType, found: list[Text], detail: bool) -> Iterator[Row]:
    """Print how much of clean texts is changed, as printed and in capitals: 0, or it is a fault."""
    for title, form in (("as printed", str), ("in capitals", str.upper)):
        size = words = auto = read = suggested = 0
        seconds = 0.0
        for text in found:
            prose = document(map(form, text.paragraphs), text.lang)
            start = time.process_time()
            suspicions = module.judged(prose)
            seconds += time.process_time() - start
            size += text.size
            words += sum(p.count(" ") + 1 for p in text.paragraphs)
            for suspicion in suspicions:
                for r in suspicion.repairs:
                    meant = r.proven and is_meant(text.name, suspicion.text, r)
                    read += meant
                    auto += r.proven and not meant
                    suggested += not r.proven
                    if detail:
                        print(shown(text.name, suspicion.text, r))
        measured = f"{auto} (and {read} read and found truly damaged)" if read else str(auto)
        rate = 10_000 * suggested / max(1, words)
        languages = len({text.lang.split("-")[0] for text in found})
        print(
            f"clean, {title:12} {size:12,} characters, {languages} languages: automatic changes "
            f"{measured}, suggestions {suggested} ({rate:.2f} per 10,000 words), "
            f"{100_000 * seconds / max(1, words):.2f} s CPU per 100,000 words",
            flush=True,
        )
        yield Row(f"automatic changes on clean text, {title}", "0", measured)
        yield Row(f"… suggestions per 10,000 words, {title}", "<= 2", f"{rate:.2f}")


def main() -> None:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--only", default="clean,recall,single,hyphens")
    parser.add_argument("--text", default="")
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    found = [t.half(options.held_out) for t in texts() if options.text in t.name]
    module = load(ROOT / "filters" / "mojibake.py")
    fit = [t for t in found if not NOT_SO.match(t.name) and is_fit(t)]
    rows: list[Row] = []
    if "recall" in options.only:
        rows += recall(module, fit, options.detail)
    if "single" in options.only:
        rows += alone(module, fit, options.detail)
    if "hyphens" in options.only:
        rows += hyphens(fit)
    if "clean" in options.only:
        rows += clean_gate(module, found, options.detail)
    half = "held out" if options.held_out else "tuned on"
    show(f"measure ({len(found)} texts, {half})", rows)


if __name__ == "__main__":
    main()
