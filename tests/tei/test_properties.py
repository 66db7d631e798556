"""Whatever the text, the outline and the record: the TEI is valid, and its text is the text."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.record.model import Record
from archive.tei import encode, faults, locate, project
from archive.tei.project import body_of, is_intact, projection
from archive.xml import parse
from tests.tei.making import ACCESSION, CONTENT, outlines, records, seed, text

OFFICIAL = Path(__file__).parents[2].parent / "shared" / "data" / "tei" / "tei_all_4.12.0.rng"
SETTINGS = settings(
    deadline=None, derandomize=True, max_examples=120, suppress_health_check=list(HealthCheck)
)


@st.composite
def documents(draw) -> tuple[str, bytes, Record]:
    content = draw(CONTENT)
    outline = draw(outlines(content))
    record = draw(records())
    name = draw(st.sampled_from(["000_a", "a(1)", "-x", "été"]))
    return (
        content,
        encode(
            seed(content, name, original_name=draw(st.text(max_size=8))),
            text(content),
            outline,
            record,
            ACCESSION,
        ),
        record,
    )


@SETTINGS
@given(documents())
def test_any_outline_gives_valid_tei_with_the_text_intact(made):
    """Random blocks over random text encode without a finding, and project to the very text."""
    content, tei, _ = made
    assert project(tei) == content
    assert list(faults(tei, content, path="x.xml")) == []


@SETTINGS
@given(documents())
def test_an_indented_copy_is_reformatted_and_not_changed(made):
    """White space put between the blocks of an encoding is told apart from a change of its text."""
    content, tei, _ = made
    indented = re.sub(
        rb"(</?(?:div|p|opener|closer|list|item|lg|l|table|row|head)\b[^>]*>)", rb"\n   \1\n", tei
    )
    assert is_intact(body_of(parse(indented)), content)
    assert {"T0201"}.isdisjoint(finding.code for finding in faults(indented, content, path="x.xml"))


@SETTINGS
@given(documents(), st.integers(min_value=0), st.sampled_from("xé."))
def test_a_character_more_is_a_change(made, place, extra):
    """A text with one more visible character, anywhere, is T0201."""
    content, tei, _ = made
    at = place % (len(content) + 1)
    wrong = content[:at] + extra + content[at:]
    assert "T0201" in {finding.code for finding in faults(tei, wrong, path="x.xml")}


@SETTINGS
@given(documents())
def test_every_element_knows_its_place(made):
    """What `locate` says of an element is where its characters stand in the text."""
    _, tei, _ = made
    inner = body_of(parse(tei))
    whole = projection(inner)
    places = list(locate(inner))
    assert places[0].start == 0
    assert places[0].end == len(whole)
    for place in places:
        assert projection(place.element) == whole[place.start : place.end]


@SETTINGS
@given(documents(), st.lists(st.tuples(st.integers(min_value=0), st.binary(max_size=3)), max_size=3))
def test_broken_bytes_give_findings(made, wounds):
    """Bytes struck out and put in anywhere are judged without an error of ours."""
    content, tei, record = made
    for place, extra in wounds:
        at = place % len(tei)
        tei = tei[:at] + extra + tei[at + 2 :]
    found = list(faults(tei, content, path="x.xml", record=record))
    assert all(finding.code.startswith("T0") for finding in found)


def test_the_official_grammar_accepts_what_ours_does(tmp_path):
    """Encodings of random outlines, all valid by our grammar, are valid by tei_all too, as jing judges it."""
    if not OFFICIAL.exists() or shutil.which("jing") is None:
        pytest.skip("jing and ../shared/data/tei/tei_all_4.12.0.rng are needed")
    paths = []

    @settings(
        deadline=None,
        derandomize=True,
        max_examples=200,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(documents())
    def collect(made):
        path = tmp_path / f"{len(paths):04}.xml"
        path.write_bytes(made[1])
        paths.append(str(path))

    collect()
    judged = subprocess.run(["jing", str(OFFICIAL), *paths], capture_output=True, text=True, check=False)
    errors = [line for line in judged.stdout.splitlines() if ": error:" in line or ": fatal:" in line]
    assert errors == []
    assert judged.returncode == 0
    assert len(paths) >= 200
