"""Every fixture of OCFL/fixtures: the right verdict, and the codes that its name says."""

import os
import re
import shutil
from pathlib import Path

import pytest

from archive.findings import Severity, register, severity
from archive.ocfl.faults import ocfl_code
from archive.ocfl.objects import judge_object

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "data" / "ocfl-fixtures"
WANTED = 156

# Where the fixture has faults beside those of its name; docs/ocfl.md gives the reasons.
MORE = {
    ("1.0", "E001_invalid_version_format"): {"E046"},
    ("1.1", "E001_invalid_version_format"): {"E104"},
    ("1.0", "E011_E013_invalid_padded_head_version"): {"E014"},
    ("1.1", "E011_E013_invalid_padded_head_version"): {"E014"},
    ("1.0", "E049_E050_E054_bad_version_block_values"): {"E094"},
    ("1.1", "E049_E050_E054_bad_version_block_values"): {"E094"},
    ("1.0", "E100_E099_fixity_invalid_content_paths"): {"E023", "E092"},
    ("1.1", "E100_E099_fixity_invalid_content_paths"): {"E023", "E092"},
}


def fixtures():
    if not FIXTURES.is_dir():
        return []
    return sorted(
        (spec, kind, folder.name)
        for spec in ("1.0", "1.1")
        for kind in ("bad", "good", "warn")
        for folder in (FIXTURES / spec / f"{kind}-objects").iterdir()
    )


def judged(folder):
    errors, warnings = set(), set()
    for finding in judge_object(folder).findings:
        kind = errors if severity(finding) is Severity.ERROR else warnings
        kind.add(ocfl_code(finding.code) or finding.code)
    return errors, warnings


def test_all_fixtures_are_here():
    """There are 156; without them this suite proves nothing."""
    if not FIXTURES.is_dir():
        pytest.skip("the fixtures of OCFL are not beside this checkout (shared/data/ocfl-fixtures)")
    assert len(fixtures()) == WANTED


@pytest.mark.parametrize(("spec", "kind", "name"), fixtures())
def test_a_fixture_is_judged_as_its_name_says(spec, kind, name):
    """A good one has no finding, one to be warned of just its warnings, a bad one just its errors and those of the list above."""
    errors, warnings = judged(FIXTURES / spec / f"{kind}-objects" / name)
    named = set(re.findall(r"[EW]\d{3}", name))
    if kind == "bad":
        assert errors == named | MORE.get((spec, name), set())
    else:
        assert (errors, warnings) == (set(), named)


def test_an_empty_folder_is_no_object(tmp_path):
    """The folder that E003_E063_empty stands for: a checkout cannot hold it without a file in it."""
    assert judged(tmp_path) == ({"E003", "E063"}, set())


@pytest.mark.parametrize(
    ("spec", "name"), [(spec, name) for spec, kind, name in fixtures() if kind == "good"]
)
def test_a_flipped_bit_in_any_file_of_a_good_fixture_is_seen(spec, name, tmp_path):
    """No file of an object is left out of the judgement; logs are nobody's business."""
    source = FIXTURES / spec / "good-objects" / name
    copy = tmp_path / "object"
    shutil.copytree(source, copy)
    for path in sorted(copy.rglob("*")):
        if not path.is_file() or path.stat().st_size == 0 or "logs" in path.parts:
            continue
        was = path.read_bytes()
        path.write_bytes(bytes([was[0] ^ 1]) + was[1:])
        assert judged(copy)[0], os.fspath(path.relative_to(copy))
        path.write_bytes(was)


DOCS = (Path(__file__).resolve().parents[2] / "docs" / "ocfl.md").read_text(encoding="utf-8")


def test_the_page_gives_a_reason_for_every_code_beside_the_name():
    """What a fixture gets beside the codes of its name stands in docs/ocfl.md, and the counts there are right."""
    for (_, name), codes in MORE.items():
        (row,) = [line for line in DOCS.splitlines() if line.startswith(f"| `{name}`")]
        assert all(code in row for code in codes)
    assert f"All {WANTED} objects" in DOCS
    assert f"and {WANTED - len(MORE)} exactly" in DOCS


def test_the_page_names_every_code_that_has_no_finding():
    """Of the codes E001 to E112 and W001 to W016 each is in the register, or in the page's table, or OCFL has none of that number."""
    ours = {ocfl_code(code) for code in register() if code.startswith("F")}
    section = DOCS.partition("These have no finding")[2].partition("A hard link")[0]
    told = set(
        re.findall(
            r"[EW]\d{3}",
            "".join(line.split("|")[1] for line in section.splitlines() if line.startswith(("| E", "| W"))),
        )
    )
    never = {"E065", "E109", "W006"}
    every = {f"E{n:03}" for n in range(1, 113)} | {f"W{n:03}" for n in range(1, 17)}
    assert every == ours - {None} | told | never
    assert not told & ours
