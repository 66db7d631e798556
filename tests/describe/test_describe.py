"""The whole: the five seeds by rules alone, and what holds of any text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.describe import describe
from archive.describe.compose import derive
from archive.describe.reading import read
from archive.errors import TextError
from archive.findings import register
from archive.outline import outline_of
from archive.record.model import Origin, Record
from archive.seed import Seed
from archive.text import Text, normalize
from tests.describe.build import an_accession, values
from tests.tei.counting import calls

ROOT = Path(__file__).resolve().parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ORGANIZATIONS = [
    "AFL-CIO",
    "Alianza Americas",
    "CARECEN",
    "Center for Justice and International Law (CEJIL)",
    "Institute on Race, Equality and Human Rights",
    "JASS (Just Associates)",
    "Latin America Working Group (LAWG)",
    "Maryknoll Office for Global Concerns",
    "Mennonite Central Committee U.S. Washington Office",
    "Oxfam America",
    "Trade Union Confederation of the Americas (TUCA)",
    "United Steelworkers",
    "Washington Office on Latin America (WOLA)",
]


def described(data: bytes) -> tuple[Record, Text]:
    text = normalize(data)
    return describe(Seed("seed-1", "seed-1.txt", data), text, outline_of(text), an_accession()), text


def sound(record: Record, text: Text) -> None:
    for statement in (*record.statements, *record.superseded):
        assert statement.value
        if statement.origin in (Origin.TRANSCRIBED, Origin.INFERRED):
            assert statement.evidence, statement
        for evidence in statement.evidence:
            assert evidence.start is not None
            assert text.content[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()


EXPECTED = {
    "000": {
        "creator": ["International Action Center"],
        "contributor": ["Teresa Gutierrez", "Sara Flounders"],
        "created": ["2017-12-03"],
        "title": [
            "Statement of the International Action Center on electoral fraud in Honduras, 3 December 2017"
        ],
        "rightsHolder": [],
    },
    "001": {
        "creator": ORGANIZATIONS,
        "contributor": ["Luis Almagro"],
        "created": ["2017-12-20"],
        "title": [
            "Letter from thirteen organizations to Luis Almagro, Secretary General, Organization of American States, on elections in Honduras, 20 December 2017"
        ],
    },
    "002": {
        "creator": [],
        "contributor": ["James Christopher"],
        "created": [],
        "title": ["News article on the presidential election in Honduras"],
    },
    "003": {
        "creator": [],
        "contributor": [],
        "created": [],
        "publisher": ["TRT World"],
        "rightsHolder": ["TRT World"],
        "dateCopyrighted": ["2023"],
        "title": ["News summaries of TRT World on electoral fraud in Honduras"],
    },
    "004": {
        "creator": [],
        "contributor": [],
        "created": [],
        "publisher": [],
        "title": ["Opinion piece on the coup d'état in Honduras"],
    },
}


@pytest.mark.parametrize("path", SEEDS, ids=[path.stem[:3] for path in SEEDS])
def test_the_seeds_by_rules_alone(path: Path) -> None:
    """Without a sidecar the five seeds get these values, Honduras as their place, and nothing the text does not say."""
    record, text = described(path.read_bytes())
    sound(record, text)
    expected = EXPECTED[path.stem[:3]] | {
        "spatial": ["Honduras"],
        "language": ["en"],
        "rights": [],
        "accessRights": [],
    }
    assert {name: values(record, name) for name in expected} == expected


def test_the_photographer_is_no_author() -> None:
    """The credit below the picture of seed 002 makes a photographer."""
    record, _ = described(SEEDS[2].read_bytes())
    assert [statement.role for statement in record.of("contributor")] == ["pht"]


def test_every_signatory_is_a_signer() -> None:
    """Thirteen organizations sign seed 001, and Luis Almagro is the addressee."""
    record, _ = described(SEEDS[1].read_bytes())
    assert [statement.role for statement in record.of("creator")] == ["sgn"] * 13
    assert [statement.role for statement in record.of("contributor")] == ["rcp"]


def test_what_is_always_there() -> None:
    """Identifier, extent, format, type and collection come without a sentence being understood."""
    record, _ = described("Sí.\n".encode() * 20)
    assert values(record, "identifier") == [record.identifier, "local:seed-1"]
    assert record.identifier == an_accession().identify("seed-1")
    assert values(record, "extent")[0] == "100 bytes"
    assert values(record, "format")[1] == "x-fmt/111"
    assert values(record, "type") == ["Text"]
    assert values(record, "isPartOf") == ["A collection"]
    assert values(record, "hasFormat") == ["data/tei/seed-1.tei.xml", "data/text/seed-1.normalized.txt"]


def test_wide_text_has_its_own_pronom_number() -> None:
    """UTF-16 is x-fmt/16, as PRONOM calls Unicode text."""
    record, _ = described(("A text of some length, in English." * 3).encode("utf-16"))
    assert values(record, "format")[1] == "x-fmt/16"


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "", "", "Dear Clara Barton:", "Sincerely,", "Jane Addams", "By Nellie Bly", "March 3, 1913", "© 2023 TRT World",
                "To: A", "From: B", "Subject: C", "Photo James Christopher", "We, the undersigned organizations,", "AFL-CIO",
                "1. One", "# Head", "“Honduras” and Honduras, electoral fraud.", "Source: https://example.org/", "Estimado señor:",
                "12/20/2017", "Copyright (C) 1989, 1991", "Published by the Society", "Done at Geneva, 1 May 1900.", "a" * 200,
            ]
        ),
    ),
    max_size=30,
)  # fmt: skip


@settings(deadline=None, max_examples=150, derandomize=True)
@given(LINES)
def test_any_text_is_described(lines: list[str]) -> None:
    """No text raises, every quote stands at its place, and the same text gives the same record."""
    data = "\n".join(lines).encode("utf-8", "replace")
    try:
        record, text = described(data)
    except TextError:
        return
    sound(record, text)
    assert described(data)[0] == record


@pytest.mark.parametrize(
    "unit",
    [
        "Copyright 1999 ",
        "Dear ",
        "A, ",
        "“",
        "by ",
        "Honduras of ",
        "May 1 ",
        "(",
        "X\n",
        "Photo: ",
        ". A",
        "Co: ",
        "3 March 1913\n\n",
        f"{'A' * 60}! 3 March 1913\n",
        "A.A-A’A " * 8 + "! May 1, 1886\n",
        "LIMA, PERU May 3, 2004 ",
        "Today, May 3, 2004 ",
        "For immediate release ",
        "Reprinted from   ",
        "Dear Sir,\n\nx\n\nYours,\n\naa--aa--",
        "Hoy es son las 12 del ",
        "May–3,--",
    ],
)
def test_a_text_of_one_pattern_is_described_whatever_its_length(unit: str) -> None:
    """Eight times the text takes no more than ten times the calls; a pattern quadratic in the text would not come to an end."""

    def work(count: int) -> Callable[[], object]:
        text = normalize((unit * count).encode())
        outline = outline_of(text)
        return lambda: derive(read(text, outline), an_accession())

    work(500)()
    assert calls(work(4_000)) < 10 * calls(work(500))
    assert work(200_000 // len(unit))()


def test_the_language_model_is_loaded_only_when_a_text_is_judged() -> None:
    """Importing the package loads neither py3langid nor numpy."""
    code = "import sys, archive.describe; print([m for m in ('py3langid', 'numpy', 'lxml', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_error_code_stands_in_the_register() -> None:
    """E0351 is explained."""
    assert register()["E0351"].remedy
