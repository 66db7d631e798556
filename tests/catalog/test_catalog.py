"""The catalog as a file: made from its sources, kept from harm, read while it is written, and migrated."""

import multiprocessing
import os
import random
import sqlite3
import tempfile
import time
import traceback
from pathlib import Path

import pytest

from archive.bag.reader import open_bag
from archive.catalog import Facts, facts_of, open_catalog, rebuilding
from archive.catalog.database import NAME, connect, migrate, migrations
from archive.catalog.lists import FILTERS, LISTS, Choice, listed
from archive.errors import CatalogError
from archive.receipts import keep
from tests.catalog.house import HOSTILE, ROOT, copy_bags, deposit, everything, receipt, record_deposit, rows
from tests.catalog.test_events import add, event
from tests.targets.bags import foreign_bag


def facts(bag="letters", key="k" * 64, **more):
    fields = {
        "identifier": f"urn:example:{bag}", "title": "Letters", "created": None, "bagged_on": "2026-01-01", "organization": "House",
        "software": "archive 0.1.0", "collection": None, "files": 3, "size": 10, "words": bag.casefold(), **more,
    }  # fmt: skip
    return Facts(bag=bag, key=key, **fields)


def test_a_bag_of_ours_tells_all(tmp_path):
    """Accession, seed, title, date, and words without accents; an unknown bag has its names alone."""
    with open_bag(ROOT / "bags/000_0fa32ea925ec3b8d") as bag:
        told = facts_of(bag)
    assert (told.created, told.bagged_on, told.files) == ("2017-12-03", "2026-11-21", 14)
    assert (told.accession.number, told.accession.title) == ("2026-001", "Honduras elections, 2009–2018")
    assert told.seed.original == "000_0fa32ea925ec3b8d.txt"
    assert "juan orlando hernandez" in told.words
    with open_bag(foreign_bag(tmp_path / "plain")) as bag:
        told = facts_of(bag)
    assert (told.title, told.seed, told.accession, told.words.splitlines()[0]) == (None, None, None, "plain")


def test_a_deposit_is_recorded_once(tmp_path):
    """The same receipt again changes nothing, in the catalog or in the log."""
    one = receipt()
    keep(one, tmp_path)
    record_deposit(tmp_path, one, facts())
    before, log = everything(tmp_path), (tmp_path / "events.jsonl").read_bytes()
    record_deposit(tmp_path, one, facts())
    assert everything(tmp_path) == before
    assert (tmp_path / "events.jsonl").read_bytes() == log
    assert [row["type"] for row in before["events"]].count("tra") == 1
    assert before["bags"][0]["copies"] == 1


def test_what_a_killed_deposit_could_not_tell_is_made_up_for(tmp_path):
    """A receipt that came without the catalog's knowledge is there at the next look, with its events, once."""
    record_deposit(tmp_path, receipt("first"))
    keep(receipt("first"), tmp_path)
    assert len(rows(tmp_path, "receipts")) == 1
    keep(receipt("second"), tmp_path)
    assert [row["bag"] for row in rows(tmp_path, "receipts")] == ["first", "second"]
    assert len(rows(tmp_path, "events")) == 6
    add(tmp_path, event(9))
    assert len(rows(tmp_path, "events")) == len(rows(tmp_path, "events")) == 7


def test_a_receipt_that_is_written_anew_takes_the_old_one_s_place(tmp_path):
    """Its events stand beside those of the old one: both deposits happened."""
    keep(receipt(), tmp_path)
    assert len(rows(tmp_path, "events")) == 3
    keep(receipt(at=receipt().taken_at.replace(year=2027)), tmp_path)
    assert [row["taken_at"][:4] for row in rows(tmp_path, "receipts")] == ["2027"]
    assert len(rows(tmp_path, "events")) == 6


def test_a_receipt_that_cannot_be_read_is_told_each_time(tmp_path):
    """The others are taken; nobody is led to think that there are no more."""
    path = keep(receipt(), tmp_path)
    keep(receipt("other"), tmp_path)
    path.write_bytes(b"{")
    for _ in range(2):
        with open_catalog(tmp_path) as catalog:
            assert [error.code for error in catalog.unread] == ["E0612"]
            assert [row["bag"] for row in listed(catalog, "receipts", Choice())] == ["other"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "UPDATE events SET outcome = 'suc'",
        "DELETE FROM findings",
        "UPDATE findings SET code = ''",
    ],
)
def test_events_are_only_added_to(tmp_path, statement):
    """No statement removes or changes one."""
    record_deposit(tmp_path, receipt(findings=(("R0221", "x"),)))
    with (
        sqlite3.connect(tmp_path / NAME) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"events|findings"),
    ):
        connection.execute(statement)


