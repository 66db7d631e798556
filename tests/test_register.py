"""The register of codes, and the page made from it."""

import re
import tomllib
from pathlib import Path

import pytest

from archive.cli.codes_page import page
from archive.findings import register

ROOT = Path(__file__).parent.parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "archive").rglob("*.py")))


@pytest.mark.parametrize("code", register().values(), ids=lambda code: code.code)
def test_a_code_is_whole(code):
    """It has a full sentence, a remedy, and a name of a letter and four digits."""
    assert re.fullmatch(r"[A-Z][0-9]{4}", code.code)
    assert code.sentence.endswith(".")
    assert code.remedy.endswith(".")


@pytest.mark.parametrize("code", register())
def test_a_code_is_used(code):
    """No code stands in the register that nothing raises."""
    assert f'"{code}"' in SOURCES


def test_no_code_is_raised_that_the_register_lacks():
    """Whatever looks like a code in the source has its entry."""
    used = set(re.findall(r'"([A-Z][0-9]{4})"', SOURCES))
    assert used - set(register()) == set()


def test_the_page_of_codes_is_made_from_the_register():
    """docs/codes.md is what the register says today (python -m archive.cli.codes_page > docs/codes.md)."""
    assert (ROOT / "docs" / "codes.md").read_text(encoding="utf-8") == page()


def test_an_entry_read_alone_is_the_entry_of_its_file():
    """The register reads its entries one by one; they are what a reader of TOML finds in the whole files."""
    whole = {
        code: row
        for path in (ROOT / "archive" / "codes").glob("*.toml")
        for code, row in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    assert list(register()) == sorted(whole)
    assert {code: {"example": "", **row} for code, row in whole.items()} == {
        entry.code: {
            name: getattr(entry, name) for name in ("severity", "sentence", "clause", "remedy", "example")
        }
        for entry in register().values()
    }
