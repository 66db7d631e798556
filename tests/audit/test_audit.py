"""Copies read again: what is found of each, what is kept of it, and what is not said."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from archive.catalog import EventLog, open_catalog
from archive.catalog.lists import Choice, listed
from archive.ocfl.roots import judge_root
from archive.resources import schema
from archive.workflows.audit import AuditOrder, open_audit
from archive.workflows.copies import Kept, State
from archive.workflows.planning import Budget
from tests.catalog.house import NOW, ROOT, copy_bags, deposit, flip, rows, run
from tests.targets.bags import foreign_bag

LATER = NOW + timedelta(days=30)
SCHEMA = json.loads(schema("audit.schema.json"))
BAG = "000_0fa32ea925ec3b8d"


def audited(*subjects, at=LATER, **options):
    """What came of each copy."""
    order = AuditOrder(subjects=subjects, clock=lambda: at, environ={}, **options)
    with open_audit(order) as audit:
        return list(audit.outcomes)


def told(outcomes):
    """State and codes of each copy, by name; `failed` and its code where it could not be looked at."""
    found = {}
    for outcome in outcomes:
        if hasattr(outcome, "error"):
            found[outcome.item] = ("failed", (outcome.error.code,))
        else:
            checked = outcome.value.checked
            found[checked.unit.name] = (
                checked.state.value,
                tuple(finding.code for finding in checked.findings),
            )
    return found


def fixes(state):
    return [
        row for row in rows(state, "events", where={"type": "fix"}) if row["at"] != "2026-01-02T03:04:05Z"
    ]


def shorten(path):
    path.write_bytes(path.read_bytes()[:-1])


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"\n")


def into_a_folder(path):
    path.unlink()
    path.mkdir()


def into_a_link(path):
    data = path.read_bytes()
    path.unlink()
    (path.parent / "other").write_bytes(data)
    path.symlink_to("other")


DAMAGE = [
    (flip, "changed", ("K0102",), "changed", ("B0312",)),
    (shorten, "changed", ("K0102",), "changed", ("B0312",)),
    (lengthen, "changed", ("K0102",), "changed", ("B0312",)),
    (Path.unlink, "lost", ("K0101",), "lost", ("B0301",)),
    (into_a_folder, "lost", ("K0101",), "invalid", ("B0215", "B0411")),
    (into_a_link, "lost", ("K0101",), None, None),
]  # fmt: skip


@pytest.mark.parametrize("damage, state, codes, _on_disk, _codes", DAMAGE)
def test_damage_in_a_repository_is_told(house, damage, state, codes, _on_disk, _codes):
    """By the receipt: which file, what it was and what it is; all other copies are well."""
    damage(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    found = told(audited("folder:drop"))
    assert found.pop(BAG) == (state, codes)
    assert set(found.values()) == {("well", ())}
    assert len(found) == 2


@pytest.mark.parametrize("damage, _state, _codes, state, codes", DAMAGE)
def test_damage_in_a_bag_is_told(house, damage, _state, _codes, state, codes):
    """By RFC 8493, although nobody has a receipt of it."""
    damage(house / "bags" / BAG / "data/metadata/oai_dc.xml")
    got = told(audited("bags"))[BAG]
    if codes is not None:
        assert got == (state, codes)
    else:
        assert got[0] != "well"


def test_all_that_is_gone_is_one_finding(house):
    """A bag of which nothing is left is K0103, not a line a file."""
    shutil.rmtree(house / "drop" / BAG)
    assert told(audited("folder:drop"))[BAG] == ("lost", ("K0103",))


def test_what_is_there_and_cannot_be_read_is_told(house):
    """K0108 for that file, and all others are read nevertheless."""
    into_a_folder(content(house))
    outcomes = audited("ocfl:store")
    assert told(outcomes)[BAG] == ("lost", ("K0108",))
    (one,) = [outcome.value.checked for outcome in outcomes if outcome.value.checked.unit.name == BAG]
    assert (one.files, one.damaged) == (13, ("data/metadata/oai_dc.xml",))


def test_a_share_that_is_not_mounted_is_no_loss(house):
    """Nothing is said of what cannot be looked at: it failed, and no event says that it is lost."""
    (house / "drop").rename(house / "elsewhere")
    outcomes = audited("folder:drop")
    assert [code for state, (code,) in told(outcomes).values()] == ["E0731"] * 3
    assert fixes(house / "deposits") == []
    assert run("audit", "folder:drop").status == 3


def test_the_empty_folder_of_a_share_is_no_loss(house):
    """Where a share is not mounted its folder is there, and empty: nothing is said of the bags."""
    (house / "drop").rename(house / "elsewhere")
    (house / "drop").mkdir()
    outcomes = audited("folder:drop")
    assert [code for state, (code,) in told(outcomes).values()] == ["E0731"] * 3
    assert fixes(house / "deposits") == []


@pytest.mark.parametrize("spec", ["dspace:packages", "archivematica:transfers"])
def test_no_shelf_that_is_not_mounted_is_a_loss(house, spec):
    """The same of the folders that other systems fetch packages from."""
    folder = house / spec.partition(":")[2]
    folder.mkdir()
    deposit(house / "bags", spec, house / "deposits")
    folder.rename(house / "elsewhere")
    outcomes = audited(spec)
    assert [code for state, (code,) in told(outcomes).values()] == ["E0731"] * 3
    assert fixes(house / "deposits") == []


def test_after_some_silence_a_target_is_left_alone(house):
    """What does not answer three times is not asked for the rest."""
    for number in (3, 4):
        copy_bags(house / "more", number)
    deposit(house / "more", "folder:drop", house / "deposits")
    (house / "drop").rename(house / "elsewhere")
    assert [outcome.error.code for outcome in audited("folder:drop")] == ["E0731"] * 3 + ["E0730"] * 2


def test_manifests_changed_with_their_files_are_seen_by_the_receipt(house):
    """A bag that is valid in itself, and none of those deposited under its name, is K0104: a warning."""
    shutil.rmtree(house / "bags" / BAG)
    foreign_bag(house / "bags" / BAG)
    assert told(audited("bags"))[BAG] == ("well", ("K0104",))
    assert run("audit", "bags").status == 0
    assert [row["outcome"] for row in fixes(house / "deposits") if row["bag"] == BAG][-1] == "war"


def test_a_bag_that_is_gone_is_missed(tmp_path, monkeypatch):
    """One that was audited here, and was never deposited, is K0109 by the folder's name and by its own."""
    monkeypatch.chdir(tmp_path)
    copy_bags(tmp_path / "bags", 0, 1)
    assert {state for state, _ in told(audited("bags")).values()} == {"well"}
    shutil.rmtree(tmp_path / "bags" / BAG)
    assert told(audited("bags"))[BAG] == ("lost", ("K0109",))
    assert told(audited(f"bags/{BAG}")) == {BAG: ("lost", ("K0109",))}
    assert BAG not in told(audited("bags/001_cdbfdec7be30a8e5"))
    assert told(audited("nowhere")) == {"nowhere": ("failed", ("E0420",))}


