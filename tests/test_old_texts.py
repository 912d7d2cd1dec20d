"""What old text files were typed with: braces, columns, title pages within, long dashes, plays."""

from __future__ import annotations

import textwrap

from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain import read as plain

HEAD = """The Project Gutenberg EBook of The Lamp, by Ida Holm

Title: The Lamp

Author: Ida Holm

Language: {lang}

*** START OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***




"""
PROSE = (
    "The ferry came over the water, and those who had waited for it since the morning\n"
    "went on board.\n"
)
CHAPTERS = f"\n\n\n\nI. The Lamp\n\n{PROSE}\n\n\n\n\nII. The Wick\n\n{PROSE}"


def read(text: str, lang: str = "English") -> Manuscript:
    """Read a text of Project Gutenberg."""
    return plain.read((HEAD.format(lang=lang) + text).encode(), "x.txt", "en-GB")


def source(text: str, lang: str = "English") -> str:
    """Return the Markdown of a text of Project Gutenberg."""
    return "\n".join(chapter.markdown for chapter in read(text, lang).chapters)


def rules(text: str) -> set[str]:
    """Return the rules that a text of Project Gutenberg raises."""
    return {finding.rule for finding in read(text).findings}


def play(*speeches: str) -> str:
    names = ("MRS. HOLM", "OLE")
    spoken = [f"{names[n % 2]}.\n\nWords number {n} of the play.\n" for n in range(12)]
    return (
        "THE FIRST ACT\n\n"
        + "\n".join([*spoken, *speeches])
        + "\n\n\n\nTHE SECOND ACT\n\nOLE.\n\nGo.\n"
    )


def test_a_name_with_a_title_is_one_name() -> None:
    text = source(play())
    assert "[MRS. HOLM.]{.smallcaps} Words number 0" in text
    assert "HOLM.\n\n" not in text.replace("[MRS. HOLM.]{.smallcaps}", "")
    assert text.count("MRS.") == 6


def test_many_speak_at_once() -> None:
    many = "OLE, MRS. HOLM, THE CLERK, THE MEN OF THE FERRY AND ANNA"
    assert f"[{many}.]{{.smallcaps}} Hush!" in source(play(f"{many}.\n\nHush!\n"))


def test_a_brace_beside_speeches() -> None:
    braced = "OLE.    }\n\nWait for me!    }\n\nMRS. HOLM.    } [_Together._]\n\nNo, Ole!    }\n"
    text = source(play(braced))
    assert "[OLE.]{.smallcaps} Wait for me!\n\n[MRS. HOLM.]{.smallcaps} No, Ole!" in text
    assert "}" not in text.replace("{.smallcaps}", "")
    assert "import-braces" in rules(play(braced))


PERSONS = """THE PERSONS OF THE PLAY

  ANNA      }
  OLE       } (_Of the ferry_)
  A CLERK   }
  A DOG




"""
STANZA = """    The lamp is low,   }
    The wick is dry,   } _twice._
    The ferry goes.    }
"""


def test_braces_in_a_list_of_persons_and_in_verse() -> None:
    text = source(PERSONS + play(STANZA))
    each = [f"- {name} (*Of the ferry*)" for name in ("ANNA", "OLE", "A CLERK")]
    assert "\n".join([*each, "- A DOG"]) in text
    assert "| The wick is dry,\n| The ferry goes. *twice.*" in text


def test_two_columns_are_read_one_after_the_other() -> None:
    typed = textwrap.dedent("""
      la lampe,                       the lamp.
      je vais _tout de suite_         I go _at
        chercher,                       once_ to fetch it.
      la mèche,                       the wick.
    """)
    text = source(f"{CHAPTERS}\n\n\n{typed}\n\n{PROSE}")
    assert (
        "- la lampe, the lamp.\n- je vais *tout de suite* chercher, I go *at once* to fetch it."
        in text
    )


def test_a_stanza_is_no_list_of_two_columns() -> None:
    typed = (
        "    M.      The lamp is low,\n            The wick is dry,\n            The ferry goes.\n"
    )
    assert "- M." not in source(f"{CHAPTERS}\n\n{typed}\n\n{PROSE}")


