"""What any command meets that has nothing to do with its work: closed and full streams, odd names, places in bags."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, tree
from tests.targets.bags import foreign_bag

LONG = "a" * 300
FULL = Path("/dev/full")


@pytest.fixture
def house(tmp_path):
    """A bag, and two texts."""
    foreign_bag(tmp_path / "letters", {"data/letter.txt": b"Dear Sir,\n"})
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("Dear Sir,\n\nIt rains.\n\nYours,\nA. Mason\n")
    return tmp_path


@pytest.fixture
def shell(house):
    """A command with a shell's redirections: its exit status, and what it said on standard error."""

    def run(words):
        env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        line = f"set -o pipefail; {sys.executable} -m archive {words}"
        done = subprocess.run(
            ["bash", "-c", line], cwd=house, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        return done.returncode, done.stderr

    return run


COMMANDS = ["validate letters --format json", "explain B0312", "deposit letters --to ocfl:store --level bag", "--help"]  # fmt: skip


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "2>/dev/full", "| true"])
@pytest.mark.parametrize("words", COMMANDS)
def test_a_stream_that_is_closed(shell, words, closed):
    """Whoever reads no output, or none any more, changes nothing of the work nor of what the status tells of it."""
    status, _ = shell(f"{words} {closed}")
    assert status in {0, 1}


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", COMMANDS[:3])
def test_a_full_disk_under_standard_output(shell, words):
    """A result that could not be written is E0508 and status 4, not a success."""
    status, said = shell(f"{words} >/dev/full")
    assert (status, "E0508" in said) == (4, True)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("package nowhere", 4), ("package seeds --out letters/bags", 4), ("validate nowhere", 3), ("validate letters --level deposit", 1),
        ("report nowhere", 3), ("site nowhere", 3), ("deposit letters --to nokind:x", 4), ("deposit nowhere --to ocfl:store", 3),
        ("retrieve --from ocfl:none --out back", 4), ("audit ocfl:none", 4), ("audit letters", 0), ("catalog list --state none", 4),
        ("recover letters", 4), ("verify-text none none", 4), ("describe nowhere", 4), ("describe seeds", 1), ("catalog rebuild letters", 0),
    ],
)  # fmt: skip
def test_quiet_is_silent(archive, house, words, status):
    """Nothing is said on either stream, whatever came of it; the exit status tells."""
    ran = archive(*words.split(), "--quiet")
    assert (ran.status, ran.out, ran.err) == (status, "", "")


def test_an_interruption_while_a_class_is_made(archive, house):
    """The status is 130 then too, where Python by itself would end by the signal."""
    (house / "fake").mkdir()
    (house / "fake/bagit.py").write_text("exec('raise KeyboardInterrupt')\n")
    ran = archive(
        "validate", "letters", env={"PYTHONPATH": os.pathsep.join([str(house / "fake"), str(ROOT)])}
    )
    assert (ran.status, ran.err[:12]) == (130, "interrupted;")


@pytest.mark.parametrize("executor", ["serial", "processes:2"])
def test_names_are_the_same_in_every_locale(archive, house, executor):
    """A locale of another charset, in which Python would read names otherwise, changes nothing of bag or place."""
    (house / "seeds/é 中.txt").write_text("Dear Sir,\n\nIt rains.\n\nYours,\nA. Mason\n")
    words = ("package", "seeds", "--opened-at", "2026-01-01", "--format", "jsonl", "--executor", executor)
    plain = archive(*words, "--out", "plain", env={"PYTHONUTF8": "1"})
    other = archive(*words, "--out", "other", env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert (plain.status, other.status) == (1, 1), other.err
    assert tree(house / "plain") == tree(house / "other")


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("-n 12", "package seeds"), ("-n 12", "validate letters --executor processes:2"), ("-n 20", "package seeds --executor processes:2"),
        ("-v 90000", "package seeds"), ("-v 60000", "validate letters"), ("-f 1", "report letters --out r.html"),
    ],
)  # fmt: skip
def test_a_limit_that_the_system_holds(shell, limit, words):
    """Open files, memory or the size of a file may be bounded: it is told as such, and never as a fault of the program or of the output."""
    status, said = shell(
        f"{words} --quiet --format json; ulimit {limit}; {sys.executable} -m archive {words} 2>&1 >&2"
    )
    assert "E0599" not in said
    assert "standard output" not in said
    assert status in {0, 1, 3, 4}


