"""What is reported of raw markup: what was mended, has no effect, or is lost; each at its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.book.markup.tags import Tag
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import Node
from octavo.prose.trace import Trace

LONGEST = 60
"""So many characters of the markup are shown in a message."""

HINT = "Write it in Markdown, or as code between backquotes if it is to be seen."


@dataclass(slots=True)
class Report:
    """Gathers findings; `trace` knows where raw markup stands in the sources."""

    trace: Trace
    findings: list[Finding] = field(default_factory=list)
    _seen: set[tuple[str, int, int]] = field(default_factory=set)
    _held: list[Node] = field(default_factory=list)

    def mended(self, tag: Tag, what: str, *, once: bool = False) -> None:
        """Report a tag that stands where it should not, and was read as a browser reads it."""
        if not tag.name or (once and self._is_seen("mended", tag)):
            return
        hint = "The words are kept. Close each element where it ends, in the order of opening."
        self._add("markup-mended", f"{tag.typed[:LONGEST]} {what}.", tag, hint, Severity.WARNING)

    def plain(self, tag: Tag, what: str = "has no effect in a book") -> None:
        """Report a tag whose words are kept, and which says nothing that a page could show."""
        message = f"{tag.typed[:LONGEST]} {what}: its words are kept."
        self._add("markup-plain", message, tag, "Take it out, or write what it is for.")

    def unseen(self, tag: Tag) -> None:
        """Report an element that holds no words and is left out."""
        message = f"{tag.typed[:LONGEST]} is left out: it holds no words of the book."
        hint = "Take it out. How a book looks is set in metadata/design.yaml."
        self._add("markup-plain", message, tag, hint)

    def attribute(self, tag: Tag, name: str, value: str, reason: str, severity: Severity) -> None:
        """Report an attribute that is left out."""
        shown = f'{name}="{value[:LONGEST]}"'
        message = f"The attribute {shown} of <{tag.name}> is left out: {reason}."
        self._add("markup-attribute", message, tag, "Take it out of the text too.", severity)

    def words_in(self, tag: Tag) -> None:
        """Report the attributes of an element that nobody knows where they hold words."""
        for name, value in tag.attributes.items():
            if len(value.split()) > 1:
                reason = "its words are in no format"
                self.attribute(tag, name, value, reason, Severity.WARNING)

    def lost(self, tag: Tag, what: str = "") -> None:
        """Report an element that shows what no book can hold: an error."""
        what = what or "no book can hold what it shows"
        message = f"{tag.typed[:LONGEST]} cannot be read: {what}."
        self._add("markup-lost", message, tag, HINT, Severity.ERROR)

    def raw_node(
        self, rule: str, message: str, raw: Node, *, hint: str = "", severity: Severity
    ) -> None:
        """Report a raw node as a whole."""
        text = raw["c"][1]
        self._finding(rule, message, (raw, 0, len(text)), hint, severity)

    def _is_seen(self, what: str, tag: Tag) -> bool:
        key = (what, id(tag.raw), tag.start)
        if key in self._seen:
            return True
        self._seen.add(key)
        self._held.append(tag.raw)
        return False

    def _add(
        self, rule: str, message: str, tag: Tag, hint: str, severity: Severity = Severity.INFO
    ) -> None:
        self._finding(rule, message, (tag.raw, tag.start, tag.end), hint, severity)

    def _finding(
        self,
        rule: str,
        message: str,
        where: tuple[Node, int, int],
        hint: str,
        severity: Severity,
    ) -> None:
        raw, start, end = where
        self.findings.append(
            Finding(
                rule,
                message,
                severity,
                Tier.FLAG,
                anchor=self.trace.within(raw, start, end),
                before=raw["c"][1][start:end][:LONGEST],
                hint=hint,
            )
        )
