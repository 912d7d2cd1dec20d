"""Reads metadata/edition.yaml and metadata/design.yaml into an Edition, and finds their faults.

Every fault is an InputError that names the file, the line, and what would be right.
"""

from __future__ import annotations

import re
from calendar import monthrange
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from octavo.files import yaml
from octavo.files.names import inside, is_file
from octavo.model import edition as nouns
from octavo.model.checkdigits import doi_fault, isbn_fault, issn_fault, orcid_fault
from octavo.model.finding import InputError, Place
from octavo.text.style.language import fault_of

EDITION = "metadata/edition.yaml"
DESIGN = "metadata/design.yaml"
FORMATS = ("html", "epub", "docx", "pdf")
ISBN_FORMATS = ("html", "epub", "docx", "screen", "print")
TRIMS = {
    "129x198": (129.0, 198.0),
    "b-format": (129.0, 198.0),
    "a-format": (111.0, 178.0),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
    "a5": (148.0, 210.0),
    "5x8in": (127.0, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
}
"""Names of trim sizes (British book formats, ISO 216, US trade), in millimetres."""


def _language(tag: str) -> str:
    fault, hint = fault_of(tag)
    if fault:
        raise ValueError(f"{fault}. {hint}")
    return tag


def _date(date: str) -> str:
    if date and not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", date):
        raise ValueError("a date is written 2026, 2026-11 or 2026-11-23 (ISO 8601)")
    if date and not _is_in_calendar(date):
        raise ValueError(f"there is no day {date} in the calendar")
    return date


def _is_in_calendar(date: str) -> bool:
    year, month, day = (*(int(part) for part in date.split("-")), 1, 1)[:3]
    return year > 0 and day <= monthrange(year, month)[1]


def _orcid(orcid: str) -> str:
    fault = orcid_fault(orcid) if orcid else ""
    if fault:
        raise ValueError(f"the ORCID {orcid} is not right: {fault}")
    return orcid


def _role(role: str) -> str:
    if not re.fullmatch(r"[a-z]{3}", role):
        raise ValueError("a role is a MARC relator code of three letters: aut, edt, trl, ill")
    return role


def _doi(doi: str) -> str:
    fault = doi_fault(doi) if doi else ""
    if fault:
        raise ValueError(fault)
    return doi


def _issn(issn: str) -> str:
    fault = issn_fault(issn) if issn else ""
    if fault:
        raise ValueError(f"the ISSN {issn} is not right: {fault}")
    return issn


def _isbn(isbn: str) -> str:
    fault = isbn_fault(isbn)
    if fault:
        raise ValueError(f"the ISBN {isbn} is not right: {fault}")
    return isbn


def _flag(value: Any) -> Any:
    if value in ("yes", "true", "no", "false"):
        return value in ("yes", "true")
    if isinstance(value, bool):
        return value
    raise ValueError("this is yes or no")


def _trim(value: Any) -> tuple[float, float]:
    if not isinstance(value, str):
        raise ValueError("a trim is one size, such as demy or 140x210")
    name = value.lower().replace("\N{MULTIPLICATION SIGN}", "x").replace(" ", "")
    if name in TRIMS:
        return TRIMS[name]
    size = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm)?", name)
    if not size:
        raise ValueError(f"a trim is one of {', '.join(TRIMS)}, or millimetres such as 140x210")
    width, height = float(size[1]), float(size[2])
    if not (80 <= width <= 330 and 120 <= height <= 450):
        raise ValueError("no book has that size: width 80 to 330 mm, height 120 to 450 mm")
    return width, height


def _style(value: Any) -> Any:
    plain = isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
    if isinstance(value, str) or plain:
        return value
    raise ValueError("a house style is a name such as en-GB, or keys and values of its own")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) and value else value or []


