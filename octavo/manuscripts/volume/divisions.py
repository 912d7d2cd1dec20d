"""Divisions of Quarto: what is written for one kind of edition, and figures of several pictures.

Where the same place is written for web pages and for print, one of them stays: the print's, whose
pictures are files, where a web page runs a program. (Quarto, "Conditional Content", "Figures".)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier

OPENS = re.compile(r"^[ \t]*(?P<fence>:{3,})[ \t]*(?:\{(?P<said>[^{}]*)\}|[\w-]+)[ \t]*:*[ \t]*$")
CLOSES = re.compile(r"^[ \t]*:{3,}[ \t]*$")
CONDITION = re.compile(
    r"\.content-(?P<how>visible|hidden)\b.*?\b(?P<when>when|unless)-format=[\"']?(?P<format>[\w-]+)"
)
WEB = re.compile(r"html|html[45]|revealjs|web|gfm|hugo.*")
TABLE = re.compile(r"#(?P<name>tbl-[\w:.-]+)")
FIGURE = re.compile(r"#(?P<name>fig-[\w:.-]+)")
IMAGE = re.compile(
    r"!\[(?P<caption>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<file><[^<>]*>|[^()\s]+)\)"
    r"(?:\{(?P<said>[^{}]*)\})?"
)
ALT = re.compile(r"\b(?:fig-)?alt=(?:\"([^\"]*)\"|'([^']*)')")
DESCRIBED = re.compile(
    r"(?P<image>!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?:<[^<>]*>|[^()\s]+)\)\{)"
    r"(?P<said>(?:\"(?:[^\"\\]|\\.)*\"|[^{}\"])*)(?=\})"
)
"""A picture with attributes; Quarto calls the words for who cannot see it `fig-alt`."""

NAMED = re.compile(r"(?<![\w-])(?:fig-)?alt(?==)")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Div:
    """A division: its first line and its last, and what is said in its braces."""

    start: int
    end: int
    said: str

    @property
    def edition(self) -> str:
        """The kind of edition that it is written for: web, print, or "" for all."""
        match = CONDITION.search(self.said)
        if match is None:
            return ""
        shows = (match["how"] == "visible") == (match["when"] == "when")
        return "web" if bool(WEB.fullmatch(match["format"])) == shows else "print"


def of_editions(text: str, file: str) -> Read:
    """Return a text in which what is written for one kind of edition stands in all, and once."""
    done = Read(text)
    if "content-" in text:
        done.text = lines.without_gaps("\n".join(_for_all(text.split("\n"), done, file)))
    return done


def described(text: str) -> Read:
    """Return a text in which `alt` is what describes a picture for who cannot see it."""
    done = Read(text)

    def named(match: re.Match[str]) -> str:
        if len(NAMED.findall(match["said"])) != 1 or "fig-alt" not in match["said"]:
            return match[0]
        done.marks.append("fig")
        return match["image"] + NAMED.sub("alt", match["said"])

    if "fig-alt" in text:
        done.text = lines.outside_code(text, lambda part: DESCRIBED.sub(named, part))
    return done


def figures(text: str) -> str:
    """Return a text whose figures of several pictures are pictures, the last with the caption.

    A table that a division names has its name and caption itself.
    """
    rows = text.split("\n")
    made = _figures(rows) if re.search("#(?:fig|tbl)-", text) and ":::" in text else rows
    return lines.without_gaps("\n".join(made)) if made != rows else text


def _divs(rows: Sequence[str]) -> list[_Div]:
    """Return the divisions of a text, in the order in which they begin."""
    code = lines.fenced(list(rows))
    opened: list[tuple[int, str]] = []
    made: list[_Div] = []
    for number, row in enumerate(rows):
        if code[number]:
            continue
        match = OPENS.match(row)
        if match:
            opened.append((number, match["said"] or ""))
        elif CLOSES.match(row) and opened:
            start, said = opened.pop()
            made.append(_Div(start, number, said))
    return sorted(made, key=lambda one: one.start)


def _for_all(rows: list[str], done: Read, file: str) -> list[str]:
    """Leave out what is written for web pages where the same stands there for print."""
    divs = [one for one in _divs(rows) if one.edition]
    gone: set[int] = set()
    dropped: list[str] = []
    paired: set[int] = set()
    for one, other in itertools.pairwise(divs):
        between = "".join(rows[one.end + 1 : other.start]).strip()
        if {one.edition, other.edition} != {"web", "print"} or between or one.start in paired:
            continue
        paired.add(other.start)
        web = one if one.edition == "web" else other
        gone |= set(range(web.start, web.end + 1))
        dropped.append("\n".join(rows[web.start + 1 : web.end]).strip())
    gone |= {number for one in divs for number in (one.start, one.end)}
    done.marks += [one.said for one in divs]
    if dropped:
        done.left_out += [part for text in dropped for part in re.split(r"\n\s*\n", text)]
        message = f"{counted(len(dropped), 'place')} written twice, for web pages and for print,"
        message += " " + ("has" if len(dropped) == 1 else "have") + " what is for print."
        before = "\n\n".join(dropped)
        place = Place(file)
        done.findings.append(
            Finding("import-edition-parts", message, Severity.INFO, Tier.AUTO, place, before=before)
        )
    return [row for number, row in enumerate(rows) if number not in gone]


def _figures(rows: list[str]) -> list[str]:
    """Write divisions that are figures as pictures, the last with the caption and the name."""
    for one in reversed(_divs(rows)):
        inside = "\n".join(rows[one.start + 1 : one.end])
        match, table = FIGURE.search(one.said), TABLE.search(one.said)
        made = _table(inside, table["name"]) if table else None
        made = _figure(inside, match["name"]) if match else made
        if made is not None:
            rows = [*rows[: one.start], "", *made, "", *rows[one.end + 1 :]]
    return rows


def _table(inside: str, name: str) -> list[str] | None:
    """Return a table with the words below it as its caption; None where it is no table of lines."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", inside) if block.strip()]
    tables = [
        block for block in blocks if re.search(r"^[ \t]*\|?[ \t:]*-{2,}", block, re.MULTILINE)
    ]
    if len(blocks) != 2 or len(tables) != 1 or tables[0] is not blocks[0] or "|" in blocks[1]:
        return None
    return [*blocks[0].split("\n"), "", f": {' '.join(blocks[1].split())} {{#{name}}}"]