def test_facts_are_the_same_in_any_order(tmp_path):
    """Bags that tell differently of one accession, or of one seed, give the same catalog whichever comes first."""
    told = []
    for bag in sorted((ROOT / "bags").iterdir()):
        with open_bag(bag) as opened:
            told.append(facts_of(opened))
    odd = told[0].accession.__class__(
        told[0].accession.collection, "2026-001", "Another title", "2026-11-20T00:00:00Z", None, None
    )
    told.append(facts(accession=odd, seed=told[0].seed, identifier=told[0].identifier))
    seen = []
    for name in ("one", "two", "three"):
        random.Random(name).shuffle(told)
        (tmp_path / name).mkdir()
        with open_catalog(tmp_path / name) as catalog:
            catalog.describe(told)
        seen.append(everything(tmp_path / name))
    assert seen[0] == seen[1] == seen[2]
    assert seen[0]["accessions"][0]["title"] == "Another title"


def test_hostile_words_are_words(tmp_path):
    """What would be SQL, a formula or a control is stored, found and given back as it is; nothing is dropped."""
    record_deposit(
        tmp_path,
        receipt(HOSTILE, identifier=HOSTILE, location=HOSTILE, lost=(HOSTILE,)),
        facts(HOSTILE, title=HOSTILE, identifier=HOSTILE),
    )
    for kind, one in LISTS.items():
        for name in set(FILTERS) & set(one.filters):
            rows(tmp_path, kind, where={name: HOSTILE})
            rows(tmp_path, kind, where={name: "' OR 1=1 --"})
    assert rows(tmp_path, "bags", where={"bag": "' OR 1=1 --"}) == []
    assert [row["title"] for row in rows(tmp_path, "bags", where={"bag": HOSTILE})] == [HOSTILE]
    assert len(rows(tmp_path, "bags", words=("'; drop TABLE", "DROP"))) == 1
    assert rows(tmp_path, "bags", words=("%",)) == []
    assert len(rows(tmp_path, "receipts")) == 1


def test_a_name_that_is_no_text_is_kept_as_an_escape(tmp_path):
    """A byte that is no UTF-8 in a name neither breaks the catalog nor is lost."""
    record_deposit(tmp_path, receipt("caf\udce9"))
    assert rows(tmp_path, "receipts")[0]["bag"] == "caf\\udce9"


def test_a_list_is_chosen_by_what_it_has(tmp_path):
    """E0727 for what it has not; times are from, and up to before."""
    record_deposit(tmp_path, receipt())
    with pytest.raises(CatalogError) as caught:
        rows(tmp_path, "seeds", where={"code": "K0101"})
    assert caught.value.code == "E0727"
    with pytest.raises(CatalogError):
        rows(tmp_path, "seeds", since="2026-01-01T00:00:00Z")
    assert len(rows(tmp_path, "receipts", since="2026-01-02T03:04:05Z")) == 1
    assert rows(tmp_path, "receipts", until="2026-01-02T03:04:05Z") == []
    assert len(rows(tmp_path, "events", limit=2)) == 2


def test_an_older_catalog_is_brought_up(tmp_path):
    """One of version 1 with events in it becomes the newest, and knows when each copy was last checked."""
    older = tmp_path / "older"
    newest = tmp_path / "newest"
    for folder in (older, newest):
        folder.mkdir()
        keep(receipt(), folder)
        add(
            folder,
            event("a", target="t"),
            event("a", target="t", at="2027-01-01T00:00:00Z"),
            event("a", at="2026-06-01T00:00:00Z"),
        )
    with sqlite3.connect(older / NAME, isolation_level=None) as connection:
        migrate(connection, 1)
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        for at, target in (
            ("2026-01-02T03:04:05Z", "t"),
            ("2027-01-01T00:00:00Z", "t"),
            ("2026-06-01T00:00:00Z", None),
        ):
            one = event("a", target=target, at=at)
            connection.execute(
                "INSERT OR IGNORE INTO bags (bag, key, identifier, words) VALUES ('ba', 'k', 'i', 'ba\ni')"
            )
            connection.execute(
                "INSERT INTO events (id, at, type, outcome, bag, key, identifier, target, detail, files, size, software)"
                " VALUES (?, ?, 'fix', 'suc', 'ba', 'k', 'i', ?, 'Read.', 0, 0, 'archive 0.1.0')", (one.id, at, target),
            )  # fmt: skip
    connection.close()
    assert everything(older) == everything(newest)
    with sqlite3.connect(older / NAME) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
        assert dict(connection.execute("SELECT target, at FROM checks WHERE bag = 'ba'").fetchall()) == {
            "": "2026-06-01T00:00:00Z",
            "t": "2027-01-01T00:00:00Z",
        }
    connection.close()


