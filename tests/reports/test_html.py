"""The report as a page: whole, safe, the same each time, and open to everybody."""

import fcntl
import io
import re
import tracemalloc
from base64 import b64encode
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.checks import Judged, Level
from archive.errors import BagError, SettingsError
from archive.findings import Finding
from archive.outcome import Done, Failed
from archive.reports.html import About, page, whole_file, write_report
from archive.reports.html.charts import _percent
from archive.reports.html.markup import said
from archive.reports.html.whole import MARK
from archive.reports.totals import Totals
from archive.workflows.results import Validated

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
VOID = {"meta", "input", "br", "wbr", "link", "img"}
WRONG = Finding("B0312", "data/a.txt", "9f" * 32, "77" * 32)
CASE = Finding("B0303", "data/b.txt")


def bag(name="bags/one", *findings, level=Level.BAG, title=None, created=None, completeness=None):
    judged = Judged(level, findings, 8, 31_000, True, completeness, None, title, created)
    return Done(Validated(name, judged))


def complete(**elements):
    met = sum(stands == "stated" for stands in elements.values())
    return {
        "gate": True, "met": met, "owed": len(elements), "level": "ideal",
        "vector": {"accuracy": [3, 4]}, "elements": elements,
    }  # fmt: skip


def html(*outcomes, tmp_path=None, about=None, totals=None):
    out = io.BytesIO()
    about = about or About(NOW, None, ("bags",))
    write_report(out, outcomes, about, totals or Totals(), beside=tmp_path)
    return out.getvalue().decode()


