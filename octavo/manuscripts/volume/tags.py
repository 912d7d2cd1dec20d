"""Captions that other programs have in ways of their own: of listings, and of pictures.

`<Listing number="2-1" caption="…">` around code becomes a listing with its caption; a picture as a
tag, with `<span class="caption">` in the next paragraph, becomes a picture with that caption.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from octavo.manuscripts.volume import lines
from octavo.manuscripts.volume.edited import Read
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.text.labels import NO_BREAK, labels_for

ATTRIBUTE = re.compile(r"(?P<key>[A-Za-z][\w:-]*)\s*=\s*(?:\"(?P<one>[^\"]*)\"|'(?P<two>[^']*)')")
INSIDE = r"(?P<inside>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)"
OPENS = re.compile(rf"^(?P<indent>[ \t]*)<(?P<name>[A-Z][A-Za-z]*)\b{INSIDE}>[ \t]*$")
CAPTION = r"<(?P<tag>span|p|div|em|small)\s+class=[\"']?[\w -]*\bcaption\b[\w -]*[\"']?\s*>"
PICTURE = re.compile(
    rf"(?m)^[ \t]*(?P<open><p[^<>]*>|<center>|<div[^<>]*>)?\s*<img\b{INSIDE}/?>\s*(?(open)</\w+>)"
    rf"[ \t]*\n(?:[ \t]*\n)*[ \t]*{CAPTION}"
    r"(?P<caption>(?:(?!\n[ \t]*\n|</?(?:span|p|div)\b)[\s\S])+?)"
    r"</(?P=tag)>[ \t]*$"
)
IMAGE = r"!\[[^\[\]\n]*\w[^\[\]\n]*\]\((?!https?:)[^()\s]+\)(?:\{[^{}\n]*\})?[ \t]*"
TOGETHER = re.compile(rf"(?m)(?<=\n\n){IMAGE}(?:\n{IMAGE})+(?=\n\n|\n?\Z)")
"""Pictures with words, each in a line of one paragraph: pandoc shows the words of none."""

WIDTH = re.compile(r"\bwidth\s*[:=]\s*[\"']?(?P<width>\d{1,3}%)")
WAITS = re.compile(r"[ \t]*\{>>")
"""A query in a line of its own: a listing whose file is missing."""

SAYS = ("caption", "title", "number")
FILES = ("file-name", "filename", "file", "fileName")


def read(text: str, lang: str, file: str) -> Read:
    """Return a text with captions where tags had them; `lang` names the listings."""
    count: Counter[str] = Counter()
    marks: list[str] = []
    if "<" in text:
        text = lines.outside_code(text, lambda part: PICTURE.sub(lambda m: _figure(m, count), part))
        text = "\n".join(_listings(text.split("\n"), lang, count, marks))
    findings = []
    apart = lines.outside_code(text, lambda part: TOGETHER.sub(_apart, part))
    if apart != text:
        text = apart
        message = "Pictures that stood line by line in one paragraph are figures, each with its"
        message += " words as its caption."
        findings.append(_done("import-pictures-apart", message, file))
    if count:
        text = lines.without_gaps(text)
        listed = ", ".join(f"{tag} ({many})" for tag, many in sorted(count.items()))
        number = sum(count.values())
        what = "1 caption was" if number == 1 else f"{number} captions were"
        message = f"{what} taken from tags of other programs: {listed}."
        findings.append(_done("import-caption-tag", message, file))
    return Read(text, findings, marks)


def _done(rule: str, message: str, file: str) -> Finding:
    return Finding(rule, message, Severity.INFO, Tier.AUTO, Place(file))


def _apart(match: re.Match[str]) -> str:
    return match[0].replace("\n", "\n\n")


def _attributes(inside: str) -> dict[str, str]:
    return {
        match["key"]: html.unescape(match["one"] or match["two"] or "").strip()
        for match in ATTRIBUTE.finditer(inside)
    }


def _figure(match: re.Match[str], count: Counter[str]) -> str:
    """Return a picture in Markdown with the caption behind its tag; else what stands there."""
    values = _attributes(match["inside"])
    source, caption = values.get("src", ""), " ".join(match["caption"].split())
    if not source or caption.count("[") != caption.count("]"):
        return match[0]
    count["img"] += 1
    width = WIDTH.search(match["inside"])
    alt = " ".join(values.get("alt", "").split()).replace("\\", "\\\\").replace('"', '\\"')
    more = [f'alt="{alt}"'] if alt else []
    more += [f"width={width['width']}"] if width else []
    source = f"<{source}>" if re.search(r"[\s()]", source) else source
    return f"\n![{caption}]({source})" + (f"{{{' '.join(more)}}}" if more else "") + "\n"


def _listings(rows: list[str], lang: str, count: Counter[str], marks: list[str]) -> Iterator[str]:
    """Yield the lines of a text; what tags with a caption enclose stands in divisions."""
    code = lines.fenced(rows)
    ends: list[tuple[int, str]] = []
    for number, row in enumerate(rows):
        if ends and number == ends[-1][0]:
            yield from ["", f"{ends.pop()[1]}", ""]
            continue
        match = None if code[number] or "<" not in row else OPENS.match(row)
        values = _attributes(match["inside"]) if match else {}
        end = _end(rows, code, number, match["name"]) if match else 0
        if match is None or not end or not any(values.get(key) for key in (*SAYS, *FILES)):
            yield row
            continue
        count[match["name"]] += 1
        marks += [row, match["name"]]
        listing = any(code[number + 1 : end]) or any(map(WAITS.match, rows[number + 1 : end]))
        colons = f"{match['indent']}{':' * (3 + len(ends))}"
        ends.append((end, colons if listing else ""))
        yield ""
        yield from [f"{colons} listing"] if listing else []
        caption = _caption_lines(match["name"], values, lang)
        yield from (f"{match['indent']}{line}" for line in caption)


def _end(rows: list[str], code: list[bool], start: int, name: str) -> int:
    """Return the line that closes a tag, which stands there alone; 0 where there is none."""
    depth = 0
    for number in range(start, len(rows)):
        if code[number]:
            continue
        opened = OPENS.match(rows[number])
        depth += bool(opened and opened["name"] == name)
        if rows[number].strip() == f"</{name}>":
            depth -= 1
            if not depth:
                return number
    return 0


def _caption_lines(name: str, values: dict[str, str], lang: str) -> list[str]:
    """Return the lines of a caption: its number and words, and the name of the file."""
    words = values.get("caption") or values.get("title") or ""
    number = values.get("number", "")
    if number:
        labels = labels_for(lang)
        kind = name.casefold() if name.casefold() in ("figure", "table") else "listing"
        label = labels.caption(kind, number).replace(NO_BREAK, " ")
        words = f"{label}: {words}" if words else label
    file = next((values[key] for key in FILES if values.get(key)), "")
    listed = [words, ""] if words else []
    return [*listed, *([f"*{file}*", ""] if file else [])]
