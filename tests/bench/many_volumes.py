"""Works of many volumes measured: python -m tests.bench.many_volumes [--held-out] [--show].

Each of the real works of `many_volumes.yaml` is cited in one text with a work of one volume, in six
styles. Of each style is asked: one entry in the bibliography, with how many volumes there are and
their years; a volume and a page in each note; *ibid.* only where the same volume was meant; no
letter behind a year. With --held-out, only the works that no rule was tuned on.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from octavo.bibliography.locators_printed import numbers
from octavo.files import yaml
from tests.test_many_volumes import bibliography, cited, notes

FILE = Path(__file__).with_suffix(".yaml")
STYLES = (
    "chicago-notes-bibliography-subsequent-ibid",
    "chicago-author-date",
    "new-harts-rules-notes",
    "new-harts-rules-author-date",
    "mhra-notes-subsequent-ibid",
    "harvard-cite-them-right",
)
OTHER = {
    "id": "other",
    "type": "book",
    "author": [{"family": "Carlyle", "given": "Alexander"}],
    "title": "Autobiography",
    "publisher": "Blackwood",
    "publisher-place": "Edinburgh",
    "issued": {"date-parts": [["1860"]]},
}
PLACES = (("1", "23"), ("1", "48-9"), ("2", "317"), ("3", ""), ("2", "5"), ("3", "60"), ("3", ""))
"""Volumes and pages in their order; another work is cited before the last two."""

IBID = re.compile(r"\b(?:ibid|ebd|ibidem)\b", re.IGNORECASE)


def work(entry: dict[str, Any]) -> dict[str, Any]:
    """A work as CSL has it."""
    roles = {"author": entry.get("authors") or [entry["author"]]}
    roles |= {"editor": entry["editor"]} if "editor" in entry else {}
    optional = {"title-short": entry.get("short"), "edition": entry.get("edition")}
    return {
        "id": entry["id"],
        "type": "book",
        **roles,
        "title": entry["title"],
        **{name: value for name, value in optional.items() if value},
        "number-of-volumes": str(entry["volumes"]),
        "publisher-place": entry["place"],
        "publisher": entry["publisher"],
        "issued": {"date-parts": [[str(year)] for year in entry["years"]]},
    }


def text(key: str) -> str:
    """The citations, typed as the language's editors do in Markdown."""
    cites = [
        f"So [@{key}, vol. {volume}{f', p. {page}' if page else ''}]." for volume, page in PLACES
    ]
    return "\n\n".join([*cites[:5], "Or [@other, p. 4].", *cites[5:]])


def faults(entry: dict[str, Any], style: str) -> list[str]:
    """What is wrong in one style: nothing, where it is set as it should be."""
    document = cited(text(entry["id"]), [work(entry), OTHER], style, entry["lang"])
    title = entry["title"].split(":")[0].replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    entries = [e for e in bibliography(document) if title in e]
    wrong = [] if len(entries) == 1 else [f"{len(entries)} entries"]
    wrong += [f"of the set: {fault}" for e in entries for fault in _entry(e, entry)]
    printed = notes(document)
    ours = [*printed[:5], *printed[6:]]
    before: tuple[str, str] | None = None
    for number, (note, place) in enumerate(zip(ours, PLACES, strict=True)):
        before = None if number == 5 else before
        wrong += [f"{fault}: {note}" for fault in _note(note, place, before)]
        known = f"{entry} {place} 2 3rd {' '.join(map(str, range(40, 60)))}"
        strange = {n for n in numbers(note) if len(n) > 1} - numbers(known) - _years(entry)
        wrong += [f"{', '.join(sorted(strange))}? {note}"] if strange else []
        before = place
    return wrong


def _years(entry: dict[str, Any]) -> set[str]:
    return {short for year in entry["years"] for short in (str(year), str(year)[2:].lstrip("0"))}


def _entry(printed: str, entry: dict[str, Any]) -> list[str]:
    wrong = []
    if not re.search(rf"\b{entry['volumes']}\b", printed):
        wrong.append(f"how many volumes: {printed}")
    first, last = str(entry["years"][0]), str(entry["years"][-1])
    span = first if first == last else rf"{first}–(?:{last}|{last[2:]})"
    if not re.search(rf"\b{span}(?![a-z\d])", printed):
        wrong.append(f"years: {printed}")
    return wrong


def _note(note: str, place: tuple[str, str], before: tuple[str, str] | None) -> list[str]:
    volume, page = place
    printed = numbers(note)
    wrong = [] if numbers(page) <= printed or "-" in page else ["no page"]
    same = before is not None and before[0] == volume
    if volume not in printed and not (same and IBID.search(note)):
        wrong.append("no volume")
    if IBID.search(note) and before is None:
        wrong.append("ibid. of another work")
    if page == "" and before and same and IBID.search(note) and volume not in printed:
        wrong.append("ibid. means a page")
    if re.search(r"\d{4}[a-z]\b", note):
        wrong.append("a letter behind the year")
    return wrong


def main(arguments: list[str]) -> None:
    """Print a line for each style, and with --show what is set."""
    aside = "--held-out" in arguments
    listed = [w for w in yaml.load(FILE, FILE.name).value if (w.get("kept") == "aside") == aside]
    good = 0
    for style in STYLES:
        wrong = {entry["id"]: faults(entry, style) for entry in listed}
        right = sum(not faulty for faulty in wrong.values())
        good += right
        print(f"{style:<45} {right}/{len(listed)}", flush=True)
        for key, faulty in wrong.items():
            for fault in faulty:
                print(f"    {key}: {fault}")
        if "--show" in arguments:
            for entry in listed:
                document = cited(text(entry["id"]), [work(entry), OTHER], style, entry["lang"])
                print(*notes(document), *bibliography(document), sep="\n        ")
    print(f"{len(listed)} works × {len(STYLES)} styles: {good}/{len(listed) * len(STYLES)}")


if __name__ == "__main__":
    main(sys.argv[1:])
