"""`archive describe`, whole: what is known, what is owed, and the ways in and out."""

import csv
import io
import json
import shutil

import jsonschema
import pytest

from archive.authorities.build import build_index
from archive.authorities.packages import find_packages
from archive.cli.main import main
from archive.resources import schema
from tests.authorities.small import wheels_in
from tests.cli.conftest import ROOT, Ran, tree

SEEDS = ROOT / "seeds"


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """`here("describe", …)` runs the command within this process: the language model is loaded once for all tests."""

    def run(*args):
        capsys.readouterr()
        try:
            status = main(list(map(str, args)))
        except SystemExit as error:
            status = error.code
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return run


LETTER = """12 Mill Lane, Ashford
3 November 1911

Dear Mr. Hollis,

The waters of last week rose higher than any of us remember. The lower meadow is under three feet of water.

Yours faithfully,

Albert Mason
"""


@pytest.fixture
def letters(tmp_path):
    """A folder of three texts of which nobody has said anything, and one file that is no text."""
    folder = tmp_path / "letters"
    (folder / "more").mkdir(parents=True)
    (folder / "letter.txt").write_text(LETTER)
    (folder / "more/note.txt").write_text("A note.\n")
    (folder / "more/note.md").write_text("Another note.\n")
    (folder / "scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    return folder


@pytest.fixture
def catalogued(tmp_path):
    """The five seeds with their sidecars, to change."""
    return shutil.copytree(SEEDS, tmp_path / "catalogued")


def edited(path, out, changes):
    """A table with some cells changed, saved as a spreadsheet would: `changes` from (file, column) to the new cell."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    for (name, column), cell in changes.items():
        next(row for row in rows if row[0] == name)[header.index(column)] = cell
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])
    return out


def test_the_seeds_are_complete(archive):
    """Each is shown with whose word each value is, nothing is owed, and the last line says what to do next."""
    ran = archive("describe", SEEDS)
    assert ran.status == 0, ran.out + ran.err
    assert ran.out.count("  complete · ") == 5
    assert "  person      title           International Action Center statement" in ran.out
    assert "  collection  rights          Copyright Not Evaluated" in ran.out
    assert "R01" not in ran.out
    assert ran.out.splitlines()[-1].startswith("Nothing is owed:  python -m archive package")


def test_of_a_letter_nobody_described(here, letters):
    """What the text says stands with the words it rests on, what is owed with its code, and one bad seed stops no other."""
    ran = here("describe", "letters")
    assert ran.status == 3
    assert "creator         Albert Mason [aut]" in ran.out
    assert "created         1911-11-03  “3 November 1911”" in ran.out
    assert "rights R0109, accessRights R0110, provenance R0111" in ran.out
    assert "All owe rights, accessRights, provenance" in ran.out
    assert "E0203" in ran.out
    assert ran.out.rstrip().endswith("python -m archive describe letters --write")
    assert "\x1b[" not in ran.out


def test_colour_says_nothing_alone(archive, letters):
    """On a terminal the same words stand there: taking the colours away leaves each label."""
    plain = archive("describe", "letters").out
    coloured = archive(
        "describe", "letters", env={"FORCE_COLOR": "1", "COLUMNS": "400", "TERM": "xterm-256color"}
    ).out
    assert "\x1b[" in coloured
    for label in ("text ", "program ", "measured ", "owed "):
        assert plain.count(f"\n  {label}") == _bare(coloured).count(f"\n  {label}") > 0


def _bare(text):
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_of_a_text_that_cannot_be_described_nothing_is_said_to_be_done(here, tmp_path):
    """Where all that there is failed, the last line is to mend it, and does not lead on to packaging."""
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong/a.txt").write_text("A note.\n")
    (tmp_path / "wrong/a.yaml").write_text(
        'cataloguer: N. N.\ncreated: {value: 1911, origin: inferred, evidence: "not there"}\n'
    )
    ran = here("describe", "wrong")
    assert (ran.status, "E0351" in ran.out) == (3, True)
    assert ran.out.splitlines()[-1] == "Mend what failed and run it again; the others are as above."


def test_what_the_program_would_have_said(here, catalogued):
    """Where the text says otherwise than a person, both are shown: the person's word, and the guess that was not taken."""
    sidecar = catalogued / "000_0fa32ea925ec3b8d.yaml"
    text = sidecar.read_text()
    sidecar.write_text(text.replace('value: "2017-12-03"\n', 'value: "2017-12-04"\n', 1))
    ran = here("describe", "catalogued")
    assert "person      " in ran.out
    assert "created         2017-12-04" in ran.out
    assert (
        "guess       created         2017-12-03  “Dec. 3, 2017”  (not taken, for a person says otherwise)"
        in ran.out
    )
    row = here("describe", "catalogued", "--format", "json").json["seeds"][0]
    assert [(item["property"], item["value"]) for item in row["not_taken"]] == [("created", "2017-12-03")]


def test_the_output_is_what_its_schema_says(here, letters, catalogued, tmp_path):
    """JSON and every JSON line hold to the published schema, whatever was asked; its record to the record's."""
    published = json.loads(schema("describe.schema.json"))
    record = json.loads(schema("record.schema.json"))
    item = {**published["$defs"]["item"], "$defs": published["$defs"]}
    here("describe", "catalogued", "--export", "csv", "--out", "t.csv")
    edited(
        tmp_path / "t.csv",
        tmp_path / "u.csv",
        {("002_69302d3d23369df3.txt", "dcterms.title"): "Another title"},
    )
    for args in (
        ("letters",),
        ("catalogued",),
        ("letters", "--write"),
        ("letters", "--write", "--out", "drafts"),
        ("catalogued", "--import", "u.csv"),
        ("catalogued", "--import", "u.csv", "--force"),
        ("catalogued", "--export", "turtle", "dspace", "--out", "exported"),
    ):
        whole = here("describe", *args, "--format", "json").json
        jsonschema.validate(whole, published)
        for line in here("describe", *args, "--format", "jsonl").out.splitlines():
            jsonschema.validate(json.loads(line), item)
        for row in whole["seeds"]:
            if row["status"] == "described":
                jsonschema.validate(row["record"], record)
                assert len(row["voices"]) == len(row["record"]["statements"])


def test_processes_say_the_same(archive):
    """Two processes, in another place and time zone, give the same records."""
    one = archive("describe", SEEDS, "--format", "jsonl", "--executor", "serial").out
    two = archive(
        "describe",
        SEEDS,
        "--format",
        "jsonl",
        "--executor",
        "processes:2",
        env={"TZ": "Asia/Kathmandu", "LC_ALL": "C"},
    ).out
    assert one == two != ""


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_changes_nothing(here, letters):
    """Beside each text a sidecar, named so that it means that text alone; the records stay as they were, and so does what is owed."""
    before = here("describe", "letters", "--format", "jsonl", "--opened-at", "2026-01-01").out
    ran = here("describe", "letters", "--write")
    assert ran.status == 3  # the picture
    assert "  ✓ drafted    letter.txt  letter.yaml  7 todos" in ran.out
    assert sorted(path.name for path in letters.rglob("*.yaml")) == [
        "letter.yaml",
        "note.md.yaml",
        "note.txt.yaml",
    ]
    assert not list(letters.rglob(".*"))
    after = here("describe", "letters", "--format", "jsonl", "--opened-at", "2026-01-01").out
    rows = [[json.loads(line) for line in text.splitlines()] for text in (before, after)]
    for old, new in zip(*rows, strict=True):
        assert old.pop("sidecars", None) != new.pop("sidecars", None) or old["status"] == "failed"
        assert old == new


def test_a_todo_is_owed_when_packaged(here, letters):
    """`package` reads the drafts and says with its code what is still owed; a todo is no value."""
    here("describe", "letters", "--write")
    rows = here("package", "letters", "--out", "bags", "--format", "json").json["seeds"]
    row = next(row for row in rows if row["seed"] == "letter")
    assert {"R0109", "R0110", "R0111"} <= {finding["code"] for finding in row["findings"]}
    assert "todo" not in (letters.parent / "bags/letter/data/metadata/record.json").read_text()


def test_a_person_s_sidecar_is_never_touched(here, letters):
    """It is kept byte for byte, whatever it says; drafts elsewhere are silent on what it says."""
    mine = b"# mine\r\ntitle:   The flood\n\n"
    (letters / "letter.yaml").write_bytes(mine)
    ran = here("describe", "letters", "--write")
    assert "  = stands     letter.txt  letter.yaml" in ran.out
    assert (letters / "letter.yaml").read_bytes() == mine
    here("describe", "letters", "--write", "--out", "drafts")
    draft = (letters.parent / "drafts/letter.yaml").read_text()
    assert "# title:" not in draft
    assert "# created:" in draft
    again = here("describe", "letters", "--write", "--out", "drafts")
    assert "0 drafted" in again.out


def test_an_edited_draft_is_the_person_s_word(here, letters):
    """A todo filled in and a comment taken over are what the person says, with the evidence found in the text."""
    here("describe", "letters", "--write")
    path = letters / "letter.yaml"
    text = path.read_text().replace("cataloguer: todo", "cataloguer: Ana Rivera")
    text = text.replace("\nrights: todo", "\nrights: http://rightsstatements.org/vocab/CNE/1.0/")
    start = text.index("# created:")
    end = text.index("# type:")
    path.write_text(text[:start] + text[start:end].replace("# ", "") + text[end:])
    row = next(
        row
        for row in here("describe", "letters", "--format", "json").json["seeds"]
        if row["seed"] == "letter"
    )
    said = {item["property"]: item for item in row["record"]["statements"]}
    assert said["created"]["agent"]["name"] == said["rights"]["agent"]["name"] == "Ana Rivera"
    assert said["created"]["evidence"] == [{"quote": "3 November 1911", "start": 22, "end": 37}]
    assert "rights" not in {item["property"] for item in row["owed"]}


# --- tables and other descriptions ------------------------------------------------------------------------------------


def test_a_table_unchanged_changes_nothing(here, catalogued):
    """Exported and taken back as it is, it says nothing new, and no file is touched."""
    before = tree(catalogued)
    here("describe", "catalogued", "--export", "csv", "--out", "t.csv")
    ran = here("describe", "catalogued", "--import", "t.csv")
    assert (ran.status, ran.out.count("  = unchanged ")) == (0, 5)
    assert tree(catalogued) == before


def test_an_edited_table_needs_force_against_a_person(here, catalogued, tmp_path):
    """Without --force each difference is told and nothing is written; with it the words stand, and the old file is kept."""
    here("describe", "catalogued", "--export", "csv", "--out", "t.csv")
    name = "001_cdbfdec7be30a8e5"
    edited(tmp_path / "t.csv", tmp_path / "u.csv", {(f"{name}.txt", "dcterms.created"): "2017-12-21"})
    before = tree(catalogued)
    refused = here("describe", "catalogued", "--import", "u.csv")
    assert refused.status == 3
    assert (
        "created: a person says '2017-12-20' (EDTF, transcribed), the import '2017-12-21' (EDTF, transcribed)"
        in refused.out
    )
    assert tree(catalogued) == before
    forced = here("describe", "catalogued", "--import", "u.csv", "--force")
    assert forced.status == 0, forced.out
    assert "      - created         2017-12-20\n      + created         2017-12-21" in forced.out
    assert (catalogued / f".{name}.yaml.1").read_bytes() == (SEEDS / f"{name}.yaml").read_bytes()
    old, new = (
        (SEEDS / f"{name}.yaml").read_text().splitlines(),
        (catalogued / f"{name}.yaml").read_text().splitlines(),
    )
    assert old[0] == new[0]  # the comments stand
    assert len(set(old) - set(new)) <= 2
    row = here("describe", "catalogued", "--format", "json").json["seeds"][1]
    assert next(s["value"] for s in row["record"]["statements"] if s["property"] == "created") == "2017-12-21"


def test_what_the_program_said_is_the_person_s_once_they_change_it(here, letters, tmp_path):
    """A cell that was not edited stays the program's; one that was is said by the person, in a new sidecar that says nothing else."""
    (letters / "scan.txt").unlink()
    here("describe", "letters", "--export", "csv", "--out", "t.csv")
    table = edited(
        tmp_path / "t.csv", tmp_path / "u.csv", {("letter.txt", "dcterms.creator"): "Mason, Albert"}
    )
    text = table.read_text(encoding="utf-8-sig")
    header, rest = text.split("\n", 1)
    table.write_text(f"{header.strip()};cataloguer\n" + rest.replace("\r\n", "\n"), encoding="utf-8")
    ran = here("describe", "letters", "--import", "u.csv")
    assert ran.status == 0, ran.out + ran.err
    assert [path.name for path in letters.rglob("*.yaml")] == ["letter.yaml"]
    row = next(
        r for r in here("describe", "letters", "--format", "json").json["seeds"] if r["seed"] == "letter"
    )
    by = {s["property"]: s["agent"]["name"] for s in row["record"]["statements"]}
    assert by["created"] == "archive"
    assert {s["value"] for s in row["record"]["statements"] if s["property"] == "creator"} == {
        "Mason, Albert"
    }
    assert row["not_taken"] == [] or row["not_taken"][0]["value"] == "Albert Mason"


def test_forty_wrong_cells_are_told_at_once(here, catalogued, tmp_path):
    """Each with its column, its row and what was probably meant, and nothing is taken."""
    wrong = {(path.name, "dcterms.created"): "December 2017" for path in SEEDS.glob("*.txt")}
    here("describe", "catalogued", "--export", "csv", "--out", "t.csv")
    edited(tmp_path / "t.csv", tmp_path / "u.csv", wrong)
    before = tree(catalogued)
    ran = here("describe", "catalogued", "--import", "u.csv", "--force")
    assert (ran.status, ran.out) == (4, "")
    assert ran.err.count('is no EDTF date; did you mean "2017-12"?') == 5
    assert tree(catalogued) == before


@pytest.mark.parametrize(
    "form", ["turtle", "json-ld", "dspace", "dcterms", "oai_dc", "archivematica", "json"]
)
def test_what_was_exported_can_be_taken_in(here, letters, catalogued, tmp_path, form):
    """Records given out in a format that we read describe the bare texts again: each title is there, said by a person."""
    if form in ("turtle", "json-ld"):
        pytest.importorskip("rdflib")
    here("describe", "catalogued", "--export", form, "--out", "exported/")
    bare = tmp_path / "bare"
    bare.mkdir()
    for path in [*SEEDS.glob("*.txt"), SEEDS / "collection.yaml"]:
        shutil.copy(path, bare)
    files = sorted(path for path in (tmp_path / "exported").rglob("*") if path.is_file())
    ran = here("describe", "bare", "--import", *files)
    assert ran.status == 0, ran.out + ran.err
    assert ran.out.count("  ✓ imported ") == 5
    rows = here("describe", "bare", "--format", "json").json["seeds"]
    wanted = here("describe", SEEDS, "--format", "json").json["seeds"]
    for row, full in zip(rows, wanted, strict=True):
        said = [s["value"] for s in row["record"]["statements"] if s["property"] == "title"]
        assert set(said) >= {s["value"] for s in full["record"]["statements"] if s["property"] == "title"}
    again = here("describe", "bare", "--import", *files)
    assert (again.status, again.out.count("  = unchanged ")) == (0, 5), again.out


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("x.docx", b"PK", "E0361"),
        ("x.csv", b"filename,dc.title\nlettr.txt,T\n", "E0362"),
        ("x.csv", b"filename,dc.title\nnote,T\n", "E0362"),
        ("x.xml", b"<dublin_core><dcvalue element='titel'>x</dcvalue></dublin_core>", "E0306"),
        ("x.xml", b"<a/>", "E0306"),
        ("x.ttl", b"<a> <b", "E0366"),
        ("x.ttl", b'<a> <http://purl.org/dc/terms/titel> "x" .', "E0366"),
        ("x.jsonld", b'{"@context": "https://schema.org/", "name": "x"}', "E0366"),
        ("x.jsonl", b"[]\n", "E0115"),
        ("nowhere.csv", None, "E0101"),
    ],
)
def test_what_cannot_be_taken_in(here, letters, tmp_path, name, data, code):
    """The command does not begin, says why with a code, and no sidecar is written."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = here("describe", "letters", "--import", name)
    assert (ran.status, ran.out) == (4, "")
    assert code in ran.err
    assert "Traceback" not in ran.err
    assert not list(letters.rglob("*.yaml"))


def test_faults_of_several_files_are_told_together(here, letters, tmp_path):
    """Two bad files are one answer, with the places of both."""
    (tmp_path / "x.csv").write_text("filename,dc.titel\nletter.txt,T\n")
    (tmp_path / "y.xml").write_text("<a/>")
    ran = here("describe", "letters", "--import", "x.csv", "y.xml")
    assert ran.status == 4
    assert "E0361" in ran.err
    assert "dc.titel" in ran.err
    assert "y.xml" in ran.err


def test_words_that_are_not_in_the_text_fail_their_seed_alone(here, letters, tmp_path):
    """An import's evidence must stand in the text, like any."""
    (tmp_path / "x.csv").write_text(
        "filename,dc.created,dc.created.origin,dc.created.evidence\n"
        "letter.txt,1911-11-04,transcribed,4 November 1911\nmore/note.txt,1911,transcribed,A note.\n"
    )
    ran = here("describe", "letters", "--import", "x.csv", "--format", "json")
    assert ran.status == 3
    assert [row.get("error", {}).get("code", row["status"]) for row in ran.json["seeds"]] == [
        "E0351",
        "imported",
    ]


