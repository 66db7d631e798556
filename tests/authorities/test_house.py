"""The house's own list: read from tables and YAML, every fault told, and laid over what the rules derive."""

from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.authorities.heading import Kind
from archive.authorities.house import NO_HOUSE, Entry, House, read_house
from archive.authorities.keys import folded
from archive.describe.compose import derive
from archive.errors import RecordError
from archive.outline.blocks import Genre
from archive.record.model import Origin
from archive.sources.opening import open_source
from archive.workflows.intake import open_accession
from tests.describe.build import SIG, C, P, S, an_accession, reading_of

TABLE = (
    b"name,kind,variants,uri,scheme,note\n"
    b'"Hern\xc3\xa1ndez, Juan Orlando, 1968-",person,Juan Orlando Hernandez | JOH,http://id.worldcat.org/fast/2014214,FAST,\n'
    b"Water,topic,the water of the town,,,House heading\n"
)
YAML = """\
- name: Hernández, Juan Orlando, 1968-
  kind: person
  variants: [Juan Orlando Hernandez, JOH]
  uri: http://id.worldcat.org/fast/2014214
  scheme: FAST
- {name: Water, kind: topic, variants: the water of the town, note: House heading}
""".encode()


def test_a_table_and_yaml_say_the_same() -> None:
    """Both forms give one list, in the file's order."""
    house = read_house([("a.csv", TABLE)])
    assert house == read_house([("a.yaml", YAML)])
    assert house.entries == (
        Entry(
            "Hernández, Juan Orlando, 1968-",
            Kind.PERSON,
            ("Juan Orlando Hernandez", "JOH"),
            "http://id.worldcat.org/fast/2014214",
            "FAST",
        ),
        Entry("Water", Kind.TOPIC, ("the water of the town",), note="House heading"),
    )
    assert house.find("juan orlando hernandez") is house.entries[0]
    assert house.find("JOH", Kind.BODY) is None
    assert house.find("Nobody") is None
    assert pickle.loads(pickle.dumps(house)).find("joh") == house.entries[0]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.replace(b",", b";").replace(
            b'"Hern\xc3\xa1ndez; Juan Orlando; 1968-"', b'"Hern\xc3\xa1ndez, Juan Orlando, 1968-"'
        ),
        b"\xef\xbb\xbf" + TABLE,
        TABLE.replace(b"\n", b"\r\n"),
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(data: bytes) -> None:
    """Semicolons, a byte order mark and CRLF make no difference."""
    assert read_house([("a.csv", data)]) == read_house([("a.csv", TABLE)])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"nome,kind\nA,person\n"),
        ("a.csv", b""),
        ("a.csv", b"name,kind\n\xff,person\n"),
        ("a.csv", b'name,kind\n"A,person\n'),
        ("a.yaml", b"name: A\n"),
        ("a.yaml", b"- name: [\n"),
        ("a.yaml", b"\xff"),
    ],
)
def test_a_list_that_cannot_be_read_is_e0371(name: str, data: bytes) -> None:
    """No UTF-8, no CSV, no YAML, no names: the file is told."""
    with pytest.raises(RecordError) as caught:
        read_house([(name, data)])
    assert caught.value.code == "E0371"
    assert caught.value.where.startswith(name)


@pytest.mark.parametrize(
    ("name", "data", "place", "sentence"),
    [
        ("a.csv", b"name,kind\nA,persn\n", "a.csv row 2, kind", 'did you mean "person"?'),
        ("a.csv", b"name,kind\nA,event\n", "a.csv row 2, kind", "there are body, person, place, topic"),
        ("a.csv", b"name,kind\n,person\n", "a.csv row 2, name", "is missing"),
        ("a.csv", b"name,kind\nA,\n", "a.csv row 2, kind", "is missing"),
        ("a.csv", b"name,kind,uir\nA,person,x\n", "a.csv row 1, uir", 'did you mean "uri"?'),
        ("a.csv", b"name,kind,uri\nA,person,no uri\n", "a.csv row 2, uri", "is no URI"),
        ("a.csv", b"name,kind\nA,person,x\n", "a.csv row 2", "has 3 cells, the first row 2"),
        ("a.csv", b"name,kind\nA,person\na,body\n", "a.csv row 3, name", "is a form of a.csv row 2 already"),
        ("a.csv", b"name,kind\nA\x07,person\n", "a.csv row 2, name", "control character"),
        ("a.yaml", b"- A\n", "a.yaml line 1", "is no entry"),
        ("a.yaml", b"- {name: A, kind: person, nmae: B}\n", "a.yaml line 1, nmae", 'did you mean "name"?'),
        ("a.yaml", b"- {name: [A, B], kind: person}\n", "a.yaml line 1, name", "is one text"),
        ("a.yaml", b"- {name: ~, kind: person}\n", "a.yaml line 1, name", "is empty"),
    ],
)
def test_a_fault_of_a_list_is_told_with_its_place(name: str, data: bytes, place: str, sentence: str) -> None:
    """E0372 with row or line, and the nearest right word."""
    with pytest.raises(RecordError) as caught:
        read_house([(name, data)])
    assert (caught.value.code, caught.value.where) == ("E0372", name)
    assert any(where == place and sentence in what for where, what in caught.value.causes), (
        caught.value.causes
    )


def test_all_faults_of_all_lists_are_told_at_once() -> None:
    """Two files, three faults; of thousands the first hundreds and their number."""
    files = [("a.csv", b"name,kind\n,person\nA,x\n"), ("b.yaml", b"- {name: B, kind: y}\n")]
    with pytest.raises(RecordError) as caught:
        read_house(files)
    assert len(caught.value.causes) == 3
    with pytest.raises(RecordError) as caught:
        read_house([("a.csv", b"name,kind\n" + b"A,x\n" * 3000)])
    assert caught.value.causes[-1] == ("…", "and 2800 more")


