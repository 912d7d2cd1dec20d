"""Judges of finished files that are not our own: asked when they are wanted, never fetched."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from octavo.desk import doctor
from octavo.formats import archive
from octavo.model.finding import Severity
from octavo.press.judges import ace, axe, judge, links, nu, onix, tools
from octavo.press.judges.judge import JUDGES, Judge
from octavo.press.judges.remark import Remark, Spot, markup
from octavo.system import programs
from tests.running import call, make_book, whole

PAGE = "<html><body id='top'><p>{}</p></body></html>"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_book(tmp_path_factory.mktemp("judged") / "book", "html")
    whole(folder, checked=False)
    return folder


@pytest.fixture
def nothing_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no judge was installed."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setattr(programs, "PACKAGE", tmp_path / "octavo")
    monkeypatch.setattr(tools, "CHROMIUM", ("no-such-browser",))


@pytest.mark.usefixtures("nothing_there")
@pytest.mark.parametrize("name", ["ace", "nu", "axe"])
def test_a_judge_that_is_not_installed_says_how_to_get_it(book: Path, name: str) -> None:
    done = call(book, "verify", "--judges", name)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert "is not installed. Get it: npm install --ignore-scripts --prefix" in line
    [part] = [one for one in doctor._judges() if one.name == JUDGES[name].called]
    assert part.state is doctor.State.OPTIONAL
    assert "Get it: npm install" in part.about


@pytest.mark.usefixtures("nothing_there")
def test_all_are_those_that_are_installed() -> None:
    assert [one.name for one in judge.chosen("all")] == ["links", "onix"]


def test_a_browser_comes_from_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tools, "module", lambda *_: tmp_path / "a" / "axe.js")
    monkeypatch.setattr(tools, "CHROMIUM", ("no-such-browser",))
    for asked, called in ((ace, "Ace"), (axe, "axe")):
        with pytest.raises(judge.InputError, match=rf"{called} needs Chromium.*apt install"):
            asked.identity()
    monkeypatch.setattr(tools.shutil, "which", lambda _: None)
    with pytest.raises(judge.InputError, match=r"Ace needs Node.*apt install nodejs"):
        tools.node("Ace")


@pytest.mark.parametrize(
    ("name", "hint"), [("aze", "Did you mean “axe”?"), ("lighthouse", "One of ace, nu, axe,")]
)
def test_a_judge_that_nobody_knows(book: Path, name: str, hint: str) -> None:
    done = call(book, "verify", "--judges", f"links,{name}")
    assert done.returncode == 2
    assert done.stderr.startswith(f"octavo: “{name}” is not a judge. {hint}")


def test_links_are_followed_in_a_finished_site(book: Path, tmp_path: Path) -> None:
    assert call(book, "verify", "--judges", "links").returncode == 0
    page = book / "dist" / "site" / "two.html"
    text = page.read_text("utf-8")
    try:
        page.write_text(text.replace('href="one.html', 'href="One.html', 1), "utf-8")
        done = call(book, "verify", "--judges", "links")
    finally:
        page.write_text(text, "utf-8")
    lines = [line for line in done.stdout.splitlines() if line.endswith("[link-judge]")]
    assert lines
    assert lines[0].startswith("source/02-two.md:1: error: The address One.html")
    assert "one.html is: capitals count on a server" in lines[0]


GOOD = (
    *(
        "two.html",
        "two.html#there",
        "#top",
        "",
        "https://press.example/a?b#c",
        "mailto:a@b.example",
    ),
    *("tel:+441", "urn:isbn:9780306406157", "./", "two.html?a=b", "http://localhost:8000/"),
)
BAD = (
    *("three.html", "two.html#nowhere", "#nobody", "Two.html", "https://press/", "http:///a"),
    *("javascript:a()", "a b.html", "//[", "https://press.example/a b", "../outside.html"),
)


@pytest.mark.parametrize(("address", "wrong"), [*((a, 0) for a in GOOD), *((a, 1) for a in BAD)])
def test_an_address(tmp_path: Path, address: str, wrong: int) -> None:
    (tmp_path / "index.html").write_text(PAGE.format(f'<a href="{address}">a</a>'), "utf-8")
    (tmp_path / "two.html").write_text(PAGE.format("<b id='there'>b</b>"), "utf-8")
    remarks = [one for one in links.remarks(tmp_path) if one.rule == "link-judge"]
    assert len(remarks) == wrong, remarks
    assert all(one.spot.page == "index.html" and one.spot.line == 1 for one in remarks)


def test_a_page_that_no_other_leads_to_and_what_a_style_fetches(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.format("a"), "utf-8")
    (tmp_path / "two.html").write_text(PAGE.format("<img srcset='a.png 1x, b.png 2x'>"), "utf-8")
    (tmp_path / "a.css").write_text("b { c: url('d.woff2') }", "utf-8")
    (tmp_path / "a.png").write_bytes(b"")
    remarks = links.remarks(tmp_path)
    assert [one.rule for one in remarks] == ["link-judge", "link-judge", "link-alone"]
    assert ["b.png" in remarks[0].text, "d.woff2" in remarks[1].text] == [True, True]
    with pytest.raises(judge.InputError, match="is damaged"):
        links.remarks(_file(tmp_path / "a.epub", b"no zip"))


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_ace_says() -> None:
    report = {
        "assertions": [
            {
                "earl:testSubject": {"url": "text/ch001.xhtml"},
                "assertions": [
                    {
                        "earl:test": {
                            "dct:title": "image-alt",
                            "earl:impact": impact,
                            "help": {"dct:description": "Images must have alternative text"},
                        },
                        "earl:result": {
                            "earl:outcome": outcome,
                            "html": '<img xmlns="http://www.w3.org/1999/xhtml" src="a.png"/>',
                            "earl:pointer": {"cfi": ["/4/2[first]/4/2"]},
                        },
                    }
                    for impact, outcome in (("serious", "fail"), ("minor", "fail"), ("", "pass"))
                ],
            }
        ]
    }
    words = 'Images must have alternative text: <img src="a.png"/>.'
    spot = Spot("EPUB/text/ch001.xhtml", way=("first", 1, 0))
    assert list(ace._remarks(report, ["mimetype", "EPUB/text/ch001.xhtml"])) == [
        Remark("ace-image-alt", words, Severity.ERROR, spot),
        Remark("ace-image-alt", words, Severity.WARNING, spot),
    ]


def test_what_nu_says(tmp_path: Path) -> None:
    at = {"url": (tmp_path / "a%20b.html").as_uri().replace("%2520", "%20"), "lastLine": 3}
    report = [
        {"type": "error", "message": "Stray start tag.", "lastColumn": 9, **at},
        {"type": "info", "subType": "warning", "message": "An empty heading.", **at},
        {"type": "info", "message": "Using a schema", **at},
    ]
    assert list(nu._remarks(report, tmp_path)) == [
        Remark("nu-error", "Stray start tag.", Severity.ERROR, Spot("a b.html", 3, 9)),
        Remark("nu-warning", "An empty heading.", Severity.WARNING, Spot("a b.html", 3)),
    ]


def test_what_a_judge_said_of_the_same_bytes_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = _file(tmp_path / "a.epub", b"1"), []
    remark = Remark("link-judge", "No.", Severity.ERROR, Spot("a", way=("b", 1)), "Mend it.")
    monkeypatch.setattr(links, "remarks", lambda *given: asked.append(given) or [remark])
    one = Judge("links", "Links", ("epub",))
    for _ in range(2):
        assert judge.asked(one, path, tmp_path / "cache") == [remark]
    assert len(asked) == 1
    path.write_bytes(b"2")
    judge.asked(one, path, tmp_path / "cache")
    monkeypatch.setattr(links, "identity", lambda: "another version")
    judge.asked(one, path, tmp_path / "cache")
    assert len(asked) == 3


def test_a_judge_that_breaks_down_is_an_error(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> list[Remark]:
        raise OSError("no room is left")

    monkeypatch.setattr(links, "remarks", breaks)
    monkeypatch.setattr(links, "identity", lambda: "one that breaks")
    done = call(book, "verify", "--judges", "links")
    assert done.returncode == 1
    assert "Links could not check site: no room is left." in done.stdout
    assert "[judge-failed]" in done.stdout


def test_a_message_that_was_delivered_is_judged(tmp_path: Path) -> None:
    folder = tmp_path / "delivery" / "my-book" / "apple"
    folder.mkdir(parents=True)
    (folder / "other.xml").write_bytes(b"<other/>")
    message = _file(folder / "onix.xml", b'<ONIXMessage release="3.1" xmlns="a"/>')
    assert onix.messages(tmp_path) == [message]
    assert {one.rule for one in onix.remarks(message)} == {"onix-judge"}


def test_an_e_book_is_unpacked_nowhere_else(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    archive.write(path, {"mimetype": b"a", "a/b.xhtml": b"b", "../../c": b"c"}, 0)
    folder = tmp_path / "in" / "room"
    folder.mkdir(parents=True)
    axe._unpacked(path, folder)
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == [
        "a.epub",
        "b.xhtml",
        "mimetype",
    ]


def test_markup_is_shown_short() -> None:
    assert markup('<p xmlns="a" xmlns:epub="b" class="c">' + "d" * 200).startswith('<p class="c">')
    assert len(markup("e" * 200)) == 100
    assert orjson.loads(orjson.dumps(Spot("a", way=("b", 1))))["way"] == ["b", 1]


@pytest.mark.parametrize(
    ("rule", "reasons", "is_read"),
    [
        ("color-contrast", ["", "nonBmp"], True),
        ("color-contrast", ["bgGradient"], True),
        ("color-contrast", ["bgImage"], False),
        ("color-contrast", ["bgOverlap", "fgAlpha"], False),
        ("label-content-name-mismatch", [""], True),
        ("bypass", [""], False),
    ],
)
def test_what_axe_leaves_undecided_is_read_by_its_reasons(
    rule: str, reasons: list[str], is_read: bool
) -> None:
    assert axe._is_read(rule, {"why": reasons}) is is_read