def test_a_deposited_bag_may_leave_the_folder(house):
    """Whoever clears away what a repository holds is not told of it for ever."""
    audited("bags")
    shutil.rmtree(house / "bags" / BAG)
    assert BAG not in told(audited("bags"))


def test_a_serialized_bag_is_audited_where_it_lies(tmp_path, monkeypatch):
    """Under its file's name; its own name ties it to what was deposited."""
    monkeypatch.chdir(tmp_path)
    assert run("package", ROOT / "seeds", "--out", "packed", "--serialize", "zip", "--quiet").status == 0
    assert {state for state, _ in told(audited("packed")).values()} == {"well"}
    assert {row["bag"] for row in fixes(tmp_path / "deposits")} == {
        path.stem for path in (tmp_path / "packed").iterdir()
    }
    (second, *_) = audited("packed")
    assert second.value.checked.unit.checked_at == "2026-02-01T03:04:05Z"
    victim = tmp_path / "packed" / f"{BAG}.zip"
    victim.unlink()
    assert told(audited("packed"))[BAG] == ("lost", ("K0109",))


def content(house, name="oai_dc.xml"):
    return next((house / "store").rglob(f"*8a04bac1*/v1/content/data/metadata/{name}"))


def test_ocfl_objects_are_judged_beside_the_receipts(house):
    """The root, each object's inventories, and each deposit; content that receipts read is not read twice."""
    outcomes = audited("ocfl:store")
    assert len(outcomes) == 7
    assert set(told(outcomes).values()) == {("well", ())}
    objects = [
        outcome.value.checked for outcome in outcomes if outcome.value.checked.unit.kind is Kept.OBJECT
    ]
    assert [one.size for one in objects] == [0] * 4
    assert told(audited("store")) == told(outcomes)


def test_damage_in_an_ocfl_object_is_told(house):
    """Content by the receipt; an inventory by OCFL, and what cannot be given back then has failed."""
    flip(content(house))
    assert told(audited("ocfl:store"))[BAG] == ("changed", ("K0102",))
    inventory = next((house / "store").rglob("*24b59e5b*/inventory.json"))
    flip(inventory)
    found = told(audited("ocfl:store"))
    assert any(state == "invalid" and "F0060" in codes for state, codes in found.values())
    assert any(state == "failed" for state, _ in found.values())


