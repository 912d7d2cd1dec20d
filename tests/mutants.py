"""Spoils good files as careless, unlucky and hostile hands do: by structure, by words, by bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

import yaml

from tests import mutant_words as words

Way: TypeAlias = Callable[[bytes, Random], bytes]


DEPTHS = (5, 60, 1_200, 3_000, 50_000)


NEST = "\u2e28nest\u2e29"
"""Stands for a value that is nested deeper than a library would write."""


def bytewise(data: bytes, rng: Random) -> bytes:
    """Spoil bytes: cut, flip, insert, repeat, or save in another encoding."""
    return rng.choice(BYTEWAYS)(data, rng)


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randint(0, len(data))]


def _behead(data: bytes, rng: Random) -> bytes:
    return data[rng.randint(0, len(data)) :]


def _without(data: bytes, rng: Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + data[at + rng.choice((1, 2, 7, 40)) :]


def _flip(data: bytes, rng: Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        if made:
            made[rng.randrange(len(made))] = rng.randrange(256)
    return bytes(made)


def _insert(data: bytes, rng: Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(words.STRAY) + data[at:]


def _again(data: bytes, rng: Random) -> bytes:
    start = rng.randint(0, len(data))
    end = min(len(data), start + rng.choice((1, 9, 80, 10_000)))
    return data[:end] + data[start:end] * rng.choice((1, 1, 2, 200)) + data[end:]


def _encoded(data: bytes, rng: Random) -> bytes:
    codec = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"))
    return data.decode("utf-8", "replace").encode(codec, "replace")


def _lines(data: bytes, rng: Random) -> bytes:
    return data.replace(b"\n", rng.choice((b"\r\n", b"\r", b"", b"\n\n", b"\n\t", b" ")))


def _shuffled(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def _nothing(data: bytes, rng: Random) -> bytes:
    return rng.choice((b"", b"\n", b"\0" * 100, b" ", b"\xef\xbb\xbf", bytes(range(256))))


BYTEWAYS: tuple[Way, ...] = (
    _cut, _cut, _behead, _without, _without, _flip, _flip, _insert, _insert, _insert, _again,
    _encoded, _lines, _shuffled, _nothing,
)  # fmt: skip


def changed_tree(value: Any, rng: Random) -> Any:
    """Change one part of a value: put another in its place, take it out, double it, rename it."""
    value = deepcopy(value)
    places = list(_places(value))
    if not places:
        return rng.choice(words.VALUES)
    holder, key = rng.choice(places)
    way = rng.choice(
        ("put", "put", "put", "drop", "double", "rename", "wrap", "nest", "root", "swap")
    )
    if way == "root":
        return rng.choice((*words.VALUES, NEST))
    if way == "drop":
        del holder[key]
    elif way == "wrap":
        holder[key] = rng.choice(([holder[key]], {"a": holder[key]}, [holder[key]] * 2))
    elif way == "nest":
        holder[key] = NEST
    elif way == "swap":
        other, there = rng.choice(places)
        holder[key], other[there] = deepcopy(other[there]), deepcopy(holder[key])
    elif way in ("double", "rename"):
        _put_beside(holder, key, rng, keep=way == "double")
    else:
        holder[key] = rng.choice(words.VALUES)
    return value


def _places(value: Any) -> Any:
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _put_beside(holder: Any, key: Any, rng: Random, *, keep: bool) -> None:
    """Give a part another name, beside the old one (`keep`) or in its place."""
    part = deepcopy(holder[key])
    if isinstance(holder, list):
        holder.insert(key, part)
        return
    if not keep:
        del holder[key]
    named = rng.choice(
        (f"{key}s", f"{key}".upper(), f" {key}", "x", "", "a.b", "title", "id", "²", "1")
    )
    holder[named] = part


def _nested(rng: Random) -> str:
    depth = rng.choice(DEPTHS)
    opening, closing = rng.choice((("[", "]"), ('{"a": ', "}")))
    return opening * depth + "0" + closing * rng.choice((depth, depth, 0))


def json_file(data: bytes, rng: Random) -> bytes:
    """Spoil a JSON file."""
    way = rng.random()
    if way < 0.35:
        return bytewise(data, rng)
    if way < 0.45:
        return rng.choice(words.JSONS)
    return _json_text(changed_tree(json.loads(data), rng), rng)


def _json_text(value: Any, rng: Random) -> bytes:
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1)))
    return (
        text.replace(f'"{NEST}"', _nested(rng))
        .replace(json.dumps(NEST), _nested(rng))
        .encode("utf-8", "surrogatepass")
    )


def yaml_file(data: bytes, rng: Random) -> bytes:
    """Spoil a YAML file."""
    way = rng.random()
    if way < 0.3:
        return bytewise(data, rng)
    if way < 0.45:
        lines = data.split(b"\n")
        lines.insert(rng.randint(0, len(lines)), rng.choice(words.YAMLS))
        return b"\n".join(lines)
    value = changed_tree(yaml.safe_load(data), rng)
    if way < 0.7:
        return _json_text(value, rng)
    text: str = yaml.safe_dump(
        value, allow_unicode=rng.random() < 0.5, sort_keys=rng.random() < 0.5
    )
    return text.replace(NEST, _nested(rng)).encode("utf-8", "surrogatepass")


def xml_file(data: bytes, rng: Random) -> bytes:
    """Spoil an XML file: a tag, an attribute, the declaration, bytes."""
    way = rng.random()
    if way < 0.35:
        return bytewise(data, rng)
    if way < 0.45:
        return rng.choice(words.XMLS)
    pattern = rng.choice((rb'="[^"]*"', rb"<[^>]*>", rb">[^<]+<", rb"</?\w+", rb" [\w:-]+="))
    matches = list(re.finditer(pattern, data))
    if not matches:
        return bytewise(data, rng)
    match = rng.choice(matches)
    return data[: match.start()] + _other_token(match[0], rng) + data[match.end() :]


def _other_token(token: bytes, rng: Random) -> bytes:
    word = str(rng.choice(words.VALUES)).encode("utf-8", "replace")
    if token.startswith(b"="):
        return b'="' + re.sub(rb'[<&"\0]', b"", word) + b'"'
    if token.startswith(b">"):
        return b">" + rng.choice((word, b"", token[1:-1] * 200, b"&x;", b"<p/>", b"&#0;")) + b"<"
    if token.startswith(b"</"):
        return b"</x"
    if token.startswith(b" "):
        return b" x="
    return rng.choice((b"", token * 2, b"<x>", b"<!DOCTYPE x>", b"<![CDATA[x]]>", b"<b>" * 3_000))


def words_file(strays: tuple[bytes, ...]) -> Way:
    """Give a way to spoil a file of words: its bytes, or a stray word of its own syntax."""

    def spoil(data: bytes, rng: Random) -> bytes:
        if rng.random() < 0.5:
            return bytewise(data, rng)
        at = rng.randint(0, len(data))
        if rng.random() < 0.5:
            at = data.rfind(b"\n", 0, at) + 1
        return data[:at] + rng.choice(strays) + data[at:]

    return spoil


bibtex_file = words_file(words.BIBTEX)


ris_file = words_file(words.RIS)


markdown_file = words_file(words.MARKDOWN)


patch_file = words_file(words.PATCH)


rtf_file = words_file(words.RTF)


html_file = words_file(words.HTML)


def archive_file(data: bytes, rng: Random) -> bytes:
    """Spoil a zip archive of XML: one member in it, its list of members, or its bytes."""
    if rng.random() < 0.25:
        return bytewise(data, rng)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = rng.choice(list(members))
    way = rng.random()
    if way < 0.08:
        del members[name]
    elif way < 0.14:
        members[rng.choice(("../x", "/x", "x\0y", "word/document.xml", "x" * 300, ""))] = (
            members.pop(name)
        )
    elif name.lower().endswith((".xml", ".rels", ".opf", ".xhtml", ".ncx")):
        members[name] = xml_file(members[name], rng)
    else:
        members[name] = bytewise(members[name], rng)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member or "x", content)
    return made.getvalue()


def image_file(data: bytes, rng: Random) -> bytes:
    """Spoil an image: most of all in its header, where its kind and size stand."""
    if rng.random() < 0.4:
        return bytewise(data, rng)
    made = bytearray(data)
    for _ in range(rng.choice((1, 2, 4))):
        at = rng.randrange(min(len(made), 64))
        made[at] = rng.choice((0, 0xFF, 0x7F, 0x80, rng.randrange(256)))
    return bytes(made[: rng.choice((8, 16, 20, 33, len(made), len(made), len(made)))])
