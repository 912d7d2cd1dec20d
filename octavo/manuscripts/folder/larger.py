"""Takes the larger picture that a small one leads to, as web pages and old e-books have it."""

from __future__ import annotations

from octavo.manuscripts.folder.pictures import Album
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, each_list

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".tif", ".tiff")


def take(blocks: list[Node], album: Album) -> int:
    """Make pictures of links around a picture that lead to one, in place; return how many.

    The larger picture is taken where it is there; the link is gone in any case, since an edition
    shows each picture once.
    """
    names: list[str] = []
    many = 0

    def without_links(nodes: list[Node]) -> None:
        nonlocal many
        for number, node in enumerate(nodes):
            inner = _picture(node)
            if inner is None:
                continue
            many += 1
            target: str = node["c"][2][0]
            if album.has(target):
                inner["c"][2][0] = target
                names.append(target)
            if node["c"][0][0] and not inner["c"][0][0]:
                inner["c"][0][0] = node["c"][0][0]
            nodes[number] = inner

    each_list(blocks, without_links)
    if names:
        is_one = len(names) == 1
        message = f"{counted(len(names), 'picture')} led to a larger one, which stands in"
        message += " its place." if is_one else " their places."
        album.findings.append(
            Finding(
                "import-image-larger",
                message,
                Severity.INFO,
                Tier.AUTO,
                Place(album.file),
                before=names[0],
            )
        )
    return many


def _picture(node: Node) -> Node | None:
    """Return the picture that is all of a link to a picture."""
    if node["t"] != "Link" or not node["c"][2][0].lower().endswith(PICTURES):
        return None
    inner = [one for one in node["c"][1] if one["t"] not in ("Space", "SoftBreak")]
    return inner[0] if len(inner) == 1 and inner[0]["t"] == "Image" else None
