"""The catalog thrown away and made again: nothing was known to it alone."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from archive.catalog import open_catalog, rebuilding, recording
from archive.catalog.database import NAME
from archive.catalog.lists import Choice, listed
from archive.errors import CatalogError
from archive.receipts import keep
from archive.workflows.catalog import RebuildOrder, Source, open_rebuild
from tests.catalog.house import ROOT, copy_bags, deposit, everything, flip, receipt, rows, run
from tests.targets.bags import foreign_bag


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Five bags in two repositories, audited once with damage; the working folder is the house's."""
    monkeypatch.chdir(tmp_path)
    copy_bags(tmp_path / "bags")
    (tmp_path / "drop").mkdir()
    for target in (f"folder:{tmp_path / 'drop'}", f"ocfl:{tmp_path / 'store'}"):
        deposit(tmp_path / "bags", target, tmp_path / "deposits")
    flip(tmp_path / "drop/001_cdbfdec7be30a8e5/data/metadata/oai_dc.xml")
    assert run("audit", "folder:drop", "ocfl:store", "--quiet").status == 1
    return tmp_path


def asked():
    """What a person can ask, as it is printed."""
    return [
        run("catalog", *words).out
        for words in (
            ("list",), ("list", "accessions"), ("list", "seeds"), ("list", "deposits"), ("list", "receipts"), ("list", "events"),
            ("list", "findings"), ("search", "Hernández"), ("export",), ("export", "--format", "csv"),
            ("export", "--format", "csv", "--list", "events"), ("export", "--format", "premis"),
        )
    ]  # fmt: skip


def test_a_lost_catalog_is_made_again(house):
    """After the file is deleted and rebuilt, every list, the search and every export are the same, byte for byte."""
    before = asked()
    assert all(before)
    (house / "deposits" / NAME).unlink()
    ran = run("catalog", "rebuild")
    assert ran.status == 0, ran.out + ran.err
    assert "5 told by bags" in ran.out
    assert asked() == before


def test_the_repositories_alone_are_enough(house):
    """Without the bags, what they say of themselves is read from what the repositories hold."""
    before = asked()
    shutil.rmtree(house / "bags")
    (house / "deposits" / NAME).unlink()
    ran = run("catalog", "rebuild")
    assert ran.status == 0, ran.out + ran.err
    assert "5 by repositories" in ran.out
    assert asked() == before


def test_a_bag_that_nobody_can_tell_of_is_told(house):
    """With bags and both repositories gone, receipts and events remain, and each bag that lost its description is named."""
    events = rows(house / "deposits", "events")
    for name in ("bags", "drop", "store"):
        shutil.rmtree(house / name)
    (house / "deposits" / NAME).unlink()
    ran = run("catalog", "rebuild", "--format", "json")
    assert ran.status == 3
    assert ran.json["summary"]["failed"] == 5
    assert rows(house / "deposits", "events") == events
    assert [row["title"] for row in rows(house / "deposits", "bags")] == [None] * 5


def test_another_bag_under_the_same_name_is_not_taken(house):
    """What a repository holds must be the bag of the receipt: E0729, and the next repository is asked."""
    before = rows(house / "deposits", "bags")
    shutil.rmtree(house / "bags")
    victim = house / "drop/002_69302d3d23369df3"
    flip(victim / "tagmanifest-sha256.txt", 5)
    (house / "deposits" / NAME).unlink()
    ran = run("catalog", "rebuild", "--format", "json")
    assert ran.status == 0
    assert rows(house / "deposits", "bags") == before
    flip(next((house / "store").rglob("*459e6d59*/v1/content/tagmanifest-sha256.txt")), 5)
    (house / "deposits" / NAME).unlink()
    ran = run("catalog", "rebuild", "--format", "json")
    assert ran.status == 3
    assert [row["error"]["code"] for row in ran.json["bags"] if "error" in row] == ["E0729"]


def test_a_serialized_copy_tells_too(tmp_path, monkeypatch):
    """Where a repository keeps one file a bag, that file is looked into."""
    monkeypatch.chdir(tmp_path)
    bags = copy_bags(tmp_path / "bags", 3)
    (tmp_path / "drop").mkdir()
    (tmp_path / "archive.toml").write_text(
        '[targets.share]\nkind = "folder"\nlocation = "drop"\nserialize = "tar"\n'
    )
    assert run("deposit", "bags", "--to", "share", "--quiet").status == 0
    before = rows(tmp_path / "deposits", "bags")
    shutil.rmtree(bags)
    (tmp_path / "deposits" / NAME).unlink()
    assert run("catalog", "rebuild").status == 0
    assert rows(tmp_path / "deposits", "bags") == before
    assert before[0]["title"]


