"""No stage of the line has become dearer than was recorded, counted so that a busy machine counts the same."""

import json
import shutil

import pytest

from benchmarks.bench import Bench
from benchmarks.ceilings import CALLS, INSTRUCTIONS
from benchmarks.programs.line import REPEATABLE
from benchmarks.scales import TINY
from benchmarks.workloads import instructions


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(TINY, tmp_path_factory.mktemp("bench"), say=lambda _: None)


@pytest.fixture(scope="module")
def calls(bench):
    seeds = bench.seeds(instructions.DOCUMENTS)
    return json.loads(bench.answer(bench.program("line", "calls", seeds, bench.fresh("walked"))))


def test_every_stage_has_its_ceilings():
    """What can be counted is counted, and nothing else has a ceiling."""
    assert set(CALLS) == set(INSTRUCTIONS) == set(REPEATABLE)


@pytest.mark.parametrize("stage", REPEATABLE)
def test_a_stage_calls_no_more_functions_than_was_recorded(calls, stage):
    """Whoever makes a stage dearer raises its ceiling in benchmarks/ceilings.py, and says why in docs/performance.md."""
    assert 0 < calls[stage] <= CALLS[stage]


@pytest.mark.parametrize("stage", REPEATABLE)
def test_a_ceiling_is_not_far_above_what_it_covers(calls, stage):
    """Whoever makes a stage cheaper by half lowers its ceiling, or the next regression hides below it."""
    assert calls[stage] * 2 > CALLS[stage]


@pytest.mark.slow
def test_a_stage_takes_no_more_instructions_than_was_recorded(bench):
    """Instructions, which tell of patterns and libraries too, by valgrind and by the yardstick."""
    if not shutil.which("valgrind") or not shutil.which("callgrind_control"):
        pytest.skip("valgrind is not installed, so no instructions can be counted")
    (result,) = instructions.results(bench)
    found = {target.row: result.reached(target) for target in result.targets}
    assert found.keys() == INSTRUCTIONS.keys()
    assert {stage: most for stage, most in found.items() if most > INSTRUCTIONS[stage]} == {}
