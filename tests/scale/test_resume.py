"""A run again over bags that stand: each is known by its list, and where the list is wrong, missing or spoiled, by being made again."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.bag.finished import NAME, Finished, FinishedList, open_finished
from archive.bag.reader import bags_in
from archive.bag.serial import Serialization
from archive.bag.store import Arrangement, Durability, open_store
from archive.findings import Finding
from archive.fixity import Algorithm
from archive.outcome import Done
from archive.workflows import preparing, resume
from archive.workflows.package import PackageOrder, open_package

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COLLECTION = """\
identifier: urn:uuid:00000000-0000-4000-8000-000000000001
title: Letters
description: {text: Letters., language: en}
repository: {name: Archive project}
accession: {number: 2026-1, agent: {organization: Archive project}, acquired: Found.}
"""
ENTRY = Finished(
    "a", "k", "d", "s", "A title\twith\nall", None, 14, 1000, (Finding("R0109", "x", None, "\ud800"),)
)


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(4):
        (folder / f"s{number}.txt").write_text(
            f"Letter {number}\n\nDear Anna,\n\nAll is well.\n", encoding="utf-8"
        )
    (folder / "s1.yaml").write_text("title: A letter\n", encoding="utf-8")
    (folder / "collection.yaml").write_text(COLLECTION, encoding="utf-8")
    return folder


def order(seeds, out, **more):
    return PackageOrder(
        seeds, out, **{"now": NOW, "opened_at": NOW, "executor": "serial", "remember": 0, **more}
    )


def packaged(asked):
    with open_package(asked) as run:
        return list(run.outcomes)


def told(outcomes):
    return [
        outcome.value.status.value if isinstance(outcome, Done) else outcome.error.code
        for outcome in outcomes
    ]


@pytest.fixture
def made(monkeypatch):
    """The names of the seeds whose bags were made, be it only in memory; a count at the door, nothing is replaced."""
    seen = []
    normal = preparing.normalize

    def counted(data, **more):
        seen.append(more["where"])
        return normal(data, **more)

    monkeypatch.setattr(preparing, "normalize", counted)
    return seen


def bags(out):
    return {
        (bag.name, str(path.relative_to(bag))): path.read_bytes()
        for bag in bags_in(out)
        for path in ([bag] if bag.is_file() else bag.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("serialization", [Serialization.NONE, Serialization.ZIP, Serialization.TAR_GZ])
@pytest.mark.parametrize("opened_at", [NOW, None])
def test_a_second_run_makes_nothing_and_tells_the_same(
    seeds, tmp_path, made, arrangement, serialization, opened_at
):
    """Each bag is known without being made, and what is told of it, findings too, is what the long way tells."""
    asked = order(
        seeds, tmp_path / "bags", arrangement=arrangement, serialization=serialization, opened_at=opened_at
    )
    assert told(packaged(asked)) == ["packaged"] * 4
    before = bags(asked.out)
    made.clear()
    later = replace(asked, now=datetime(2030, 5, 5, tzinfo=UTC))
    quick = packaged(later)
    assert (told(quick), made) == (["unchanged"] * 4, [])
    (asked.out / NAME).unlink()
    assert packaged(later) == quick
    assert len(made) == 4
    assert any(outcome.value.findings for outcome in quick)
    assert bags(asked.out) == before


def _touch_seed(seeds, out):
    (seeds / "s1.txt").write_text("Letter 1\n\nDear Anna,\n\nAll is lost.\n", encoding="utf-8")


def _touch_sidecar(seeds, out):
    (seeds / "s1.yaml").write_text("title: Another letter\n", encoding="utf-8")


def _add_sidecar(seeds, out):
    (seeds / "s1.dc.xml").write_text(
        '<dc xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/"><publisher xmlns="http://purl.org/dc/elements/1.1/">'
        "A house</publisher></dc>",
        encoding="utf-8",
    )


def _touch_table(seeds, out):
    (seeds / "metadata.csv").write_text("filename,publisher\ns1.txt,A house\n", encoding="utf-8")


def _cut_payload(seeds, out):
    path = next((out / "s1" / "data").rglob("*.txt"))
    os.truncate(path, path.stat().st_size - 1)


def _add_file(seeds, out):
    (out / "s1" / "data" / "more.txt").write_text("More.\n", encoding="utf-8")


def _add_folder(seeds, out):
    (out / "s1" / "data" / "more").mkdir()


def _take_file(seeds, out):
    next((out / "s1" / "data").rglob("*.txt")).unlink()


def _link_file(seeds, out):
    path = next((out / "s1" / "data").rglob("*.txt"))
    kept = out.parent / "kept.txt"
    shutil.copy(path, kept)
    path.unlink()
    path.symlink_to(kept)


def _touch_tag_manifest(seeds, out):
    path = out / "s1" / "tagmanifest-sha256.txt"
    path.write_bytes(path.read_bytes().swapcase())


def _other_bag(seeds, out):
    shutil.rmtree(out / "s1")
    shutil.copytree(out / "s2", out / "s1")


def _no_bag(seeds, out):
    shutil.rmtree(out / "s1")
    (out / "s1").mkdir()


CHANGES = {
    _touch_seed: "E0407", _touch_sidecar: "E0407", _add_sidecar: "E0407", _touch_table: "E0407", _cut_payload: "E0407",
    _add_file: "E0407", _add_folder: "E0407", _take_file: "E0407", _link_file: "E0405", _touch_tag_manifest: "E0407",
    _other_bag: "E0407", _no_bag: "E0411",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__[1:])
def test_what_has_changed_is_told_as_the_long_way_tells_it(seeds, tmp_path, change, made):
    """A seed, its description or its bag that is another than the list knew goes the long way, alone, and is not called unchanged."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    change(seeds, asked.out)
    made.clear()
    quick = packaged(asked)
    assert (told(quick), made) == (["unchanged", CHANGES[change], "unchanged", "unchanged"], ["s1.txt"])
    (asked.out / NAME).unlink()
    assert repr(packaged(asked)) == repr(quick)