# --- exports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "json-ld", "turtle", "schema.org", "archivematica"])
def test_one_file_of_all_on_standard_output(here, form):
    """The export alone is on standard output, what it loses on standard error."""
    ran = here("describe", SEEDS, "--export", form)
    assert ran.status == 0
    assert ran.out.count("International Action Center statement on electoral fraud in Honduras") >= 1
    assert f"{form} does not tell: " in ran.err
    assert here("describe", SEEDS, "--export", form, "--out", "-").out == ran.out


def test_the_profile_as_shacl(here):
    """The profile's rules are given out without looking at a text."""
    ran = here("describe", "--export", "shacl")
    assert (ran.status, ran.err) == (0, "")
    assert "sh:targetClass dcterms:BibliographicResource" in ran.out


@pytest.mark.parametrize(
    "args, status, code",
    [
        (("--export", "datacite"), 4, "E0531"),
        (("--export", "datacite", "--out", "one.json"), 4, "E0531"),
        (("--export", "csv", "turtle", "--out", "one.csv"), 4, "E0531"),
        (("--export", "csv", "turtle"), 4, "E0531"),
        (("--export", "csv", "turtle", "--out", "-"), 4, "E0531"),
        (("--export", "csv", "--out", "catalogued/metadata.csv"), 4, "E0532"),
        (("--export", "csv", "--out", "x/../catalogued/metadata.csv"), 4, "E0532"),
        (("--write", "--out", "catalogued/drafts"), 4, "E0532"),
        (("--export", "turtle", "--out", "catalogued/x"), 4, "E0532"),
        (("--export", "mods"), 2, "mods"),
        (("--write", "--export", "csv"), 2, "not allowed with"),
        (("--profile", "nowhere.csv"), 4, "E0101"),
    ],
)
def test_what_cannot_be_exported(here, catalogued, args, status, code):
    """The exit status is 2 or 4, nothing is on standard output, and nothing is written among the seeds."""
    before = tree(catalogued)
    ran = here("describe", "catalogued", *args)
    assert (ran.status, ran.out) == (status, "")
    assert code in ran.err
    assert tree(catalogued) == before


