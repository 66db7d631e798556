"""Seeds too large to be held: streamed into the same bag, and the bag judged in pieces."""

import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.bag.serial import Serialization
from archive.checks import Level, judge_bag
from archive.outcome import Done
from archive.workflows.package import PackageOrder, open_package

NOW = datetime(2026, 11, 2, tzinfo=UTC)
LETTER = (
    "An open letter\r\nTegucigalpa, 3 March 2019\r\n\r\nDear Mr. Smith,\r\n\r\nWe write to you of the vote, for it was not counted and we were there.\t\r\n"
    "We have seen it with our own eyes, and what we have seen is written here.\x0c\r\n\r\nYours,\r\nMaria\u0301 Lo\u0301pez\r\n\r\n© 2019 Maria Lopez\r\n"
)
SMALL = 100


def package(seeds, out, **order):
    with open_package(PackageOrder(seeds, out, NOW, opened_at=NOW, executor="serial", **order)) as run:
        return list(run.outcomes)


def collection(folder, data, name="letter.txt", sidecar=None):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    if sidecar:
        (folder / "letter.yaml").write_text(sidecar, encoding="utf-8")
    return folder


def files(bag):
    return {
        str(path.relative_to(bag)): path.read_bytes() for path in sorted(bag.rglob("*")) if path.is_file()
    }


def judged(path, **how):
    with open_bag(path) as bag:
        return judge_bag(bag, level=Level.DEPOSIT, **how)


LONG = (
    LETTER
    + "\r\n".join(f"Line {number} of the letter, which is a long one.  " for number in range(3000))
    + "\r\n\r\nThe end.\r\n"
)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "cp1252"])
def test_a_streamed_bag_is_the_held_one_but_for_its_encoding(tmp_path, charset):
    """Original, normalized text and change list are the same; the TEI has the same text, and both bags are sound."""
    text = LETTER.replace("\u0301", "") if charset == "cp1252" else LETTER
    seeds = collection(tmp_path / "seeds", text.encode(charset))
    held, streamed = (
        package(seeds, tmp_path / out, large=large) for out, large in (("a", 10**9), ("b", SMALL))
    )
    assert [one.value.findings for one in held] == [one.value.findings for one in streamed]
    one, other = files(tmp_path / "a" / "letter"), files(tmp_path / "b" / "letter")
    differing = {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}
    assert {path for path in differing if path.startswith("data/")} == {
        "data/tei/letter.tei.xml",
        "data/metadata/premis.xml",
    }
    for large in (SMALL, 10**9):
        for out in ("a", "b"):
            codes = {finding.code for finding in judged(tmp_path / out / "letter", large=large).findings}
            assert codes == {finding.code for finding in held[0].value.findings}


def test_a_long_text_is_described_by_its_beginning_and_its_end(tmp_path):
    """The record says which part was read; its quotes stand where it says, in the whole text; the counts are the whole's."""
    seeds = collection(tmp_path / "seeds", LONG.encode())
    (outcome,) = package(seeds, tmp_path / "bags", large=SMALL)
    assert isinstance(outcome, Done)
    bag = tmp_path / "bags" / "letter"
    record = json.loads((bag / "data/metadata/record.json").read_bytes())
    text = (bag / "data/text/letter.normalized.txt").read_text(encoding="utf-8")
    statements = record["statements"]
    extents = {one["value"] for one in statements if one["property"] == "extent"}
    assert extents == {
        f"{len(LONG.encode())} bytes",
        f"{len(text)} characters",
        f"{len(text.split())} words",
        f"{text.count(chr(10))} lines",
    }
    notes = {one.get("note") for one in statements if one["property"] == "extent"}
    assert len(notes) == 1
    assert "what stands between was not read" in notes.pop()
    quoted = [evidence for one in statements for evidence in one.get("evidence", ())]
    assert quoted
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in quoted)


