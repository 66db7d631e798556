"""Seeds that are hostile, or change under our hands: each costs itself alone, and nothing of the source is touched."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.bag.reader import bags_in, open_bag
from archive.checks import Level, judge_bag
from archive.outcome import Done
from archive.workflows.package import PackageOrder, open_package

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "Dear Anna,\n\nthe council has met, and all is well with us.\n\nYours,\nBertha\n"
NAMES = (
    "n" * 251 + ".txt",
    "ñ" * 125 + ".txt",
    "two\nlines.txt",
    "tab\tand\rreturn.txt",
    "100%25.txt",
    "CON.txt",
    "trailing dot..txt",
    "\u202egnp.txt",
    "zero\u200bwidth\u2060.txt",
    "שלום.txt",
    "caf\u00e9.txt",
    "cafe\u0301.txt",
    "Case.txt",
    "cASE.txt",
    "-rf.txt",
    "a*b?c.txt",
    "back\\slash.txt",
)


def packaged(seeds, out, **more):
    with open_package(
        PackageOrder(seeds, out, NOW, **{"opened_at": NOW, "executor": "serial", **more})
    ) as run:
        return list(run.outcomes)


def statuses(outcomes):
    return sorted(
        outcome.value.status.value if isinstance(outcome, Done) else outcome.error.code
        for outcome in outcomes
    )


def assert_whole(out):
    for path in bags_in(out):
        with open_bag(path) as bag:
            assert judge_bag(bag, level=Level.BAG).valid, path


def test_names_of_every_kind(tmp_path):
    """Names of 255 bytes, line ends, right-to-left marks, twins of case and composition: a bag each, of a portable name."""
    seeds, out = tmp_path / "seeds", tmp_path / "bags"
    seeds.mkdir()
    for name in NAMES:
        (seeds / name).write_text(TEXT, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in seeds.iterdir()}
    outcomes = packaged(seeds, out)
    assert statuses(outcomes) == ["packaged"] * len(NAMES), outcomes
    bags = list(bags_in(out))
    assert len({bag.name.casefold() for bag in bags}) == len(NAMES)
    assert all(bag.name.isascii() and bag.name.isprintable() and len(bag.name) < 200 for bag in bags)
    assert_whole(out)
    assert {path.name: path.read_bytes() for path in seeds.iterdir()} == before
    assert statuses(packaged(seeds, out)) == ["unchanged"] * len(NAMES)


def test_what_is_no_file(tmp_path):
    """A FIFO, a socket, a link, a circle of links, a device, a name that is no UTF-8 and five gigabytes: none hangs the run."""
    seeds, out = tmp_path / "seeds", tmp_path / "bags"
    seeds.mkdir()
    (seeds / "good.txt").write_text(TEXT, encoding="utf-8")
    (seeds / "empty.txt").touch()
    os.mkfifo(seeds / "pipe.txt")
    (seeds / "link.txt").symlink_to("good.txt")
    (seeds / "circle").symlink_to(".")
    (seeds / "himself.txt").symlink_to("himself.txt")
    (seeds / "null.txt").symlink_to("/dev/null")
    Path(os.fsdecode(os.fsencode(seeds) + b"/\xff\xfe.txt")).write_text(TEXT, encoding="utf-8")
    with (seeds / "huge.txt").open("wb") as stream:
        stream.truncate(5 << 30)
    with socket.socket(socket.AF_UNIX) as made:
        os.chdir(seeds)  # the path of a socket is short
        made.bind("socket.txt")
        os.chdir(ROOT)
        outcomes = packaged(seeds, out)
    by_name = {
        (outcome.value.seed if isinstance(outcome, Done) else outcome.error.where): statuses([outcome])[0]
        for outcome in outcomes
    }
    told = sorted(by_name.values())
    assert told.count("packaged") >= 1
    assert {code for code in told if code != "packaged"} <= {"E0102", "E0103", "E0106", "E0108", "E0201"}, (
        by_name
    )
    assert len(outcomes) == 10, by_name
    assert_whole(out)


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite", "vanish"])
def test_a_seed_that_changes_while_it_is_read(tmp_path, change):
    """Whatever another program does to a seed meanwhile: it is packaged as it was at one moment, or fails alone."""
    seeds, out = tmp_path / "seeds", tmp_path / "bags"
    seeds.mkdir()
    (seeds / "still.txt").write_text(TEXT, encoding="utf-8")
    moving = seeds / "moving.txt"
    versions = {number: (f"Version {number}.\n\n{TEXT}" * (400 + number)).encode() for number in range(3)}
    moving.write_bytes(versions[0])
    ended = threading.Event()

    def change_it():
        number = 0
        while not ended.is_set():
            number = (number + 1) % 3
            match change:
                case "grow":
                    with moving.open("ab") as stream:
                        stream.write(b"More.\n")
                case "shrink":
                    os.truncate(moving, max(1, moving.stat().st_size - 7))
                case "rewrite":
                    moving.write_bytes(versions[number])
                case _:
                    moving.unlink(missing_ok=True)
                    moving.write_bytes(versions[number])

    changing = threading.Thread(target=change_it)
    changing.start()
    try:
        for attempt in range(4):
            told = statuses(packaged(seeds, out / str(attempt)))
            assert "packaged" in told
            assert set(told) <= {"packaged", "E0101", "E0107", "E0201"}
            assert_whole(out / str(attempt))
    finally:
        ended.set()
        changing.join()


@pytest.mark.parametrize("then", [datetime(1999, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)])
def test_a_clock_that_goes_backwards(tmp_path, then):
    """A run whose clock is behind the last one's, or a day on, finds its bags and changes nothing in them."""
    seeds, out = tmp_path / "seeds", tmp_path / "bags"
    seeds.mkdir()
    (seeds / "a.txt").write_text(TEXT, encoding="utf-8")
    with open_package(PackageOrder(seeds, out, NOW, executor="serial")) as run:
        assert statuses(list(run.outcomes)) == ["packaged"]
    for path in (out, *out.rglob("*")):
        os.utime(path, (0, 4_000_000_000))  # and files from the future
    with open_package(PackageOrder(seeds, out, then, executor="serial")) as run:
        assert statuses(list(run.outcomes)) == ["unchanged"]
    assert_whole(out)


