"""The site: every text whole, every link leading somewhere, nothing from elsewhere, and nothing that a bag could bring in."""

import hashlib
import json
import pickle
import re
import shutil
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.cli.main import main
from archive.paths import is_portable
from archive.reports.site.reading import read
from archive.reports.site.text_page import citation
from archive.reports.site.writing import _text
from archive.tei.project import projection
from archive.workflows.site import made_of
from tests.tei.making import record, stated

ROOT = Path(__file__).parent.parent.parent
NS = "http://www.tei-c.org/ns/1.0"
EDITORIAL = "editorial"
VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """What a browser would see of a page: its text without editorial notes, its links, its ids, and whether its tags close."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.text, self.links, self.ids, self.tags, self.data, self.open = [], [], [], [], [], []
        self.feed(data)
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[name] for name in ("href", "src") if name in found]
        if tag not in VOID:
            self.open.append((tag, set((found.get("class") or "").split())))

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, (self.open[-1], tag)
        self.open.pop()

    def handle_data(self, data):
        classes = set().union(*(classes for _, classes in self.open)) if self.open else set()
        if self.open and self.open[-1][0] == "script":
            self.data.append(data)
        elif not classes & {EDITORIAL, "anchor"} and "text" in classes:
            self.text.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "site"
    assert main(["site", str(ROOT / "bags"), "--out", str(out), "--quiet"]) == 0
    return out


def pages(site):
    return {
        path.relative_to(site): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def words(text):
    return text.split()


def test_the_text_of_each_page_has_an_address(site):
    """Where a name stands before the first block, its entry leads there."""
    found = [page for path, page in pages(site).items() if path.parent.name == "texts"]
    assert found
    assert all("text" in page.ids for page in found)


def test_every_text_is_there_word_for_word(site):
    """The text on each page, less editorial notes, has the words of the normalized text, in order."""
    for bag in sorted((ROOT / "bags").iterdir()):
        page = Page((site / "texts" / f"{bag.name}.html").read_text(encoding="utf-8"))
        source = next((bag / "data/text").glob("*.txt")).read_text(encoding="utf-8")
        assert words("".join(page.text)) == words(source)


def test_every_link_leads_somewhere(site):
    """Within the site each address has its file, and each fragment its element; no id stands twice."""
    found = pages(site)
    ids = {path: page.ids for path, page in found.items()}
    assert all(len(set(names)) == len(names) for names in ids.values())
    for path, page in found.items():
        for link in page.links:
            if re.match(r"https?://", link):
                continue
            address, _, fragment = link.partition("#")
            target = (site / path.parent / address).resolve() if address else (site / path).resolve()
            assert target.is_file(), (path, link)
            if fragment:
                assert fragment in ids[target.relative_to(site.resolve())], (path, link)


def test_nothing_comes_from_elsewhere_and_nothing_runs(site):
    """No script but data, no style but our own, no image, no frame; what is linked outward is only linked."""
    for path, page in pages(site).items():
        assert all(
            found.get("type") == "application/ld+json" for tag, found in page.tags if tag == "script"
        ), path
        assert not {tag for tag, _ in page.tags} & {
            "img",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "style",
        }
        fetched = [
            found["href"] for tag, found in page.tags if tag == "link" and found.get("rel") == "stylesheet"
        ]
        assert fetched == ["../style.css" if path.parent.name else "style.css"]
        assert not any(name.startswith("on") or name == "style" for _, found in page.tags for name in found)


def test_what_can_be_taken_home_is_what_the_bag_holds(site):
    """TEI, text, original and record byte for byte; the zip is the whole bag."""
    for bag in sorted((ROOT / "bags").iterdir()):
        folder = site / "files" / bag.name
        there = {hashlib.sha256(path.read_bytes()).hexdigest() for path in bag.rglob("*") if path.is_file()}
        assert all(
            hashlib.sha256(path.read_bytes()).hexdigest() in there
            for path in folder.iterdir()
            if path.suffix != ".zip"
        )
        with zipfile.ZipFile(folder / f"{bag.name}.zip") as packed:
            names = {name.partition("/")[2] for name in packed.namelist() if not name.endswith("/")}
        assert names == {str(path.relative_to(bag)) for path in bag.rglob("*") if path.is_file()}


def test_pages_say_what_they_are_to_machines(site):
    """Each text's page has DC and citation tags, the TEI as its other form, and JSON-LD with its title."""
    for path, page in pages(site).items():
        if path.parent.name != "texts":
            continue
        metas = {found.get("name"): found.get("content") for tag, found in page.tags if tag == "meta"}
        assert metas["DC.title"] == metas["citation_title"]
        assert "DC.identifier" in metas
        kinds = {
            found.get("type") for tag, found in page.tags if tag == "link" and found.get("rel") == "alternate"
        }
        assert kinds == {"application/tei+xml", "text/plain", "application/json"}
        assert metas["DC.title"] in json.dumps(json.loads("".join(page.data)), ensure_ascii=False)