def _figure(inside: str, name: str) -> list[str]:
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", inside) if block.strip()]
    *before, last = blocks or [""]
    images = [match for block in before for match in IMAGE.finditer(block)]
    bare = "".join(IMAGE.sub("", block) for block in before if not block.startswith("{>>"))
    own = any("#" in (match["said"] or "") for match in images)
    if not images or bare.strip() or own or IMAGE.search(last):
        return [f"[]{{#{name}}}", "", *inside.strip("\n").split("\n")]
    queries = [block for block in before if block.startswith("{>>")]
    words = " ".join(last.split())
    parts = [match["caption"] for match in images]
    if len(images) > 1 and all(parts):
        lettered = zip(LETTERS, parts, strict=False)
        words += " " + " ".join(f"({letter}) {part.rstrip('.')}." for letter, part in lettered)
    made = [row for query in queries for row in (query, "")]
    for image in images[:-1]:
        made += [_picture(image, "", "", image["caption"]), ""]
    return [*made, _picture(images[-1], words, name, parts[-1])]


def _picture(image: re.Match[str], caption: str, name: str, part: str) -> str:
    said = ALT.search(image["said"] or "")
    alt = re.sub(r"[*_`]", "", said[1] or said[2] if said else part).replace('"', "'")
    attributes = [f"#{name}"] if name else []
    attributes += [f'alt="{alt}"'] if alt else []
    return f"![{caption}]({image['file']})" + (f"{{{' '.join(attributes)}}}" if attributes else "")
