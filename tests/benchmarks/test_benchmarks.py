"""The suite is tried at a tiny size: that it runs, compares and tells the truth about its targets. No time is asserted."""

import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from benchmarks import documents, page, suite
from benchmarks.bags import large_file, small_files, write_bag
from benchmarks.bench import Bench
from benchmarks.comparing import Result, Row, Side, Spread, Target, as_plain, from_plain, interleaved
from benchmarks.measuring import MeasureError, Run, measure
from benchmarks.scales import TINY
from benchmarks.workloads import ON_REQUEST, WORKLOADS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(TINY, tmp_path_factory.mktemp("bench"), say=lambda _: None)


def rows(**runs):
    return tuple(Row(name, tuple(Run(wall=wall) for wall in walls)) for name, walls in runs.items())


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if name in ON_REQUEST else [], id=name)
        for name in WORKLOADS
    ],
)
def test_a_workload_runs_and_gives_a_ratio_for_each_side(bench, name):
    """Every side of every comparison has a ratio to the base, the base's is 1, and each target finds its rows."""
    if name == "instructions" and not shutil.which("callgrind_control"):
        pytest.skip("valgrind is not installed, so no instructions can be counted")
    results = list(WORKLOADS[name](bench))
    assert results
    for result in results:
        assert result.ratio(result.base) == Spread(1, 1, 1)
        assert all(result.ratio(row.name).least > 0 for row in result.rows)
        assert len(result.rows) > 1
        assert all(result.reached(target) is not None for target in result.targets)
        assert from_plain(as_plain(result)) == result
        assert result.title in "\n".join(page.shown(result))


def test_the_stages_are_those_of_package(bench):
    """The bags that come of the stages walked one by one are byte for byte those of `package`."""
    out = bench.fresh("walked")
    bench.answer(bench.program("line", "times", bench.seeds(2), out))
    assert tree(out) == tree(bench.packaged(2))


def test_sides_are_run_in_turns():
    """Each repetition runs every side once, in the order given: A B A B."""
    told = []

    def side(name):
        return Side(
            name, lambda repetition: [name, repetition], lambda command: told.append(command) or Run(wall=1.0)
        )

    found = interleaved([side("a"), side("b")], 2, lambda _: None)
    assert told == [["a", 0], ["b", 0], ["a", 1], ["b", 1]]
    assert [(row.name, len(row.runs)) for row in found] == [("a", 2), ("b", 2)]


def test_a_ratio_is_formed_within_its_repetition():
    """A slow minute that doubles both sides leaves the ratio at what it was."""
    result = Result("t", "a", rows(a=[1, 2, 10], b=[3, 6, 20]))
    assert result.ratio("b") == Spread(3, 2, 3)
    assert result.spread("b", "wall") == Spread(6, 3, 20)
    assert result.spread("b", "cpu") is None
    assert result.ratio("b", quantity="memory") is None


@pytest.mark.parametrize(
    ("target", "reached", "verdict"),
    [
        (Target("", "b", "a", 4, at_least=True), 3, "missed by 25%"),
        (Target("", "b", "a", 3, at_least=True), 3, "met"),
        (Target("", "b", "a", 2.5), 3, "missed by 20%"),
        (Target("", "b", None, 6), 6, "met"),
        (Target("", "b", None, 5), 6, "missed by 20%"),
        (Target("", "c", "a", 5), None, ""),
        (Target("", "b", "c", 5), None, ""),
        (Target("", "b", "a", 5, by="memory"), None, ""),
    ],
)
def test_a_target_is_met_or_missed_by_so_much(target, reached, verdict):
    """What is reached is the median of the ratio, or of the quantity where there is no other row."""
    result = Result("t", "a", rows(a=[2, 2, 2], b=[4, 6, 8]))
    assert result.reached(target) == reached
    assert page.verdict(target, reached) == verdict


@pytest.mark.parametrize(
    ("value", "key", "shown"),
    [
        (0.0000123, "wall", "12.3 µs"),
        (0.0123, "cpu", "12.3 ms"),
        (1.234, "wall", "1.23 s"),
        (1234.5, "wall", "1,234 s"),
        (150e6, "memory", "150.0 MB"),
        (2_500_000, "instructions", "2.50 M"),
    ],
)
def test_amounts(value, key, shown):
    """A quantity is shown with the unit in which it reads best."""
    assert page.amount(value, key) == shown


@pytest.mark.parametrize(("scale", "judged"), [("standard", "missed by 25%"), ("small", "a small trial")])
def test_a_trial_is_not_judged(scale, judged):
    """What was run at a small scale is neither met nor missed."""
    target = Target("Fast.", "b", "a", 4, at_least=True)
    result = Result("t", "a", rows(a=[1], b=[3]), targets=(target,))
    line = list(page.target_table([({"scale": scale}, [result])]))[-1]
    assert line == f"| Fast. | ≥ × 4.00 | × 3.00 | {judged} |"