def test_bags_that_were_never_deposited_are_known_after_a_rebuild(tmp_path):
    """Also anybody's; one that is no bag is told, and keeps no other out."""
    copy_bags(tmp_path / "bags", 0)
    foreign_bag(tmp_path / "bags/theirs", Source_Organization="Theirs")
    (tmp_path / "bags/none.zip").write_bytes(b"no zip")
    order = RebuildOrder(environ={}, bags=(tmp_path / "bags",), state=tmp_path / "state")
    with open_rebuild(order) as rebuilt:
        outcomes = list(rebuilt.outcomes)
    assert sum(hasattr(outcome, "error") for outcome in outcomes) == 1
    assert {outcome.value.source for outcome in outcomes if hasattr(outcome, "value")} == {Source.BAG}
    assert [(row["bag"], row["copies"], row["organization"]) for row in rows(tmp_path / "state", "bags")] == [
        ("000_0fa32ea925ec3b8d", 0, "Archive project"), ("theirs", 0, "Theirs"),
    ]  # fmt: skip


def test_with_nothing_to_make_it_from_it_does_not_begin(tmp_path, monkeypatch):
    """No bags and no folder of deposits: E0728, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    ran = run("catalog", "rebuild")
    assert ran.status == 4
    assert "E0728" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_rebuild_that_fails_leaves_the_old_catalog(tmp_path, monkeypatch):
    """A line of the log that was changed stops it; the old file is as it was, and no other is left."""
    monkeypatch.chdir(tmp_path)
    keep(receipt(), tmp_path)
    before = everything(tmp_path)
    old = (tmp_path / NAME).read_bytes()
    log = tmp_path / "events.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b'"tra"', b'"fix"'))
    ran = run("catalog", "rebuild", "--state", tmp_path)
    assert ran.status == 4
    assert "E0723" in ran.err
    assert (tmp_path / NAME).read_bytes() == old
    log.write_bytes(whole)
    assert everything(tmp_path) == before
    assert not list(tmp_path.glob("*.new*"))


SLOW = pytest.mark.slow
CALLS = [
    ("pwrite64", False),
    *(
        pytest.param(call, damaged, marks=SLOW)
        for damaged, calls in (
            (False, ("fdatasync", "ftruncate", "unlink", "close")),
            (True, ("pwrite64", "fdatasync", "ftruncate", "unlink", "close", "fsync", "rename")),
        )
        for call in calls
    ),
]


def answer(state):
    """What the catalog says, or the code by which it says that it is damaged."""
    try:
        return everything(state)
    except CatalogError as error:
        return error.code


@pytest.mark.parametrize("call, damaged", CALLS)
def test_a_rebuild_killed_anywhere_leaves_one_that_answers(tmp_path, monkeypatch, call, damaged):
    """SIGKILL at such a call: the catalog is the old one (damaged, if it was) or the new one, and running again completes."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    monkeypatch.chdir(tmp_path)
    state = tmp_path / "state"
    keep(receipt(), state)
    before = everything(state)
    code = "import sys; from tests.catalog.house import run; sys.exit(run(*sys.argv[1:]).status)"
    words = ["catalog", "rebuild", "--state", str(state), "--quiet"]
    killed = 0
    for when in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377):
        if damaged:
            (state / NAME).write_bytes(b"no catalog" * 1000)
        traced = subprocess.run(
            [
                "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-P", str(state), "-P", str(state / NAME), "-P", str(state / f"{NAME}.new"),
                "-P", str(state / f"{NAME}-wal"), "-P", str(state / f"{NAME}.new-wal"), "-P", str(state / f"{NAME}.new-journal"),
                "-P", str(state / "events.jsonl"), "-e", f"inject={call}:signal=KILL:when={when}", sys.executable, "-B", "-c", code, *words,
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        if traced.returncode == 3:  # not killed; that nobody holds the bag of the receipt is told
            break
        assert traced.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL}, traced.stderr
        killed += 1
        assert answer(state) in ([before, "E0721"] if damaged else [before]), when
    assert killed, "this call is never made"
    assert run(*words).status == 3
    assert everything(state) == before


def test_a_catalog_that_is_open_elsewhere_is_rebuilt_under_it(tmp_path, monkeypatch):
    """Who has it open reads the new one next, and what they write is not lost."""
    monkeypatch.chdir(tmp_path)
    keep(receipt("first"), tmp_path)
    with open_catalog(tmp_path) as catalog:
        assert len(list(listed(catalog, "receipts", Choice()))) == 1
        keep(receipt("second"), tmp_path)
        with rebuilding(tmp_path):
            pass
        assert len(list(listed(catalog, "receipts", Choice()))) == 2
        with recording(tmp_path) as record:
            record(receipt("third"), None, receipt("third").name)
        assert len(list(listed(catalog, "receipts", Choice()))) == 3
    assert len(rows(tmp_path, "receipts")) == 3
