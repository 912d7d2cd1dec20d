"""Works, and texts through the filter of citations."""

from __future__ import annotations

from typing import Any

WORKS: list[dict[str, Any]] = [
    {"id": "lenin-cw", "type": "book", "author": [{"family": "Lenin", "given": "V. I."}],
     "title": "Collected Works", "number-of-volumes": "45", "note": "stub: from the text"},
    {"id": "trotsky-betrayed", "type": "book", "author": [{"family": "Trotsky", "given": "Leon"}],
     "title": "The Revolution Betrayed", "issued": {"date-parts": [[1937]]}},
    {"id": "trotsky-writings-1935-36", "type": "book",
     "author": [{"family": "Trotsky", "given": "Leon"}], "title": "Writings, 1935–36"},
]  # fmt: skip
