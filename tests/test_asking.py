"""Titles that are questions by their form, and those that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.press.prepare import prepare
from octavo.usage.asking import asks
from tests.running import make_book

QUESTIONS = """\
What Is to Be Done
Who Is Rosa Luxemburg
What Is History: An Essay
Why Is the Sea Salt
Where Are the Children
How Do You Live
When Will There Be Good News
What Do We Know
Which Way Is Up
How Much Is Enough
How Far Can You Go
Was tun
Was ist Aufklärung
Was heißt Denken
Wohin geht die Reise
Où va la France
Qu’est-ce que la propriété
Que faire
Pourquoi écrit-on
Trotskyism or Leninism
Social Democracy or Communism: A Reply
Sozialismus oder Faschismus
Tradition ou révolution
"""
NAMES = """\
What Katy Did
How It Was Done
Where the Wild Things Are
What Was Lost
What Might Have Been
What Will Be
Who Was Changed and Who Was Dead
What Is Living and What Is Dead of the Philosophy of Hegel
Who’s Who
What Maisie Knew
How the Other Half Lives
Why We Fight
How Green Was My Valley
What the Butler Saw
How to Do Things with Words
What Is History?
What Is to Be Done? Burning Questions
Whose Body
Wo die wilden Kerle wohnen
Was bleibt
Wie der Stahl gehärtet wurde
Comment on écrit l’histoire
Pourquoi j’ai mangé mon père
On Liberty
Candide, or the Optimist
Emma or Matilda
Virtue or the Mirror
Twelfth Night or What You Will
Communion in Freedom or Need
"""


@pytest.mark.parametrize("title", QUESTIONS.splitlines())
def test_a_verb_before_its_subject_asks(title: str) -> None:
    assert asks(title)


@pytest.mark.parametrize("title", NAMES.splitlines())
def test_a_clause_that_names_does_not(title: str) -> None:
    assert not asks(title)


TEXT = """\
# One

He wrote *Idealism or Realism* and *Whose Land?* once. In *Whose Land* he says on whose land.

He wrote *What Is to Be Done* and read *What Katy Did*; *what is to be done* is not a title.

> He quoted *Who Is to Blame* once.
"""


def test_it_is_proposed_in_the_text_and_shown_in_the_bibliography(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", "html")
    (book / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    works_file = book / "metadata" / "references.json"
    works = '[{"id": "a", "type": "book", "title": "What is history"}]'
    works_file.write_text(works, encoding="utf-8")
    met = [f for f in prepare(Book.open(book)).findings if f.rule.startswith("title-")]
    shown = sorted((f.place.file if f.place else "", f.tier, f.before, f.after) for f in met)
    assert shown == [
        ("metadata/references.json", "flag", "", ""),
        ("source/01-one.md", "suggest", "Done", "Done?"),
        ("source/01-one.md", "suggest", "Land", "Land?"),
        ("source/01-one.md", "suggest", "Realism", "Realism?"),
    ]
