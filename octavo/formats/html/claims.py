"""What an e-book or a site says of its accessibility: what its content shows, and nothing else.

The vocabulary is schema.org's, as EPUB Accessibility 1.1, 2 asks for it. Conformance is claimed
where all that a program can decide of it holds. What an EPUB claims is derived once more from the
finished file, by another reader (`formats/epub/claims_read`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from octavo.files import redraw
from octavo.formats.html.tree import HEADINGS, MATHML, Element, has_class, level_of, q

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
ALWAYS = ("tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability")

REFLOWS = "The text can be reflowed, and reached by its headings and contents."
DESCRIBED = "All images have descriptions."
UNDESCRIBED = "Some images have no description of their own."
MATH = "Formulas are MathML."
RAW = "Some formulas are typed as TeX."
"""The sentences of a summary."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of an EPUB: each property with its values in order."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    conforms: tuple[str, ...]


def of_trees(trees: Sequence[Element], pictures: Iterable[bytes]) -> Claims:
    """Compute the claims of a text from its finished pages and its pictures."""
    images = [image for tree in trees for image in tree.iter(q("img"))]
    shown = [image for image in images if image.get("role") != "presentation"]
    described = all(_is_described(image) for image in shown)
    math = any(True for tree in trees for _ in tree.iter(f"{{{MATHML}}}math"))
    raw = any(has_class(e, "math") for tree in trees for e in tree.iter(q("span")))
    whole = described and not raw
    moving = any(redraw.is_moving(data) for data in pictures)
    features = [
        *ALWAYS,
        *(["alternativeText"] if shown and described else []),
        *(["MathML", "describedMath"] if math and not raw else []),
    ]
    sentences = [REFLOWS]
    sentences += [DESCRIBED if described else UNDESCRIBED] if shown else []
    sentences += [RAW] if raw else [MATH] if math else []
    is_even = all(_steps(tree) for tree in trees)
    return Claims(
        ("textual", "visual") if shown else ("textual",),
        (*(["textual,visual"] if shown or raw else []), *(["textual"] if whole else [])),
        tuple(features),
        ("unknown",) if moving else ("none",),
        " ".join(sentences),
        (CONFORMS,) if whole and is_even and not moving else (),
    )


def _is_described(image: Element) -> bool:
    """Whether an image has a description, and one that its caption does not say already."""
    alternative = " ".join((image.get("alt") or "").split())
    figure = next(image.iterancestors(q("figure")), None)
    captions = [] if figure is None else list(figure.iter(q("figcaption")))
    texts = ("".join(map(str, caption.itertext())) for caption in captions)
    return bool(alternative) and alternative not in (" ".join(text.split()) for text in texts)


def _steps(tree: Element) -> bool:
    """Whether no heading of a page skips a level."""
    levels = [level_of(heading) for heading in tree.iter(*HEADINGS)]
    return all(two <= one + 1 for one, two in zip([0, *levels], levels, strict=False))
