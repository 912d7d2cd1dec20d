"""An editor reads the source: a backslash stands only where pandoc would read markup without it."""

from __future__ import annotations

import pytest

from octavo import pandoc
from octavo.manuscripts.folder import rewrite
from octavo.model.nodes import stringify


@pytest.mark.parametrize(
    ("page", "source"),
    [
        ("The rule (see the note): at level (@2).", "The rule (see the note): at level (\\@2)."),
        ("He [the <i>miller</i>] paid 5 * 4, a_b.", "He [the *miller*] paid 5 * 4, a_b."),
        ("It cost $5 here.", "It cost $5 here."),
        ("It cost $5 and 6$.", "It cost \\$5 and 6\\$."),
        ("1917. A year.", "1917\\. A year."),
        (": so it began", "\\: so it began"),
        ("A (1) and 2. and - are no list.", "A (1) and 2. and - are no list."),
        ("See [this](there) and [^1].", "See [this\\](there) and \\[^1]."),
        ("::: {.box}", "\\::: {.box}"),
        ("A &amp;amp; b.", "A \\&amp; b."),
        ("Name: ________, «____» ____ 2026", "Name: ________, «____» ____ 2026"),
        ("I _dis_like it, and _so_ do you.", "I \\_dis_like it, and \\_so\\_ do you."),
        ("I _dis_like it, a snake_case name.", "I _dis_like it, a snake_case name."),
        ("With p\\0.05 and C:\\new", "With p\\0.05 and C:\\\\new"),
        ("A Map&lt;String, Font&gt; and &lt;b&gt;.", "A Map<String, Font> and \\<b>."),
        ("/** Gets a part by its id */", "/** Gets a part by its id */"),
        ("[Address 1][Address 2]", "[Address 1][Address 2]"),
        ("[He goes. [She. [He. [All.", "[He goes. [She. [He. [All."),
        ("[He goes. [She. [He. [All. [He.", "\\[He goes. \\[She. \\[He. \\[All. \\[He."),
        ("A.\xa0\xa0Increase the supply", "A.\xa0\xa0Increase the supply"),
        ("= wordPackage.get()", "= wordPackage.get()"),
        ("=====", "\\====="),
        ("Moody`s and Moody`s; so `it is`.", "Moody\\`s and Moody\\`s; so \\`it is`."),
        ("Moody`s and <code>x</code> and M`s.", "Moody\\`s and `x` and M`s."),
        ("Moody`s and <code>x</code>.", "Moody\\`s and `x`."),
        ("&lt;v:shape .. style='a'&gt; is no tag", "<v:shape .. style='a'> is no tag"),
        ("&lt;w:p \xa0xmlns:w='<a href=\"http://a.org\">b</a>'&gt;", "<w:p \xa0xmlns:w='[b](http://a.org)'>"),
        ("&lt;w:p <i>so</i>", "\\<w:p *so*"),
        ("In all</p><p>% of it", "In all\n\n% of it"),
        ("&lt;a b='c' d /&gt;", "\\<a b='c' d />"),
    ],
)  # fmt: skip
def test_escapes_stand_where_pandoc_needs_them(page: str, source: str) -> None:
    blocks = pandoc.loads(
        pandoc.run(["-f", "html", "-t", "json"], f"<p>{page}</p>".encode())
    ).blocks
    proved = rewrite.prove([blocks])[0]
    assert proved.text == f"{source}\n"
    assert proved.difference is None
    assert stringify(proved.blocks) == stringify(blocks)