class Parsed(HTMLParser):
    """What a browser would make of the page: its elements in order, its text, and whether each is closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.texts, self.attributes = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def values(self, name):
        return [value for _, key, value in self.attributes if key == name]


@pytest.fixture
def some():
    """A good bag, a faulty one, one that could not be judged, and a deposit that owes an element."""
    return (
        bag("bags/good"),
        bag("bags/bad", WRONG, CASE, Finding("B0312", "data/c.txt", "0" * 64, "1" * 64)),
        Failed("bags/none", BagError("E0420", "bags/none", "No such file", (("x", "y"),))),
        bag(
            "bags/owing", level=Level.DEPOSIT, title="A letter", created="1871-11/1872",
            completeness=complete(title="stated", creator="not-stated", rights="owed", **{"description/license": "stated"}),
        ),
    )  # fmt: skip


def test_the_same_outcomes_and_time_give_the_same_bytes(some, tmp_path):
    """Nothing of the clock, the machine or the order of hashing gets in."""
    assert html(*some, tmp_path=tmp_path) == html(*some, tmp_path=tmp_path)


def test_the_time_shown_is_the_one_given_in_utc(some, tmp_path):
    """A time of another zone is told in UTC."""
    there = About(NOW.astimezone(timezone(timedelta(hours=-6))), "bag", ("bags",))
    text = html(*some, tmp_path=tmp_path, about=there)
    assert '<time datetime="2026-11-21T09:30:00Z">2026-11-21, 09:30 UTC</time>' in text


def test_the_page_needs_nothing_from_elsewhere(some, tmp_path):
    """No address but fragments of its own, every one of which is there; each id stands once."""
    text = html(*some, tmp_path=tmp_path)
    parsed = Parsed(text)
    ids = parsed.values("id")
    assert Counter(ids).most_common(1)[0][1] == 1
    assert {link.removeprefix("#") for link in parsed.values("href")} <= set(ids)
    assert parsed.values("src") == []
    assert all(address.startswith("#") for address in re.findall(r"url\(([^)]*)\)", text))
    assert "@import" not in text


def test_the_policy_allows_only_the_page_s_own_style_and_script(some, tmp_path):
    """The content security policy names the digests of what stands in the page, and nothing else."""
    text = html(*some, tmp_path=tmp_path)
    policy = next(value for value in Parsed(text).values("content") if "default-src" in value)
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        assert f"{tag}-src 'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert Parsed(text).values("style") == []


def test_whoever_does_not_see_can_read_it(some, tmp_path):
    """The language is given, each column and row has its heading, each drawing a text or none, each control a label."""
    text = html(*some, tmp_path=tmp_path)
    parsed = Parsed(text)
    assert ("html", "lang", "en") in parsed.attributes
    assert parsed.tags.count("th") == len(
        [1 for tag, key, _ in parsed.attributes if (tag, key) == ("th", "scope")]
    )
    assert parsed.tags.count("h1") == parsed.tags.count("main") == 1
    for svg in re.findall(r"<svg[^>]*>", text):
        assert 'aria-hidden="true"' in svg or ('role="img"' in svg and "aria-label=" in svg)
    for control in re.findall(r"<(?:input|select)", text):
        assert control
    assert len(re.findall(r"<label>[^<]*<(?:input|select)", text)) == len(
        re.findall(r"<(?:input|select) ", text)
    )


HOSTILE = [
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!--", "-->", "]]>", "&lt;b&gt;", "\u202egnp.exe", "\u2066a\u2069", "a\0b\x1b[31m", "a\udcffb", "\u200b\ufeff", "\n\r\t",
    "x" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_a_bag_becomes_markup(text, tmp_path):
    """With hostile words in every place, the page has the same elements, and shows no character that steers."""
    _held(text, tmp_path)


@given(text=st.text(min_size=1, max_size=60))
@settings(deadline=None, max_examples=60)
def test_no_text_at_all_becomes_markup(text, tmp_path_factory):
    """Whatever a bag says."""
    _held(text, tmp_path_factory.getbasetemp())


def _held(text, tmp_path):
    def filled(word):
        finding = Finding("B0312", word, word, word)
        return html(
            bag(word, finding, level=Level.DEPOSIT, title=word, created=word.replace("/", "-"), completeness=complete(**{word: "owed"})),
            Failed(word, BagError("E0420", word, word, ((word, word),))),
            tmp_path=tmp_path, about=About(NOW, None, (word,)),
        )  # fmt: skip

    whole, plain = filled(text), filled("plain")
    whole.encode("utf-8")
    assert Parsed(whole).tags == Parsed(plain).tags
    assert [(tag, key) for tag, key, _ in Parsed(whole).attributes] == [
        (tag, key) for tag, key, _ in Parsed(plain).attributes
    ]
    assert not re.search(
        "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", whole
    )


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Señor Pérez, «así»", "Señor Pérez, «así»"),
        ("a<b & \"c\" 'd'", "a&lt;b &amp; &quot;c&quot; &#x27;d&#x27;"),
        ("one\ntwo", "one\\ntwo"),
        ("\u202eabc", "\\u202eabc"),
        ("\udcff.txt", "\\xff.txt"),
        ("\U000e0041", "\\U000e0041"),
        ("می‌خواهم", "می‌خواهم"),
        ("x" * 401, "x" * 400 + "… (401 characters)"),
    ],
)
def test_text_is_shown_as_it_is_but_for_what_cannot_be_seen(text, shown):
    """Escapes stand for controls, overrides and broken bytes; letters of every script stay."""
    assert said(text) == shown


def test_the_numbers_add_up(some, tmp_path):
    """Errors of the totals are those of the rows and of the codes; bags are valid, invalid or not judged."""
    totals = Totals()
    text = html(*some, tmp_path=tmp_path, totals=totals)
    figures = {name: int(value) for name, value in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", text)}
    assert figures["bags"] == figures["valid"] + figures["invalid"] + figures["not judged"] == 4
    assert figures["errors"] == totals.counts["errors"] == 3
    assert "2 times in 1 bag" in text
    assert (text.count('class="code"'), totals.status) == (3, 3)


def test_each_finding_stands_with_all_that_is_known_of_it(some, tmp_path):
    """Code, severity, sentence, place, expected, found, clause and remedy, in the section of its bag."""
    text = html(*some, tmp_path=tmp_path)
    section = text.partition('id="bag-2"')[2].partition("</section>")[0]
    told = " ".join(Parsed(f"<section>{section.partition('>')[2]}</section>").texts)
    for part in ("B0312", "error", "data/a.txt", "9f" * 32, "77" * 32, "RFC 8493"):
        assert part in told
    assert section.count('class="remedy"') == section.count('class="finding"') == 2


def test_the_chart_counts_how_each_element_stands(tmp_path):
    """Stated, declared and owed over all records, as numbers beside the bars."""
    records = [complete(rights="stated"), complete(rights="owed"), complete(rights="not-applicable")]
    text = html(*(bag(level=Level.DEPOSIT, completeness=record) for record in records), tmp_path=tmp_path)
    row = re.search(r'<th scope="row">rights</th>.*?</tr>', text, re.DOTALL)[0]
    assert re.findall(r"<td>(\d+)</td>", row) == ["1", "1", "1"]
    assert 'aria-label="33 % stated"' in row


def test_a_house_without_deposits_is_told_so(tmp_path):
    """No chart is drawn of nothing."""
    assert "no record was held to a profile" in html(bag(), tmp_path=tmp_path)


@pytest.mark.parametrize(
    "part, whole, told",
    [(0, 0, "0 %"), (0, 9, "0 %"), (1, 1000, "under 1 %"), (999, 1000, "over 99 %"), (9, 9, "100 %"), (1, 3, "33 %")],
)  # fmt: skip
def test_a_share_is_never_none_or_all_of_what_is_not(part, whole, told):
    """One of a thousand is no 0 %, and 999 no 100 %."""
    assert _percent(part, whole) == told


def test_very_many_equal_findings_are_one_entry_with_three_examples(tmp_path):
    """Their number is told, and the page stays small."""
    same = tuple(Finding("B0301", f"data/{number}.txt") for number in range(30_000))
    text = html(bag("bags/one", *same), tmp_path=tmp_path)
    entry = text.partition('id="code-B0301"')[2].partition('id="findings"')[0]
    assert "30,000 times in 1 bag" in entry
    assert (entry.count("<li>"), "and 29,997 more" in entry) == (3, True)
    assert "29,800 more are left out of this page" in text
    assert len(text) < 100_000


def test_what_is_left_out_is_said(some, tmp_path, monkeypatch):
    """Past the limits, rows and sections are counted instead."""
    monkeypatch.setattr(page, "ROWS", 2)
    monkeypatch.setattr(page, "SECTIONS", 1)
    text = html(*some, tmp_path=tmp_path)
    assert "The first 2 of 4 bags" in text
    assert "1 further bag with findings" in text
    assert text.count('<tr id="row-') == 2
    assert Parsed(text)


def test_memory_does_not_grow_with_the_bags(tmp_path):
    """Ten times as many bags take no more memory at their peak."""

    def peak(count):
        outcomes = (bag(f"bags/{number}", WRONG, title="A title " * 20) for number in range(count))
        about = About(NOW, None, ("bags",))
        tracemalloc.start()
        with (tmp_path / "page").open("wb") as file:
            write_report(file, outcomes, about, Totals(), beside=tmp_path)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(10)
    assert peak(2000) < peak(200) * 1.5 + 100_000


def test_a_report_is_whole_or_not_there(tmp_path):
    """An end in the middle leaves the older report as it was, and nothing beside it."""
    place = tmp_path / "new" / "report.html"
    with whole_file(place) as file:
        file.write(MARK + b"older")

    def broken_off():
        with whole_file(place) as file:
            file.write(MARK + b"newer")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert place.read_bytes() == MARK + b"older"
    assert [path.name for path in place.parent.iterdir()] == ["report.html"]


def test_what_a_killed_report_left_is_cleared(tmp_path):
    """A draft of a run that is dead goes with the next run; one that a living run holds, and anybody's other file, stay."""
    place = tmp_path / "report.html"
    dead, living = (tmp_path / f".report.html.{digit * 12}.part" for digit in "ab")
    others = [
        tmp_path / name for name in (".report.html.part", ".other.html.aaaaaaaaaaaa.part", "report.html.part")
    ]
    for path in (dead, living, *others):
        path.write_bytes(b"x")
    with living.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with whole_file(place) as file:
            file.write(MARK)
    assert sorted(tmp_path.iterdir()) == sorted([place, living, *others])


def _other(tmp_path):
    (tmp_path / "notes.html").write_bytes(b"<!DOCTYPE html>\n<p>Mine.")
    return tmp_path / "notes.html"


def _folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def _link(tmp_path):
    (tmp_path / "link.html").symlink_to(_other(tmp_path))
    return tmp_path / "link.html"


def _in_bag(tmp_path):
    (tmp_path / "bag/data").mkdir(parents=True)
    (tmp_path / "bag/bagit.txt").touch()
    return tmp_path / "bag/data/report.html"


def _under_file(tmp_path):
    (tmp_path / "file").touch()
    return tmp_path / "file/report.html"


@pytest.mark.parametrize(
    "made, code",
    [(_other, "E0521"), (_folder, "E0521"), (_link, "E0521"), (_in_bag, "E0522"), (_under_file, "E0520")],
)
def test_a_report_takes_no_one_else_s_place(made, code, tmp_path):
    """What is no report is never replaced, and no bag gets a file."""
    place = made(tmp_path)
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    with pytest.raises(SettingsError) as caught, whole_file(place):
        raise AssertionError("it began")
    assert caught.value.code == code
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before
