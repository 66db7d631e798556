"""`archive retrieve`: what a repository took comes back byte for byte, or not at all."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_deposit import digests

ROOT = Path(__file__).parent.parent.parent
BAGS = ROOT / "bags"
ONE = "000_0fa32ea925ec3b8d"


@pytest.fixture
def deposited(archive, tmp_path):
    (tmp_path / "vault").mkdir()
    assert archive("deposit", BAGS, "--to", "folder:vault", "--quiet").status == 0
    assert archive("deposit", BAGS, "--to", "ocfl:store", "--quiet").status == 0
    return tmp_path


@pytest.mark.parametrize("target", ["folder:vault", "ocfl:store"])
def test_five_bags_come_back(archive, deposited, target):
    """All five, byte for byte, and valid; a second time they are there, and one that was altered meanwhile is not replaced."""
    ran = archive("retrieve", "--from", target, "--out", "back", "--format", "jsonl")
    assert ran.status == 0, ran.err
    assert digests(deposited / "back") == digests(BAGS)
    assert len(ran.out.splitlines()) == 5
    again = archive("retrieve", "--from", target, "--out", "back")
    assert again.status == 0
    assert (again.out.count("  = "), again.out.count("5 already there, every byte")) == (5, 1)
    assert digests(deposited / "back") == digests(BAGS)
    shutil.rmtree(deposited / "back" / ONE)
    *_, other, link, more = sorted((deposited / "back").iterdir())
    (other / "bagit.txt").write_bytes((other / "bagit.txt").read_bytes() + b" ")
    (link / "bagit.txt").rename(deposited / "moved.txt")
    (link / "bagit.txt").symlink_to(deposited / "moved.txt")
    (more / "data/more.txt").write_text("x")
    before = digests(deposited / "back")
    mixed = archive("retrieve", "--from", target, "--out", "back", "--format", "jsonl")
    assert (mixed.status, mixed.out.count("E0616")) == (3, 3)
    assert sorted(json.loads(line).get("status", "") for line in mixed.out.splitlines()) == [
        "",
        "",
        "",
        "present",
        "retrieved",
    ]
    assert digests(deposited / "back").items() >= before.items()


def test_one_by_name_and_by_identifier(archive, deposited):
    """A name or an identifier brings that bag alone; one that nobody took is told before anything is done."""
    receipt = json.loads(next((deposited / "deposits/receipts").glob(f"{ONE}*")).read_text())
    assert archive("retrieve", ONE, "--from", "ocfl:store", "--out", "a").status == 0
    assert archive("retrieve", receipt["identifier"], "--from", "ocfl:store", "--out", "b").status == 0
    assert (
        [path.name for path in (deposited / "a").iterdir()]
        == [path.name for path in (deposited / "b").iterdir()]
        == [ONE]
    )
    ran = archive("retrieve", "nobody", "--from", "ocfl:store", "--out", "c")
    assert (ran.status, "E0615" in ran.err) == (4, True)
    assert not (deposited / "c").exists()


def test_what_a_killed_run_left_goes_with_the_next(archive, deposited):
    """Half a bag, hidden in the folder, does not stay for ever."""
    (deposited / "back/.retrieved.0123456789ab.part/data").mkdir(parents=True)
    assert archive("retrieve", ONE, "--from", "ocfl:store", "--out", "back").status == 0
    assert [path.name for path in (deposited / "back").iterdir()] == [ONE]


def test_what_was_damaged_does_not_come_back(archive, deposited):
    """A changed and a missing file are both told, and nothing of that bag is left in the folder."""
    bag = deposited / "vault" / ONE
    text = bag / f"data/original/{ONE}.txt"
    text.write_bytes(text.read_bytes().replace(b"e", b"E", 1))
    (bag / "data/metadata/premis.xml").unlink()
    ran = archive("retrieve", "--from", "folder:vault", "--out", "back")
    assert ran.status == 3
    assert "E0605" in ran.err
    assert f"data/original/{ONE}.txt" in ran.err
    assert "premis.xml" in ran.err
    assert sorted(path.name for path in (deposited / "back").iterdir()) == sorted(
        path.name for path in BAGS.iterdir() if path.name != ONE
    )


@pytest.mark.parametrize("place", ["../out", "/etc/passwd", "a//b", "data/../../x", ""])
def test_a_receipt_cannot_lead_out(archive, deposited, place):
    """A receipt whose place leads out of the folder writes nothing."""
    path = next((deposited / "deposits/receipts").glob(f"{ONE}*"))
    tree = json.loads(path.read_text())
    tree["files"][0]["place"] = place
    path.write_text(json.dumps(tree))
    before = set(deposited.rglob("*"))
    ran = archive("retrieve", ONE, "--from", tree["target"], "--out", "back")
    assert ran.status == 3
    assert set(deposited.rglob("*")) - before == {deposited / "back"}
    assert list((deposited / "back").iterdir()) == []


def test_every_version(archive, deposited):
    """After a changed bag both versions can be had, the latest under its name."""
    seeds = deposited / "seeds"
    seeds.mkdir()
    for path in (ROOT / "seeds").iterdir():
        if path.name.startswith(ONE) or path.name == "collection.yaml":
            shutil.copy(path, seeds)
    sidecar = seeds / f"{ONE}.yaml"
    sidecar.write_text(
        sidecar.read_text(encoding="utf-8").replace("statement on electoral", "statement about electoral", 1),
        encoding="utf-8",
    )
    assert archive("package", "seeds", "--out", "changed", "--quiet").status == 0
    assert archive("deposit", "changed", "--to", "ocfl:store", "--quiet").status == 0
    assert archive("retrieve", ONE, "--from", "ocfl:store", "--out", "latest").status == 0
    assert digests(deposited / "latest") == digests(deposited / "changed")
    assert archive("retrieve", ONE, "--from", "ocfl:store", "--out", "all", "--every").status == 0
    names = sorted(path.name for path in (deposited / "all").iterdir())
    assert names[0] == ONE
    assert len(names) == 2
    assert digests(deposited / "all" / names[1]) == digests(BAGS / ONE)
