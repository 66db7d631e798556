"""`archive deposit`, as its users run it, into a folder."""

import hashlib
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from archive.resources import schema
from tests.targets.bags import foreign_bag

ROOT = Path(__file__).parent.parent.parent
BAGS = ROOT / "bags"
COUNT = 5


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


def digests(root):
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def rows(ran):
    jsonschema.validate(ran.json, json.loads(schema("deposit.schema.json")))
    return ran.json["bags"]


def test_five_bags_and_again(archive, tmp_path, vault):
    """All go, each with a receipt; they stand there byte for byte; the second time all are present and nothing changes."""
    first = archive("deposit", BAGS, "--to", "folder:vault", "--format", "json")
    assert first.status == 0, first.err
    assert {row["status"] for row in rows(first)} == {"deposited"}
    assert digests(vault) == digests(BAGS)
    assert len(list((tmp_path / "deposits/receipts").iterdir())) == COUNT
    before = digests(tmp_path)
    again = archive("deposit", BAGS, "--to", "folder:vault", "--format", "json")
    assert again.status == 0
    assert {row["status"] for row in rows(again)} == {"present"}
    assert digests(tmp_path) == before


def test_a_receipt_names_every_byte(archive, tmp_path, vault):
    """The receipt's digests are those of the files of the bag, and its key that of the tag manifest."""
    archive("deposit", BAGS, "--to", "folder:vault", "--quiet")
    for path in (tmp_path / "deposits/receipts").iterdir():
        receipt = json.loads(path.read_text())
        jsonschema.validate(receipt, json.loads(schema("receipt.schema.json")))
        there = digests(BAGS / receipt["bag"])
        assert {kept["place"]: kept["sha256"] for kept in receipt["files"]} == there
        assert receipt["key"] == there["tagmanifest-sha256.txt"]


def test_a_dry_run_changes_nothing(archive, tmp_path, vault):
    """It tells places and sizes; neither the vault nor a state folder is touched."""
    ran = archive("deposit", BAGS, "--to", "folder:vault", "--dry-run", "--format", "json")
    assert ran.status == 0
    sizes = {item["place"]: item["size"] for item in rows(ran)[0]["sending"]["items"]}
    assert sizes == {
        str(path.relative_to(BAGS / "000_0fa32ea925ec3b8d")): path.stat().st_size
        for path in sorted((BAGS / "000_0fa32ea925ec3b8d").rglob("*"))
        if path.is_file()
    }
    assert list(tmp_path.iterdir()) == [vault]
    assert list(vault.iterdir()) == []


def test_an_invalid_bag_is_kept_back_and_the_others_go(archive, tmp_path, vault):
    """A bag with a flipped byte is refused with its findings, exit status 1; its neighbour is deposited."""
    shutil.copytree(BAGS, tmp_path / "bags")
    broken = tmp_path / "bags/000_0fa32ea925ec3b8d/data/original/000_0fa32ea925ec3b8d.txt"
    broken.write_bytes(broken.read_bytes().replace(b"e", b"E", 1))
    ran = archive("deposit", "bags", "--to", "folder:vault", "--format", "json")
    assert ran.status == 1
    assert [row["status"] for row in rows(ran)] == ["refused"] + ["deposited"] * (COUNT - 1)
    assert "B0312" in {finding["code"] for finding in rows(ran)[0]["findings"]}
    assert not (vault / "000_0fa32ea925ec3b8d").exists()


def test_anybodys_bag(archive, tmp_path, vault):
    """A bag of another program goes at level bag only, its warnings in the receipt."""
    foreign_bag(tmp_path / "theirs")
    assert archive("deposit", "theirs", "--to", "folder:vault").status == 1
    ran = archive("deposit", "theirs", "--to", "folder:vault", "--level", "bag", "--format", "json")
    assert ran.status == 0, ran.out
    receipt = json.loads(Path(tmp_path / rows(ran)[0]["receipt"]).read_text())
    assert receipt["level"] == "bag"
    assert digests(vault / "theirs") == digests(tmp_path / "theirs")


def test_what_is_no_bag_and_what_is_not_there(archive, vault):
    """A name that nothing bears fails alone with exit status 3."""
    ran = archive("deposit", "nothing", BAGS, "--to", "folder:vault", "--format", "json")
    assert ran.status == 3
    assert [row["status"] for row in rows(ran)] == ["failed"] + ["deposited"] * COUNT


