"""The catalog for others: CSV, JSON, PREMIS; and the commands that print it."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from archive.catalog import open_catalog
from archive.catalog.export import as_csv, as_premis
from archive.catalog.lists import LISTS, Choice
from archive.premis import from_xml
from archive.resources import schema
from tests.catalog.house import HOSTILE, receipt, record_deposit, rows, run
from tests.catalog.test_catalog import facts
from tests.catalog.test_events import add, event

GRAMMAR = etree.RelaxNG(etree.fromstring(schema("archive-premis-events.rng")))
SCHEMA = json.loads(schema("catalog.schema.json"))


@pytest.fixture
def state(tmp_path):
    """Two deposits, one of them hostile in every text, and checks of every outcome."""
    from archive.findings import Finding
    from archive.premis import EventOutcome

    one = receipt(findings=(("R0221", "x"),), persistent="https://doi.org/10.1234/x")
    record_deposit(tmp_path, one, facts())
    odd = receipt(
        HOSTILE, identifier=HOSTILE, location=HOSTILE, lost=(HOSTILE,), version=None, software=HOSTILE
    )
    record_deposit(tmp_path, odd, facts(HOSTILE, title=HOSTILE))
    add(
        tmp_path,
        event(1, outcome=EventOutcome.FAIL, findings=(Finding("K0102", HOSTILE, HOSTILE, None),)),
        event(2, outcome=EventOutcome.WARNING, key=None, target=f"bags:/{HOSTILE}", detail=HOSTILE),
    )
    return tmp_path


@pytest.mark.parametrize("kind", LISTS)
def test_csv_has_each_row_and_column(state, kind):
    """What a spreadsheet reads is what the catalog lists; a cell that would be run as a formula is not one."""
    with open_catalog(state) as catalog:
        text = "".join(as_csv(catalog, kind, Choice()))
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    expected = rows(state, kind)
    assert len(read) == len(expected)
    for got, row in zip(read, expected, strict=True):
        for name, value in row.items():
            plain = "" if value is None else str(value)
            assert got[name] == (f"'{plain}" if plain.startswith(("=", "+", "-", "@")) else plain)


def test_an_empty_list_has_its_heading(tmp_path):
    """CSV of nothing is the names of the columns."""
    with open_catalog(tmp_path) as catalog:
        assert (
            "".join(as_csv(catalog, "seeds", Choice()))
            == "identifier,original,size,format,sha256,collection,accession\r\n"
        )


def test_premis_fits_the_grammar_and_says_all(state):
    """Each bag is a representation, each event is there with its outcome, and every link leads to something."""
    with open_catalog(state) as catalog:
        data = "".join(as_premis(catalog, Choice())).encode()
    GRAMMAR.assertValid(etree.fromstring(data))
    premis = from_xml(data)
    assert [(one.identifier, one.outcome.value) for one in premis.events] == [
        (row["id"], row["outcome"]) for row in rows(state, "events")
    ]
    assert {one.outcome.value for one in premis.events} == {"suc", "war", "fai"}
    known = {one.identifier for one in premis.representations}
    assert len(known) == len(rows(state, "bags")) == 3
    assert {what for one in premis.events for what, _ in one.objects} <= known
    agents = {one.identifier for one in premis.agents}
    assert {who for one in premis.events for who, _ in one.agents} == agents


def test_a_persistent_identifier_is_told(state):
    """A DOI that a repository gave stands in the list of receipts and, as a place of its own, in PREMIS."""
    told = [row["persistent_identifier"] for row in rows(state, "receipts")]
    assert sorted(told, key=str) == [None, "https://doi.org/10.1234/x"]
    with open_catalog(state) as catalog:
        data = "".join(as_premis(catalog, Choice()))
    assert data.count("<contentLocationValue>https://doi.org/10.1234/x<") == 1


def test_premis_of_one_bag_is_of_it_alone(state):
    """Chosen by name, identifier or key; another choice is E0727."""
    ran = run("catalog", "export", "--format", "premis", "--bag", "letters", "--state", state)
    premis = from_xml(ran.out.encode())
    assert [one.name for one in premis.representations] == ["letters"]
    assert len(premis.events) == 3
    for words in (("--target", "x"), ("--limit", "1"), ("--since", "2026-01-01")):
        assert "E0727" in run("catalog", "export", "--format", "premis", "--state", state, *words).err
    assert "E0727" in run("catalog", "export", "--bag", "letters", "--state", state).err


def test_jing_agrees(state, tmp_path):
    """A validator that is not ours reads grammar and document alike."""
    if shutil.which("jing") is None:
        pytest.skip("jing is not installed")
    grammar, document = tmp_path / "grammar.rng", tmp_path / "document.xml"
    grammar.write_bytes(schema("archive-premis-events.rng"))
    document.write_text(run("catalog", "export", "--format", "premis", "--state", state).out)
    done = subprocess.run(
        ["jing", grammar, document], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (0, "")
    document.write_text(document.read_text().replace(">fail<", ">failure<"))
    assert (
        subprocess.run(["jing", grammar, document], capture_output=True, check=False, timeout=120).returncode
        == 1
    )


def test_json_is_everything(state):
    """One object with every list, row for row, hostile words as they are."""
    whole = json.loads(run("catalog", "export", "--state", state).out)
    assert whole == {"format": "archive-catalog/1", **{kind: rows(state, kind) for kind in LISTS}}
    jsonschema.validate(whole, {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/export"})


@pytest.mark.parametrize("kind", LISTS)
def test_lists_are_as_their_schema_says(state, kind):
    """JSON and JSON lines have the same rows."""
    whole = run("catalog", "list", kind, "--state", state, "--format", "json")
    assert whole.status == 0
    jsonschema.validate(whole.json, SCHEMA)
    lines = run("catalog", "list", kind, "--state", state, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == whole.json[kind] == rows(state, kind)


def test_a_person_s_list_cannot_steer_the_screen(state):
    """Controls of a title or a target are shown as escapes, and every row stands on one line."""
    for kind in LISTS:
        out = run("catalog", "list", kind, "--state", state).out
        assert not {"\x1b", "\u202e", "\x00"} & set(out)
        assert len(out.splitlines()) == (len(rows(state, kind)) or -1) + 2


def test_search_finds_words_anywhere_without_accents(state):
    """All words must stand there, in any order; what is not there finds nothing, and ends well."""
    record_deposit(state, receipt("honduras"), facts("honduras", words="juan orlando hernandez"))
    assert [
        row["bag"]
        for row in run("catalog", "search", "HERNÁNDEZ", "juan", "--format", "json", "--state", state).json[
            "bags"
        ]
    ] == ["honduras"]
    ran = run("catalog", "search", "hernandez", "nobody", "--state", state)
    assert (ran.status, ran.out) == (0, "0 bags\n")


def test_quiet_is_silent_and_a_bad_receipt_is_status_3(state):
    """The exit status tells what --quiet does not print."""
    from archive.receipts import keep

    assert (
        run("catalog", "list", "--quiet", "--state", state).out,
        run("catalog", "list", "--quiet", "--state", state).status,
    ) == ("", 0)
    keep(receipt("bad"), state).write_bytes(b"{}")
    ran = run("catalog", "list", "--state", state)
    assert ran.status == 3
    assert "E0612" in ran.err
    assert run("catalog", "list", "--quiet", "--state", state).status == 3


@pytest.mark.parametrize(
    "words",
    [
        ("list", "secrets"),
        ("list", "--limit", "0"),
        ("list", "--since", "yesterday"),
        ("export", "--format", "xls"),
        ("search",),
        (),
    ],
)
def test_what_cannot_be_meant_is_usage(words):
    """Status 2."""
    assert run("catalog", *words).status == 2


def test_the_state_of_the_settings_is_taken(state, tmp_path, monkeypatch):
    """archive.toml names the folder; --state goes before it."""
    monkeypatch.chdir(tmp_path)
    Path("archive.toml").write_text('state = "elsewhere"\n')
    assert "E0728" in run("catalog", "list").err
    assert run("catalog", "list", "--state", state).status == 0