def test_an_older_export_is_not_written_over(here, catalogued, tmp_path):
    """What stands there, perhaps edited, is replaced only by force; the same again is well."""
    first = here("describe", "catalogued", "--export", "dspace", "turtle", "--out", "out")
    assert first.status == 0, first.err
    assert here("describe", "catalogued", "--export", "dspace", "turtle", "--out", "out").status == 0
    path = tmp_path / "out/000_0fa32ea925ec3b8d/dublin_core.xml"
    path.write_text("edited")
    refused = here("describe", "catalogued", "--export", "dspace", "--out", "out", "--format", "json")
    assert refused.status == 3
    assert [row.get("error", {}).get("code") for row in refused.json["seeds"]][:2] == ["E0121", None]
    assert path.read_text() == "edited"
    assert here("describe", "catalogued", "--export", "dspace", "--out", "out", "--force").status == 0
    assert path.read_text().startswith("<?xml")


def test_a_file_of_all_that_stands_is_an_answer_too(here, catalogued, tmp_path):
    """Where the one file of all documents is kept, it is told by its name, and of no seed is it said that it was exported into it."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/described.ttl").write_text("mine")
    ran = here("describe", "catalogued", "--export", "turtle", "--out", "out", "--format", "json")
    assert ran.status == 3
    assert [(row["seed"], row["error"]["code"]) for row in ran.json["seeds"]] == [("described.ttl", "E0121")]
    assert (tmp_path / "out/described.ttl").read_text() == "mine"


def test_a_seed_is_exported_into_the_files_that_could_be_written(here, catalogued, tmp_path):
    """Of two files of all documents the one that stands is kept and told; the seeds are in the other, and that is said."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/described.ttl").write_text("mine")
    ran = here("describe", "catalogued", "--export", "turtle", "csv", "--out", "out", "--format", "json")
    assert ran.status == 3
    *seeds, last = ran.json["seeds"]
    assert [(row["status"], row["files"]) for row in seeds] == [("exported", ["out/described.csv"])] * 5
    assert last["error"]["code"] == "E0121"
    told = here("describe", "catalogued", "--export", "turtle", "--out", "/dev/null").out
    assert "0 exported, 1 failed" in told