def test_a_name_leads_to_its_entry_and_back(site):
    """The Organization of American States is linked from the letter to it, and its entry links the paragraphs that name it."""
    names = (site / "names.html").read_text(encoding="utf-8")
    entry = names[names.index('id="org-organization-of-american-states"') :].partition("<h3")[0]
    assert "texts/001_cdbfdec7be30a8e5.html#b" in entry
    letter = (site / "texts/001_cdbfdec7be30a8e5.html").read_text(encoding="utf-8")
    assert 'href="../names.html#org-organization-of-american-states"' in letter


EVENT = """Ferry workers ask for a vote

The workers of the harbour met on Friday, as they do every year, to remember the strike of May 3, 1990, and asked for a new vote on the plan.

The council of the town answered that the plan had been voted on twice, and that it would not put it to the vote again this year.
"""


def test_an_event_leads_to_its_entry_and_back(tmp_path, capsys):
    """The word for it is linked to the names' page, where the event stands with its date and leads back."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/ferry.txt").write_text(EVENT, encoding="utf-8")
    made = [
        "package",
        str(tmp_path / "seeds"),
        "--out",
        str(tmp_path / "bags"),
        "--opened-at",
        "2026-11-21T00:00:00Z",
    ]
    assert main(made) == 1  # for a person has still to say what the text does not
    assert main(["site", str(tmp_path / "bags"), "--out", str(tmp_path / "site"), "--quiet"]) == 0
    capsys.readouterr()
    text = (tmp_path / "site/texts/ferry.html").read_text(encoding="utf-8")
    assert '<a class="name event" href="../names.html#event-strike-1990-05-03">strike</a>' in text
    names = (tmp_path / "site/names.html").read_text(encoding="utf-8")
    entry = names[names.index('id="event-strike-1990-05-03"') :].partition("<h3")[0]
    assert "Strike, 1990-05-03" in entry
    assert 'href="texts/ferry.html#b' in entry


@pytest.mark.parametrize(
    ("statements", "wanted"),
    [
        ((), "Untitled. Letters. urn:uuid:12345678-1234-5678-9234-567812345678."),
        ((("identifier", "local:7"), ("identifier", "ark:/99999/fk4")), "Untitled. Letters. ark:/99999/fk4."),
        (
            (("identifier", "ark:/99999/fk4"), ("identifier", "https://doi.org/10.5072/1"), ("bibliographicCitation", "Gil. Poem, 1901.")),
            "Gil. Poem, 1901. https://doi.org/10.5072/1",
        ),
        (
            (("identifier", "https://doi.org/10.5072/1"), ("bibliographicCitation", "Gil, https://doi.org/10.5072/1")),
            "Gil, https://doi.org/10.5072/1",
        ),
        ((("identifier", "local:7"), ("bibliographicCitation", "Gil, local:7")), "Gil, local:7"),
    ],
)  # fmt: skip
def test_a_citation_has_the_identifier_that_lasts_longest(statements, wanted):
    """A DOI before an ARK before the document's own; none is added to a citation that has one of the document's."""
    known = record(*(stated(name, value) for name, value in statements))
    assert citation(SimpleNamespace(record=known, title="Untitled", created=None), "Letters") == wanted


def test_the_same_bags_give_the_same_site(site, tmp_path):
    """Made again elsewhere it has the same bytes."""
    assert main(["site", str(ROOT / "bags"), "--out", str(tmp_path / "again"), "--quiet"]) == 0
    one, two = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (site, tmp_path / "again")
    )
    assert one == two


def test_an_older_site_gives_way_and_nothing_else_does(tmp_path, capsys):
    """A site is replaced; a folder of somebody's, a file and a link are refused and left as they were."""
    out = tmp_path / "out"
    assert main(["site", str(ROOT / "bags/000_0fa32ea925ec3b8d"), "--out", str(out)]) == 0
    assert main(["site", str(ROOT / "bags"), "--out", str(out)]) == 0
    assert len(list((out / "texts").iterdir())) == 5
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("<html>mine</html>")
    assert main(["site", str(ROOT / "bags"), "--out", str(theirs)]) == 4
    assert "E0523" in capsys.readouterr().err
    assert (theirs / "index.html").read_text() == "<html>mine</html>"
    (tmp_path / "link").symlink_to(out)
    assert main(["site", str(ROOT / "bags"), "--out", str(tmp_path / "link")]) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "out", "theirs"]


