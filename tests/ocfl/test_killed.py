"""SIGKILL, and errors of the system, at every call of a writer: the next one finds or makes the object whole, and no litter is left."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.ocfl.reading import Reader, find, open_root
from archive.ocfl.roots import judge_root
from tests.ocfl import store_run
from tests.ocfl.foreign import ocfl_py
from tests.ocfl.making import PLACE, tree

SCRIPT = Path(store_run.__file__)
COMMAND = (sys.executable, "-I", "-S", "-B", str(SCRIPT))
CALLS = (
    "openat,mkdir,mkdirat,write,fsync,syncfs,flock,fchmodat,rename,renameat,renameat2,unlink,unlinkat,rmdir"
)
TOLD = {"renameat2", "rename", "fsync", "syncfs"}
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)")
MODES = ("new", "version", "both")
EACH = 12  # of the other calls the default run takes one in so many


def run(root, mode, *options, before=()):
    command = [*before, *COMMAND, str(root), mode, *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def injected(root, mode, call, fault):
    trace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call.name}")
    return run(root, mode, before=(*trace, "-e", f"inject={call.name}:{fault}:when={call.number}"))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A store with one object, to be copied; for `new` there is none yet."""
    root = tmp_path_factory.mktemp("prepared") / "store"
    assert run(root, "new", "none").stdout.split() == ["v1"]

    def copied(folder, mode):
        target = folder / "store"
        shutil.rmtree(target, ignore_errors=True)
        if mode != "new":
            shutil.copytree(root, target)
        return target

    return copied


