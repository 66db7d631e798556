"""The log of events: what is added is there, whole, once, and in the form in which it was added."""

import json
import multiprocessing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalog.events import EventLog, Happening, of_receipt
from archive.errors import CatalogError
from archive.findings import Finding
from archive.premis import EventOutcome, EventType
from tests.catalog.house import HOSTILE, receipt

TEXTS = st.text(max_size=20) | st.just(HOSTILE)
FINDINGS = st.builds(Finding, TEXTS, TEXTS, st.none() | TEXTS, st.none() | TEXTS)
EVENTS = st.builds(
    Happening,
    at=st.just("2026-01-02T03:04:05Z"), type=st.sampled_from(EventType), outcome=st.sampled_from(EventOutcome), bag=TEXTS,
    key=st.none() | TEXTS, identifier=st.none() | TEXTS, detail=TEXTS, software=TEXTS, target=st.none() | TEXTS,
    location=st.none() | TEXTS, version=st.none() | TEXTS, files=st.integers(0, 1 << 62), size=st.integers(0, 1 << 62),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
)  # fmt: skip


def event(number=1, **more):
    fields = {
        "at": "2026-01-02T03:04:05Z", "type": EventType.FIXITY_CHECK, "outcome": EventOutcome.SUCCESS, "bag": f"b{number}",
        "key": "k", "identifier": "i", "detail": "Read.", "software": "archive 0.1.0", **more,
    }  # fmt: skip
    return Happening(**fields)


def add(folder, *events):
    log = EventLog(folder)
    with log.locked():
        log.add(events)
    return log


def events_in(folder):
    return [one for _, one in EventLog(folder).read()]


@settings(deadline=None, max_examples=60)
@given(st.lists(EVENTS, max_size=4))
def test_what_is_added_is_read(tmp_path_factory, events):
    """Every value of every event comes back, in order, whatever stands in its texts."""
    folder = tmp_path_factory.mktemp("log")
    add(folder, *events)
    assert events_in(folder) == events


def test_an_event_is_known_by_all_that_it_says():
    """Two events that differ in anything have different ids, and the same one always has the same."""
    one = event()
    changed = [
        event(2), event(outcome=EventOutcome.FAIL), event(size=1), event(target="x"), event(at="2026-01-02T03:04:06Z"),
        event(findings=(Finding("K0101", "a"),)), event(findings=(Finding("K0101", "a", None, "b"),)),
    ]  # fmt: skip
    assert len({one.id, *(other.id for other in changed)}) == 8
    assert one.id == event().id


def test_a_line_cut_short_by_a_kill_is_cut_off(tmp_path):
    """The events before it stay, the next one follows them, and the torn one was never told to anybody."""
    log = add(tmp_path, event(1), event(2))
    whole = log.path.read_bytes()
    for end in range(1, len(whole.splitlines(keepends=True)[1])):
        log.path.write_bytes(whole[:-end])
        assert [one.bag for one in events_in(tmp_path)] == ["b1"]
    add(tmp_path, event(3))
    assert [one.bag for one in events_in(tmp_path)] == ["b1", "b3"]


@pytest.mark.parametrize(
    "old, new",
    [
        (b'"suc"', b'"fai"'),
        (b'"size": 0', b'"size": 7'),
        (b'"b2"', b'"b3"'),
        (b"{", b"["),
        (b'"fix"', b'"xxx"'),
        (b"}\n", b"\n"),
    ],
)
def test_a_changed_line_is_told_by_its_number(tmp_path, old, new):
    """E0723, and the events before it are still read."""
    log = add(tmp_path, event(1), event(2), event(3))
    first, second, third = log.path.read_bytes().splitlines(keepends=True)
    assert old in second
    log.path.write_bytes(first + second.replace(old, new, 1) + third)
    reading = EventLog(tmp_path).read()
    after, one = next(reading)
    assert one == event(1)
    with pytest.raises(CatalogError) as caught:
        next(reading)
    assert (caught.value.code, caught.value.where) == ("E0723", f"{log.path}:2")
    with pytest.raises(CatalogError) as caught:
        next(EventLog(tmp_path).read(after))
    assert caught.value.where == f"{log.path}:2"


def test_a_log_that_cannot_be_written_is_told(tmp_path):
    """E0724 where a folder or a link stands in its place."""
    (tmp_path / "a" / "events.jsonl").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "events.jsonl").symlink_to(tmp_path / "elsewhere")
    for name in ("a", "b"):
        with pytest.raises(CatalogError) as caught:
            add(tmp_path / name, event())
        assert caught.value.code == "E0724"
    assert not (tmp_path / "elsewhere").exists()


def test_a_receipt_proves_three_events():
    """The judgement, with its findings; the transfer; the reading back: at its time, with stable ids."""
    told = of_receipt(receipt(findings=(("R0221", "record.json"),), lost=("Names are lost.",)))
    assert [(one.type.value, one.outcome.value) for one in told] == [
        ("val", "war"),
        ("tra", "suc"),
        ("fix", "suc"),
    ]
    assert {one.at for one in told} == {"2026-01-02T03:04:05Z"}
    assert told[0].findings == (Finding("R0221", "record.json"),)
    assert "Names are lost." in told[1].detail
    assert [one.id for one in told] == [
        one.id for one in of_receipt(receipt(findings=(("R0221", "record.json"),), lost=("Names are lost.",)))
    ]


def _many(folder, name, count):
    for number in range(count):
        add(folder, event(f"{name}-{number}", detail="x" * 5000))


def test_two_processes_lose_no_line(tmp_path):
    """Whole lines, every one of both, whoever was first."""
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_many, args=(tmp_path, name, 30)) for name in ("one", "two")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    names = [one.bag for one in events_in(tmp_path)]
    assert sorted(names) == sorted(f"b{name}-{number}" for name in ("one", "two") for number in range(30))
    assert all(json.loads(line) for line in (tmp_path / "events.jsonl").read_bytes().splitlines())


def test_a_lock_that_another_has_is_not_waited_for(tmp_path):
    """Who only reads is told that it may not write, and goes on."""
    log = EventLog(tmp_path)
    with log.locked() as mine, EventLog(tmp_path).locked(wait=False) as other:
        assert (mine, other) == (True, False)
    with EventLog(tmp_path).locked(wait=False) as other:
        assert other
    assert log.path.read_bytes() == b""
