"""Brings a manuscript's images into source/images/, under safe names."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from octavo.files import redraw
from octavo.files.names import inside, is_file
from octavo.files.redraw import fault_of
from octavo.files.slugs import DEVICES, ascii_of
from octavo.manuscripts.pieces import Manuscript
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, markup, stringify

LARGEST = 64_000_000
MANY = 2_000
TOTAL = 512_000_000
"""How large one image may be, how many there may be, and what they may come to, in bytes."""

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"\xd7\xcd\xc6\x9a", ".wmf"),
    (b"\x01\x00\x00\x00", ".emf"),
    (b"II*\x00", ".tiff"),
    (b"MM\x00*", ".tiff"),
    (b"BM", ".bmp"),
)
UNSAFE = "[^A-Za-z0-9._-]+"
ADDRESS = re.compile(r"https?://|//", re.IGNORECASE)
SHOWN = 5
"""How many names of images a finding lists."""


def safe_name(name: str, fallback: str) -> str:
    """Make a file name that every system takes: ASCII, no spaces, no path, no reserved word."""
    kept = re.sub(rf"{UNSAFE}(?:-+{UNSAFE})*", "-", ascii_of(name)).strip("-.")
    kept = re.sub(r"-+(?=\.)", "", kept)
    if not PurePosixPath(kept).stem or kept.lower().partition(".")[0] in DEVICES:
        kept = f"{fallback}{PurePosixPath(kept).suffix if '.' in kept else ''}"
    stem, suffix = PurePosixPath(kept).stem, PurePosixPath(kept).suffix
    return stem[: 100 - len(suffix)] + suffix


def renamed(text: str, ways: Mapping[str, str]) -> str:
    """Return Markdown, or HTML in it, in which pictures have other paths, all at once."""
    named = "|".join(re.escape(old) for old in sorted(ways, key=len, reverse=True))
    path = rf"(?:(\]\(<?|\]:\s*<?)({named})(?=[>)\s])|(\bsrc\s*=\s*[\"']?)({named})(?=[\"'\s>]))"

    def way(match: re.Match[str]) -> str:
        return f"{match[1] or match[3]}{ways[match[2] or match[4]]}"

    return re.sub(path, way, text) if ways else text


@dataclass(slots=True)
class Album:
    """Images of one manuscript: where they may be looked for, and what became of them.

    `extracted` is the folder that pandoc filled; `beside` the manuscript's own folder, or None
    where images cannot stand beside it. `keeps_paths` leaves an image's path as it is typed.
    An image whose name is only a program's gets `stem` and its number in the text. `root` is the
    folder of a book of several files: what stands beside one may stand anywhere in it, a path that
    begins with a slash begins there (Sphinx, "Images"; Quarto, "Projects"), and any path may, as
    with Leanpub. `made` are pictures that the import drew itself.
    """

    file: str
    extracted: Path | None
    beside: Path | None
    keeps_paths: bool = False
    stem: str = "fig"
    images: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unfit: dict[str, str] = field(default_factory=dict)
    redrawn: list[str] = field(default_factory=list)
    unshown: int = 0
    numbered: int = 0
    root: Path | None = None
    made: dict[str, bytes] = field(default_factory=dict)

    def collect(self, blocks: list[Node]) -> None:
        """Bring in every image below some blocks, and write its new path into the text."""
        linked = {
            id(inner)
            for link in markup(blocks)
            if link["t"] == "Link"
            for inner in markup(link["c"][1])
        }
        for node in markup(blocks):
            if node["t"] == "Image":
                self._bring(node, is_linked=id(node) in linked)
        self._end()

    def is_absent(self, node: Node) -> bool:
        """Return whether an image cannot be had, and report it then."""
        target = node["c"][2][0]
        content = self._content(target)
        if not isinstance(content, str):
            return False
        self._report(node, target, content)
        self.unshown += 1
        return True

    def has(self, target: str) -> bool:
        """Return whether a picture can be had, and an edition can show it."""
        content = None if ADDRESS.match(target) else self._content(target)
        return isinstance(content, bytes) and not fault_of(content)

    def give(self, manuscript: Manuscript) -> None:
        """Give a manuscript its images, and what there is to say of them."""
        manuscript.images = self.images
        manuscript.findings += self.findings
        manuscript.unshown = self.unshown

    def _bring(self, node: Node, *, is_linked: bool) -> None:
        target = node["c"][2][0]
        if target not in self.moved:
            content = self._content(target)
            if isinstance(content, str):
                self._report(node, target, content)
                if is_linked:  # no link stands in another
                    _as_words(node, PurePosixPath(target).name)
                else:
                    _as_link(node, target)
                self.unshown += 1
                return
            self.moved[target] = self._store(target, content)
        if target in self.unfit:
            _as_words(node, PurePosixPath(self.moved[target]).name)
            self.unshown += 1
            return
        node["c"][2][0] = self.moved[target]

    def _content(self, target: str) -> bytes | str:
        """Return an image's bytes, or why it cannot be had."""
        if target in self.made:
            return self.made[target]
        if target.startswith("data:"):
            return _inline(target)
        if re.match(r"[A-Za-z][\w+.-]+:|//", target):
            return "stands on the network, which an import never asks"
        path = urllib.parse.unquote(target.partition("#")[0].partition("?")[0])
        return self._from_disk(path)

    def _from_disk(self, path: str) -> bytes | str:
        kept = self.root / "resources" if self.root is not None else None
        for root in (self.extracted, self.beside, self.root, kept):
            if root is None:
                continue
            around = self.root if self.root is not None and root is not self.extracted else root
            whole = path.startswith("/") and around is self.root
            there = inside(around, around / path.lstrip("/") if whole else root / path)
            if there is None:
                return "leads out of the manuscript\N{RIGHT SINGLE QUOTATION MARK}s folder"
            there = there if is_file(there) else inside(around, _in_other_case(there))
            if there is not None and is_file(there):
                return self._weighed(there)
        return "is not there"

    def _weighed(self, path: Path) -> bytes | str:
        size = path.stat().st_size
        if size > LARGEST:
            return f"is too large ({size // 1_000_000} megabytes)"
        if len(self.images) >= MANY or size + sum(map(len, self.images.values())) > TOTAL:
            return "is one too many"
        return path.read_bytes()

    def _store(self, target: str, content: bytes) -> str:
        """Keep an image, or a PNG of it; return its path."""
        fault = fault_of(content)
        png = _redrawn(content) if fault else b""
        if png:
            self.redrawn.append(PurePosixPath(target).name or "image")
            content = png
        elif fault:
            self.unfit[target] = fault
        suffix = _suffix(content)
        if self.keeps_paths and _is_plain_path(target):
            path = str(PurePosixPath(target).with_suffix(".png")) if png else target
            if self.images.get(path, content) == content:
                return self._kept(path, content)
        stem = "" if target.startswith("data:") else PurePosixPath(target).stem
        digest = hashlib.sha256(content).hexdigest()[:12]
        if re.fullmatch(r"(?:rId\d+|file\d+|image\d*|[0-9a-f]{32,}|\d*)", stem):
            known = next((name for name, data in self.images.items() if data == content), "")
            if known:
                return known
            self.numbered += 1
            stem = f"{self.stem}-{self.numbered}"
        name = f"images/{safe_name(stem + suffix, f'image-{digest}')}"
        if self.images.get(name, content) != content:
            name = f"images/{safe_name(f'{stem}-{digest}{suffix}', digest)}"
        return self._kept(name, content)

    def _kept(self, name: str, content: bytes) -> str:
        self.images[name] = content
        return name

    def _end(self) -> None:
        """Report the images that were drawn anew, and those that no edition shows."""
        if self.redrawn:
            message = f"{_images(self.redrawn)} drawn anew as PNG: no edition shows the kind."
            place = Place(self.file)
            finding = Finding("import-image-redrawn", message, Severity.INFO, Tier.AUTO, place)
            self.findings.append(finding)
        faults = dict.fromkeys(self.unfit.values())
        for fault in faults:
            names = [self.moved[target] for target in self.unfit if self.unfit[target] == fault]
            self._warn(names, fault)

    def _warn(self, names: list[str], fault: str) -> None:
        way = fault.partition(". ")[2].rstrip(".") if "drawing of Windows" in fault else ""
        first = "It" if len(names) == 1 else f"Each of {len(names)} images"
        listed = ", ".join(names[:SHOWN]) + (" \N{HORIZONTAL ELLIPSIS}" if names[SHOWN:] else "")
        self.findings.append(
            Finding(
                "import-image-kind",
                f"{first} {fault.partition('. ')[0].rstrip('.')}, and its name stands in its place:"
                f" {listed}.",
                Severity.WARNING,
                Tier.FLAG,
                Place(self.file),
                before=PurePosixPath(names[0]).name,
                hint=f"{way or 'Export it as PNG or JPEG'} into source/images/, and write"
                " ![what it shows](images/name.png) where its name stands.",
            )
        )

    def _report(self, node: Node, target: str, why: str) -> None:
        stands = "a link" if ADDRESS.match(target) else "its name"
        shown = target if len(target) < 200 else target[:60] + "\N{HORIZONTAL ELLIPSIS}"
        self.findings.append(
            Finding(
                "import-image",
                f"The image {shown} {why}: {stands} stands in its place.",
                Severity.WARNING,
                Tier.FLAG,
                Place(self.file),
                before=stringify(node["c"][1]),
                hint="Put it into source/images/ and write ![what it shows](images/name.png).",
            )
        )


