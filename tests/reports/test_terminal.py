"""What a person reads on the terminal: aligned, grouped by cause, and with nothing that steers it."""

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from archive.checks import Judged, Level
from archive.errors import BagError
from archive.findings import Finding
from archive.outcome import Done, Failed
from archive.reports.lines import counted, fitted, human_size, safe, short
from archive.reports.terminal import BAGS, SHOWN, show_packaged, show_validated
from archive.resources import BAGIT_PROFILE
from archive.workflows.results import Packaged, Status, Validated

ROOT = Path(__file__).parent.parent.parent
WRONG = Finding("B0312", "data/a.txt", "9f" * 32, "77" * 32)


def bag(name, *findings):
    return Done(Validated(name, Judged(Level.BAG, findings, 8, 31_000, digests_checked=True)))


def packaged(name, *findings, title="A letter", status=Status.PACKAGED):
    complete = {"gate": not findings, "met": 24, "owed": 27}
    judged = Judged(Level.DEPOSIT, findings, 8, 31_000, digests_checked=True, completeness=complete)
    return Done(
        Packaged(
            name,
            status,
            name,
            title,
            "1871-11",
            14,
            90_700,
            findings,
            judged if status is Status.PACKAGED else None,
        )
    )


def screen(show, outcomes, *, width=132, terminal=False):
    out = io.StringIO()
    show(
        outcomes,
        on=Console(file=out, width=width, force_terminal=terminal, color_system=None, soft_wrap=True),
    )
    return out.getvalue().splitlines()


def test_a_good_bag_is_one_line():
    """Nothing is said of what is well."""
    assert screen(show_validated, [bag("bags/one")]) == [
        "✓ valid    bags/one              level bag · 8 files · 31.0 kB"
    ]


def test_the_profiles_that_a_bag_was_held_to():
    """Each is named in the bag's line, but our own, which the level says."""
    profiles = (BAGIT_PROFILE, "https://vendor.example/profile.json", "urn:x:\x1b[2J")
    judged = Judged(Level.BAG, (), 8, 31_000, digests_checked=True, profiles=profiles)
    (line,) = screen(show_validated, [Done(Validated("a", judged))])
    assert (
        "level bag · profile https://vendor.example/profile.json · profile urn:x:\\x1b[2J · 8 files" in line
    )


def test_verdicts_and_names_stand_in_columns():
    """Whatever the verdict, names begin alike, and what is told of them too."""
    lines = screen(
        show_validated, [bag("one"), bag("two", WRONG), Failed("three", BagError("E0420", "three", "gone"))]
    )
    heads = [line for line in lines if not line.startswith(" ") and line]
    assert [line[11:].split()[0] for line in heads] == ["one", "two", "three"]
    assert heads[0].index("level") == heads[1].index("1 error")


def test_very_many_equal_findings_are_a_few_lines():
    """One line tells the number, three the first places, one the rest, one what to do."""
    same = [Finding("B0301", f"data/{number}.txt") for number in range(10_000)]
    lines = screen(show_validated, [bag("one", *same)])
    assert len(lines) == 1 + 1 + SHOWN + 1 + 1
    assert "10,000 times" in lines[1]
    assert "9,997 more" in lines[-2]
    assert lines[-1].lstrip().startswith("→ ")


def test_what_to_do_is_said_once_in_a_run():
    """The remedy of a code stands where it is met first; past ten bags the code alone, and the end counts them all."""
    lines = screen(show_validated, [bag(f"bag-{number}", WRONG) for number in range(30)])
    assert sum(line.lstrip().startswith("→ ") for line in lines) == 1
    assert sum("data/a.txt" in line for line in lines) == BAGS
    assert sum("as in the bags above" in line for line in lines) == 30 - BAGS
    assert lines[-1].startswith("B0312 error")
    assert "30 times in 30 bags" in lines[-1]


def test_a_cause_that_many_seeds_share_is_told_once():
    """Under each seed only what is to do; below, each code with its number, three names and the remedy."""
    owed = Finding("R0109", "data/metadata/record.json#dcterms:rights", "a value", "nothing")
    lines = screen(show_packaged, [packaged(f"letter-{number}", owed) for number in range(5)])
    assert [line.strip() for line in lines if "to do" in line] == ["to do: rights R0109"] * 5
    assert any("5 times in 5 bags: letter-0, letter-1, letter-2 and 2 more" in line for line in lines)
    assert sum(line.lstrip().startswith("→ ") for line in lines) == 1