@pytest.mark.parametrize(
    "more",
    [
        {"algorithms": (Algorithm.SHA256,)},
        {"opened_at": datetime(2026, 1, 2, tzinfo=UTC)},
        {"opened_at": None, "collection": "other.yaml"},
    ],
)
def test_other_terms_are_not_the_lists(seeds, tmp_path, made, more):
    """With other manifests, another time or another collection nothing is known by the list, and every bag differs."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    made.clear()
    if "collection" in more:
        more = {**more, "collection": tmp_path / more["collection"]}
        more["collection"].write_text(COLLECTION.replace("Letters", "Notes"), encoding="utf-8")
    assert told(packaged(replace(asked, **more))) == ["E0407"] * 4
    assert len(made) == 4


def test_a_removed_bag_is_made_again(seeds, tmp_path, made):
    """A bag that is gone is packaged; the list says so of no other."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    before = bags(asked.out)
    shutil.rmtree(asked.out / "s2")
    made.clear()
    assert told(packaged(asked)) == ["unchanged", "unchanged", "packaged", "unchanged"]
    assert made == ["s2.txt"]
    assert bags(asked.out) == before
    made.clear()
    assert (told(packaged(asked)), made) == (["unchanged"] * 4, [])


def test_another_program_makes_each_bag_again(seeds, tmp_path, made, monkeypatch):
    """What another state of this program's files has made is known to none."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    made.clear()
    monkeypatch.setattr(resume, "program", lambda: "another")
    assert told(packaged(asked)) == ["unchanged"] * 4
    assert len(made) == 4


def test_the_program_is_its_files(tmp_path, monkeypatch):
    """One byte of one module more, and it is another program."""
    place = tmp_path / "archive" / "workflows"
    place.mkdir(parents=True)
    (place / "resume.py").write_bytes(b"one")
    monkeypatch.setattr(resume, "__file__", str(place / "resume.py"))
    before = resume.program.__wrapped__()
    assert before == resume.program.__wrapped__()
    (place / "resume.py").write_bytes(b"two")
    assert resume.program.__wrapped__() != before


def test_a_run_that_was_cut_off_makes_only_what_it_had_not_made(seeds, tmp_path, made):
    """What was finished before the end came is known to the next run; the rest it makes, and all is as one run makes it."""
    whole = order(seeds, tmp_path / "whole")
    packaged(whole)
    asked = order(seeds, tmp_path / "bags", batch=1)
    with open_package(asked) as run:
        assert told([next(run.outcomes), next(run.outcomes)]) == ["packaged"] * 2
    made.clear()
    assert told(packaged(asked)) == ["unchanged", "unchanged", "packaged", "packaged"]
    assert made == ["s2.txt", "s3.txt"]
    assert bags(asked.out) == bags(whole.out)


def test_two_runs_at_once_on_one_output(seeds, tmp_path, made):
    """Each bag is made and named once more or less, both runs tell well of all, and the next knows every bag."""
    asked = order(seeds, tmp_path / "bags", batch=1)
    with open_package(asked) as one, open_package(asked) as two:
        outcomes = [(next(one.outcomes), next(two.outcomes)) for _ in range(4)]
    assert [told(pair) for pair in outcomes] == [["packaged", "unchanged"]] * 4
    made.clear()
    assert (told(packaged(asked)), made) == (["unchanged"] * 4, [])


def test_what_processes_have_made_is_known_to_one_process(seeds, tmp_path, made):
    """Workers find the same of a seed as their parent, and only the parent keeps the list."""
    asked = order(seeds, tmp_path / "bags", executor="processes:2", batch=1)
    assert told(packaged(asked)) == ["packaged"] * 4
    first = (asked.out / NAME).read_bytes()
    quick = packaged(replace(asked, executor="serial"))
    assert (told(quick), made) == (["unchanged"] * 4, [])
    assert packaged(asked) == quick
    assert (asked.out / NAME).read_bytes() == first, "what is known is not written again"


def test_force_goes_the_long_way(seeds, tmp_path, made):
    """With `force` a tag file changed in place, which the list does not see, is found and mended."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    before = bags(asked.out)
    path = asked.out / "s1" / "bag-info.txt"
    path.write_bytes(path.read_bytes().replace(b"2026", b"2062"))
    assert told(packaged(asked))[1] == "unchanged", "what only validate and audit find"
    made.clear()
    assert told(packaged(replace(asked, force=True)))[1] == "packaged"
    assert len(made) == 4
    assert bags(asked.out) == before


