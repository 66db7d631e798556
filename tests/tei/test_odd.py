"""The ODD says what the grammar says, and is TEI itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from archive.tei.hastening import RNG
from archive.tei.odd import odd

ROOT = Path(__file__).parent.parent.parent
OFFICIAL = ROOT.parent / "shared/data/tei/tei_all_4.12.0.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"


def test_it_is_made_from_the_grammar():
    """schemas/archive-tei.odd is what `python -m archive.tei.odd` prints."""
    assert (ROOT / "schemas/archive-tei.odd").read_bytes() == odd()


def test_every_element_of_the_grammar_is_in_it_and_no_other():
    """Each is named once as included and once as narrowed, and what it holds are elements that it has."""
    grammar = etree.parse(ROOT / "schemas/archive-tei.rng")
    names = {
        element.get("name")
        for element in grammar.iter(f"{{{RNG}}}element")
        if element.get("name") and not element.get("ns")
    }
    root = etree.fromstring(odd())
    kept = [element.get("key") for element in root.iter(f"{TEI}elementRef")]
    specs = [element.get("ident") for element in root.iter(f"{TEI}elementSpec")]
    assert kept == specs == sorted(names)
    held = {ref.get("name") for ref in root.iter(f"{{{RNG}}}ref")}
    assert held <= set(kept)
    assert set(kept) - held == {"TEI"}


def test_it_is_valid_tei():
    """jing accepts it by tei_all."""
    if shutil.which("jing") is None or not OFFICIAL.exists():
        pytest.skip("jing, or the official schema beside this repository, is not there")
    done = subprocess.run(
        ["jing", str(OFFICIAL), str(ROOT / "schemas/archive-tei.odd")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_element_is_tei_s_own():
    """The customization adds nothing: each element is one of tei_all."""
    if not OFFICIAL.exists():
        pytest.skip("the official schema is not beside this repository")
    theirs = {element.get("name") for element in etree.parse(OFFICIAL).iter(f"{{{RNG}}}element")}
    assert {element.get("key") for element in etree.fromstring(odd()).iter(f"{TEI}elementRef")} <= theirs
