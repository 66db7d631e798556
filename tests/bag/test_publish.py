"""The commit: what is published, what is refused, and what is never lost."""

from __future__ import annotations

import hashlib
import os
import pickle

import bagit
import pytest

from archive.bag import syscalls
from archive.bag.publish import Published, publish, settle
from archive.bag.standing import stands
from archive.bag.store import Arrangement, Durability, open_store
from archive.bag.tagfiles import render
from archive.bag.writer import stage, stage_serialized
from archive.fixity import DEFAULT_ALGORITHMS, measure
from archive.outcome import Done, Failed
from archive.paths import BagPath
from archive.sip import File, Sip


def bag(text=b"A letter.\n"):
    payload = (File(BagPath("data/a.txt"), text, measure((text,))),)
    return render(Sip("n", payload, ()), DEFAULT_ALGORITHMS)


@pytest.fixture(params=["as-it-is", "no-syscalls"])
def system(request, monkeypatch):
    """This system, and one whose C library has neither syncfs nor renameat2."""
    if request.param == "no-syscalls":
        monkeypatch.setattr(syscalls, "_libc", lambda name: None)
    return request.param


def codes(outcomes):
    return [outcome.error.code if isinstance(outcome, Failed) else "done" for outcome in outcomes]


@pytest.mark.parametrize("durability", Durability)
def test_a_batch_is_published_in_its_order(durability, system, tmp_path):
    """Every bag of a batch stands under its name, valid; the answers come in the batch's order; nothing else is left."""
    with open_store(tmp_path, durability=durability) as store:
        batch = [stage(name, bag(name.encode()), store) for name in ("b", "a", "c")]
        batch.append(stage_serialized("a.zip", (b"x", b"y"), store))
        outcomes = publish(batch, store)
    assert outcomes == [
        Done(Published(staged.name, tmp_path / staged.name, staged.digest)) for staged in batch
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a.zip", "b", "c"]
    for name in ("a", "b", "c"):
        bagit.Bag(str(tmp_path / name)).validate()
    assert (tmp_path / "a.zip").read_bytes() == b"xy"


def test_nothing_is_visible_before_the_commit(tmp_path):
    """While bags are staged, the output shows none of them."""
    with open_store(tmp_path) as store:
        stage("a", bag(), store)
        assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".")]


def test_a_bag_that_is_there_is_not_touched(system, tmp_path):
    """A second bag of a name is E0407 without `replace`; the first keeps its bytes, and the rest of the batch is published."""
    with open_store(tmp_path) as store:
        publish([stage("a", bag(b"first"), store), stage_serialized("a.zip", (b"first",), store)], store)
        again = [stage("a", bag(b"second"), store), stage_serialized("a.zip", (b"second",), store)]
        assert codes(publish([*again, stage("b", bag(), store)], store)) == ["E0407", "E0407", "done"]
        assert list(store.staging.iterdir()) == []
    assert (tmp_path / "a/data/a.txt").read_bytes() == b"first"
    assert (tmp_path / "a.zip").read_bytes() == b"first"


def test_replace_puts_the_new_bag_in_the_old_ones_place(tmp_path):
    """With `replace`, the new bag stands there, the answer says so, and the old one is gone; an absent one is just made."""
    with open_store(tmp_path) as store:
        publish([stage("a", bag(b"first"), store)], store)
        batch = [stage("a", bag(b"second"), store), stage("b", bag(), store)]
        outcomes = publish(batch, store, replace=True)
        assert list(store.staging.iterdir()) == []
    assert [outcome.value.replaced for outcome in outcomes] == [True, False]
    assert (tmp_path / "a/data/a.txt").read_bytes() == b"second"
    bagit.Bag(str(tmp_path / "a")).validate()


def test_replace_of_a_serialized_bag(system, tmp_path):
    """A serialized bag is replaced in one step on any system."""
    with open_store(tmp_path) as store:
        publish([stage_serialized("a.zip", (b"first",), store)], store)
        outcomes = publish([stage_serialized("a.zip", (b"second",), store)], store, replace=True)
        assert list(store.staging.iterdir()) == []
    assert outcomes[0].value.replaced
    assert (tmp_path / "a.zip").read_bytes() == b"second"