@pytest.mark.parametrize("width", [72, 80, 99, 100, 132, 200])
@pytest.mark.parametrize("title", ["A letter " * 30, "関于洪都拉斯选举的信" * 12, None])
def test_a_seed_s_line_fits_the_terminal(width, title):
    """Wide characters counted as two columns, no line is longer than the screen."""
    lines = screen(show_packaged, [packaged("000_0fa32ea9", title=title)], width=width, terminal=True)
    assert all(cell_len(line) <= width for line in lines)


def test_long_sentences_go_on_below_their_beginning():
    """On a terminal no line is longer than the screen; elsewhere each line stays one."""
    finding = Finding("B0312", "data/" + "a" * 30, "9f" * 32, "word " * 40)
    assert all(
        len(line) <= 80 for line in screen(show_validated, [bag("one", finding)], width=80, terminal=True)
    )
    assert len(screen(show_validated, [bag("one", finding)], width=80)) == 4


@given(text=st.text(alphabet=st.characters(), max_size=40))
@settings(deadline=None)
def test_nothing_of_a_bag_steers_the_terminal(text):
    """Names, places and values are printed without controls and overrides."""
    shown = screen(
        show_validated,
        [
            bag(text, Finding("B0312", text, text, text)),
            Failed(text, BagError("E0420", text, text, ((text, text),))),
        ],
    )
    shown += screen(show_packaged, [packaged(text, title=text), Failed(text, BagError("E0420", text, text))])
    assert "".join(shown).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    "text, shown",
    [
        ("a b", "a b"),
        ("a\x1b[2J", "a\\x1b[2J"),
        ("\u202eb", "\\u202eb"),
        ("\udcff", "\\xff"),
        ("one\ntwo", "one\\ntwo"),
    ],
)
def test_what_would_steer_is_shown_as_its_escape(text, shown):
    """Nothing disappears."""
    assert safe(text) == shown


def test_digests_are_cut_to_their_ends():
    """Both ends stay, and shorter words are left whole."""
    assert short("found " + "9f" * 32) == "found 9f9f9f9f9f…9f9f9f"
    assert short("000_0fa32ea925ec3b8d.txt") == "000_0fa32ea925ec3b8d.txt"


@pytest.mark.parametrize(
    "size, told",
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_949, "999.9 kB"),
        (999_960, "1.0 MB"),
        (31_240, "31.2 kB"),
        (3_100_000_000, "3.1 GB"),
    ],
)
def test_sizes_have_units(size, told):
    """Powers of a thousand."""
    assert human_size(size) == told


@given(text=st.text(max_size=40).map(safe), room=st.integers(4, 30))
@settings(deadline=None)
def test_fitted_text_has_exactly_its_room(text, room):
    """Padded or cut, it takes the columns that it was given."""
    assert cell_len(fitted(text, room)) == room


def test_one_is_singular():
    """And nothing else is."""
    assert [counted(number, "bag") for number in (0, 1, 2, 1000)] == [
        "0 bags",
        "1 bag",
        "2 bags",
        "1,000 bags",
    ]


def test_a_bar_on_the_terminal_takes_nothing_of_the_result(tmp_path):
    """With standard error a terminal and standard output a file, every line of the result is in the file."""
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "archive",
        "validate",
        "a",
        "b",
        "--format",
        "jsonl",
        "--progress",
        "always",
    ]
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            command, cwd=tmp_path, stdout=out, stderr=theirs, check=False, timeout=60,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    lines = (tmp_path / "out").read_text().splitlines()
    assert (done.returncode, [json.loads(line)["bag"] for line in lines]) == (3, ["a", "b"])


@pytest.mark.parametrize("when, drawn", [("always", True), ("auto", False), ("never", False)])
def test_a_bar_that_is_asked_for_is_drawn(tmp_path, when, drawn):
    """On standard error that is no terminal there is a bar only if there is always to be one; the result is the same."""
    done = subprocess.run(
        [sys.executable, "-m", "archive", "validate", "a", "b", "--progress", when],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )  # fmt: skip
    assert ("validating" in done.stderr, "\x1b" in done.stdout) == (drawn, False)
    assert drawn or not done.stderr