def test_beside_a_table_of_seeds_an_export_is_no_seed(here, letters):
    """Only a folder takes every file for a seed: next to a table there is room."""
    (letters / "table.csv").write_text("filename\nletter.txt\n")
    ran = here("describe", "letters/table.csv", "--export", "csv", "--out", "letters/out.csv")
    assert ran.status == 0, ran.out + ran.err
    assert "Albert Mason" in (letters / "out.csv").read_text(encoding="utf-8-sig")


def test_a_folder_that_cannot_be_written(here, letters):
    """It is said of each seed, with a code."""
    (letters.parent / "drafts").write_text("a file")
    ran = here("describe", "letters", "--write", "--out", "drafts", "--format", "json")
    assert ran.status == 3
    assert {row["error"]["code"] for row in ran.json["seeds"]} == {"E0122", "E0203"}


def test_quiet_is_silent(archive, letters):
    """Nothing is printed; the exit status tells."""
    ran = archive("describe", "letters", "--quiet")
    assert (ran.status, ran.out, ran.err) == (3, "", "")


def test_a_house_s_own_profile(here, letters):
    """--profile judges by the house's rules: what it does not ask for is not owed."""
    (letters.parent / "house.csv").write_text(
        "profile,shapeID,propertyID,mandatory,repeatable,level,weight,appliesWhen,check\n"
        "House 1,:Document,dcterms:title,true,true,M,1,always,\n"
    )
    rows = here("describe", "letters", "--profile", "house.csv", "--format", "json").json["seeds"]
    owed = {
        row["seed"]: [item["code"] for item in row["owed"]] for row in rows if row["status"] == "described"
    }
    assert owed["letter"] == []
    assert [codes for name, codes in owed.items() if name != "letter"] == [["R0102"], ["R0102"]]


