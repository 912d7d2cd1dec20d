"""Verse and plays of web pages typed by hand: in fixed type, behind spaces, by how names recur."""

from __future__ import annotations

from pathlib import Path

from tests.import_books import imported, rules, sources

HEAD = """<html><head><style type="text/css">
p.seen {font-style: italic;} p.said {text-align: center;}
</style></head><body><pre>
Title: The Ferry

Author: Ida Holm

*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***
</pre>
"""
SPACE = "  "
END = "<p>*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***</p></body></html>"


def text(tmp_path: Path, body: str, *, header: bool = True) -> str:
    page = f"{HEAD}{body}{END}" if header else f"<html><body>{body}</body></html>"
    done = imported(tmp_path, "m.html", page)
    assert not any(rule.startswith("import-lost") for rule in rules(done))
    return "\n".join(sources(done).values())


FIXED = """<h2>Of Boats</h2><p>They are slow.</p><h2>Songs of the Quay</h2><p>They were sung.</p>
<pre>
          I

          THE ROPE

          The rope is long,
            The rope is wet,
          And none has drawn
            The <i>anchor</i> yet.

          It lies below.
</pre>
<pre>
          II

          The lamp is lit,
          The oil is low.
</pre>
<pre>
  Oil        4     pence
  Rope       9     pence
</pre>
<pre>
These lines run on as those of a letter do that somebody typed with
a machine, from one edge of the sheet to the other edge of the sheet.
</pre>
"""


def test_numbered_poems_in_fixed_type_become_verse_below_their_headings(tmp_path: Path) -> None:
    whole = text(tmp_path, FIXED)
    assert f"## I: THE ROPE\n\n| The rope is long,\n| {SPACE}The rope is wet" in whole
    assert "*anchor* yet.\n|" in whole
    assert "## II\n\n| The lamp is lit,\n| The oil is low.\n" in whole
    assert "Rope       9     pence" in whole
    assert "| These lines" not in whole


def test_fixed_type_of_another_page_is_code(tmp_path: Path) -> None:
    whole = text(tmp_path, FIXED, header=False)
    assert "|" not in whole


def test_lines_typed_behind_spaces_are_verse_and_those_of_an_address_are_not(
    tmp_path: Path,
) -> None:
    song = "<blockquote>Row, row,<br>\n &nbsp; &nbsp; the boat<br>\n &nbsp; is slow</blockquote>"
    address = "<p>Ida Holm<br>\nThe Quay<br>\nAt the Lamp<br>\nTrondheim</p>"
    whole = text(tmp_path, f"<h2>One</h2><p>She sang:</p>{song}<p>She wrote:</p>{address}")
    assert f"| Row, row,\n| {SPACE * 2}the boat\n| {SPACE}is slow\n" in whole
    assert "Ida Holm\\\nThe Quay" in whole


def test_names_in_type_of_their_own_before_speeches_are_speakers(tmp_path: Path) -> None:
    page = '<span class="pagenum">[pg 8]</span>'
    speeches = page + "".join(
        f"<p><b>{name}{' (rows)' if n % 5 == 0 else ''}.</b> The boat is slow, and so are we.</p>"
        for n, name in enumerate(["Ida", "Per", "Ole"] * 5)
    )
    whole = text(tmp_path, f"<h2>ACT I</h2>{speeches}<p><b>Rope</b> is what it hung on.</p>")
    assert "[Per.]{.smallcaps} The boat is slow" in whole
    assert '[]{.page n="8"}[Ida]{.smallcaps} *(rows).*' in whole
    assert "[Ida]{.smallcaps} *(rows).* The boat is slow" in whole
    assert "**Rope** is what it hung on." in whole
    again = tmp_path / "again"
    again.mkdir()
    assert "smallcaps" not in text(again, f"<h2>The Letter</h2>{speeches}")


def test_names_in_capitals_before_speeches_are_speakers(tmp_path: Path) -> None:
    speeches = "".join(
        f"<p>{name}. The boat is slow, and so are we.</p>" for name in ["IDA", "PER"] * 6
    )
    whole = text(tmp_path, f"<h2>ACT I</h2>{speeches}")
    assert "[IDA.]{.smallcaps} The boat is slow" in whole


VERSE = """<h2>ACT I</h2>
<p class="seen">The quay at night.</p>
"""
SAID = """<div class="poem"><div class="stanza"><p class="said"><i>{name}</i></p>
<p class="i2">The rope is long,</p>
<p><span class="pagenum">[pg 7]</span></p>
<p class="i2">The rope is wet.</p>
<p class="stageright">[<i>Draws it.</i></p>
<p class="i2">It lies below.</p></div></div>
"""


def test_names_and_directions_within_verse_are_no_lines_of_it(tmp_path: Path) -> None:
    whole = text(tmp_path, VERSE + "".join(SAID.format(name=n) for n in ["Ida", "Per"] * 4))
    assert "*The quay at night.*\n\n[Ida]{.smallcaps}\n\n| " in whole
    within = f'long,\n| {SPACE}[]{{.page n="7"}}The rope is wet.\n\n*[Draws it.*\n\n| '
    assert within in whole
    assert ":::" not in whole


def test_the_title_above_what_a_play_is_made_of_and_again_above_the_play(tmp_path: Path) -> None:
    made_of = "<h3>ACT I</h3><p>Oil.</p><h3>ACT II</h3><p>Gas.</p>"
    played = "<h3>ACT I</h3><p>It burns.</p><p>It glows.</p><h3>ACT II</h3><p>It hisses.</p>"
    whole = text(
        tmp_path,
        f"<h2>Foreword</h2><p>Here.</p><h2>THE FERRY</h2>{made_of}<h2>THE FERRY</h2>{played}",
    )
    heads = [line for line in whole.split("\n") if line.startswith("#")]
    play = ["# THE FERRY", "## ACT I", "## ACT II"]
    assert heads == ["# Foreword", *play, *play]


def test_scenes_stand_below_acts_of_their_level(tmp_path: Path) -> None:
    scenes = (
        "<h2>SCENE I.&mdash;The Quay</h2><p>It burns.</p><h2>SCENE THE LAST</h2><p>It rests.</p>"
    )
    whole = text(
        tmp_path,
        f"<h2>Foreword</h2><p>Here.</p><h2>ACT I</h2><hr>{scenes}<h2>ACT II</h2><hr>{scenes}",
    )
    heads = [line for line in whole.split("\n") if line.startswith("#")]
    below = ["## SCENE I.\N{EM DASH}The Quay", "## SCENE THE LAST"]
    assert heads == ["# Foreword", "# ACT I", *below, "# ACT II", *below]


def test_a_note_that_leads_back_by_a_word_has_its_place_above_it(tmp_path: Path) -> None:
    mark = '<a href="#n1" name="m1" id="m1"><small>1</small></a>'
    note = '<p><br><a name="n1" id="n1"> </a></p><p class="foot">1 (<a href="#m1">return</a>)<br>'
    whole = text(
        tmp_path,
        f"<h2>One</h2><p>The boat{mark} is slow.</p><h2>Two</h2><p>Late.</p>{note} A ferry.</p>",
    )
    assert "The boat[^1] is slow." in whole
    assert "[^1]: A ferry." in whole
    assert "return" not in whole