@pytest.mark.parametrize("name", [".git", "CNAME", "mine.html"])
def test_what_somebody_put_into_a_site_is_not_lost(tmp_path, capsys, name):
    """A site that holds what no site has at its top is refused by that name, and left as it was; what file managers leave is no matter."""
    bag, out = str(ROOT / "bags/000_0fa32ea925ec3b8d"), tmp_path / "out"
    assert main(["site", bag, "--out", str(out)]) == 0
    (out / ".DS_Store").write_bytes(b"\x00")
    assert main(["site", bag, "--out", str(out)]) == 0
    assert not (out / ".DS_Store").exists()
    (out / name).mkdir()
    assert main(["site", bag, "--out", str(out)]) == 4
    told = capsys.readouterr().err
    assert "E0523" in told
    assert name in told
    assert (out / name).is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_site_gives_way_only_to_one_that_has_a_text(tmp_path, capsys):
    """Where no bag has a page, as when the folder's name is mistaken, what stands stays; where nothing stands nothing is made."""
    out = tmp_path / "out"
    assert main(["site", str(tmp_path / "bgas"), "--out", str(out)]) == 3
    assert not out.exists()
    assert main(["site", str(ROOT / "bags/000_0fa32ea925ec3b8d"), "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["site", str(tmp_path / "bgas"), "--out", str(out)]) == 3
    told = capsys.readouterr()
    assert "E0420" in told.err
    assert told.out == "0 texts, 1 bag without a page · no site was written\n"
    assert len(list((out / "texts").iterdir())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_what_a_killed_run_left_goes_with_the_next(tmp_path):
    """Half a site, hidden beside its place, does not stay for ever."""
    left = tmp_path / ".out.0123456789ab.part/texts"
    left.mkdir(parents=True)
    assert main(["site", str(ROOT / "bags/000_0fa32ea925ec3b8d"), "--out", str(tmp_path / "out")]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_bag_of_another_program_has_no_page(tmp_path, capsys):
    """It is told with its code, exit status 3, and the others have theirs."""
    from tests.targets.bags import foreign_bag

    foreign_bag(tmp_path / "bags/theirs")
    shutil.copytree(ROOT / "bags/000_0fa32ea925ec3b8d", tmp_path / "bags/ours")
    assert main(["site", str(tmp_path / "bags"), "--out", str(tmp_path / "out")]) == 3
    assert "E0524" in capsys.readouterr().err
    assert len(list((tmp_path / "out/texts").iterdir())) == 1


@pytest.mark.parametrize("out", ["site", "bags/site", "bags/deep/../site"])
def test_the_bags_that_a_site_gives_away_are_not_shown_again(tmp_path, capsys, out):
    """A site may lie in the folder of its bags: made once more it has the same pages, though it holds the bags packed."""
    shutil.copytree(ROOT / "bags/000_0fa32ea925ec3b8d", tmp_path / "bags/ours")
    (tmp_path / "bags/deep").mkdir()
    pages = []
    for _ in range(2):
        assert main(["site", str(tmp_path / "bags"), "--out", str(tmp_path / out)]) == 0
        pages.append((tmp_path / out / "index.html").read_bytes())
    assert pages[0] == pages[1]
    # From what it gives away itself.
    assert main(["site", str(tmp_path / out), "--out", str(tmp_path / out)]) == 0
    assert "0 texts" not in capsys.readouterr().out


def copied(to):
    shutil.copytree(ROOT / "bags/000_0fa32ea925ec3b8d", to)
    return to


def test_a_damaged_bag_has_no_page_and_the_others_have(tmp_path, capsys):
    """A file that is not what its manifest says, no XML, or no TEI, costs its bag the page: it is told by name, and nothing of it is left."""
    tei = "data/tei/000_0fa32ea925ec3b8d.tei.xml"
    copied(tmp_path / "bags/a")
    with (copied(tmp_path / "bags/b") / tei).open("ab") as file:
        file.write(b"\n")
    (copied(tmp_path / "bags/c") / tei).write_text("<TEI>")
    deep = "<div>" * 5000 + "<p/>" + "</div>" * 5000
    (copied(tmp_path / "bags/d") / tei).write_text(
        f'<TEI xmlns="{NS}"><text><body>{deep}</body></text></TEI>'
    )
    (copied(tmp_path / "bags/e") / tei).write_text(f'<TEI xmlns="{NS}"/>')
    (copied(tmp_path / "bags/f") / tei).write_text("<html><text/></html>")
    assert main(["site", str(tmp_path / "bags"), "--out", str(tmp_path / "out")]) == 3
    told = capsys.readouterr()
    assert "E0526" in told.err
    assert all(str(tmp_path / "bags" / name) in told.err for name in "bcdef")
    assert "E0599" not in told.err
    assert [path.name for path in (tmp_path / "out/texts").iterdir()] == ["a.html"]
    assert [path.name for path in (tmp_path / "out/files").iterdir()] == ["a"]


def test_two_bags_of_one_name(tmp_path, capsys):
    """The first has the page, and of the other it is said which took it; names that differ in case only are one."""
    for name in ("one/letter", "two/letter", "three/LETTER"):
        copied(tmp_path / "bags" / name)
    folders = [str(tmp_path / "bags" / name) for name in ("one", "two", "three")]
    assert main(["site", *folders, "--out", str(tmp_path / "out")]) == 3
    told = capsys.readouterr().err
    assert told.count("E0525") >= 1
    assert "two/letter" in told
    assert "one/letter" in told
    assert [path.name for path in (tmp_path / "out/texts").iterdir()] == ["letter.html"]


def test_names_that_no_address_takes_as_they_are(tmp_path):
    """Whatever a bag is called, its page and its files stand under names that every system and every address takes."""
    names = [
        "#frag?q=1",
        "%2e%2e",
        "a b",
        "quote'\"<b>",
        "new\nline",
        "rtl\u202egnp",
        "é" * 127,
        "x" * 255,
        "x..",
        "javascript:alert(1)",
        "con",
    ]
    for name in names:
        copied(tmp_path / "bags" / name)
    out = tmp_path / "out"
    assert main(["site", str(tmp_path / "bags"), "--out", str(out), "--quiet"]) == 0
    found = pages(out)
    assert len(list((out / "texts").iterdir())) == len(names)
    for path in out.rglob("*"):
        assert is_portable(path.name)
    for path, page in found.items():
        for link in page.links:
            if not link.startswith(("http", "#")):
                assert (out / path).parent.joinpath(link.partition("#")[0]).resolve().is_file(), link


def test_every_place_of_a_name_and_every_note_has_an_address():
    """A name before the first block leads to the text, and two notes in one block are two places."""
    made = etree.fromstring(
        f'<text xmlns="{NS}"><body><div><placeName ref="#x">A</placeName><p>b<note>c</note><note>d</note></p></div></body></text>'
    )
    reading = read(made, lambda pointer: "../places.html#x")
    assert reading.named == {"x": ["text"]}
    ids = re.findall('id="([^"]*)"', reading.html)
    assert len(ids) == len(set(ids)) == 3


def test_headings_go_down_by_one_level_and_parts_have_names_of_their_own():
    """A part without a heading adds no level, whatever is in it; a second letter is told from the first."""
    section = "<div><head>a</head><div><div><head>b</head></div></div></div>"
    letters = '<div type="letter"><p>c</p></div>' * 2 + "<table><row><cell>d</cell></row></table>" * 2
    made = etree.fromstring(
        f'<text xmlns="{NS}"><body><div>{section}{section}</div>{letters}<pb n="3"/></body></text>'
    )
    html = read(made, lambda pointer: None).html
    assert re.findall("<h([1-6])", html) == ["2", "3", "2", "3"]
    assert re.findall('aria-label="(Letter[^"]*)"', html) == ["Letter", "Letter 2"]
    assert re.findall('aria-label="(Table[^"]*)"', html) == ["Table", "Table 2"]
    assert 'role="separator" aria-label="page 3"' in html


@pytest.mark.parametrize(
    ("when", "time"),
    [
        ("1963-10-08", True),
        ("1963-10-08T10:30:00", True),
        ("1968-03-14T08:41:00Z", True),
        ("1963-10-08T10", False),
        ("yesterday", False),
    ],
)
def test_a_date_is_a_time_where_its_value_is_one(when, time):
    """A day, and the hour that a telegram tells with it; no other words."""
    made = etree.fromstring(f'<text xmlns="{NS}"><p><date when="{when}">then</date></p></text>')
    assert (f'datetime="{when}"' in read(made, lambda pointer: None).html) == time


@pytest.mark.parametrize("name", ["name", "block", "wrap", "numbered", "characters", "inside"])
def test_an_element_of_any_name_is_read_through(name):
    """What the page has no form for gives its words, by whatever name it goes."""
    made = etree.fromstring(f'<text xmlns="{NS}"><body><p>a<{name}>b</{name}>c</p></body></text>')
    assert ">abc<" in read(made, lambda pointer: None).html


def test_marks_that_help_reading_are_kept_and_those_that_disturb_are_shown():
    """A soft hyphen divides a word unseen; an override of direction is told by its number."""
    made = etree.fromstring(f'<text xmlns="{NS}"><p>co\xadoperate \u202ex\u200f</p></text>')
    html = read(made, lambda pointer: None).html
    assert "co\xadoperate \\u202ex\u200f" in html


def test_an_address_that_would_run(tmp_path):
    """A name's URI is a link only where a browser opens it and runs nothing."""
    bag = copied(tmp_path / "bags/a")
    tei = bag / "data/tei/000_0fa32ea925ec3b8d.tei.xml"
    text = tei.read_text(encoding="utf-8")
    assert '<idno type="URI">' in text
    tei.write_text(re.sub('(<idno type="URI">)[^<]*', r"\1javascript:alert(1)", text), encoding="utf-8")
    reseal(bag)
    out = tmp_path / "out"
    assert main(["site", str(tmp_path / "bags"), "--out", str(out), "--quiet"]) == 0
    links = [link for page in pages(out).values() for link in page.links]
    assert links
    assert not [link for link in links if "javascript" in link]


def reseal(bag):
    """The bag's digests made anew, as whoever made a hostile bag would."""
    for manifests, files in (("manifest", "data/**/*"), ("tagmanifest", "*")):
        for algorithm in ("sha256", "sha512"):
            listed = [
                path
                for path in sorted(bag.glob(files))
                if path.is_file() and not path.name.startswith("tagmanifest")
            ]
            lines = [
                f"{hashlib.new(algorithm, path.read_bytes()).hexdigest()}  {path.relative_to(bag)}\n"
                for path in listed
            ]
            (bag / f"{manifests}-{algorithm}.txt").write_text("".join(lines))


CHARS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=("Cc", "Cs"))
    | st.sampled_from("<&\"'>"),
    max_size=12,
)
NAMES = [
    "p",
    "div",
    "list",
    "item",
    "head",
    "opener",
    "salute",
    "said",
    "q",
    "quote",
    "lg",
    "l",
    "closer",
    "signed",
    "persName",
    "date",
    "figure",
    "table",
    "row",
    "cell",
    "ref",
    "lb",
    "label",
]
TREES = st.recursive(
    CHARS, lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=4)), max_leaves=12
)