@pytest.fixture(scope="session")
def calls(prepared, tmp_path_factory):
    """For each mode every call of an undisturbed run that touches the store."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    found = {}
    for mode in MODES:
        folder = tmp_path_factory.mktemp("calls")
        root, log = prepared(folder, mode), folder / "log"
        done = run(root, mode, before=("strace", "-f", "-qq", "-y", "-o", str(log), "-e", f"trace={CALLS}"))
        if done.returncode:
            pytest.skip(f"strace cannot trace here: {done.stderr.strip()[:200]}")
        found[mode] = touching(log.read_text(errors="replace"), root)
        assert len(found[mode]) > 40, "the run's own calls were not seen"
    return found


def touching(log, root):
    counts, found = {}, []
    for line in log.splitlines():
        if match := _LINE.match(line):
            name, arguments = match.groups()
            counts[name] = counts.get(name, 0) + 1
            if str(root) in arguments:
                found.append(SimpleNamespace(name=name, number=counts[name], arguments=arguments))
    return found


def sample(calls, offset=0):
    return [call for at, call in enumerate(calls) if call.name in TOLD or at % EACH == offset]


def assert_whole(root, mode):
    """After a run that was not disturbed: every object sound, in the right version, with the right bytes; nothing else."""
    assert [finding for judged in judge_root(root) for finding in judged.findings] == []
    assert not (root / "extensions/.archive-staging").exists()
    opened = open_root(root)
    held = find(opened, "urn:example:1")
    wanted = store_run.FIRST if mode == "new" else store_run.SECOND
    assert held.inventory.head == ("v1" if mode == "new" else "v2")
    with Reader(opened, held) as reader:
        assert {path: b"".join(reader.chunks(path)) for path in held.inventory.state()} == wanted
        if mode != "new":
            first = {path: b"".join(reader.chunks(path, "v1")) for path in held.inventory.state("v1")}
            assert first == store_run.FIRST
    assert (find(opened, "urn:example:2") is not None) == (mode == "both")


def assert_seen_whole_or_not(root, mode):
    """Right after the kill: what is seen is the old state or the new; only a version between its renames may look unfinished."""
    if not (root / "0=ocfl_1.1").exists():
        return
    for judged in judge_root(root):
        codes = {finding.code for finding in judged.findings}
        if judged.where == PLACE and mode != "new":
            # its folder has its place, or its inventory too: what the next writer finishes
            assert codes in (set(), {"F0046"}, {"F0060"}), codes
        else:
            assert codes <= {"F1016"}, codes


def killed(folder, mode, call, prepared):
    root = prepared(folder, mode)
    injected(root, mode, call, "signal=KILL")
    assert_seen_whole_or_not(root, mode)
    return root


@pytest.mark.parametrize("mode", ["new", "version"])
def test_killed_and_run_again(mode, calls, prepared, tmp_path):
    """Killed at any sync or rename, and at some of the other calls, the next run completes the work."""
    for call in sample(calls[mode]):
        root = killed(tmp_path, mode, call, prepared)
        again = run(root, mode)
        assert again.returncode == 0, (call, again)
        assert_whole(root, mode)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_killed_at_every_call_and_run_again(mode, calls, prepared, tmp_path):
    """The same at every single call."""
    for call in calls[mode]:
        root = killed(tmp_path, mode, call, prepared)
        again = run(root, mode)
        assert again.returncode == 0, (call, again)
        assert_whole(root, mode)


@pytest.mark.parametrize("mode", ["version", "both"])
def test_killed_and_recovered(mode, calls, prepared, tmp_path):
    """Without running again, `recover` brings the store to a state without fault, of the old version or the new, and leaves no litter."""
    seen = set()
    for call in [call for call in calls[mode] if call.name in {"renameat2", "rename", "syncfs"}]:
        root = killed(tmp_path, mode, call, prepared)
        before = tree(root / PLACE)
        done = run(root, "recover")
        assert done.returncode == 0, (call, done)
        assert [finding for judged in judge_root(root) for finding in judged.findings] == []
        assert not (root / "extensions/.archive-staging").exists()
        after = tree(root / PLACE)
        assert before.keys() <= after.keys()  # nothing that was given to the store is taken back
        seen.add(find(open_root(root), "urn:example:1").inventory.head)
    assert seen == {"v1", "v2"}


def test_ocfl_py_agrees_after_a_kill(calls, prepared, tmp_path):
    """What was killed at any rename and run again is valid for ocfl-py too."""
    for at, call in enumerate(call for call in calls["both"] if call.name in {"renameat2", "rename"}):
        (tmp_path / str(at)).mkdir()
        root = killed(tmp_path / str(at), "both", call, prepared)
        assert run(root, "both").returncode == 0
    roots = sorted(tmp_path.glob("*/store"))
    assert ocfl_py("root", *roots) == [{"objects": 2, "good": 2, "valid": True, "told": []} for _ in roots]


def test_another_objects_writer_finishes_what_a_dead_one_began(calls, prepared, tmp_path):
    """A version that was left between its renames is finished by the next writer of the root, whatever object that one is for."""
    renames = [
        call for call in calls["version"] if call.name == "rename" and "inventory.json" in call.arguments
    ]
    assert len(renames) == 2
    for call in renames:
        root = killed(tmp_path, "version", call, prepared)
        assert any(judged.findings for judged in judge_root(root))
        assert run(root, "both").stdout.split() == ["v2", "v1"]
        assert_whole(root, "both")


FAULTS = {
    "openat": ("EACCES", "EMFILE", "ENOSPC"), "mkdir": ("ENOSPC",), "mkdirat": ("ENOSPC", "EACCES"), "write": ("ENOSPC", "EIO"),
    "fsync": ("EIO",), "syncfs": ("EIO",), "renameat2": ("EIO", "EXDEV", "ENOSPC"), "rename": ("EIO",), "flock": ("ENOLCK",),
    "unlink": ("EIO",), "unlinkat": ("EIO",), "rmdir": ("EIO",), "fchmodat": ("EPERM",), "renameat": (),
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
def test_errors_of_the_system(mode, calls, prepared, tmp_path):
    """A call that fails gives a code and no traceback; the object that was there is never damaged, and the next run completes the work."""
    for at, call in enumerate(sample(calls[mode], 3)):
        kinds = FAULTS[call.name]
        if not kinds:
            continue
        root = prepared(tmp_path, mode)
        done = injected(root, mode, call, f"error={kinds[at % len(kinds)]}")
        assert "Traceback" not in done.stderr, (call, done.stderr)
        assert done.returncode in {0, 3, 4}, (call, done)
        assert_seen_whole_or_not(root, mode)
        assert run(root, mode).returncode == 0, call
        assert_whole(root, mode)


def test_a_failed_sync_is_no_success(calls, prepared, tmp_path):
    """If the disk says no to either sync, nothing is said to be stored, and nothing new is left standing."""
    for mode in MODES:
        for call in [call for call in calls[mode] if call.name == "syncfs"]:
            root = prepared(tmp_path, mode)
            was = tree(root) if mode != "new" else None
            done = injected(root, mode, call, "error=EIO")
            assert set(done.stdout.split()) == {"E0710"}, (call, done)
            if was is not None:
                assert tree(root) == was
            assert run(root, mode).returncode == 0
            assert_whole(root, mode)


@pytest.mark.parametrize("lacking", ["syncfs", "renameat2"])
@pytest.mark.parametrize("mode", MODES)
def test_a_system_that_has_less(mode, lacking, calls, prepared, tmp_path):
    """Without syncfs every file is synced by itself; without RENAME_NOREPLACE folders are renamed plainly."""
    root = prepared(tmp_path, mode)
    done = injected(root, mode, SimpleNamespace(name=lacking, number="1+"), "error=ENOSYS")
    assert done.returncode == 0, done
    assert_whole(root, mode)


def test_a_system_without_locks(calls, prepared, tmp_path):
    """A new object needs none; a version is refused with E0715."""
    root = prepared(tmp_path, "both")
    done = injected(root, "both", SimpleNamespace(name="flock", number="1+"), "error=ENOLCK")
    assert done.stdout.split() == ["E0715", "v1"]


def test_two_writers_of_one_object(prepared, tmp_path):
    """Both at once give it the same new version: one does, the other is told E0705, or finds it done; a retry finds it done."""
    for _ in range(4):
        root = prepared(tmp_path, "version")
        pair = [
            subprocess.Popen(
                [*COMMAND, str(root), "version"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(2)
        ]
        told = [process.communicate(timeout=60) for process in pair]
        assert [errors for _, errors in told] == ["", ""]
        codes = sorted(out.strip() for out, _ in told)
        assert codes in (["E0705", "v2"], ["v2", "v2"]), codes
        assert run(root, "version").stdout.split() == ["v2"]
        assert_whole(root, "version")


def test_two_writers_of_one_new_object(calls, prepared, tmp_path):
    """Both have assembled it before either names it: one does, the other is told E0707, and the object is whole."""
    root = prepared(tmp_path, "new")
    assert run(root, "new", "none").stdout.split() == ["v1"]
    shutil.rmtree(root / PLACE.partition("/")[0])
    slow = (
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=syncfs",
        "-e",
        "inject=syncfs:delay_exit=700000",
    )
    pair = [
        subprocess.Popen(
            [*slow, *COMMAND, str(root), "new"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    codes = sorted(process.communicate(timeout=60)[0].strip() for process in pair)
    assert codes == ["E0707", "v1"]
    assert_whole(root, "new")


def test_a_dead_writers_lock_does_not_last(calls, prepared, tmp_path):
    """Killed while it holds the object's lock, a writer keeps nobody else out."""
    first = next(call for call in calls["version"] if call.name == "syncfs")
    root = killed(tmp_path, "version", first, prepared)
    begun = time.monotonic()
    assert run(root, "version").stdout.split() == ["v2"]
    assert time.monotonic() - begun < 30
    assert_whole(root, "version")