def _in_other_case(path: Path) -> Path:
    """Return the one file beside a path whose name differs in capitals alone; else the path.

    Windows and the Mac take `Fig.PNG` for `fig.png`: who works there never sees the difference.
    """
    try:
        alike = [
            one for one in path.parent.iterdir() if one.name.casefold() == path.name.casefold()
        ]
    except OSError:
        return path
    return alike[0] if len(alike) == 1 else path


def _is_plain_path(target: str) -> bool:
    """Whether a path can stand below source/ as it is: every part of it a name that is safe."""
    parts = target.split("/")
    return parts[0] != "original" and all(part == safe_name(part, "image") for part in parts)


def _as_link(node: Node, target: str) -> None:
    """Make an Image that cannot be had a Link, so that no build asks the network for it.

    One that is no address becomes its name: a link to a file leads nowhere in an edition.
    """
    if not ADDRESS.match(target):
        name = "image" if target.startswith("data:") else PurePosixPath(target).name
        _as_words(node, name or "image")
        return
    words = node["c"][1] or [{"t": "Str", "c": "image"}]
    address = f"https:{target}" if target.startswith("//") else target
    node.update(t="Link", c=[["", [], []], words, [address, ""]])


def _as_words(node: Node, name: str) -> None:
    """Make an Image its name in brackets, with its words."""
    words = [{"t": "Str", "c": f"[{name}]"}]
    if node["c"][1]:
        words += [{"t": "Space"}, *node["c"][1]]
    node.update(t="Span", c=[["", [], []], words])


def _redrawn(content: bytes) -> bytes:
    """Return a picture as PNG, or b"". An EMF or WMF is a program of Windows's: it is not drawn.

    An SVG stays as it is, or cannot be in an edition.
    """
    return b"" if _suffix(content) == ".svg" else redraw.as_png(content)


def _images(names: list[str]) -> str:
    listed = ", ".join(names[:SHOWN]) + (" \N{HORIZONTAL ELLIPSIS}" if names[SHOWN:] else "")
    many = "1 image was" if len(names) == 1 else f"{len(names)} images were"
    return f"{many} ({listed})"


def _inline(target: str) -> bytes | str:
    head, _, body = target.partition(",")
    if not head.endswith(";base64"):
        return "is written into the page in a way that is not read"
    try:
        return base64.b64decode(urllib.parse.unquote(body), validate=False)
    except binascii.Error:
        return "is damaged"


def _suffix(content: bytes) -> str:
    """Return the suffix that an image's own bytes ask for."""
    for signature, suffix in SIGNATURES:
        if content.startswith(signature):
            return suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if b"<svg" in content[:2000] else ".bin"
