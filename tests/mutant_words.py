"""What stands in spoilt files where something else should: values, stray bytes, whole bad files."""

from __future__ import annotations

from typing import Any

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 7, 1.5, 10**30, float("nan"), float("inf"), "", " ", "x", "x" * 5_000,
    "²", "９", "\0", "\u202e", "\u2028", "e\u0301", "\U0001f4d6", "\ufeff", "a\nb", "a\tb", '"',
    [], {}, [[]], {"a": {}}, [1], {"x": 1}, [None], ["a", ["b"]], {"": ""}, {"a": [{"b": None}]},
    "..", ".", "/", "../../x", "/etc/passwd", "https://", "https:///", "file:///etc/passwd", "~",
    "null", "no", "1e999", "0x10", "2026-02-31", "0000", "0000-00-00", "9999999999", "2026-13", "{",
    "}", "[", "]", "<b>", "&amp;", "$x$", "[@a]", "*a", "`", "\\", "%", "#", "citeproc", "en",
    "xx-YY-zz", "html", "10.1/x", "a.csl", "a/b.csl", "../a.csl", "apa", "a.py", "a/b.py", "a.lua",
    "129x198", "999999999x1", "NaN", "aut", "end", "chapter", [[1917, 11]], {"date-parts": [[1]]},
    {"date-parts": [["a"]]}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": None},
    {"date-parts": [[10**20]]}, {"raw": None}, {"family": None}, [{"family": None}], [{}], "\ud800",
)  # fmt: skip
"""What stands where something else should: of every type, and of every kind of word."""

STRAY = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x1b[31m", b"\r", b"\t", b"\x0b", b"\xc2\x85", b"{",
    b"}", b"[", b"]", b'"', b"'", b"<", b">", b"&", b"@", b"#", b"\\", b"%", b",", b":", b"- ",
    b"|", b"\n", b"\n\n", b"\n---\n", b"...", b"*", b"&a ", b"*a", b"!!int x", b"\xef\xbb\xbf",
    b"<!--", b"]]>", b"$", b"`", b"^", b"~", b"(", b"=", b"null", b"\xc2\xb2", b"9" * 5_000,
    b" " * 3_000,
)  # fmt: skip

JSONS = (
    b"[" * 100_000, b"[" * 1_500 + b"]" * 1_500, b'{"filters": null}', b'{"filters": 5}', b"null",
    b'{"filters": "citeproc"}', b'{"filters": [null]}', b'{"filters": [{}]}', b'{"filters": [[]]}',
    b'{"filters": {"a": 1}}', b'{"filters": [{"path": 5}]}', b"NaN", b"[NaN]", b"1" * 5_000,
    b"[1e999]", b'[{"id": "a", "id": "b", "type": "book"}]', b'[{"id": "\\ud800", "type": "book"}]',
    b'"', b'[{"id": "a", "type": "book", "issued": {"date-parts": [[' + b"9" * 5_000 + b"]]}}]",
    b"{}", b"[]", b'{"artefacts": null}', b'{"artefacts": [null]}',
    b'{"artefacts": [{"path": null}]}', b"\xff\xfe[\0]\0", b'{"filters": ["a\\u0000.py"]}',
    b'{"filters": ["/etc/x.py", "../x.py"]}', b'{"items": [', b"[1,]",
    b'{"filters": ["' + b"a" * 5_000 + b'.py"]}', b'{"references": {}}', b'{"items": {"a": ["b"]}}',
    b'{"artefacts": [{"format": "x", "path": "..", "media-type": "", "sha256": ""}]}', b"[[]]",
    b"[{}]",
)  # fmt: skip

LAUGHS = b"\n".join(
    [b"a0: &a0 [x, x]"]
    + [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 12)]
)