def test_a_table_has_as_many_cells_in_every_line():
    """Heads, rule and rows of a table agree, with and without a count."""
    for result in (
        Result("t", "a", rows(a=[1, 2], b=[3, 4])),
        Result("t", "a", rows(a=[1], b=[3]), count=10, unit="bag"),
    ):
        table = [line for line in page.shown(result) if line.startswith("|")]
        assert len({line.count("|") for line in table}) == 1
        assert len(table) == 4


def test_the_page_keeps_what_people_wrote():
    """Only what stands between the markers changes, and a page without them is refused."""
    before = f"words\n{page.BEGIN}\nold\n{page.END}\nmore\n"
    after = page.between_markers(before, "new\n")
    assert after == f"words\n{page.BEGIN}\n\nnew\n\n{page.END}\nmore\n"
    assert page.between_markers(after, "new\n") == after
    with pytest.raises(ValueError, match="markers"):
        page.between_markers("words\n", "new")


def test_writing_keeps_the_results_of_other_workloads(tmp_path):
    """A run of one workload replaces its own results only, and the page shows both."""
    kept, shown = tmp_path / "results.json", tmp_path / "page.md"
    shown.write_text(f"{page.BEGIN}\n{page.END}\n")
    first = ({"scale": "tiny"}, [Result("first title", "a", rows(a=[1], b=[2]))])
    second = ({"scale": "tiny"}, [Result("second title", "a", rows(a=[1], b=[2]))])
    suite.write({"memory": first}, kept, shown)
    suite.write({"package": second}, kept, shown)
    assert suite.read_json(kept.read_text()) == {"package": second, "memory": first}
    assert shown.read_text().index("second title") < shown.read_text().index("first title")


def test_the_tables_of_the_docs_are_those_of_the_results():
    """docs/performance.md says what benchmarks/results.json holds, and nothing else."""
    text = suite.PAGE.read_text(encoding="utf-8")
    assert (
        page.between_markers(text, page.whole(suite.read_json(suite.RESULTS.read_text(encoding="utf-8"))))
        == text
    )


def test_documents_are_the_same_in_every_process():
    """Neither hash order nor the state of a random generator of others enters a document."""
    script = (
        "from benchmarks.documents import document; import hashlib\n"
        "print(hashlib.sha256(b''.join(document(number) for number in range(30))).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_documents_are_of_five_kilobytes_and_differ():
    """No two documents are equal, and each has 4.5 to 7 kB."""
    made = [documents.document(number) for number in range(200)]
    assert len(set(made)) == 200
    assert all(4_500 <= len(data) <= 7_000 for data in made)
    assert any(b"\r\n" in data for data in made)


def test_bags_to_judge_are_valid(tmp_path):
    """What the suite makes to be judged, bagit-python finds valid."""
    files = [*small_files(120), ("large.bin", large_file(3 << 20))]
    bag = bagit.Bag(str(write_bag(tmp_path / "bag", files)))
    bag.validate()
    assert len(bag.payload_entries()) == 121


@pytest.mark.parametrize(
    ("script", "well"),
    [("raise SystemExit(3)", (0, 1)), ("raise ValueError", (0, 1)), ("raise SystemExit(1)", (0,))],
)
def test_a_run_that_fails_has_no_figures(tmp_path, script, well):
    """An exit status that was not foreseen, or a traceback under one that was, is an error."""
    with pytest.raises(MeasureError):
        measure([sys.executable, "-c", script], env={}, log=tmp_path / "log", well=well)


MEASURED = """
import sys
from pathlib import Path
from benchmarks.measuring import measure
child = "x = 300_000_000 * chr(120); sum(range(3_000_000))"
script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
alone = measure([sys.executable, "-c", "pass"], env={}, log=Path("log"))
run = measure([sys.executable, "-c", script], env={}, log=Path("log"))
assert run.memory > 300_000_000 > alone.memory, (run, alone)
assert run.cpu > alone.cpu, (run, alone)
assert run.wall > 0, run
"""


def test_a_run_is_measured_with_its_children(tmp_path):
    """CPU and memory are those of the process and of the children that it waited for."""
    # In a process of its own: a child's peak is never less than that of the process that started it.
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", MEASURED], cwd=tmp_path, env={"PYTHONPATH": str(root)}, check=True)


def test_every_workload_is_in_the_readme():
    """benchmarks/README.md has a line for each workload."""
    text = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    assert [name for name in WORKLOADS if f"| `{name}` |" not in text] == []