def test_objects_that_others_put_there_are_read_too(house):
    """Without any receipt every byte is read by the inventory's digests, and found changed or lost."""
    other = house / "other"
    assert set(told(audited("ocfl:store", state=other)).values()) == {("well", ())}
    sizes = [row["size"] for row in rows(other, "events")]
    assert sum(sizes) > 250_000
    flip(content(house))
    content(house, "dcterms.xml").unlink()
    states = sorted(state for state, _ in told(audited("ocfl:store", state=other)).values())
    assert states == ["lost", "well", "well", "well"]
    flip(content(house))
    shutil.copy(house / "bags" / BAG / "data/metadata/dcterms.xml", content(house).parent)
    assert all(not judged.findings for judged in judge_root(house / "store"))


def test_each_version_is_held_against_its_own_receipt(house, tmp_path_factory):
    """A changed bag is a second version: both are read, each from where it is."""
    seeds = tmp_path_factory.mktemp("seeds")
    for path in (ROOT / "seeds").iterdir():
        if path.name.startswith(BAG) or path.name == "collection.yaml":
            shutil.copy(path, seeds)
    sidecar = seeds / f"{BAG}.yaml"
    sidecar.write_text(sidecar.read_text().replace("statement on electoral", "statement about electoral", 1))
    assert run("package", seeds, "--out", "changed", "--quiet").status == 0
    deposit(house / "changed", "ocfl:store", house / "deposits")
    before = audited("ocfl:store")
    versions = [outcome.value.checked.version for outcome in before if outcome.value.checked.unit.name == BAG]
    assert sorted(versions) == ["v1", "v2"]
    flip(content(house, "dcterms.xml"))
    after = [
        outcome.value.checked for outcome in audited("ocfl:store") if outcome.value.checked.unit.name == BAG
    ]
    assert sorted((one.version, one.state) for one in after) == [("v1", State.CHANGED), ("v2", State.WELL)]


def test_each_result_is_one_event(house):
    """In the log and in the catalog alike: when, what, where, how much was read, and what was found."""
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    outcomes = audited("folder:drop", "bags")
    events = fixes(house / "deposits")
    assert [row["id"] for row in events] == sorted(outcome.value.event for outcome in outcomes)
    assert {row["at"] for row in events} == {"2026-02-01T03:04:05Z"}
    (bad,) = [row for row in events if row["outcome"] == "fai"]
    assert (bad["bag"], bad["target"], bad["files"]) == (BAG, f"folder:{house / 'drop'}", 14)
    (finding,) = rows(house / "deposits", "findings", where={"outcome": "fai"})
    assert (finding["code"], finding["place"]) == ("K0102", "data/metadata/oai_dc.xml")
    assert finding["expected"] != finding["found"]
    assert len([1 for _ in EventLog(house / "deposits").read()]) == len(rows(house / "deposits", "events"))


def test_nothing_that_is_audited_is_touched(house):
    """Not a byte, not a time of change, of bags or repositories, well or damaged."""
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")

    def seen():
        return {
            path: (path.stat().st_mtime_ns, path.stat().st_mode, path.is_file() and path.read_bytes())
            for name in ("bags", "drop", "store")
            for path in (house / name).rglob("*")
        }

    before = seen()
    assert run("audit", "bags", "folder:drop", "ocfl:store").status == 1
    assert seen() == before


def test_the_oldest_check_comes_first(house):
    """A third, three times, reads each copy once; a deposit's own reading counts as a check."""
    names = []
    for month in (2, 3, 4):
        at = datetime(2026, month, 1, tzinfo=UTC)
        read = [
            outcome for outcome in audited("folder:drop", at=at, share=Fraction(1, 3)) if outcome.value.at
        ]
        names += [outcome.value.checked.unit.name for outcome in read]
    assert len(names) == len(set(names)) == 3


def test_what_is_late_or_never_audited_is_said(house):
    """Of copies that this run leaves: late by the last check, deposit included; never audited, if only the deposit read it."""
    found = audited("folder:drop", at=NOW + timedelta(days=400), share=Fraction(1, 3))
    assert sorted(codes for _, codes in told(found).values()) == [(), ("K0105",), ("K0105",)]
    found = audited(
        "folder:drop", at=NOW + timedelta(days=401), share=Fraction(0), every=timedelta(days=1000)
    )
    assert sorted(codes for _, codes in told(found).values()) == [(), ("K0106",), ("K0106",)]