def test_a_newer_catalog_is_refused(tmp_path):
    """E0722: nothing is guessed about a form that is not known."""
    connect(tmp_path / NAME).close()
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(CatalogError) as caught:
        everything(tmp_path)
    assert caught.value.code == "E0722"


def garbage(path):
    path.write_bytes(random.Random(1).randbytes(10_000))


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def spoilt(path):
    data = bytearray(path.read_bytes())
    data[200:] = random.Random(2).randbytes(len(data) - 200)
    path.write_bytes(data)


def foreign(path):
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()


def robbed(path):
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE sources")
    connection.close()


@pytest.mark.parametrize("damage", [garbage, cut, spoilt, foreign, robbed])
def test_a_damaged_catalog_is_told_and_made_again(tmp_path, damage):
    """E0721 and no traceback; after a rebuild all is as it was."""
    for number in range(50):
        keep(receipt(f"b{number}"), tmp_path)
    before = everything(tmp_path)
    damage(tmp_path / NAME)
    with pytest.raises(CatalogError) as caught:
        everything(tmp_path)
    assert caught.value.code == "E0721"
    with rebuilding(tmp_path):
        pass
    assert everything(tmp_path) == before


@pytest.mark.parametrize("name", ["events.jsonl", "journal.jsonl"])
def test_a_log_that_was_put_back_is_told(tmp_path, name):
    """An older copy of a log, shorter than what was read of it, is E0721: nothing is read from its midst; a rebuild takes it."""
    bags = copy_bags(tmp_path / "bags", 0, 1)
    (tmp_path / "drop").mkdir()
    deposit(bags, f"folder:{tmp_path / 'drop'}", tmp_path / "state")
    log = tmp_path / "state" / name
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(CatalogError) as caught:
        everything(tmp_path / "state")
    assert (caught.value.code, caught.value.where) == ("E0721", str(log))
    with rebuilding(tmp_path / "state"):
        pass
    assert len(rows(tmp_path / "state", "receipts")) == 2
    assert len(rows(tmp_path / "state", "events")) == 6


def test_a_folder_in_its_place_is_told(tmp_path):
    """E0720: it cannot be opened."""
    (tmp_path / NAME).mkdir()
    with pytest.raises(CatalogError) as caught:
        everything(tmp_path)
    assert caught.value.code == "E0720"


def test_one_rebuild_at_a_time(tmp_path):
    """E0725 for the second, which touches nothing of the first."""
    keep(receipt(), tmp_path)
    with rebuilding(tmp_path), pytest.raises(CatalogError) as caught, rebuilding(tmp_path):
        pass
    assert caught.value.code == "E0725"
    assert len(rows(tmp_path, "receipts")) == 1


def test_no_folder_is_made_by_asking(tmp_path):
    """E0728: a name that is wrong is told, and nothing is there afterwards."""
    with pytest.raises(CatalogError) as caught:
        everything(tmp_path / "nowhere")
    assert caught.value.code == "E0728"
    assert list(tmp_path.iterdir()) == []


def _write(folder, begun, end):
    with open_catalog(folder, wait=True) as catalog, catalog.log.locked():
        catalog.connection.execute("BEGIN IMMEDIATE")
        catalog.connection.execute("INSERT INTO sources VALUES ('x', 1)")
        begun.set()
        end.wait(60)
        catalog.connection.execute("ROLLBACK")


