"""A file that came back, laid on the text of today: its changes and its comments."""

from __future__ import annotations

from dataclasses import dataclass

from octavo.book.book import Book
from octavo.desk.merge import comments_in, index_in, merging
from octavo.desk.merge.comments_in import Taken
from octavo.desk.merge.marked import reading
from octavo.desk.merge.marked.signs import Signs
from octavo.desk.merge.marked.talk import talk_of
from octavo.desk.merge.merging import Merge
from octavo.desk.merge.returned import Returned
from octavo.desk.merge.sent import Sent
from octavo.model.counted import counted


@dataclass(frozen=True, slots=True)
class Laid:
    """The changes of a file, its comments, and sentences for the editor about the rest."""

    merge: Merge
    talk: Taken
    notices: tuple[str, ...] = ()


def lay(book: Book, known: Sent, came: Returned) -> Laid:
    """Lay a file that came back on the text of today; nothing is written.

    Raises InputError where it is a proof without any mark, or what was kept of it is damaged.
    """
    if came.marked is None:
        made = merging.lay(book, known, came.leaves)
        entries = tuple(index_in.notices(book, came.entries))
        return Laid(made, comments_in.taken(book, came.name, came.comments), entries)
    signs = Signs(known.leaves)
    proof = reading.proof_of(known, len(signs.text))
    read = reading.read(proof, signs, came.marked, book.edition.lang)
    talk = talk_of(book, came.name, read.remarks, (proof, signs))
    taken = comments_in.taken_as(book, talk.entries, talk.comments)
    refused = f"{counted(read.refused, 'mark')} left out: rejected in the file."
    notices = (refused,) if read.refused else ()
    return Laid(merging.lay_hunks(book, known, read.hunks), taken, notices)
