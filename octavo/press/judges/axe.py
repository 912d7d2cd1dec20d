"""axe-core in Chromium: each page by day, by night and as print, at three widths."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from octavo.formats import archive
from octavo.model.finding import InputError, Severity
from octavo.press.judges import tools
from octavo.press.judges.remark import Remark, Spot, markup
from octavo.system import programs

CALLED = "axe"
MODES = ("light", "dark", "print")
WIDTHS = (320, 768, 1280)
PLAYWRIGHT = "pip install 'octavo[browser]'"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

WEB_ALONE = frozenset(("bypass", "landmark-one-main", "page-has-heading-one", "region"))
"""Rules of a whole web page: what surrounds a page of an e-book is the reading system's."""

ROLES = frozenset(("landmark-unique", "aria-prohibited-attr"))
DPUB = ('role="doc-footnote"', 'role="doc-pagebreak"')
"""Axe does not know what these roles of DPUB-ARIA may bear: these rules leave them out."""

OVERLAPS = ("bgOverlap", "elmPartiallyObscured", "elmPartiallyObscuring")
READ = {
    "color-contrast": frozenset((*OVERLAPS, "bgGradient", "nonBmp", "shortTextContent")),
    "link-in-text-block": frozenset(OVERLAPS),
    "label-content-name-mismatch": frozenset(),
}
"""What axe leaves to a person, and a person has read, by axe's reason: words under a mark's room to
hit, or at the edge of a sheet (their colours are those of the text); the shade beside a table that
goes on; signs that are no letters, and single ones; and the way back, which is called by where it
leads. Anything else that it leaves is reported."""

RUN = """async tags => {
  const way = node => {
    const steps = [];
    let one = node;
    while (one && !one.id && one.parentElement) {
      steps.unshift([...one.parentElement.children].indexOf(one));
      one = one.parentElement;
    }
    return [one ? one.id : '', ...steps];
  };
  const report = await axe.run(document, {elementRef: true,
    resultTypes: ['violations', 'incomplete'], runOnly: {type: 'tag', values: tags}});
  const pick = list => list.map(rule => ({id: rule.id, help: rule.help, impact: rule.impact,
    nodes: rule.nodes.map(node => ({html: node.html.slice(0, 200), way: way(node.element),
      why: [...node.any, ...node.all, ...node.none].map(one => one.data?.messageKey ?? '')}))}));
  return {violations: pick(report.violations), incomplete: pick(report.incomplete)};
}"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def identity() -> str:
    """Return a digest of axe and its browser. Raises InputError without them."""
    script, browser = tools.module(tools.AXE, CALLED), tools.chromium(CALLED)
    _playwright()
    return programs.digest([script, browser])


def remarks(path: Path, part: int = 0, parts: int = 1) -> list[Remark]:
    """Return what axe says of the pages of an EPUB or a site: of each `parts`-th, from `part` on.

    A node is named once, with all modes and widths in which it fails. Raises InputError where the
    browser breaks down.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = path.resolve() if path.is_dir() else _unpacked(path, Path(folder).resolve())
        pattern = "*.html" if path.is_dir() else "*.xhtml"
        names = [one.relative_to(root).as_posix() for one in sorted(root.rglob(pattern))]
        with _browser() as browser:
            judge = _Judge(browser, root, is_web=path.is_dir())
            for name in names[part::parts]:
                judge.look(name)
    return judge.remarks()


def _unpacked(path: Path, folder: Path) -> Path:
    """Write the parts of an EPUB into a folder, none of them outside."""
    for name, data in archive.read(path).items():
        target = (folder / name).resolve()
        if target.is_relative_to(folder.resolve()):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder


def _playwright() -> Any:
    try:
        from playwright import sync_api
    except ImportError as fault:
        message = "axe needs playwright, which drives Chromium, and which is not installed."
        raise InputError(message, hint=f"Get it: {PLAYWRIGHT}") from fault
    return sync_api


@contextmanager
def _browser() -> Iterator[Any]:
    api, program = _playwright(), tools.chromium(CALLED)
    try:
        with api.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=program, args=_arguments())
            yield browser
            browser.close()
    except api.Error as fault:
        words = str(fault).strip().split("\n")[0]
        raise InputError(f"Chromium broke down: {words}.", hint="Run it once more.") from fault


def _arguments() -> list[str]:
    """Return the arguments of Chromium, which refuses to shut itself in for the system's root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []


def _is_read(named: str, node: dict[str, Any]) -> bool:
    """Whether a person has read what axe leaves undecided of a node, for such reasons."""
    return named in READ and {reason for reason in node["why"] if reason} <= READ[named]


class _Judge:
    """Looks at pages in every mode, and keeps each node with those in which it fails."""

    def __init__(self, browser: Any, root: Path, *, is_web: bool) -> None:
        self.root, self.is_web = root, is_web
        self.context = browser.new_context(bypass_csp=True, offline=True)
        self.page = self.context.new_page()
        self.script = tools.module(tools.AXE, CALLED).read_text(encoding="utf-8")
        self.fails: dict[Remark, list[str]] = {}

    def look(self, name: str) -> None:
        """Look at a page."""
        self.page.goto((self.root / name).as_uri())
        self.page.evaluate(self.script)
        for mode in MODES:
            scheme = "dark" if mode == "dark" else "light"
            media = "print" if mode == "print" else "screen"
            self.page.emulate_media(media=media, color_scheme=scheme)
            for width in WIDTHS:
                self.page.set_viewport_size({"width": width, "height": 900})
                self._judge(name, f"{mode} {width}")

    def _judge(self, name: str, where: str) -> None:
        if self.page.evaluate(WIDE):
            words = "The page is wider than the screen"
            self._fail(Remark("axe-wide", words, Severity.ERROR, Spot(name)), where)
        report = self.page.evaluate(RUN, list(TAGS))
        for rule in report["violations"]:
            for node in self._concerned(rule):
                words = f"{rule['help']}: {markup(node['html'])}"
                spot = Spot(name, way=tuple(node["way"]))
                self._fail(Remark(f"axe-{rule['id']}", words, Severity.ERROR, spot), where)
        for rule in report["incomplete"]:
            for node in (one for one in self._concerned(rule) if not _is_read(rule["id"], one)):
                words = f"axe cannot decide: {rule['help']}: {markup(node['html'])}"
                spot = Spot(name, way=tuple(node["way"]))
                self._fail(Remark("axe-unsure", words, Severity.WARNING, spot), where)

    def _concerned(self, rule: dict[str, Any]) -> Iterable[dict[str, Any]]:
        """Yield the nodes of a rule that it may judge here."""
        for node in rule["nodes"]:
            of_books = rule["id"] in ROLES and any(role in node["html"] for role in DPUB)
            if self.is_web or not (rule["id"] in WEB_ALONE or of_books):
                yield node

    def _fail(self, remark: Remark, where: str) -> None:
        self.fails.setdefault(remark, []).append(where)

    def remarks(self) -> list[Remark]:
        """Return what was seen."""
        every = len(MODES) * len(WIDTHS)
        return [
            replace(one, text=f"{one.text} ({'everywhere' if len(w) == every else ', '.join(w)}).")
            for one, w in self.fails.items()
        ]