def test_a_current_folder_that_is_gone(shell):
    """It is named as what is missing, and not standard output, on which all is well."""
    status, said = shell(
        "package --help >/dev/null; mkdir gone; cd gone; rmdir ../gone; "
        f"{sys.executable} -P -m archive package"
    )
    assert (status, "the current folder: No such file or directory" in said) == (4, True)


def test_a_remedy_is_for_whoever_is_told(house, shell):
    """What is no regular file, and a place where nothing can be written, are told in words for every command that meets them."""
    os.mkfifo(house / "pipe")
    status, said = shell("verify-text pipe seeds/a.txt")
    assert (status, "E0103" in said, "write what comes through a pipe" in said) == (4, True, True)
    status, said = shell("site letters --out seeds/a.txt/x")
    assert (status, "The report or the site cannot be written there" in said) == (4, True)


@pytest.mark.parametrize(
    "words",
    [
        f"describe {LONG}", f"package {LONG}", f"audit {LONG}", f"audit ocfl:{LONG}", f"validate {LONG}", f"site letters --out {LONG}",
        f"report letters --out {LONG}", f"validate letters --tei-schema {LONG}", f"catalog list --state {LONG}", f"recover {LONG}",
        f"deposit letters --to {LONG}", f"retrieve --from ocfl:{LONG} --out back", f"describe seeds --collection {LONG}",
    ],
)  # fmt: skip
def test_a_name_that_is_longer_than_names_can_be(archive, house, words):
    """It is told by a code like any other that is not there."""
    ran = archive(*words.split())
    assert ran.status in {3, 4}, ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become another")
@pytest.mark.parametrize(
    "words",
    [
        "describe {}/x", "package {}/x", "audit {}/x", "validate {}/x", "site letters --out {}/x", "report letters --out {}/x.html",
        "validate letters --tei-schema {}/x", "catalog list --state {}/x", "recover {}/x", "deposit letters --to ocfl:{}/x --level bag",
        "retrieve --from ocfl:{}/x --out back", "package seeds --out {}/x", "describe seeds --collection {}/x.yaml", "verify-text {}/x {}/y",
        "describe seeds --export csv --out {}/x.csv", "deposit letters --to folder:{}/x --level bag", "deposit letters --to ocfl:y --state {}/x",
        "validate letters --profile {}/x", "schema add {}/x.rng", "catalog rebuild --state {}/x",
    ],
)  # fmt: skip
def test_a_place_where_nobody_may_look(house, words):
    """A folder that the user may not enter is told by a code, whatever was looked for there."""
    done = as_nobody(house, words)
    assert done.returncode in {1, 3, 4}, done.stdout + done.stderr


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can become another")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("catalog list --state {}", "E0720"), ("catalog search rain --state {}", "E0720"), ("catalog export --state {}", "E0720"),
        ("catalog rebuild letters --state {}", "E0720"), ("audit letters --state {}", "E0720"),
        ("deposit letters --to ocfl:store --level bag --state {}", "E0609"), ("retrieve --from ocfl:store --out back --state {}", "E0609"),
    ],
)  # fmt: skip
def test_a_state_where_nobody_may_look(house, words, code):
    """Of journal and catalog that lie in a folder which is closed, it is told what they are, and that they are as they were."""
    done = as_nobody(house, words)
    assert (done.returncode, code in done.stderr) == (4, True), done.stdout + done.stderr