class Clock:
    """Seconds that pass only when they are looked at."""

    def __init__(self, step):
        self.now, self.step = 0.0, step

    def __call__(self):
        self.now += self.step
        return self.now


def test_a_budget_of_time_ends_in_mid_copy(house):
    """What was not read to its end has no event, and is the first of the next run."""
    found = audited("bags", budget=Budget(seconds=25), seconds=Clock(1.0))
    states = [outcome.value.checked.state for outcome in found]
    assert 1 <= states.count(State.WELL) < 3
    assert len(fixes(house / "deposits")) == states.count(State.WELL)
    left = {
        outcome.value.checked.unit.name for outcome in found if outcome.value.checked.state is State.UNREAD
    }
    again = audited("bags", at=LATER + timedelta(days=1), share=Fraction(1, 3))
    assert {outcome.value.checked.unit.name for outcome in again if outcome.value.at} <= left


def test_a_budget_of_bytes_is_not_exceeded(house):
    """And one copy that alone is larger is told (K0107), and keeps no other out."""
    small, middle, _ = sorted(
        sum(path.stat().st_size for path in bag.rglob("*") if path.is_file())
        for bag in (house / "drop").iterdir()
    )
    found = audited("folder:drop", budget=Budget(size=small + middle + 10_000))
    assert sum(outcome.value.checked.size for outcome in found) <= small + middle + 10_000
    assert sum(outcome.value.at is not None for outcome in found) == 2
    found = audited("folder:drop", budget=Budget(size=small), at=LATER + timedelta(days=1))
    assert sorted(codes for _, codes in told(found).values()) == [(), ("K0107",), ("K0107",)]


def test_processes_find_what_one_finds(house):
    """The same outcomes and the same events, whoever did the work."""
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    one = told(
        audited(
            "folder:drop",
            "ocfl:store",
            "bags",
            state=shutil.copytree(house / "deposits", house / "one"),
            executor="serial",
        )
    )
    two = told(
        audited(
            "folder:drop",
            "ocfl:store",
            "bags",
            state=shutil.copytree(house / "deposits", house / "two"),
            executor="processes:2",
        )
    )
    assert one == two
    assert rows(house / "one", "events") == rows(house / "two", "events")


