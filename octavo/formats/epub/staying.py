"""EPUBCheck on a Java that stays in this process: the second check takes a seventh of the first.

Java serves a whole process and is started once in it, so it wants a process of its own: it has its
own threads, it may print, and what it takes down it takes alone. It leaves signals to the program.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from octavo.model.finding import InputError

OPTIONS = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xrs",
    "-Duser.language=en",
    "-Dfile.encoding=UTF-8",
    "--enable-native-access=ALL-UNNAMED",
)
"""One compiler and one thread for its memory, as where it runs once; no signal is its own."""

NOT_STARTED = (ImportError, OSError, ValueError, RuntimeError)
"""What JPype raises where it is not installed, or where Java cannot be started."""

CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<package version="3.0" unique-identifier="i" xml:lang="en"
 xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:identifier id="i">urn:uuid:f13e7718-16c7-5791-9a79-ed3d43ccd3ca</dc:identifier>
<dc:title>A</dc:title><dc:language>en</dc:language>
<meta property="dcterms:modified">2000-01-01T00:00:00Z</meta></metadata><manifest>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml" properties="mathml svg"/>
<item id="c" href="c.css" media-type="text/css"/>
<item id="x" href="x.ncx" media-type="application/x-dtbncx+xml"/>
</manifest><spine toc="x"><itemref idref="a"/></spine></package>"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="en" xml:lang="en"><head><title>A</title><link rel="stylesheet" href="c.css"/></head>
<body>{}</body></html>"""
NAVIGATION = '<nav epub:type="toc"><h1>A</h1><ol><li><a href="a.xhtml#a">A</a></li></ol></nav>'
TEXT = """<section epub:type="chapter" id="a"><h1>A</h1>
<p>A<a epub:type="noteref" href="#f">1</a></p>
<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>
<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>A</td></tr></tbody></table>
<aside epub:type="footnote" id="f"><p>A</p></aside></section>"""
NCX = """<ncx version="2005-1" xmlns="http://www.daisy.org/z3986/2005/ncx/"><head>
<meta name="dtb:uid" content="urn:uuid:f13e7718-16c7-5791-9a79-ed3d43ccd3ca"/></head>
<docTitle><text>A</text></docTitle><navMap><navPoint id="a" playOrder="1"><navLabel><text>A</text>
</navLabel><content src="a.xhtml#a"/></navPoint></navMap></ncx>"""


def is_started() -> bool:
    """Whether Java runs in this process."""
    jpype = sys.modules.get("jpype")
    return jpype is not None and bool(jpype.isJVMStarted())


def version() -> str:
    """Return the version of the library that Java stays with; none where it is not installed."""
    from importlib import metadata

    try:
        return metadata.version("JPype1")
    except metadata.PackageNotFoundError:
        return ""


def start(java_home: Path, jars: Sequence[Path], options: Sequence[str] = ()) -> None:
    """Start Java in this process and let it check a tiny EPUB, unless it runs already.

    `jars` are searched for classes in their order, `options` are more of Java's. Where it cannot be
    started nothing happens: Java is then run for each check, and says why.
    """
    if is_started():
        return
    with suppress(*NOT_STARTED):
        import jpype  # the process that Java stays in needs it, and no other

        path, jvm = list(map(str, jars)), str(library(java_home))
        jpype.startJVM(jvm, *OPTIONS, *options, classpath=path, interrupt=False)
    if is_started():
        with tempfile.TemporaryDirectory() as folder, suppress(InputError):
            tiny = Path(folder, "tiny.epub")
            write_tiny(tiny)
            examine(tiny)


def end() -> None:
    """End Java in this process, where it runs; it cannot be started again."""
    if is_started():
        sys.modules["jpype"].shutdownJVM()


def examine(path: Path) -> bytes:
    """Return EPUBCheck's report on an EPUB, in JSON. Raises InputError where it breaks down."""
    import jpype

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        arguments = [str(path), "--json", str(out), "--locale", "en", "--quiet"]
        try:
            jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")().run(arguments)
        except jpype.JException as fault:
            raise InputError(f"EPUBCheck broke down on {path.name}: {fault}.") from fault
        return out.read_bytes() if out.is_file() else b""


def write_tiny(path: Path) -> None:
    """Write an EPUB that has a little of all that EPUBCheck reads with a schema of its own."""
    members = {
        "META-INF/container.xml": CONTAINER,
        "p.opf": PACKAGE,
        "n.xhtml": PAGE.format(NAVIGATION),
        "a.xhtml": PAGE.format(TEXT),
        "c.css": "p { margin: 0 }",
        "x.ncx": NCX,
    }
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in members.items():
            archive.writestr(name, text)


def library(java_home: Path) -> Path:
    """Return where Java's library stands below its home. Raises OSError where it does not."""
    names = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
    for path in (java_home / name for name in names):
        if path.is_file():
            return path
    raise FileNotFoundError(java_home)