@pytest.mark.parametrize(
    "words, status",
    [
        (["--to", "ftp:x"], 4),
        (["--to", "folder:vault", "--option", "no_such=1"], 4),
        (["--to", "folder:vault", "--option", "x"], 2),
        ([], 2),
        (["--to", "folder:vault", "--config", "missing.toml"], 4),
    ],
)
def test_what_cannot_begin(archive, vault, words, status):
    """A wrong target, option or settings file ends the command before anything is sent."""
    ran = archive("deposit", BAGS, *words)
    assert ran.status == status, ran.err
    assert list(vault.iterdir()) == []
    assert "Traceback" not in ran.err


def test_a_named_target(archive, tmp_path, vault):
    """A target of archive.toml goes by its name, and its folder lies beside the settings."""
    (tmp_path / "archive.toml").write_text(
        'state = "kept"\n[targets.safe]\nkind = "folder"\nlocation = "vault"\n'
    )
    ran = archive("deposit", BAGS, "--to", "safe", "--format", "json")
    assert ran.status == 0, ran.err
    assert rows(ran)[0]["target"] == f"folder:{vault}"
    assert len(list((tmp_path / "kept/receipts").iterdir())) == COUNT


def test_damage_at_the_target_is_no_deposit(archive, tmp_path, vault):
    """Where the vault's bag was changed and the receipt is lost, asking again is E0605, and no receipt is made."""
    archive("deposit", BAGS, "--to", "folder:vault", "--quiet")
    shutil.rmtree(tmp_path / "deposits")
    file = vault / "000_0fa32ea925ec3b8d/data/original/000_0fa32ea925ec3b8d.txt"
    file.write_bytes(file.read_bytes().replace(b"e", b"E", 1))
    ran = archive("deposit", BAGS, "--to", "folder:vault", "--format", "json")
    assert ran.status == 3
    assert [row["status"] for row in rows(ran)] == ["failed"] + ["present"] * (COUNT - 1)
    assert rows(ran)[0]["error"]["code"] == "E0605"
    assert len(list((tmp_path / "deposits/receipts").iterdir())) == COUNT - 1


def test_a_spoiled_receipt_is_made_anew(archive, tmp_path, vault):
    """A receipt that cannot be read is replaced after the bag was read back."""
    archive("deposit", BAGS / "000_0fa32ea925ec3b8d", "--to", "folder:vault", "--quiet")
    (path,) = (tmp_path / "deposits/receipts").iterdir()
    whole = json.loads(path.read_text())
    path.write_text("{}")
    ran = archive("deposit", BAGS / "000_0fa32ea925ec3b8d", "--to", "folder:vault", "--format", "json")
    assert rows(ran)[0]["status"] == "present"
    assert json.loads(path.read_text()) | {"takenAt": ""} == whole | {"takenAt": ""}


def test_a_serialized_bag(archive, tmp_path, vault):
    """A zip of a bag is sent as the bag that it holds."""
    packed = archive("package", ROOT / "seeds", "--out", "packed", "--serialize", "zip", "--quiet")
    assert packed.status == 0
    ran = archive("deposit", "packed", "--to", "folder:vault", "--format", "json")
    assert ran.status == 0, ran.err
    assert digests(vault) == digests(BAGS)


def test_an_option_that_looks_like_a_number(archive, tmp_path):
    """`layout=0003` names the layout 0003, as its page says, and not the number three."""
    ran = archive("deposit", BAGS, "--to", "ocfl:store", "--option", "layout=0003", "--quiet")
    assert ran.status == 0, ran.err
    assert "0003-hash-and-id-n-tuple" in (tmp_path / "store/ocfl_layout.json").read_text()


def test_the_last_line_says_what_helps(archive, tmp_path, vault):
    """What to do next is said with the target's name, and a level is offered only to whom it would help."""
    foreign_bag(tmp_path / "theirs")
    refused = archive("deposit", "theirs", "--to", "folder:vault")
    assert "--level bag" in refused.out.splitlines()[-1]
    sent = archive("deposit", "theirs", "--to", "folder:vault", "--level", "bag")
    assert sent.out.splitlines()[-1].endswith(f"python -m archive audit folder:{vault}")
    (vault / "other").write_text("")
    foreign_bag(tmp_path / "other")
    kept_back = archive("deposit", "other", "--to", "folder:vault", "--level", "bag")
    assert kept_back.status == 1
    assert "--level" not in kept_back.out.splitlines()[-1]


def test_a_dry_run_counts_what_it_lists(archive, tmp_path, vault):
    """The number of files of a bag is that of all that would be sent, tag files included."""
    foreign_bag(tmp_path / "theirs")
    ran = archive("deposit", "theirs", "--to", "folder:vault", "--level", "bag", "--dry-run")
    whole = [path for path in (tmp_path / "theirs").rglob("*") if path.is_file()]
    assert f"theirs  {len(whole)} files" in ran.out