def test_an_audit_broken_off_keeps_what_it_saw(house):
    """Whoever stops listening loses no result, and none stands twice after the next run."""
    order = AuditOrder(subjects=("folder:drop", "bags"), clock=lambda: LATER, environ={}, seconds=Clock(0.6))
    with open_audit(order) as audit:
        next(audit.outcomes)
        audit.outcomes.close()
    first = fixes(house / "deposits")
    assert 1 <= len(first) < 6
    audited("folder:drop", "bags", at=LATER + timedelta(days=1), since=LATER)
    events = fixes(house / "deposits")
    assert sorted((row["target"], row["bag"]) for row in events) == sorted(
        {(row["target"], row["bag"]) for row in events}
    )
    assert len(events) == 6


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    "call",
    [
        "fsync",
        pytest.param("write", marks=SLOW),
        pytest.param("pwrite64", marks=SLOW),
        pytest.param("close", marks=SLOW),
    ],
)
def test_an_audit_killed_anywhere_doubles_and_loses_nothing(house, call):
    """SIGKILL at such a call, then again: each event stands once in the log and in the catalog, and both are whole."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    code = "import sys; from tests.catalog.house import run; r = run(*sys.argv[1:]); print(r.out); sys.exit(r.status)"
    state = house / "deposits"
    whole = 2 * len(rows(state, "receipts"))
    killed = 0
    for when in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377):
        traced = subprocess.run(
            [
                "strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}", "-P", str(state / "events.jsonl"),
                "-P", str(state / "catalog.sqlite"), "-P", str(state / "catalog.sqlite-wal"),
                "-e", f"inject={call}:signal=KILL:when={when}", sys.executable, "-B", "-c", code, "audit", "folder:drop", "ocfl:store", "--format", "jsonl",
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=house, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        if traced.returncode == 0:
            break
        assert traced.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL}, traced.stderr
        killed += 1
        reported = {json.loads(line)["event"] for line in traced.stdout.splitlines() if line}
        events = rows(state, "events")
        ids = [event.id for _, event in EventLog(state).read()]
        assert len(ids) == len(set(ids)) == len(events)
        assert set(ids) == {row["id"] for row in events}
        assert reported - {None} <= set(ids)
    assert killed, "this call is never made"
    assert run("audit", "folder:drop", "ocfl:store", "--quiet").status == 0
    assert len(rows(state, "checks" if False else "receipts")) * 2 == whole


def _audit(folder, name):
    os.chdir(folder)
    for _ in range(3):
        audited("folder:drop", "bags", at=datetime.now(UTC))
    del name


def test_two_audits_at_once_keep_every_event(house):
    """Side by side on one state folder: the log is whole, and the catalog agrees with it."""
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_audit, args=(house, name)) for name in ("one", "two")]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert {process.exitcode for process in both} == {0}
    ids = [event.id for _, event in EventLog(house / "deposits").read()]
    assert len(ids) == len(set(ids)) == len(rows(house / "deposits", "events"))
    with open_catalog(house / "deposits") as catalog:
        assert {row["checked"] for row in listed(catalog, "receipts", Choice())} == {"suc"}


def test_a_target_without_receipts_does_not_begin(house):
    """E0726; an unknown name is no bag either, and is told as one that cannot be looked at."""
    assert "E0726" in run("audit", "folder:elsewhere").err
    assert run("audit", "folder:elsewhere").status == 4


@pytest.mark.parametrize(
    "words, status",
    [
        (("folder:drop",), 0),
        (("ocfl:store", "bags", "--sample", "1/2"), 0),
        (("drop-damaged",), 1),
        (("nowhere",), 3),
        (("folder:drop", "--framework", "iso16363"), 0),
    ],
)
def test_json_is_as_the_schema_says(house, words, status):
    """One object; each line of jsonl is one of its rows."""
    (house / "archive.toml").write_text('[targets.drop-damaged]\nkind = "folder"\nlocation = "drop"\n')
    if words == ("drop-damaged",):
        flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    ran = run("audit", *words, "--format", "json")
    assert ran.status == status, ran.err
    jsonschema.validate(ran.json, SCHEMA)
    summary = ran.json["summary"]
    assert summary["copies"] == sum(
        summary[state] for state in ("well", "changed", "lost", "invalid", "unread", "failed")
    )
    for line in run("audit", *words, "--format", "jsonl").out.splitlines():
        row = json.loads(line)
        part = "framework" if "framework" in row else "item"
        jsonschema.validate(row.get("framework", row), {"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{part}"})


def test_junit_tells_failures_and_errors(house):
    """A damaged copy is a failure, one that cannot be looked at an error."""
    from lxml import etree

    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    suite = etree.fromstring(run("audit", "folder:drop", "nowhere", "--format", "junit").out.encode())
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "1", "1")


def test_a_person_reads_what_is_counted(house):
    """Of a storage root the deposits, the objects and the root are each counted under their own name."""
    assert run("audit", "ocfl:store").out.startswith(
        "3 OCFL objects, 3 deposits, 1 storage root; 7 to be read\n"
    )
    assert run("audit", "bags").out.startswith("3 bags; 3 to be read\n")


@pytest.mark.parametrize("kept", ["bags", "drop", "store"])
def test_what_may_not_be_looked_at_is_not_lost(house, kept):
    """A copy in a folder that this user may not search failed to be audited: nothing is called lost, changed or gone."""
    if os.geteuid() != 0:
        pytest.skip("becoming another user needs root")
    subject = "bags" if kept == "bags" else f"{'folder' if kept == 'drop' else 'ocfl'}:{kept}"
    names = [f"bags/{path.name}" for path in (house / "bags").iterdir()] if kept == "bags" else [subject]
    assert {state for state, _ in told(audited(*names)).values()} == {"well"}
    for path in (house, *house.parents[:-1]):
        path.chmod(path.stat().st_mode | 0o077)
    for path in (house / "deposits").rglob("*"):
        path.chmod(0o777)
    (house / "deposits").chmod(0o777)
    (house / kept).chmod(0o600)
    os.seteuid(65534)
    try:
        found = told(audited(*names))
    finally:
        os.seteuid(0)
        (house / kept).chmod(0o755)
    assert {state for state, _ in found.values()} == {"failed"}, found


def test_a_person_reads_where_the_right_bytes_are(house):
    """What is damaged, who has it right, what to do, and that nothing was mended."""
    flip(house / "drop" / BAG / "data/metadata/oai_dc.xml")
    out = run("audit", "folder:drop").out
    assert "✗ changed" in out
    assert f"right bytes: bags/{BAG}, read just now" in out
    assert f"python -m archive deposit bags/{BAG} --to folder:{house / 'drop'}" in out
    assert "Nothing was mended" in out
    assert "2 well, 1 changed" in out
    assert run("audit", "folder:drop", "--quiet").out == ""
