"""Leaves out alternative texts that no author wrote: paths, names of files, a program's guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from octavo.manuscripts.word.marks import Marks
from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.ooxml.elements import DRAWN
from octavo.ooxml.names import O

PATH = re.compile(
    r"(?:[a-z]:[\\/]|\\\\|/(?:Users|home|Volumes|private|tmp|var|media|mnt)/|~/|file:|data:|cid:"
    r"|https?:|www\.)\S?.*"
    r"|[^\n]{1,200}\.(?:png|jpe?g|jpe|jfif|gif|tiff?|bmp|wmf|emf|svg|webp|eps|heic|pdf|psd|ai)",
    re.IGNORECASE | re.DOTALL,
)
"""A path, an address or the name of a file."""

NUMBERED = re.compile(
    r"(?:picture|image|graphic|graphik|grafik|bild|billede|bilde|photo|foto|figure|figura|imagen"
    r"|imagem|immagine|afbeelding|obraz|obrázek|kép|resim|kuva|imaginea?|slika|εικόνα|рисунок"
    r"|изображение|зображення|object|objekt|objet|objeto|shape|text box|图片|圖片|図|画像|그림)"
    r"[\s_-]*\d*",
    re.IGNORECASE,
)
"""The names that Word itself gives to pictures, in its languages."""

GUESSES = (
    "(?:description )?(?:automatically )?generated with (?:very )?(?:high|medium|low) confidence",
    "description automatically generated",
    r"(?:\w+.)?generated content may be incorrect",
    "automatisch generierte beschreibung",
    r"(?:\w+.)?generierte inhalte können fehlerhaft sein",
    "description générée automatiquement",
    "contenu généré par",
    "descripción generada automáticamente",
    "contenido generado por",
    "descrizione generata automaticamente",
    "contenut[oi] generat[oi] dall",
    "descrição gerada automaticamente",
    "conteúdo gerado por",
    "automatisch gegenereerde beschrijving",
    "gegenereerde inhoud",
    "automatiskt genererad beskrivning",
    "automatisk genereret beskrivelse",
    "automatisk generert beskrivelse",
    "kuvaus luotu automaattisesti",
    "opis wygenerowany automatycznie",
    "popis (?:byl )?vy(?:tvořen|generován) automaticky",
    "automaticky generovaný popis",
    "automatikusan generált leírás",
    "автоматически созданное описание",
    "автоматично створений опис",
    "açıklama otomatik olarak oluşturuldu",
    "descriere generată automat",
    "περιγραφή που δημιουργήθηκε αυτόματα",
    "自動的に生成された説明",
    "描述已自动生成",
    "自動產生的描述",
    "자동 생성된 설명",
    "התיאור נוצר באופן אוטומטי",
    "تم إنشاء الوصف تلقائي",
)
"""What Word writes below a description that it guessed, in its languages."""


GUESSED = re.compile("|".join(GUESSES), re.IGNORECASE)


def clean(marks: Marks, notices: Notices) -> None:
    """Take out alternative texts that no author wrote, in place."""
    paths = names = 0
    guesses: list[str] = []
    for story in marks.package.stories():
        for element, name in _descriptions(story.root):
            text = " ".join(element.get(name, "").split())
            if GUESSED.search(text):
                guesses.append(_guess(text))
            elif PATH.fullmatch(text):
                paths += 1
            elif NUMBERED.fullmatch(text):
                names += 1
            else:
                continue
            element.set(name, "")
    _report(paths + names, guesses, notices)


def is_of_author(text: str) -> bool:
    """Whether an alternative text says what a picture shows: no path, no name, no guess.

    >>> is_of_author("The lamp"), is_of_author("Picture 3"), is_of_author("/Users/ann/lamp.png")
    (True, False, False)
    """
    words = " ".join(text.split())
    return not any((GUESSED.search(words), PATH.fullmatch(words), NUMBERED.fullmatch(words)))


def _report(left: int, guesses: list[str], notices: Notices) -> None:
    hint = "Write what each picture shows: ![caption](file){alt=…}."
    if left:
        message = f"{many(left, 'alternative text')} that only named a file or a number"
        message += f" {'was' if left == 1 else 'were'} left out."
        notices.look_at("import-alt", message, hint)
    if guesses:
        message = f"{many(len(guesses), 'alternative text')} that a program had guessed"
        message += f" {'was' if len(guesses) == 1 else 'were'} left out: {listed(guesses)}."
        notices.look_at("import-alt-guessed", message, hint, guesses[0])


def _guess(text: str) -> str:
    """Return what was guessed, without the line that says so."""
    words = GUESSED.sub("", text).strip(" .\n,\N{EM DASH}-")
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"


def _descriptions(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the attributes that hold alternative texts, in drawings of both kinds."""
    for drawing in root.iter(*DRAWN):
        for element in drawing.iter():
            for name in ("descr", "alt", "title", f"{O}title"):
                if isinstance(element.tag, str) and element.get(name):
                    yield element, name