def test_a_persons_quote_is_looked_for_in_all_of_the_text(tmp_path):
    """Words from the middle, which the rules never read, are found; words that stand nowhere are E0351."""
    seeds = collection(tmp_path / "seeds", LONG.encode())
    sidecar = seeds / "letter.yaml"
    sidecar.write_text(
        "title: {value: Of lines, origin: inferred, evidence: ['Line 1500 of  the letter']}\n",
        encoding="utf-8",
    )
    (outcome,) = package(seeds, tmp_path / "bags", large=SMALL)
    assert isinstance(outcome, Done), outcome
    bag = tmp_path / "bags" / "letter"
    record = json.loads((bag / "data/metadata/record.json").read_bytes())
    text = (bag / "data/text/letter.normalized.txt").read_text(encoding="utf-8")
    (title,) = [one for one in record["statements"] if one["property"] == "title"]
    (evidence,) = title["evidence"]
    assert evidence["quote"] == text[evidence["start"] : evidence["end"]] == "Line 1500 of the letter"
    sidecar.write_text(
        "title: {value: Of lines, origin: inferred, evidence: ['Line 9500 of the letter']}\n",
        encoding="utf-8",
    )
    (outcome,) = package(seeds, tmp_path / "more", large=SMALL)
    assert outcome.error.code == "E0351"


@pytest.mark.parametrize("kind", [Serialization.TAR, Serialization.ZIP, Serialization.TAR_GZ])
def test_a_streamed_bag_may_be_serialized(tmp_path, kind):
    """It is judged in pieces from the one file too, and packaging again changes nothing."""
    seeds = collection(tmp_path / "seeds", LONG.encode())
    first = package(seeds, tmp_path / "bags", large=SMALL, serialization=kind)
    again = package(seeds, tmp_path / "bags", large=SMALL, serialization=kind)
    assert [one.value.status for one in first + again] == ["packaged", "unchanged"]
    place = tmp_path / "bags" / f"letter{kind.suffix}"
    assert not {one.code for one in judged(place, large=SMALL).findings if not one.code.startswith("R")}


def test_packaging_again_changes_nothing(tmp_path):
    """The same bytes each time, and a bag that stands is left alone; one that differs is E0407."""
    seeds = collection(tmp_path / "seeds", LONG.encode())
    for out in ("a", "b"):
        package(seeds, tmp_path / out, large=SMALL)
    assert files(tmp_path / "a" / "letter") == files(tmp_path / "b" / "letter")
    (again,) = package(seeds, tmp_path / "a", large=SMALL)
    assert again.value.status == "unchanged"
    collection(seeds, LONG.encode() + b"more\n")
    (other,) = package(seeds, tmp_path / "a", large=SMALL)
    assert other.error.code == "E0407"
    (forced,) = package(seeds, tmp_path / "a", large=SMALL, force=True)
    assert forced.value.status == "packaged"


@pytest.mark.parametrize(
    "data, code",
    [
        ("café\n".encode() * 3000 + b"\xe9\n" + "café\n".encode() * 3000, "E0209"),
        (b"a" + "\u0301".encode() * 5000, "E0211"),
        (b"a" + b"\0" * 5000, "E0203"),
        (b" \n" * 5000, "E0202"),
        (b"%PDF-1.7" + b"x" * 5000, "E0203"),
        (b"\xff\xfe" + b"\x00\xd8" * 5000, "E0206"),
    ],
)
def test_what_is_no_text_is_refused_and_leaves_nothing(tmp_path, data, code):
    """The code of a small seed, and neither a bag nor a file in the output folder."""
    seeds = collection(tmp_path / "seeds", data)
    (outcome,) = package(seeds, tmp_path / "bags", large=SMALL)
    assert outcome.error.code == code
    assert not [
        path for path in (tmp_path / "bags").rglob("*") if path.is_file() and path.name != ".archive-finished"
    ]


