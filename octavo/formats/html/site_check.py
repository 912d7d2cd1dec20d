"""Whether the pages of a site, or the one page, say what the text says where no word shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from octavo.formats.html import kept, page_check
from octavo.formats.html.faults import Fault, Page
from octavo.formats.html.tree import local
from octavo.model import reading
from octavo.model.artefact import Job

STYLE = "style.css"
LEAST = 4.5
"""The contrast that words have at least (WCAG 2.2, 1.4.3)."""

VALUE = re.compile(r"--(paper|ink|quiet|accent|tint):\s*(#[0-9a-fA-F]{3,6})\b")
SCHEME = re.compile(r":root[^{]*\{([^}]*)\}")


def faults(root: Path, pages: Sequence[Page], job: Job) -> Iterator[Fault]:
    """Yield the faults of a site's pages, in order of reading; the first is its front page."""
    yield from kept.faults([_text(page) for page in pages], reading.document(job.document))
    for number, page in enumerate(pages):
        yield from page_check.faults(page, job.project.edition, is_titled=number > 0)
    trees = {page.name: page.tree for page in pages[1:]}
    for nav in (e for e in pages[0].tree.iter() if e.get("id") == "_contents"):
        links = [link for link in nav.iter() if local(link) == "a"]
        yield from page_check.contents(links, trees, pages[0].name)
    if (root / STYLE).is_file():
        yield from _contrast((root / STYLE).read_text(encoding="utf-8"))


def _text(page: Page) -> Page:
    """Return a page without what stands around its text."""
    main = next((e for e in page.tree.iter() if local(e) == "main"), page.tree)
    return Page(page.name, main)


def _contrast(style: str) -> Iterator[Fault]:
    """Words are dark or light enough on their ground, in every scheme of the style sheet."""
    base: dict[str, str] = {}
    for scheme in SCHEME.finditer(style):
        base |= dict(VALUE.findall(scheme[1]))
        for name in ("ink", "quiet", "accent"):
            if "paper" in base and name in base and _ratio(base[name], base["paper"]) < LEAST:
                message = f"The colour --{name}: {base[name]} is too pale on {base['paper']}."
                yield Fault("contrast", STYLE, message)


def _ratio(one: str, two: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definitions)."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:4])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
