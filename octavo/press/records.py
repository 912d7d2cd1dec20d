"""Findings and artefacts as data: dist/manifest.json and dist/findings.json."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import orjson

from octavo.files import files, json
from octavo.model import rules
from octavo.model.artefact import Artefact
from octavo.model.finding import Finding, InputError, Place, Severity, Tier
from octavo.model.rules import Rule

OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def finding_record(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values; parts that are empty are left out."""
    place = finding.place
    record: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "tier": finding.tier,
        "message": finding.message,
        "hint": finding.hint,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "before": finding.before,
        "after": finding.after,
        "context": list(finding.context) if any(finding.context) else [],
        "confidence": finding.confidence,
        "evidence": list(finding.evidence),
        "format": finding.format,
    }
    kept = ("before", "after") if finding.before or finding.after else ()
    return {key: value for key, value in record.items() if value or key in kept}


def of_files(path: Path) -> list[Finding]:
    """Return the findings in files that some JSON holds; none where that cannot be read."""
    try:
        kept = json.parse(json.read(path, path.name), path.name) if path.is_file() else []
    except InputError:
        return []
    records = kept if isinstance(kept, list) else []
    return [_finding(record) for record in records if _is_of_file(record)]


def findings_of(data: bytes) -> list[Finding]:
    """Return findings from the JSON that `findings_json` makes of them."""
    return [_finding({"format": "", **record}) for record in json.parse(data, "findings")]


WORDS = ("rule", "message", "severity", "tier", "format")
"""What a record of a finding in a file has at the least: texts."""


def _is_of_file(record: object) -> bool:
    if not isinstance(record, dict):
        return False
    texts = all(isinstance(record.get(key), str) for key in WORDS)
    return texts and record["severity"] in LEVELS and record["tier"] in [*Tier]


def _finding(record: dict[str, Any]) -> Finding:
    def text(key: str) -> str:
        return str(record.get(key, ""))

    left, right = (*map(str, record.get("context") or ("", "")), "", "")[:2]
    line = record.get("line", 0)
    place = Place(text("file"), line if isinstance(line, int) else 0) if text("file") else None
    kept = SimpleNamespace(**record)
    return Finding(
        kept.rule,
        kept.message,
        Severity(kept.severity),
        Tier(kept.tier),
        place,
        before=text("before"),
        after=text("after"),
        context=(left, right),
        hint=text("hint"),
        format=kept.format,
    )


def artefact_record(artefact: Artefact) -> dict[str, Any]:
    """Return an artefact as plain values; its path is its name in dist/."""
    return {
        "format": artefact.format,
        "path": artefact.path.name,
        "media-type": artefact.media_type,
        "sha256": artefact.sha256,
        "bytes": artefact.bytes,
        "counts": artefact.counts,
    }


def findings_json(findings: list[Finding]) -> bytes:
    """Return findings as JSON."""
    return orjson.dumps([finding_record(finding) for finding in findings], option=OPTIONS)


LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def findings_sarif(findings: list[Finding], own: Sequence[Rule] = ()) -> bytes:
    """Return findings as SARIF 2.1.0, which editors and code hosts show beside the lines.

    `own` are the rules that the book's own filters bring.
    """
    names = sorted({finding.rule for finding in findings})
    described = [_sarif_rule(name, rules.get(name, own)) for name in names]
    run = {
        "tool": {"driver": {"name": "octavo", "rules": described}},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, names.index(finding.rule)) for finding in findings],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return orjson.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, option=OPTIONS)


def _sarif_rule(name: str, rule: Rule | None) -> dict[str, Any]:
    """Describe a rule; a rule of a book's own filter may have a name only."""
    if rule is None:
        return {"id": name}
    plain = {part: getattr(rule, part).replace("*", "") for part in ("does", "because")}
    full = f"{plain['does']} {plain['because']}"
    return {
        "id": name,
        "shortDescription": {"text": plain["does"]},
        "fullDescription": {"text": full},
        "help": {
            "text": f"{full} ({rule.authority})",
            "markdown": f"{rule.does} {rule.because}\n\n{rule.authority}",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding, index: int) -> dict[str, Any]:
    words = " ".join(part for part in (finding.message, finding.hint) if part)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "partialFingerprints": {"octavo/1": finding.id},
    }
    place = finding.place
    if place:
        result["locations"] = [{"physicalLocation": _sarif_location(place)}]
    return result


def _sarif_location(place: Place) -> dict[str, Any]:
    """Return a place as an address below the book's folder (RFC 3986), and what is known in it."""
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        column = {"startColumn": place.column} if place.column else {}
        location["region"] = {"startLine": place.line, **column}
    return location


def write(path: Path, value: Any) -> None:
    """Write a value as JSON, beside and then renamed."""
    write_text(path, orjson.dumps(value, option=OPTIONS))


def write_text(path: Path, data: bytes) -> None:
    """Write bytes, whole or not at all."""
    files.write(path, data)