def as_nobody(house, words):
    """The command run by a user who may write into the house, but not enter the folder `closed`, which `{}` stands for."""
    closed = house / "closed"
    closed.mkdir(mode=0o700)
    for path in (house, *house.parents):
        if path.owner() == "root" and path.name.startswith(("pytest", "test")):
            path.chmod(0o755)
    house.chmod(0o777)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(house)}
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "archive", *words.format(closed, closed).split()],
        cwd=house, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if "No module named" in done.stderr:
        pytest.skip("another user cannot run this Python here")
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    "words",
    [
        "package seeds --out letters/bags", "site letters --out letters/data/site", "describe seeds --export csv --out letters/x.csv",
        "describe letters/data --write", "describe seeds --write --out letters/drafts", "retrieve --from ocfl:store --out letters/back",
    ],
)  # fmt: skip
def test_nothing_is_written_into_a_bag(archive, house, words):
    """It is E0509 and status 4, and the bag is as it was."""
    assert archive("deposit", "letters", "--to", "ocfl:store", "--level", "bag").status == 0
    before = sorted((house / "letters").rglob("*"))
    ran = archive(*words.split())
    assert (ran.status, "E0509" in ran.err) == (4, True)
    assert sorted((house / "letters").rglob("*")) == before


@pytest.mark.parametrize(
    "time", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-02-30", "noon"]
)
def test_a_time_that_there_is_not(archive, house, time):
    """A time that no calendar of ours has, or has in UTC, is a fault of usage."""
    assert archive("package", "seeds", "--opened-at", time).status == 2


@pytest.mark.parametrize("epoch", ["-1", "٣", "9" * 400, "9" * 5000, "253402300800", "x"])
def test_an_epoch_that_there_is_not(archive, house, epoch):
    """SOURCE_DATE_EPOCH is whole seconds in plain digits: E0503."""
    ran = archive("package", "seeds", env={"SOURCE_DATE_EPOCH": epoch})
    assert (ran.status, "E0503" in ran.err) == (4, True)


@pytest.mark.parametrize("out", ["seeds/bags", "seeds/done/bags", "seeds/../seeds/bags", "seeds"])
def test_bags_among_the_seeds_are_no_seeds(archive, house, out):
    """What was packaged is not packaged again, wherever among the seeds its bags lie."""
    for _ in range(2):
        ran = archive("package", "seeds", "--out", out, "--format", "json")
        assert [row["seed"] for row in json.loads(ran.out)["seeds"]] == ["a"]


def test_a_target_of_which_there_is_no_receipt(archive, house):
    """Nothing can be brought back from it: E0615, and not a success of nought."""
    ran = archive("retrieve", "--from", "ocfl:elsewhere", "--out", "back")
    assert (ran.status, "E0615" in ran.err) == (4, True)
    assert not (house / "back").exists()


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("package seeds --out link", "a/bagit.txt"), ("package seeds --out link --layout pairs --durability each", "**/a/bagit.txt"),
        ("deposit letters --to folder:link --level bag", "letters/bagit.txt"), ("deposit letters --to ocfl:link --level bag", "0=ocfl_1.1"),
        ("deposit letters --to archivematica:link --level bag", "letters/**/letter.txt"),
        ("deposit letters --to ocfl:store --level bag --state link", "receipts/*.json"), ("catalog rebuild letters --state link", "catalog.sqlite"),
        ("retrieve --from ocfl:kept --out link", "letters/bagit.txt"), ("describe seeds --write --out link", "a.yaml"),
    ],
)  # fmt: skip
def test_a_folder_that_lies_elsewhere(archive, house, words, made):
    """A folder that somebody put on another disk, and left a link in its place, is the folder."""
    (house / "elsewhere").mkdir()
    (house / "link").symlink_to("elsewhere")
    assert archive("deposit", "letters", "--to", "ocfl:kept", "--level", "bag").status == 0
    ran = archive(*words.split())
    assert ran.status in {0, 1}, ran.out + ran.err
    assert len(list((house / "elsewhere").glob(made))) == 1
    assert archive(*words.split()).status in {0, 1}


@pytest.mark.parametrize(
    "words",
    ['package "$UNSET"', 'validate "$UNSET"', 'site letters --out "$UNSET"', 'package seeds --out ""'],
)
def test_an_empty_argument_is_no_folder(shell, house, words):
    """That of an unset variable is a fault of usage: it would be the present folder, and all that is in it."""
    before = sorted(house.rglob("*"))
    status, said = shell(words)
    assert status == 2
    assert "it is empty" in said
    assert sorted(house.rglob("*")) == before
