"""Pages of HTML and XHTML set in templates: whatever is put in is escaped, markup alone stays.

The only door to Jinja2. A value that is missing is an error, not an empty place.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["Markup", "block", "escaped", "fill"]


def escaped(value: object) -> Markup:
    """Escape a value, as the standard library does; markup stays as it is."""
    return value if isinstance(value, Markup) else Markup(escape(str(value)))  # noqa: S704


@cache
def _environment(folder: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def fill(file: Path, **values: object) -> str:
    """Return a template filled with values."""
    return _environment(file.parent).get_template(file.name).render(**values)


def block(file: Path, name: str, **values: object) -> Markup:
    """Return one macro of a template filled with values: a piece of a page."""
    module = _environment(file.parent).get_template(file.name).module
    return Markup(getattr(module, name)(**values))  # noqa: S704