@pytest.mark.parametrize("more", [{"durability": Durability.NONE}, {"remember": 4}])
def test_a_run_that_keeps_no_list(seeds, tmp_path, more):
    """Where bags are not brought to disk nothing may be said of them; and a small run is sooner made than looked up."""
    asked = order(seeds, tmp_path / "bags", **more)
    packaged(asked)
    assert not (asked.out / NAME).exists()
    assert told(packaged(asked)) == ["unchanged"] * 4


def _in_the_way(path):
    path.mkdir()


def _a_link(path):
    path.symlink_to(path.parent.parent / "elsewhere")


def _a_pipe(path):
    os.mkfifo(path)


@pytest.mark.parametrize("put", [_in_the_way, _a_link, _a_pipe])
def test_where_no_list_can_be_kept_the_run_goes_on(seeds, tmp_path, put):
    """Something else under the list's name costs time only, and is left as it is."""
    asked = order(seeds, tmp_path / "bags")
    asked.out.mkdir()
    put(asked.out / NAME)
    assert told(packaged(asked)) == ["packaged"] * 4
    assert told(packaged(asked)) == ["unchanged"] * 4
    assert not (tmp_path / "elsewhere").exists()


def test_a_spoiled_list_is_never_believed(seeds, tmp_path):
    """Cut anywhere, or with bytes changed, the list never makes a run say anything else than it would have said."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    wanted, path = packaged(asked), asked.out / NAME
    whole, chance = path.read_bytes(), random.Random(1)
    for attempt in range(24):
        spoiled = bytearray(whole[: chance.randrange(len(whole))] if attempt % 2 else whole)
        for _ in range(attempt % 5):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        path.write_bytes(spoiled)
        assert packaged(asked) == wanted, attempt


def listed(store):
    return open_finished(store)


def test_what_is_added_is_found(tmp_path):
    """An entry comes back as it was, from the next run's list; the last of one name holds."""
    other = replace(ENTRY, name="b", findings=())
    with open_store(tmp_path / "bags") as store:
        with listed(store) as found:
            assert found.find("a") is None
            found.add([ENTRY, other])
            found.add([])
            found.add([replace(ENTRY, key="new")])
        with listed(store) as found:
            assert found.find("a") == replace(ENTRY, key="new")
            assert found.find("b") == other


