"""OCFL storage roots on the command line: judged by `validate`, brought to their last good state by `recover`."""

import json
import shutil

import jsonschema
import pytest

from archive.resources import schema
from tests.targets.bags import foreign_bag


@pytest.fixture
def store(archive, tmp_path):
    """A root with one object of two versions."""
    for text in (b"One\n", b"Two\n"):
        shutil.rmtree(tmp_path / "letters", ignore_errors=True)
        foreign_bag(tmp_path / "letters", {"data/letter.txt": text, "data/same.txt": b"Same\n"})
        ran = archive("deposit", "letters", "--to", "ocfl:store", "--level", "bag", "--quiet")
        assert ran.status == 0, ran.err
    return tmp_path / "store"


def torn(store):
    """The object as a kill leaves it between the folder of v2 and the inventory that speaks of it."""
    (object_,) = (path.parent for path in store.rglob("0=ocfl_object_1.1"))
    for name in ("inventory.json", "inventory.json.sha512"):
        shutil.copyfile(object_ / "v1" / name, object_ / name)
    return object_


def snapshot(root):
    return {path: (path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in root.rglob("*")}


@pytest.mark.parametrize("named", ["store", "ocfl:store"])
def test_a_whole_store(archive, store, named):
    """The object and the root are valid, at level ocfl, however the root is named; nothing is written."""
    before = snapshot(store)
    ran = archive("validate", named, "--format", "json")
    result = json.loads(ran.out)
    jsonschema.validate(result, json.loads(schema("validate.schema.json")))
    assert (ran.status, [row["level"] for row in result["bags"]]) == (0, ["ocfl", "ocfl"])
    assert result["bags"][1]["bag"] == "store"
    assert snapshot(store) == before


def test_one_object(archive, store):
    """An object is judged by itself, its places told from its own folder."""
    object_ = torn(store)
    ran = archive("validate", object_, "--format", "json")
    (row,) = json.loads(ran.out)["bags"]
    assert (ran.status, {(each["code"], each["where"]) for each in row["findings"]}) == (1, {("F0046", "v2")})


def test_content_that_changed(archive, store):
    """A changed byte of the content is F0092, and with --fast is not looked for, which is said."""
    (path,) = store.rglob("v1/content/data/same.txt")
    path.write_bytes(b"Sane\n")
    assert "F0092" in archive("validate", store).out
    ran = archive("validate", store, "--fast")
    assert (ran.status, "no digest was checked" in ran.out) == (0, True)


def test_a_store_beside_bags(archive, store):
    """Bags come first, then stores, each with its own level."""
    ran = archive("validate", store, "letters", "--format", "json")
    assert [row["level"] for row in json.loads(ran.out)["bags"]] == ["bag", "ocfl", "ocfl"]


def test_a_bag_that_holds_a_declaration(archive, tmp_path):
    """A bag with a tag file named as OCFL's declaration is a bag."""
    bag = foreign_bag(tmp_path / "letters", {"data/letter.txt": b"One\n"})
    (bag / "0=ocfl_1.1").write_text("ocfl_1.1\n")
    assert json.loads(archive("validate", bag, "--format", "json").out)["bags"][0]["level"] == "bag"


def test_recovery(archive, store):
    """What a kill cut off is finished, told, and found well; asked again, there is nothing to do."""
    object_ = torn(store)
    assert "recover STORE" in archive("validate", store).out
    ran = archive("recover", "ocfl:store", "--format", "json")
    assert json.loads(ran.out)["finished"] == [[object_.relative_to(store).as_posix(), "v2"]]
    assert archive("validate", store).status == 0
    ran = archive("recover", store)
    assert (ran.status, "0 objects" in ran.out) == (0, True)


def test_what_no_kill_explains(archive, store):
    """An object in another disorder is left as it is, and is status 1."""
    object_ = torn(store)
    (object_ / "v2/inventory.json").write_text("{}")
    before = snapshot(object_)
    ran = archive("recover", store)
    assert (ran.status, "left as it is" in ran.out) == (1, True)
    assert snapshot(object_) == before


@pytest.mark.parametrize("where", ["nowhere", "letters", "store/extensions"])
def test_what_is_no_store(archive, store, where):
    """It is E0701 and status 4, and nothing is made there."""
    ran = archive("recover", where)
    assert (ran.status, "E0701" in ran.err) == (4, True)
    assert not (store.parent / "nowhere").exists()
