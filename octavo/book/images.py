"""Checks every image of a document before anything is written.

An image must be a file inside the project, of a kind that all formats can show, of a size that can
be opened, and it must say what it shows to a person who cannot see it, or be declared decorative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.book import paths
from octavo.book.chapter import Chapter
from octavo.files import images as imagefiles
from octavo.files import redraw
from octavo.files.names import decoded
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Tier
from octavo.model.nodes import LEAVES, Node, children, stringify, walk
from octavo.model.rules import severity
from octavo.prose.prose import Prose

SAME = {".jpeg": ".jpg", ".tif": ".tiff"}
"""Suffixes that say the same as others."""

SAY = 'Say what it shows to one who cannot see it: ![caption](…){alt="…"}.'

MOVING = (".gif", ".webp", ".png")
WORDED = frozenset(("Para", "Plain", "Figure", "Header"))
"""Blocks whose words may show where an image stands."""


def check(prose: Prose, project: Project) -> list[Finding]:
    """Check each image, and give it the alternative text that edition.yaml has for it.

    Missing alternative text is a warning (an error in a strict build); all else is an error.
    """
    checker = _Checker(prose, project)
    for image, near in images(prose.document.blocks, []):
        checker.check(image, near)
    return checker.findings


def images(nodes: list[Node], near: list[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """Yield every Image, with the nodes around and before it, the nearest first."""
    for number, node in [one for one in enumerate(nodes) if one[1]["t"] not in LEAVES]:
        kind = node["t"]
        if kind == "Image":
            yield node, [*nodes[max(0, number - 4) : number], *near]
            continue
        for inner in children(node):
            yield from images(inner, [node, *near] if kind in WORDED else near)
        if kind in WORDED:
            near = [node]


class _Checker:
    def __init__(self, prose: Prose, project: Project) -> None:
        self.prose = prose
        self.project = project
        self.findings: list[Finding] = []

    def check(self, image: Node, near: list[Node]) -> None:
        target = image["c"][2][0]
        fault = self.fault(target)
        if fault:
            self.report("image-file", fault, image, near)
        elif misnamed := self.misnamed(target):
            self.report("image-name", misnamed, image, near)
        if not fault and self.moves(target):
            shown = paths.shown(target)
            message = f"The picture of {shown} is a moving one; the PDF and Word have its first."
            self.report("image-moving", message, image, near)
        self.describe(image, target, near)
        if not fault:
            self.compare(image, target, near)

    def fault(self, target: str) -> str:
        """Return what is wrong with the file of an image, or ""."""
        try:
            path = paths.find_image(self.project, target)
        except InputError as fault:
            return f"{fault.message} {fault.hint}"
        unfit = redraw.unfit(path)
        return f"The image {paths.shown(target)} {unfit}" if unfit else ""

    def misnamed(self, target: str) -> str:
        """Return that the name of an image says another kind than its bytes, or ""."""
        path = paths.find_image(self.project, target)
        with path.open("rb") as opened:
            kind = imagefiles.kind_of(opened.read(4000))
        own = SAME.get(path.suffix.lower(), path.suffix.lower())
        if kind == own:
            return ""
        return (
            f"The image {paths.shown(target)} is a {kind[1:].upper()}: the editions have it as one."
        )

    def moves(self, target: str) -> bool:
        """Whether an image has several pictures, one after the other."""
        path = paths.find_image(self.project, target)
        return path.suffix.lower() in MOVING and redraw.is_moving(path.read_bytes())

    def describe(self, image: Node, target: str, near: list[Node]) -> None:
        attr, words, _ = image["c"]
        recorded = paths.recorded(self.project, target)
        known = dict(attr[2])
        if recorded and recorded.alt and "alt" not in known and not _says(words, near):
            attr[2].append(["alt", recorded.alt])
            return
        if "alt" not in known and any(node["t"] == "Math" for node in walk(words)):
            # An attribute holds no formula: each program would write another thing in its place.
            attr[2].append(["alt", stringify(words).strip()])
        decorative = "decorative" in attr[1] or (recorded is not None and recorded.decorative)
        if known.get("alt") or decorative or stringify(words).strip():
            return
        self.report(
            "image-alt",
            f"The image {paths.shown(target)} has no alternative text. Say what it shows, "
            '![…](…){alt="…"}, or that it is only an ornament, {.decorative}.',
            image,
            near,
        )

    def compare(self, image: Node, target: str, near: list[Node]) -> None:
        """Report a description that only repeats the caption; an ornament has none."""
        (_, classes, pairs), words, _ = image["c"]
        recorded = paths.recorded(self.project, target)
        decorative = "decorative" in classes or (recorded is not None and recorded.decorative)
        description = dict(pairs).get("alt") or stringify(words).strip()
        if description and not decorative and _repeats(image, description, near):
            message = f"The description of {paths.shown(target)} only repeats its caption."
            self.report("image-alt-caption", message, image, near, SAY)

    def report(
        self, rule: str, message: str, image: Node, near: list[Node], hint: str = ""
    ) -> None:
        anchors = (self.prose.trace.anchor([node]) for node in [image, *near])
        anchor = next(filter(None, anchors), None)
        target = image["c"][2][0]
        finding = Finding(rule, message, severity(rule), Tier.FLAG, anchor=anchor, hint=hint)
        self.findings.append(replace(finding, evidence=(target,)))


def placed(findings: list[Finding], chapters: Sequence[Chapter]) -> list[Finding]:
    """Add to a finding about an image the place where the image's name stands.

    An image has no words of its own: what the findings have is the place of the words before it.
    """
    texts = {chapter.file: chapter for chapter in chapters}
    return [_at_name(finding, texts) for finding in findings]


def _at_name(finding: Finding, texts: dict[str, Chapter]) -> Finding:
    place = finding.place
    if not finding.rule.startswith("image-") or not finding.evidence:
        return finding
    after = place.start if place else None
    chosen = [texts[place.file]] if place and after is not None else list(texts.values())
    target = finding.evidence[0]
    for chapter in chosen:
        for name in (target, decoded(target)):
            at = chapter.text.find(name, after or 0)
            if at >= 0:
                return finding.at(chapter.place(at, at + len(name)))
    return finding


def _says(words: list[Node], near: list[Node]) -> bool:
    """Whether the text itself gives the alternative: words that are not just the caption."""
    return bool(words) and stringify(words) not in _captions(near)


def _captions(near: list[Node]) -> list[str]:
    blocks = [block for n in near if n["t"] == "Figure" for block in n["c"][1][1]]
    return [stringify(block["c"]) for block in blocks if block["t"] in ("Plain", "Para")]


def _repeats(image: Node, description: str, near: list[Node]) -> bool:
    """Whether a description has the words of the picture's own caption, and no others."""
    figures = (node for node in near if node["t"] == "Figure")
    own = [node for node in figures if any(one is image for one in walk([node]))]
    return " ".join(description.split()) in (" ".join(words.split()) for words in _captions(own))