def built(node, parent):
    if isinstance(node, str):
        text = "".join(char for char in node if char.isprintable() or char == "\n")
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        return
    name, children = node
    element = etree.SubElement(parent, f"{{{NS}}}{name}")
    element.set("ref", "#x")
    element.set("target", "javascript:alert(1)")
    element.set("type", 'a" onclick="b')
    for child in children:
        built(child, element)


@given(st.lists(TREES, max_size=4))
@settings(deadline=None)
def test_whatever_the_tei_holds_the_page_is_whole(trees):
    """Tags close in order, every word of the text is there, and no attribute of the document becomes one of ours."""
    text = etree.Element(f"{{{NS}}}text")
    for tree in trees:
        built(tree, text)
    html = read(text, lambda pointer: "../names.html#x").html
    page = Page(f'<div class="text">{html}</div>')
    assert words("".join(page.text)) == words(projection(text))
    assert not any(
        "onclick" in found or (found.get("href") or "").startswith("javascript") for _, found in page.tags
    )


def test_little_is_held_of_each_text(tmp_path):
    """Until the indexes are written, a site of very many texts holds of each what they need, and not its record or its findings."""
    for part in ("texts", "files"):
        (tmp_path / part).mkdir()
    made = made_of(
        [ROOT / "bags"],
        tmp_path / "site",
        lambda material: (len(pickle.dumps(material.record)), _text(tmp_path, material, "C")),
    )
    for outcome in made:
        record, kept = outcome.value
        assert len(pickle.dumps(kept.record)) < record / 4
        assert (kept.reading.html, kept.judged.findings, kept.made) == ("", (), ())
