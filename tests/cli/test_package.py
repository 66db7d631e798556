"""`archive package`, whole: seeds in, bags out, whatever is among them."""

import json
import os
import shlex
import shutil

import bagit
import jsonschema
import pytest

from archive.resources import schema
from tests.cli.conftest import ROOT, tree

SEEDS = ROOT / "seeds"


def test_the_committed_bags_are_made_again(archive, tmp_path):
    """Another folder, locale, time zone, umask and hash seed, and two processes: the same bytes and modes."""
    first = archive("package", SEEDS, "--out", "one", "--executor", "serial")
    assert first.status == 0, first.out + first.err
    second = archive(
        "package", SEEDS, "--out", "two", "--executor", "processes:2", umask=0o077,
        env={"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert second.status == 0, second.out + second.err
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert {path: data for path, (data, _) in tree(tmp_path / "one").items()} == {
        path: data for path, (data, _) in tree(ROOT / "bags").items()
    }


def test_the_output_holds_nothing_but_bags(archive, tmp_path):
    """No staging folder, lock or journal is left behind."""
    archive("package", SEEDS, "--out", "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        path.stem for path in SEEDS.glob("*.txt")
    )


def test_bagit_python_accepts_every_bag(archive, tmp_path):
    """The peer's own verdict, on each bag, from another working directory."""
    archive("package", SEEDS, "--out", "out")
    for bag in sorted((tmp_path / "out").iterdir()):
        assert bagit.Bag(str(bag)).validate(processes=1)


def test_packaging_again_changes_nothing(archive, tmp_path):
    """The second run says so, and no file is touched."""
    archive("package", SEEDS, "--out", "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    again = archive("package", SEEDS, "--out", "out", "--format", "json")
    assert (again.status, again.json["summary"]["unchanged"], again.json["summary"]["packaged"]) == (0, 5, 0)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_a_bag_that_differs_is_replaced_only_by_force(archive, tmp_path):
    """Without --force the seed fails with E0407 and the old bag stays; with it the new one stands."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("One line.\n")
    archive("package", seeds, "--out", "out", "--opened-at", "2026-01-01")
    old = tree(tmp_path / "out")
    (seeds / "a.txt").write_text("Another line.\n")
    refused = archive("package", seeds, "--out", "out", "--opened-at", "2026-01-01", "--format", "json")
    assert refused.status == 3
    assert refused.json["seeds"][0]["error"]["code"] == "E0407"
    assert tree(tmp_path / "out") == old
    forced = archive(
        "package", seeds, "--out", "out", "--opened-at", "2026-01-01", "--force", "--format", "json"
    )
    assert forced.json["seeds"][0]["status"] == "packaged"
    assert (tmp_path / "out/a/data/original/a.txt").read_text() == "Another line.\n"


def test_any_text_packages_without_a_sidecar(archive, tmp_path):
    """Its bag is valid BagIt, and the findings are those of the record alone: what a person has still to say."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "note.txt").write_text("Dear Ms Jones,\n\nThe roof leaks again.\n\nYours,\nT. Smith\n")
    made = archive("package", seeds, "--out", "out", "--format", "json")
    row = made.json["seeds"][0]
    assert (made.status, row["status"], row["valid"]) == (1, "packaged", False)
    assert {finding["code"][0] for finding in row["findings"] if finding["severity"] == "error"} == {"R"}
    owed = {finding["where"] for finding in row["findings"] if finding["severity"] == "error"}
    assert any("rights" in where for where in owed)
    judged = archive("validate", "out", "--level", "bag", "--format", "json")
    assert (judged.status, judged.json["bags"][0]["valid"]) == (0, True)
    deep = archive("validate", "out", "--format", "json")
    assert deep.json["bags"][0]["level"] == "deposit"
    assert {f["code"] for f in deep.json["bags"][0]["findings"]} == {f["code"] for f in row["findings"]}


def test_without_a_time_packaging_again_still_changes_nothing(archive, tmp_path):
    """A bag that stands keeps its time, though nobody gave the accession one."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("One line.\n")
    archive("package", seeds, "--out", "out")
    again = archive("package", seeds, "--out", "out", "--format", "json")
    assert again.json["seeds"][0]["status"] == "unchanged"


def test_what_is_owed_is_said_of_a_bag_that_stands_too(archive, tmp_path):
    """The same seeds come to the same status and the same findings, however often they are packaged."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("One line.\n")
    first, again = (archive("package", seeds, "--out", "out", "--format", "json") for _ in range(2))
    assert (first.json["seeds"][0]["status"], again.json["seeds"][0]["status"]) == ("packaged", "unchanged")
    assert (first.status, again.status) == (1, 1)
    assert again.json["seeds"][0]["findings"] == first.json["seeds"][0]["findings"]
    assert again.json["summary"]["errors"] == first.json["summary"]["errors"] > 0


@pytest.fixture
def mixed(tmp_path):
    """Good seeds in several encodings among all that can be wrong with a seed."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "utf8.txt").write_text("Señor Pérez lo dice.\n", encoding="utf-8")
    (seeds / "utf16.txt").write_bytes("Señor Pérez lo dice.\n".encode("utf-16"))
    (seeds / "latin.txt").write_bytes("El señor Pérez lo dice, según él.\r\n".encode("cp1252"))
    (seeds / "a name with blanks & signs.txt").write_text("A line.\n")
    (seeds / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (seeds / "empty.txt").write_bytes(b"")
    (seeds / "lost.txt").symlink_to("nowhere.txt")
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "odd.txt").write_text("A line.\n")
    (seeds / "odd.yaml").write_text("titel: x\n")
    return seeds


def test_bad_seeds_fail_alone(archive, mixed, tmp_path):
    """Each bad seed has its error with a code and a remedy; every other one is packaged."""
    made = archive("package", mixed, "--out", "out", "--format", "json", "--executor", "processes:2")
    rows = {row["seed"]: row for row in made.json["seeds"]}
    failed = {name: row["error"]["code"][:3] for name, row in rows.items() if row["status"] == "failed"}
    assert made.status == 3
    assert failed == {"picture": "E02", "empty": "E02", "lost": "E01", "pipe": "E01", "odd": "E03"}
    assert all(row["error"]["remedy"] for row in rows.values() if row["status"] == "failed")
    assert sum(row["status"] == "packaged" for row in rows.values()) == 4
    assert "title" in json.dumps(rows["odd"]["error"])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        row["bag"].removeprefix("out/") for row in rows.values() if row["status"] == "packaged"
    )


def test_the_output_is_what_its_schema_says(archive, mixed):
    """JSON and every JSON line hold to the published schema."""
    whole = archive("package", mixed, "--out", "one", "--format", "json").json
    published = json.loads(schema("package.schema.json"))
    jsonschema.validate(whole, published)
    item = {**published["$defs"]["item"], "$defs": published["$defs"]}
    lines = archive("package", mixed, "--out", "two", "--format", "jsonl").out.splitlines()
    assert len(lines) == len(whole["seeds"])
    for line in lines:
        jsonschema.validate(json.loads(line), item)


def test_a_table_names_the_seeds(archive, tmp_path):
    """A CSV whose rows name files is a source, and its other columns describe them."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/one.txt").write_text("A line.\n")
    (tmp_path / "letters/two.txt").write_text("Another line.\n")
    (tmp_path / "table.csv").write_text("filename,dcterms.title\nletters/one.txt,A note on nothing\n")
    made = archive("package", "table.csv", "--out", "out", "--format", "json")
    assert [(row["seed"], row["title"]) for row in made.json["seeds"]] == [("one", "A note on nothing")]


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_serialized_bags_are_the_same_and_valid(archive, tmp_path, kind):
    """Packaging twice gives the same file, and it is valid where it lies."""
    for out in ("one", "two"):
        assert archive("package", SEEDS, "--out", out, "--serialize", kind).status == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    judged = archive("validate", "one", "--format", "json")
    assert (judged.status, judged.json["summary"]["valid"]) == (0, 5), judged.out
    again = archive("package", SEEDS, "--out", "one", "--serialize", kind, "--format", "json")
    assert again.json["summary"]["unchanged"] == 5


@pytest.mark.parametrize(
    "args, status, code",
    [
        (("package", "nowhere"), 4, "E0101"),
        (
            ("package", SEEDS, "--executor", "threads"),
            2,
            "'threads' is none of serial, processes, processes:N, dask",
        ),
        (("deposit", ROOT / "bags", "--to", "ocfl:a", "--to", "ocfl:b"), 2, "--to may be given once"),
        (
            ("retrieve", "--from", "ocfl:a", "--from", "ocfl:b", "--out", "back"),
            2,
            "--from may be given once",
        ),
        (("package", SEEDS, "--collection", "nowhere.yaml"), 4, "E01"),
        (("package", SEEDS, "--opened-at", "yesterday"), 2, "RFC 3339"),
        (("package", SEEDS, "--algorithms", "crc32"), 2, "crc32"),
        (("package", SEEDS, "--frob"), 2, "--frob"),
        ((), 2, "COMMAND"),
        (("explain", "B9999"), 4, "E0504"),
    ],
)
def test_what_cannot_begin_says_why(archive, args, status, code):
    """The exit status is 2 or 4, standard output is empty, and standard error has the code and no traceback."""
    ran = archive(*args)
    assert (ran.status, ran.out) == (status, "")
    assert code in ran.err
    assert "Traceback" not in ran.err


def test_the_last_line_says_what_to_do_next(archive, tmp_path):
    """It is a command that works as it stands, wherever the bags lie; where there was no seed it says what one is."""
    out = tmp_path / "the bags; all"
    for seeds in (ROOT / "seeds", ROOT / "seeds"):  # packaged, and then unchanged
        last = archive("package", seeds, "--out", out).out.splitlines()[-1]
        said, _, command = last.partition(":  python -m archive ")
        assert said.endswith("is ready to deposit")
        words = shlex.split(command)
        assert archive(*words).status == 0
    dry = archive(*words[:-1], "ocfl:other", "--dry-run").out.splitlines()[-1]
    assert dry == "The same command without --dry-run sends this."
    assert "archive report" in archive("validate", out, "--level", "bag").out.splitlines()[-1]
    (out / "000_0fa32ea925ec3b8d/data/more.txt").write_text("x")
    explain = archive("validate", out).out.splitlines()[-1].partition("python -m archive ")[2]
    assert archive(*explain.split()).out.startswith("B0303 ")
    assert "could not be judged" in archive("validate", "nowhere").out.splitlines()[-1]
    (tmp_path / "empty").mkdir()
    none = archive("package", "empty", "--out", "none")
    assert (none.status, none.out.splitlines()[-1][:18]) == (0, "There was no seed.")


def test_quiet_is_silent(archive):
    """Nothing is printed; the exit status tells."""
    ran = archive("package", SEEDS, "--out", "out", "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_source_date_epoch_dates_the_bags(archive, tmp_path):
    """Without --opened-at the environment's time goes before the collection's."""
    archive("package", SEEDS, "--out", "out", env={"SOURCE_DATE_EPOCH": "86400"})
    info = (tmp_path / "out/000_0fa32ea925ec3b8d/bag-info.txt").read_text()
    assert "Bagging-Date: 1970-01-02\n" in info


def test_names_that_would_meet_get_distinct_bags(archive, tmp_path):
    """Case twins, the same stem with two extensions, and names that are not portable, all have bags of their own."""
    seeds = tmp_path / "seeds"
    (seeds / "sub").mkdir(parents=True)
    for name in ("a.txt", "A.txt", "a.md", "sub/a.txt", "ñandú.txt", "con.txt", "record.json", ".hidden.txt"):
        (seeds / name).write_text(f"This is {name}.\n")
    made = archive("package", seeds, "--out", "out", "--format", "json").json
    names = [row["bag"].removeprefix("out/") for row in made["seeds"]]
    assert made["summary"]["packaged"] == len(set(map(str.casefold, names))) == 7
    for bag in names:
        basenames = [path.name.casefold() for path in (tmp_path / "out" / bag).rglob("*") if path.is_file()]
        assert len(basenames) == len(set(basenames))


def test_a_killed_run_is_completed_by_the_next(archive, tmp_path):
    """What another run left in staging is swept, and the bags that stood are left alone."""
    archive("package", SEEDS, "--out", "out")
    shutil.rmtree(tmp_path / "out/002_69302d3d23369df3")
    stale = tmp_path / "out/.archive-staging/0123456789abcdef"
    stale.mkdir(parents=True)
    stale.with_name(f"{stale.name}.lock").touch()
    (stale / "half").mkdir()
    again = archive("package", SEEDS, "--out", "out", "--format", "json")
    assert (again.status, again.json["summary"]["packaged"], again.json["summary"]["unchanged"]) == (0, 1, 4)
    assert not (tmp_path / "out/.archive-staging").exists()


def test_a_sidecar_without_a_name_speaks_for_who_took_it_in(archive, tmp_path):
    """What nobody put their name to is said by the accession's agent, in the record and in PREMIS."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("One line.\n")
    (seeds / "a.yaml").write_text("title: {value: A note, lang: en}\n")
    (seeds / "collection.yaml").write_text(
        "identifier: urn:uuid:48e5174a-4e24-4de3-a8c4-707e40e50252\ntitle: Notes\nrepository: {name: House}\n"
        "accession: {number: '1', date: 2026-01-01, agent: {organization: Our House}}\n"
    )
    archive("package", seeds, "--out", "out")
    record = json.loads((tmp_path / "out/a/data/metadata/record.json").read_text())
    title = next(item for item in record["statements"] if item["property"] == "title")
    assert title["agent"]["name"] == "Our House"
    assert "eventType/mem" in (tmp_path / "out/a/data/metadata/premis.xml").read_text()