def _person(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Flag = Annotated[bool, BeforeValidator(_flag)]
Date = Annotated[str, AfterValidator(_date)]
Language = Annotated[str, AfterValidator(_language)]


class Model(BaseModel):
    """Unknown keys are errors; names in the files have hyphens."""

    model_config = ConfigDict(
        extra="forbid", alias_generator=lambda name: name.replace("_", "-"), frozen=True
    )


class ContributorModel(Model):
    """A contributor as edition.yaml gives one."""

    name: Annotated[str, Field(min_length=1)]
    file_as: str = ""
    role: Annotated[str, AfterValidator(_role)] = "aut"
    orcid: Annotated[str, AfterValidator(_orcid)] = ""
    chapter: str = ""


class CopyrightModel(Model):
    """Year and holder."""

    year: str = ""
    holder: str = ""


class SeriesModel(Model):
    """A series."""

    title: str
    number: str = ""
    issn: Annotated[str, AfterValidator(_issn)] = ""


class SubjectModel(Model):
    """A subject."""

    scheme: str
    code: str = ""
    name: str = ""


class ImageModel(Model):
    """An image."""

    alt: str | None = None
    decorative: Flag = False
    caption: str = ""
    credit: str = ""
    licence: str = ""
    permission: str = ""


Person = Annotated[ContributorModel, BeforeValidator(_person)]
People = Annotated[list[Person], BeforeValidator(_listed)]
Strings = Annotated[list[str], BeforeValidator(_listed)]


class EditionModel(Model):
    """metadata/edition.yaml."""

    title: Annotated[str, Field(min_length=1)]
    lang: Language
    subtitle: str = ""
    author: People = []
    contributor: People = []
    publisher: str = ""
    imprint: str = ""
    place: str = ""
    printing: str = ""
    date: Date = ""
    copyright: CopyrightModel = CopyrightModel()
    licence: str = ""
    rights: str = ""
    identifier: str = ""
    isbn: dict[str, Annotated[str, AfterValidator(_isbn)]] = {}
    doi: Annotated[str, AfterValidator(_doi)] = ""
    series: SeriesModel | None = None
    subjects: list[SubjectModel] = []
    keywords: Strings = []
    description: str = ""
    translation_of: str = ""
    bibliography: Strings = []
    abbreviations: str = "abbreviations.yaml"
    cover: str = ""
    images: dict[str, ImageModel] = {}
    outputs: Strings = list(FORMATS)


class DesignModel(Model):
    """metadata/design.yaml."""

    house_style: Annotated[Any, AfterValidator(_style)] = ""
    citation_style: str = nouns.Design().citation_style
    trim: Annotated[Any, AfterValidator(_trim)] = "129x198"
    chapter_numbers: Flag = True
    chapters_on_recto: Flag = True
    bibliography_place: Literal["end", "chapter"] = "end"
    ibid_across_chapters: Flag = True


def load(root: Path) -> nouns.Project:
    """Read a book's folder: its metadata and the list of its sources, in reading order.

    Raises InputError where the folder holds no book or a file is wrong.
    """
    path = root / EDITION
    if not is_file(path):
        raise InputError(
            f"There is no {EDITION} in {root.resolve().name}: this folder holds no book.",
            hint="Make one with `octavo new my-book`, or go to its folder.",
        )
    tree = yaml.load(path, EDITION)
    model = _validate(EditionModel, tree)
    _check_edition(model, tree)
    edition = _edition(model, _design(root, model.lang))
    return nouns.Project(root, _sources(root), edition)


def place_of(root: Path, *key: str) -> Place:
    """Give the place of a key of design.yaml, or of what is around it where it is not set."""
    path = root / DESIGN
    tree = yaml.load(path, DESIGN) if path.is_file() else yaml.Tree(DESIGN)
    return tree.place(key)


def _design(root: Path, lang: str) -> nouns.Design:
    path = root / DESIGN
    tree = yaml.load(path, DESIGN) if path.is_file() else yaml.Tree(DESIGN)
    model = _validate(DesignModel, tree)
    trim = model.trim if isinstance(model.trim, tuple) else TRIMS["129x198"]
    return nouns.Design(
        model.house_style or lang,
        model.citation_style,
        trim,
        model.chapter_numbers,
        model.chapters_on_recto,
        model.bibliography_place,
        model.ibid_across_chapters,
    )


def _validate(model: type[Model], tree: yaml.Tree) -> Any:
    value = {} if tree.value in (None, "") else tree.value
    if not isinstance(value, dict):
        raise tree.wrong((), "This file holds keys and values.", "A line such as `title: My Book`.")
    try:
        return model.model_validate(value)
    except ValidationError as fault:
        raise _explain(fault, tree, model) from fault


def _explain(fault: ValidationError, tree: yaml.Tree, model: type[Model]) -> InputError:
    """Turn pydantic's first complaint into a sentence with its line."""
    unknown_first = sorted(fault.errors(), key=lambda e: e["type"] != "extra_forbidden")
    error = unknown_first[0]
    loc, kind = error["loc"], error["type"]
    name = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        names = _names(model, loc[:-1])
        near = get_close_matches(str(loc[-1]), names, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(names)}."
        return tree.wrong(loc, f"The key “{loc[-1]}” is not known.", hint)
    if kind in ("missing", "string_too_short"):
        return tree.wrong(loc, f"“{name}” is missing.", f"Add a line `{loc[-1]}: …`.")
    if kind == "value_error":
        return tree.wrong(loc, f"{name}: {error['ctx']['error']}.")
    if kind == "literal_error":
        return tree.wrong(loc, f"“{name}” is one of {error['ctx']['expected']}.")
    shape = SHAPES.get(kind, "has the wrong shape")
    return tree.wrong(loc, f"“{name}” {shape}.", "Compare a new book's, by `octavo new`.")


SHAPES = {
    "string_type": "is one text, and here is a list or a group of keys",
    "list_type": "is a list: [one, two]",
    "dict_type": "has keys and values of its own",
    "model_type": "has keys and values of its own",
    "model_attributes_type": "has keys and values of its own",
}
"""What pydantic misses, in an editor's words."""


def _names(model: type[BaseModel], loc: yaml.Loc) -> list[str]:
    inner: dict[str, type[BaseModel]] = {
        "author": ContributorModel,
        "contributor": ContributorModel,
        "copyright": CopyrightModel,
        "series": SeriesModel,
        "subjects": SubjectModel,
        "images": ImageModel,
    }
    chosen = inner.get(str(loc[0]), model) if loc else model
    return [field.alias or name for name, field in chosen.model_fields.items()]


def _check_edition(model: EditionModel, tree: yaml.Tree) -> None:
    for name, isbn in model.isbn.items():
        loc = ("isbn", name)
        if name not in ISBN_FORMATS:
            raise tree.wrong(loc, f"“{name}” is no format.", f"One of {', '.join(ISBN_FORMATS)}.")
        if loc in tree.plain and isbn.isdigit():
            raise tree.wrong(loc, "An ISBN is no number.", f'Put it in quotation marks: "{isbn}".')
    if not model.outputs:
        hint = f"Name one of {', '.join(FORMATS)}, or take the line out: then all are built."
        raise tree.wrong(("outputs",), "No format is named: nothing would be built.", hint)
    for number, name in enumerate(model.outputs):
        if name not in FORMATS:
            raise tree.wrong(
                ("outputs", number), f"“{name}” is no format.", f"One of {', '.join(FORMATS)}."
            )


def _edition(model: EditionModel, design: nouns.Design) -> nouns.Edition:
    people = [nouns.Contributor(**person.model_dump()) for person in model.author]
    people += [nouns.Contributor(**person.model_dump()) for person in model.contributor]
    plain = model.model_dump(
        exclude={"author", "contributor", "copyright", "series", "subjects", "images"}
    )
    lists = {key: tuple(value) for key, value in plain.items() if isinstance(value, list)}
    return nouns.Edition(
        **{**plain, **lists},
        contributors=tuple(people),
        copyright=nouns.Copyright(**model.copyright.model_dump()),
        series=nouns.Series(**model.series.model_dump()) if model.series else None,
        subjects=tuple(nouns.Subject(**subject.model_dump()) for subject in model.subjects),
        images={name: nouns.Image(**image.model_dump()) for name, image in model.images.items()},
        design=design,
    )


def _sources(root: Path) -> tuple[Path, ...]:
    folder = root / "source"
    found = sorted(folder.glob("*.md"), key=lambda path: path.name)
    if not found:
        raise InputError(
            "There is no text: no file source/*.md.",
            place=Place("source"),
            hint="Write one, or bring a manuscript in with `octavo import FILE --into .`.",
        )
    for path in found:
        if inside(root, path) is None:
            raise InputError(
                "This leads out of the project.",
                place=Place(f"source/{path.name}"),
                hint="Put the file itself into the folder source.",
            )
    return tuple(found)