@pytest.mark.parametrize(
    "limit, least", [("RLIMIT_FSIZE", (0, 1, 700, 3_000)), ("RLIMIT_NOFILE", (9, 11, 14))]
)
def test_a_process_that_may_do_little(tmp_path, limit, least):
    """Files that may not grow, too few that may be open: an exit status and codes, no traceback, no bag that is not whole."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(4):
        (seeds / f"s{number}.txt").write_text(f"{number}\n\n{TEXT}", encoding="utf-8")
    for at_most in least:
        out = tmp_path / f"bags-{at_most}"
        script = (
            "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
            "from archive.cli.main import main; "
            f"resource.setrlimit(resource.{limit}, ({at_most}, {at_most})); sys.exit(main(sys.argv[1:]))"
        )
        command = [
            sys.executable,
            "-B",
            "-c",
            script,
            "package",
            str(seeds),
            "--out",
            str(out),
            "--executor",
            "serial",
            "--opened-at",
            "2026-01-01",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)
        assert done.returncode in (1, 3, 4), (at_most, done)
        assert "Traceback" not in done.stderr, (at_most, done.stderr)
        if out.exists() and any(not path.name.startswith(".") for path in out.iterdir()):
            assert_whole(out)
        assert set(statuses(packaged(seeds, out))) <= {"packaged", "unchanged"}  # with room, all are made


@pytest.mark.slow
def test_a_folder_of_a_hundred_thousand(tmp_path):
    """A folder of 100,000 seeds is begun in seconds and held in little room; the first bags come long before the last."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number in range(100_000):
        (seeds / f"s{number:06}.txt").write_bytes(b"Dear Anna,\n\nall is well.\n")
    order = PackageOrder(seeds, tmp_path / "bags", NOW, opened_at=NOW, executor="serial")
    with open_package(order) as run:
        assert run.total == 100_000
        first = [next(run.outcomes) for _ in range(128)]
    assert statuses(first) == ["packaged"] * 128
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 600 * 1024
    assert len([path for path in (tmp_path / "bags").iterdir() if not path.name.startswith(".")]) == 128