@pytest.mark.parametrize("cut", [2, 5, 20, 60])
def test_a_line_cut_short_spoils_no_other(tmp_path, cut):
    """What a killed run left of its last line costs that bag only, and what comes after it is whole."""
    with open_store(tmp_path / "bags") as store:
        with listed(store) as found:
            found.add([ENTRY, replace(ENTRY, name="b")])
        path = store.root / NAME
        os.truncate(path, path.stat().st_size - cut)
        with listed(store) as found:
            assert (found.find("a"), found.find("b")) == (ENTRY, None)
            found.add([replace(ENTRY, name="c")])
        with listed(store) as found:
            assert [found.find(name) and found.find(name).name for name in "abc"] == ["a", None, "c"]


def test_two_runs_add_to_one_list(tmp_path):
    """Two runs that have the list open at once lose none of each other's entries."""
    with open_store(tmp_path / "bags") as store:
        with listed(store) as one, listed(store) as two:
            for number in range(50):
                one.add([replace(ENTRY, name=f"one-{number}")])
                two.add([replace(ENTRY, name=f"two-{number}")])
        with listed(store) as found:
            assert all(found.find(f"{who}-{number}") for who in ("one", "two") for number in range(50))


def test_a_list_that_is_mostly_out_of_date_is_rewritten(tmp_path):
    """It does not grow with every change of the program for ever, and loses nothing that holds."""
    long = replace(ENTRY, title="x" * 100_000)
    with open_store(tmp_path / "bags") as store:
        with listed(store) as found:
            for number in range(30):
                found.add([replace(long, name=name, key=str(number)) for name in "ab"])
        assert (store.root / NAME).stat().st_size > 1 << 22
        with listed(store) as found:
            assert [found.find(name).key for name in "ab"] == ["29", "29"]
            found.add([replace(ENTRY, name="c")])
        assert (store.root / NAME).stat().st_size < 300_000
        with listed(store) as found:
            assert [found.find(name).key for name in "abc"] == ["29", "29", "k"]


def test_a_list_that_cannot_be_written_ends_nothing(tmp_path):
    """After a failed write no other is tried, and nothing is raised."""
    path = tmp_path / "list"
    path.touch()
    fd = os.open(path, os.O_RDONLY)
    found = FinishedList(fd, {})
    found.add([ENTRY])
    found.add([ENTRY])
    os.close(fd)
    assert path.read_bytes() == b""


def test_nothing_that_lists_bags_sees_it(seeds, tmp_path):
    """It is hidden: a search of the output comes to the bags only."""
    asked = order(seeds, tmp_path / "bags")
    packaged(asked)
    assert Path(asked.out, NAME).is_file()
    assert [bag.name for bag in bags_in(asked.out)] == ["s0", "s1", "s2", "s3"]