def test_stanzas_that_begin_with_small_letters_are_no_narrow_column() -> None:
    """Their breaks could be those of a column; as many lines again and again are a poem's."""
    stanza = "The rope goes out, the rope comes in,\nthe deck is black with rain,\n"
    stanza += "the bells ring low, the fog is thin,\nand nobody asks again.\n\n"
    prose = textwrap.fill(" ".join(PROSE.split() * 3), 70)
    text = source(f"{CHAPTERS}\n\n{prose}\n\n{stanza * 3}{prose}\n\n{prose}\n")
    assert text.count("| the deck is black with rain,\n") == 3
    column = textwrap.fill(" ".join(PROSE.split()), 36)
    assert "| " not in source(f"{CHAPTERS}\n\n{prose}\n\n{column}\n\n{column}\n\n{prose}\n")


def test_what_is_upright_in_italics() -> None:
    text = source(
        f"{CHAPTERS}\n\n[_She wears a _béret_, and smiles._]\n\n[_He goes._] She _stays_.\n"
    )
    assert "[*She wears a* béret*, and smiles.*]" in text


def test_a_part_of_a_word_and_a_stanza_in_italics() -> None:
    stanza = "    _The lamp is low,\n    The wick is dry,\n    The ferry goes._\n"
    text = source(f"{CHAPTERS}\n\nI don't _dis_like it, _really_.\n\n{stanza}\n\n{PROSE}")
    assert "*dis*like" in text
    assert "| *The lamp is low,*\n| *The wick is dry,*\n| *The ferry goes.*" in text


def test_four_hyphens_are_a_long_dash() -> None:
    text = source(f'{CHAPTERS}\n\n"Perhaps, by her next birthday----"\n\n{PROSE}')
    assert "birthday\N{EM DASH}\N{EM DASH}" in text
    plain_text = plain.read(b"A form\n\nName: ---- and age\n", "x.txt", "en-GB")
    assert "----" in plain_text.chapters[0].markdown


def test_a_title_page_and_a_half_title_within_the_text() -> None:
    within = "IDA HOLM,\n\nTHE LAMP, I.\n\nWORDS.\n\nSECOND EDITION.\n\n\n\n\n"
    text = source(
        f"{CHAPTERS}\n\n\n\n{within}WORDS AND PHRASES.\n\n\n\n    _Who seeks\n"
        "    will find._\n\n\n\n"
        f"WORDS AND PHRASES.\n\n{PROSE}\n\nA _word_."
    )
    assert "SECOND EDITION" not in text
    assert text.count("WORDS AND PHRASES") == 1
    assert text.index("# WORDS AND PHRASES") < text.index("*Who seeks*")


def test_notes_about_the_file_at_the_end_are_left_out() -> None:
    text = source(
        f"{CHAPTERS}\n\n       *       *       *\n\n\n\n\n"
        "ERRATA (noted by transcriber)\n\nPage 1: mended."
    )
    assert "ERRATA" not in text
    assert "* *" not in text
    last = source(f"{CHAPTERS}\n\n\n\n\nEnd of Project Gutenberg's The Lamp, by Ida Holm\n")
    assert "Gutenberg" not in last


def test_a_place_of_music_beside_places_of_pictures() -> None:
    text = f"{CHAPTERS}\n\n[Music]\n\n{PROSE}"
    assert "[Music]" in source(text)
    assert "[Music]" not in source(f"[Illustration: The lamp]\n\n{text}")


def test_braces_before_the_lines_of_a_list() -> None:
    persons = (
        "                       {Poppy.\n    Messengers         {Rose.\n"
        "                       {Daisy.\n                       {Pansy.\n"
    )
    text = source(f"{CHAPTERS}\n\n{persons}\n\n{PROSE}")
    assert "{" not in text
    assert text.index("Messengers") < text.index("Poppy") < text.index("Rose")


def test_a_sign_of_italics_that_has_lost_its_other_half() -> None:
    pairs = " ".join(["She _stays_."] * 12)
    lost = "[_The lamp goes out, and the ferry stops.\n\nIda Holm._ We come.\n"
    text = f"{CHAPTERS}\n\n{pairs}\n\n{lost}"
    done = read(text)
    made = "\n".join(chapter.markdown for chapter in done.chapters)
    assert "[*The lamp goes out, and the ferry stops.*" in made
    assert "*Ida Holm.* We come." in made
    (finding,) = [one for one in done.findings if one.rule == "import-emphasis-open"]
    assert "2 signs _" in finding.message
    assert "_alone" in source(f"{CHAPTERS}\n\nShe _stays_. He _goes_.\n\nAn _alone sign.\n")