def test_who_reads_does_not_wait_for_who_writes(tmp_path):
    """While another process is in the midst of writing, a list is there at once, as it was before."""
    record_deposit(tmp_path, receipt())
    context = multiprocessing.get_context("spawn")
    begun, end = context.Event(), context.Event()
    writer = context.Process(target=_write, args=(tmp_path, begun, end))
    writer.start()
    try:
        assert begun.wait(60)
        started = time.monotonic()
        assert len(rows(tmp_path, "receipts")) == 1
        assert time.monotonic() - started < 5
    finally:
        end.set()
        writer.join(60)


def _record(folder, name, count):
    for number in range(count):
        one = receipt(f"{name}{number}")
        keep(one, folder)
        record_deposit(folder, one)


def test_two_processes_record_side_by_side(tmp_path):
    """Every receipt and every event of both is there, once."""
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_record, args=(tmp_path, name, 15)) for name in ("one", "two")]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert {process.exitcode for process in both} == {0}
    assert len(rows(tmp_path, "receipts")) == 30
    assert len({row["id"] for row in rows(tmp_path, "events")}) == len(rows(tmp_path, "events")) == 90


def test_a_catalog_that_may_only_be_read_is_read():
    """Who has no right to write in the folder may ask nevertheless, also for what came since; nothing is written there."""
    with tempfile.TemporaryDirectory() as name:
        state = Path(name) / "state"
        record_deposit(state, receipt())
        for path in (Path(name), state, *state.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = sorted(path.name for path in state.iterdir())
        child = os.fork()
        if child == 0:
            try:
                if os.getuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                os._exit(0 if len(rows(state, "receipts")) == 1 else 1)
            except BaseException:  # noqa: BLE001 - nothing of the test may go on in the child
                traceback.print_exc()
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert sorted(path.name for path in state.iterdir()) == before
        for path in (state, *state.iterdir()):
            path.chmod(0o755)


def fill(folder, count):
    """A catalog of so many bags, each with a receipt and a check."""
    folder.mkdir()
    connection = connect(folder / NAME)
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO bags (bag, key, identifier, title, words) VALUES (?1, ?1, ?1, 'A title of some length', ?2)",
        (
            (f"bag-{number:07}", f"bag-{number:07}\nurn:example:{number}\na title of some length")
            for number in range(count)
        ),
    )
    connection.executemany(
        "INSERT INTO receipts VALUES (?1, ?1, ?1, ?1, 'ocfl:/store', '/store/x', 'v1', '2026-01-01T00:00:00Z', 'deposit', 14, 1000, '', 'a', NULL)",
        ((f"bag-{number:07}",) for number in range(count)),
    )
    connection.executemany(
        "INSERT INTO events VALUES (?1, '2026-01-01T00:00:00Z', 'fix', 'suc', ?1, ?1, ?1, 'ocfl:/store', '/store/x', 'v1', 'Read.', 14, 1000, 'a')",
        ((f"bag-{number:07}",) for number in range(count)),
    )
    connection.execute("COMMIT")
    connection.close()
    return folder


def _seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


@pytest.mark.parametrize("count", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_large_catalog_answers_soon(tmp_path, count):
    """Of 100,000 bags a page, a search and one bag's rows each take less than a second; whole lists grow with their rows."""
    state = fill(tmp_path / "state", count)
    assert _seconds(lambda: rows(state, "bags", limit=50)) < 1
    assert _seconds(lambda: rows(state, "bags", words=(f"example:{count - 1}",))) < 1
    assert _seconds(lambda: rows(state, "events", where={"bag": "bag-0000007"})) < 1
    assert _seconds(lambda: rows(state, "receipts", limit=50)) < 1
    assert len(rows(state, "bags")) == count


def test_bags_at_hand_and_deposited_are_one(tmp_path):
    """A bag that is deposited and described stands in the list once, with its copies and its last check."""
    bags = copy_bags(tmp_path / "bags", 0)
    (tmp_path / "drop").mkdir()
    deposit(bags, f"folder:{tmp_path / 'drop'}", tmp_path / "state")
    deposit(bags, f"ocfl:{tmp_path / 'store'}", tmp_path / "state")
    (row,) = rows(tmp_path / "state", "bags")
    assert (row["copies"], row["accession"], row["checked_at"]) == (2, "2026-001", "2026-01-02T03:04:05Z")
    assert [row["state"] for row in rows(tmp_path / "state", "deposits")] == ["verified", "verified"]