names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, st.lists(names, max_size=3)), max_size=6, unique_by=lambda row: row[0]))
@settings(deadline=None)
def test_a_list_written_as_a_table_is_read_back(rows: list[tuple[str, list[str]]]) -> None:
    """Every name and variant comes back, or the list is refused for a form that two entries share."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["name", "kind", "variants"])
    writer.writerows([name, "topic", " | ".join(variants)] for name, variants in rows)
    forms = [folded(form) for name, variants in rows for form in {folded(form) for form in (name, *variants)}]
    if len(set(forms)) < len(forms):
        with pytest.raises(RecordError, match="already"):
            read_house([("a.csv", table.getvalue().encode())])
        return
    house = read_house([("a.csv", table.getvalue().encode())])
    assert len(house.entries) == len(rows)
    for entry in house.entries:
        assert all(house.find(form) is entry for form in entry.forms)


LETTER = [
    (S, "Dear Luis Almagro:"),
    (P, "The water of the town is foul. We ask for the water of the town. We ask the Relief Society."),
    (
        P,
        "The Relief Society came; the Relief Society went. On the Rio Turbio we wait. Rio Turbio, Rio Turbio.",
    ),
    (C, "Sincerely,"),
    (SIG, "Anna Weaver"),
]
HOUSE = read_house(
    [
        (
            "a.csv",
            b"name,kind,variants,uri,scheme\n"
            b'"Weaver, Anna, 1950-",person,Anna Weaver,http://example.org/1,House\n'
            b"Almagro Lemes,person,Luis Almagro,,\n"
            b"Water supply,topic,the water of the town,http://example.org/2,House\n"
            b"Workers Relief Society,body,Relief Society,,\n"
            b"Rio Turbio,place,,http://example.org/3,House\n",
        )
    ]
)


def stated(house: House) -> list[tuple[str, str | None, str | None, str | None]]:
    reading = reading_of(LETTER, Genre.LETTER)
    names = ("creator", "contributor", "subject", "spatial")
    return [
        (one.property, one.value, one.uri, one.scheme)
        for one in derive(reading, an_accession(authorities=house))
        if one.property in names
    ]


def test_the_house_gives_names_their_form_and_says_what_a_text_is_about() -> None:
    """Maker and addressee in the house's form; its topic, body and place as subjects and place; with URIs where it has them."""
    assert stated(NO_HOUSE) == [
        ("creator", "Anna Weaver", None, None),
        ("contributor", "Luis Almagro", None, None),
    ]
    assert stated(HOUSE) == [
        ("creator", "Weaver, Anna, 1950-", "http://example.org/1", "House"),
        ("contributor", "Almagro Lemes", None, None),
        ("subject", "Workers Relief Society", None, None),
        ("spatial", "Rio Turbio", "http://example.org/3", "House"),
        ("subject", "Water supply", "http://example.org/2", "House"),
    ]


def test_what_the_house_says_rests_on_the_words_of_the_text() -> None:
    """Each of its statements is an authority's, and quotes the text where it says."""
    reading = reading_of(LETTER, Genre.LETTER)
    for one in derive(reading, an_accession(authorities=HOUSE)):
        for evidence in one.evidence:
            assert evidence.start is not None
            assert reading.content[evidence.start : evidence.end] == evidence.quote
        if one.uri is not None and one.uri.startswith("http://example.org/"):
            assert one.origin is Origin.AUTHORITY
            assert one.evidence


def a_folder(root: Path, listed: str, **files: str) -> Path:
    root.mkdir(exist_ok=True)
    (root / "letter.txt").write_text("Dear Sir,\n")
    (root / "collection.yaml").write_text(
        f"identifier: local:a\ntitle: A\nrepository: {{name: A}}\nauthorities: [{listed}]\n"
    )
    for name, text in files.items():
        (root / name.replace("_", ".")).write_text(text)
    return root


def house_of(folder: Path) -> House:
    from datetime import UTC, datetime

    accession, _ = open_accession(folder, None, opened_at=None, now=datetime(2026, 1, 1, tzinfo=UTC))
    return accession.collection.authorities


def test_the_lists_that_a_collection_names_are_its_house(tmp_path: Path) -> None:
    """Beside the collection's file, in it the name; a list is no seed."""
    folder = a_folder(tmp_path / "seeds", "authorities.csv", authorities_csv="name,kind\nA,topic\n")
    assert [entry.name for entry in house_of(folder).entries] == ["A"]
    assert [ref.where for ref in open_source(folder).refs()] == ["letter.txt"]
    (tmp_path / "names.yaml").write_text("- {name: B, kind: person}\n")
    folder = a_folder(
        tmp_path / "more", "authorities.csv, ../names.yaml", authorities_csv="name,kind\nA,topic\n"
    )
    assert [entry.name for entry in house_of(folder).entries] == ["A", "B"]


def test_a_list_that_would_be_packaged_as_a_seed_is_e0373(tmp_path: Path) -> None:
    """A list of another name among the seeds is refused, before anything is packaged; hidden or outside it is well."""
    folder = a_folder(tmp_path / "seeds", "names.csv", names_csv="name,kind\nA,topic\n")
    with pytest.raises(RecordError) as caught:
        house_of(folder)
    assert caught.value.code == "E0373"
    (folder / "names.csv").rename(folder / ".names.csv")
    a_folder(folder, ".names.csv")
    assert [entry.name for entry in house_of(folder).entries] == ["A"]