YAMLS = (
    LAUGHS, b"x: &a [*a]", b"&a title: *a", b"<<: {title: x}",
    b"!!python/object/apply:os.getcwd []", b"x: !!binary zzz", b"x: !!python/name:os.system",
    b"? [a, b]\n: c", b"? {a: b}\n: c", b"? |\n  a\n: b", b"%YAML 9.9\n---",
    b"---\na: b\n---\nc: d", b"\tx: y", b"x: |", b"x: >-\n\n", b"- a", b"a: b: c", b"x: 2026-02-31",
    b"x: .nan", b"x: 0o17", b"title: A\ntitle: B", b"1: 2", b"null: null", b"~: ~", b"? \n: ",
    b"[a]: b", b"x: [" + b"[" * 3_000, b"x: " + b"{a: " * 3_000 + b"}" * 3_000, b"? " * 5_000,
    b"- " * 5_000, b"date: 2026-02-31", b"outputs: []", b"trim: [1]", b"isbn: {epub: \xc2\xb2}",
    b"...", b"x: '", b'x: "\\ud800"', b'x: "\\x', b"x: \xc2\x85y", b"x: \x01",
    b"x: " + b"y" * 100_000, b"@x: y", b"isbn: {epub: 97803064061\xc2\xb2\xc2\xb2}",
    b"orcid: \xc2\xb2", b"author: {name: {a: b}}", b"`x`: y", b"cover: ../../x.png", b"cover: \x00",
    b"images: {a: null}", b"citation-style: https://", b"x: !<!> y", b"citation-style: ..",
    b"citation-style: own/\xc3\xa9.csl", b"house-style: {base: []}", b"x: !", b"-",
    b"bibliography: [[]]", b'bibliography: "a\\0b.json"', b"bibliography: .", b"abbreviations: .",
    b"? - a", b'abbreviations: "\\0"', b'citation-style: "a\\0.csl"',
    b"citation-style: " + b"a" * 5_000, b"!!set {a}", b"citation-style: " + b"a" * 5_000 + b".csl",
    b"bibliography: " + b"a" * 5_000 + b".json", b": ", b"{}", b"cover: " + b"a" * 5_000 + b".png",
    b"images: {" + b"a" * 5_000 + b": {alt: x}}", b"lang: ''", b"[]",
)  # fmt: skip

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><x>&e8;</x>' % b"".join(
    b'<!ENTITY e%d "%s">' % (n, (b"&e%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
)

CSL = b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">%s</style>'

XMLS = (
    BOMB, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', b"<x/>", b"<style/>",
    b"text", b'<!DOCTYPE x SYSTEM "https://example.org/x.dtd"><x/>', b"<x>" * 100_000,
    b"<?xml version='1.0'?>", CSL % b"", CSL % b"<info/>",
    CSL % b'<info><link rel="independent-parent" href=""/></info>',
    CSL % b'<info><link rel="independent-parent" href="https://x/.."/></info>',
    CSL % (b"<group>" * 3_000), CSL % b'<info><link rel="independent-parent" href="own"/></info>',
    b"<?xml version='1.0' encoding='x'?><a/>",
    CSL % b'<macro name="a"><text macro="a"/></macro><citation><layout><text macro="a"/></layout>'
    b"</citation>",
    CSL % b'<citation><layout><text macro="no"/></layout></citation>',
    b"<?xml version='1.0' encoding='utf-16'?><a/>", CSL % b"<citation/>",
    CSL % b"<citation><layout/></citation><bibliography/>", b"{}", b"\xff\xfe<\0x\0/\0>\0",
    CSL % (b'<citation><layout>%s%s</layout></citation>' % (b"<group>" * 300, b"</group>" * 300)),
)  # fmt: skip

BIBTEX = (
    b"@", b"@book{", b"@book{a,", b"@string{x = {", b"@comment{", b"@preamble{\\x}",
    b"year = {\xc2\xb2},", b"author = {and and and},", b"author = {{{{{,,,,},", b"title = \\{",
    b"date = {2026-02-31/..},", b"x = y # z,", b"@book{,title={}}", b"@book{a b,title={x}}",
    b"@book{\xc3\xa9,title={x}}", b"{" * 3_000, b"\\", b"crossref = {moxon},",
    b"date = {-9999999999},", b"@book(a, title={x})", b"volume = {" + b"9" * 5_000 + b"},",
    b"pages = {1--},", b"%",
)  # fmt: skip

RIS = (
    b"TY  - ", b"ER  - \n", b"TY  - BOOK\n", b"PY  - \xc2\xb2\n", b"AU  - ,,,\n", b"ID  - a b\n",
    b"XX  - x\n", b"DA  - 2026/02/31/\n", b"SP  - \n", b"TY  - NONE\n",
    b"AU  - " + b"x," * 3_000 + b"\n", b"ID  - \n", b"TY\n",
)  # fmt: skip

MARKDOWN = (
    b"[^1]", b"[^1]: [^1]\n", b"[@moxon", b"[@no]", b"[@moxon, p. " + b"9" * 5_000 + b"]", b"![",
    b"![x](a.png)", b"![x](../../etc/passwd)", b"![x](images/a\\0.png)",
    b"![x](" + b"a" * 5_000 + b".png)", b"[x](http://[)", b"[x](%ff%00)",
    b"::: {.references}\n:::\n", b"::: {#x .part}\n", b"# \n", b"###### x\n", b"# {#one}\n",
    b"$\\frac{$", b"$$x\n", b"\\", b"`", b"```{=html}\n<x>\n```\n", b"<div>", b"<!--",
    b"| a | b |\n|--\n",
    b"> " * 3_000, b"- " * 900, b"*" * 900, b"[" * 900, b"---\ntitle: x\n---\n",
    b"\\newpage\n", b"''", b"--", b"\xe2\x80\x9c" * 99, b"x" * 1_000_000, b"\xc3\x83\xc2\xa9" * 99,
    b"\xef\xbf\xbd", b"\xf0\x93\x82\x80", b"\xe2\x80\xae", b"&#0;", b"&#xD800;", b"[x]{lang=xx-yy}",
    b"[x]{lang=\xc2\xb2}", b"1939-45", b"pp. 9999999999999999-3", b"ibid., \xc2\xb2",
    b"\xc2\xb2-\xc2\xb3", b"op. cit., vol. \xc2\xb2, p. \xc2\xb9", b"::: {.verse}\nx\n",
    b"[x]{.smallcaps}", b"^[x^[y]]", b"(1939\xe2\x80\x93\xc2\xb2)",
)  # fmt: skip

PATCH = (
    b"--- a/../../neighbour.txt\n+++ b/../../neighbour.txt\n@@ -1 +1 @@\n-x\n+y\n",
    b"@@ -1 +1 @@\n", b"+x\n", b"-x\n", b"@@ -0,0 +0,0 @@\n", b"@@ -" + b"9" * 5_000 + b" +1 @@\n",
    b"--- a/\n+++ b/\n", b"--- a/\0\n+++ b/\0\n@@ -1 +1 @@\n", b"\\ No newline at end of file\n",
    b"--- a/source\n+++ b/source\n@@ -1 +1 @@\n-x\n+y\n", b"@@ -1,0 +99999999999,0 @@\n",
    b"--- a/" + b"a" * 5_000 + b"\n+++ b/x\n@@ -1 +1 @@\n",
    b"--- a/\xff\n+++ b/\xff\n@@ -1 +1 @@\n", b"@@ -1,9 +0,9 @@\n",
)  # fmt: skip

RTF = (
    b"{", b"}", b"\\", b"\\'", b"\\'zz", b"\\u99999999 ?", b"\\u-1 ", b"\\bin99999999 ",
    b"\\bin-1 ", b"\\bin", b"{\\*", b"\\uc99999", b"{" * 3_000, b"\\ansicpg99999",
    b"\\f" + b"9" * 5_000, b"{\\fonttbl{\\f0\\fcharset" + b"9" * 5_000 + b" x;}}", b"{\\footnote x",
    b"{\\pict\\pngblip zz}", b"{\\field{\\*\\fldinst HYPERLINK}", b"\\s\xb2",
    b"{\\stylesheet{\\s1 heading 1;}",
)  # fmt: skip

HTML = (
    b"<", b"<x", b"</p>", b"<p>" * 3_000, b"<table><tr><td>", b"<img src='../../x'>",
    b"<img src=''>", b"<img src='data:,'>", b"<img src='data:image/png;base64,zz'>",
    b"<img src='http://[/x.png'>", b"<a href='#x'>", b"<meta charset=x>", b"<base href='//x'>",
    b"<svg>", b"<math><mfrac>", b"<script>", b"&#0;", b"&#xD800;", b"&x;", b"<h1>", b"<h9>",
    b"<ol start=\xb2>", b"<ol start=99999999999>", b"<td colspan=99999999>", b"<td rowspan=-1>",
    b"<sup id=fn1>", b"<![CDATA[", b"<?xml encoding='x'?>", b"<img src='a\\0.png'>",
)  # fmt: skip