def test_headings_are_proposed_where_an_index_is_built(here, letters, tmp_path):
    """They are shown as guesses and drafted as comments; none is in the record, and without an index there are none."""
    (letters / "speech.txt").write_text(
        "Friends,\n\nWe have come here to speak of the right to peaceful protest, and of the people who were beaten.\n"
    )
    at = ("--opened-at", "2026-01-01")
    plain = here("describe", "letters", "--cache", tmp_path / "none", "--format", "jsonl", *at).out
    built = build_index(find_packages([wheels_in(tmp_path)], installed=False), tmp_path / "cache")
    assert built.path.exists()
    rows = here("describe", "letters", "--cache", tmp_path / "cache", "--format", "json", *at).json["seeds"]
    before = [json.loads(line) for line in plain.splitlines()]
    assert [row.get("record") for row in rows] == [row.get("record") for row in before]
    assert not any(row.get("proposed") for row in before)
    row = next(row for row in rows if row["seed"] == "speech")
    assert "Protest movements" in {item["value"] for item in row["proposed"]}
    assert (
        "  guess       subject         Protest movements [LCSH]"
        in here("describe", "letters", "--cache", tmp_path / "cache").out
    )
    here("describe", "letters", "--write", "--cache", tmp_path / "cache")
    assert "value: Protest movements\n" in (letters / "speech.yaml").read_text()