@pytest.mark.parametrize(
    "path, change, code",
    [
        ("data/original/letter.txt", lambda data: data.replace(b"Line 1500", b"Line 1501"), "N0110"),
        ("data/text/letter.normalized.txt", lambda data: data.replace(b"Line 1500", b"Line  1501\r"), "N0103"),
        ("data/text/letter.changes.json", lambda data: data.replace(b'"now": ""', b'"now": "x"', 1), "N0110"),
        ("data/text/letter.changes.json", lambda data: data.replace(b'"at": [', b'"at": [x', 1), "N0109"),
        ("data/tei/letter.tei.xml", lambda data: data.replace(b"Line 1500", b"Line 1501"), "T0201"),
        ("data/tei/letter.tei.xml", lambda data: data.replace(b"Line 1500 ", b"Line 1500\n"), "T0202"),
        ("data/tei/letter.tei.xml", lambda data: data.replace(b"</div>", b"<foo/></div>"), "T0102"),
        ("data/tei/letter.tei.xml", lambda data: data.replace(b"<fileDesc>", b"<fileDesc><p/>"), "T0102"),
        ("data/tei/letter.tei.xml", lambda data: data.replace(b"</body>", b""), "T0101"),
        ("data/metadata/record.json", lambda data: re.sub(rb'("quote": *").', rb"\1Q", data, count=1), "R0203"),
        ("data/metadata/record.json", lambda data: re.sub(rb'("quote": *").', rb"\1Q", data, count=1), "T0203"),
        ("data/metadata/record.json", lambda data: data.replace(b" words", b"9 words"), "R0301"),
        ("data/metadata/premis.xml", lambda data: data.replace(b"messageDigest>", b"messageDigest>", 1).replace(b"<size>", b"<size>9"), "P0201"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("large", [SMALL, 10**9])
def test_what_was_changed_in_a_large_bag_is_found(tmp_path, path, change, code, large):
    """The codes that name it in a bag that is held name it in one that is read in pieces."""
    package(collection(tmp_path / "seeds", LONG.encode()), tmp_path / "bags", large=SMALL)
    file = tmp_path / "bags" / "letter" / path
    before = file.read_bytes()
    file.write_bytes(change(before))
    assert file.read_bytes() != before
    codes = {finding.code for finding in judged(tmp_path / "bags" / "letter", large=large).findings}
    assert {code, "B0312"} <= codes


PACKAGE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from archive.workflows.package import PackageOrder, open_package
now = datetime(2026, 11, 2, tzinfo=UTC)
with open_package(PackageOrder(Path(sys.argv[1]), Path(sys.argv[2]), now, opened_at=now, executor="serial")) as run:
    assert [outcome.value.status.value for outcome in run.outcomes] == ["packaged"]
print(Path("/proc/self/status").read_text())
"""
VALIDATE = """
import sys
from pathlib import Path
from archive.cli.main import main
main(["validate", "--level", "deposit", "--quiet", sys.argv[1]])
print(Path("/proc/self/status").read_text())
"""


@pytest.mark.slow
@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the system does not tell the most memory used"
)
@pytest.mark.parametrize(
    "line",
    [
        b"The quick brown fox jumps over the lazy dog.  \r\n",
        b"no line break at all, ",
        ("lines " * 20 + "e\u0301\n").encode(),
    ],
)
def test_memory_does_not_grow_with_a_seed(tmp_path, line):
    """A seed of 64 MiB, which held would take a gigabyte, is packaged, and its bag validated, in less than 150 MB a process."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    digest = hashlib.sha256()
    with (seeds / "large.txt").open("wb") as file:
        block = line * (1 + (1 << 20) // len(line))
        for _ in range(64):
            file.write(block)
            digest.update(block)
    for script, where in ((PACKAGE, [seeds, tmp_path / "bags"]), (VALIDATE, [tmp_path / "bags" / "large"])):
        ran = subprocess.run(
            [sys.executable, "-c", script, *map(str, where)],
            check=True,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            text=True,
        )
        (most,) = re.findall(r"VmHWM:\s+(\d+) kB", ran.stdout)
        assert int(most) < 150_000
    original = tmp_path / "bags" / "large" / "data" / "original" / "large.txt"
    with original.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == digest.hexdigest()