def test_replace_where_two_folders_cannot_be_exchanged(tmp_path, monkeypatch):
    """Without an exchange in one step the old bag is kept, and E0412 says why."""
    monkeypatch.setattr(syscalls, "_libc", lambda name: None)
    with open_store(tmp_path) as store:
        publish([stage("a", bag(b"first"), store)], store)
        assert codes(publish([stage("a", bag(b"second"), store)], store, replace=True)) == ["E0412"]
    assert (tmp_path / "a/data/a.txt").read_bytes() == b"first"


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("there", ["folder", "file", "link", "dangling"])
def test_what_is_no_bag_is_never_replaced(there, replace, system, tmp_path):
    """A folder of somebody's, a file or a link in a bag's place is E0411, and stays, whether or not bags may be replaced."""
    place, other = tmp_path / "bags/a", tmp_path / "other"
    place.parent.mkdir()
    match there:
        case "folder":
            place.mkdir()
            (place / "mine.txt").write_bytes(b"mine")
        case "file":
            place.write_bytes(b"mine")
        case "link":
            other.mkdir()
            (other / "bagit.txt").write_bytes(b"mine")
            place.symlink_to(other)
        case "dangling":
            place.symlink_to(other)
    before = os.lstat(place)
    with open_store(place.parent) as store:
        assert codes(publish([stage("a", bag(), store)], store, replace=replace)) == ["E0411"]
    after = os.lstat(place)
    assert (before.st_ino, before.st_mode, before.st_mtime_ns) == (
        after.st_ino,
        after.st_mode,
        after.st_mtime_ns,
    )


@pytest.mark.parametrize("name", ["a.zip", "b"])
def test_a_folder_and_a_file_do_not_replace_each_other(name, tmp_path):
    """A serialized bag does not replace a folder, nor a folder a file, even with `replace`."""
    with open_store(tmp_path) as store:
        if name == "b":
            store.place("b").write_bytes(b"mine")
            assert codes(publish([stage("b", bag(), store)], store, replace=True)) == ["E0411"]
        else:
            publish([stage("a.zip", bag(), store)], store)
            staged = stage_serialized("a.zip", (b"x",), store)
            assert codes(publish([staged], store, replace=True)) == ["E0411"]
    assert (tmp_path / name).exists()


def test_a_bag_that_has_gone_from_staging(tmp_path):
    """If somebody cleared the staging folder, the bag fails with E0413 and says what was not found."""
    with open_store(tmp_path, durability=Durability.NONE) as store:
        staged = stage("a", bag(), store)
        staged.root.rename(tmp_path / "b")
        outcome = publish([staged], store)[0]
    assert (outcome.error.code, outcome.error.detail) == ("E0413", "No such file or directory")


def test_a_store_whose_run_has_ended(tmp_path):
    """Publishing after the run has ended fails bag by bag with E0413, by no traceback."""
    with open_store(tmp_path) as store:
        staged = stage("a", bag(), store)
    assert codes(publish([staged], store)) == ["E0413"]
    assert list(tmp_path.iterdir()) == []


def test_a_batch_may_be_drawn_while_it_is_staged(tmp_path):
    """A generator is staged within the commit; one that breaks off publishes nothing."""
    with open_store(tmp_path) as store:
        assert codes(publish((stage(name, bag(), store) for name in "ab"), store)) == ["done", "done"]

        def breaking():
            yield stage("c", bag(), store)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            publish(breaking(), store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_an_empty_batch_is_nothing(tmp_path):
    """No bags, no outcomes."""
    with open_store(tmp_path) as store:
        assert publish([], store) == []


def test_outcomes_pickle(tmp_path):
    """What came of a batch can cross from a worker to its parent, failures too."""
    with open_store(tmp_path) as store:
        outcomes = publish([stage("a", bag(), store)], store)
        outcomes += publish([stage("a", bag(), store)], store)
    back = pickle.loads(pickle.dumps(outcomes))
    assert back[0] == outcomes[0]
    assert (back[1].item, str(back[1].error)) == (outcomes[1].item, str(outcomes[1].error))


@pytest.mark.parametrize("durability", Durability)
def test_bags_in_pairs(durability, system, tmp_path):
    """In pairs a bag stands two folders down, by the sha256 of its name; many at once are published, and replaced where one is."""
    names = [f"n{number}" for number in range(5)]
    with open_store(tmp_path, durability=durability, arrangement=Arrangement.PAIRS) as store:
        assert codes(publish([stage(name, bag(b"old"), store) for name in names], store)) == ["done"] * 5
        outcomes = publish([stage(name, bag(b"new"), store) for name in names], store, replace=True)
        assert codes(outcomes) == ["done" if system == "as-it-is" else "E0412"] * 5
        settle(names, store)
    text = b"new" if system == "as-it-is" else b"old"
    for name in names:
        digest = hashlib.sha256(name.encode()).hexdigest()
        assert (tmp_path / digest[:2] / digest[2:4] / name / "data/a.txt").read_bytes() == text
    assert all(len(path.name) == 2 for path in tmp_path.iterdir())


def test_the_very_bag_that_was_staged(tmp_path):
    """A bag that stands is told from another of the same name by its digest; what is no bag is another."""
    with open_store(tmp_path) as store:
        publish([stage("a", bag(), store), stage_serialized("a.zip", (b"x",), store)], store)
        same, other = stage("a", bag(), store), stage("a", bag(b"other"), store)
        assert [stands(staged, store) for staged in (same, other)] == [True, False]
        serialized = [stage_serialized("a.zip", (data,), store) for data in (b"x", b"y")]
        assert [stands(staged, store) for staged in serialized] == [True, False]
        assert not stands(stage("b", bag(), store), store)
