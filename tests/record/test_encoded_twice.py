"""Texts that were encoded twice are told, and no others."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.record.encoded_twice import encoded_twice

TEXTS = (
    "El corazón de la montaña está lejos; mañana será otro día.",
    "“We’re here,” she said — and stayed.",
    "Für die Brüder Grimm: ‘Märchen’ …",
    "Привет из Москвы, дорогие друзья.",
    "Καλημέρα σας, φίλοι μου.",
    "Zażółć gęślą jaźń, proszę.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_encoded_twice(text):
    """A text whose UTF-8 was read as windows-1252 is seen; the place shows what stands there and what was meant."""
    garbled = "".join(_seen(byte) for byte in text.encode())
    found = encoded_twice(garbled)
    assert found is not None
    assert found.found in garbled
    assert found.meant in text
    assert encoded_twice(text) is None


def _seen(byte):
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return ""  # normalizing takes the control character away


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "«SOCIÉTÉ» et «CAFÉ» – “LIBERTÉ”",
        "A single Ã© quoted, once.",
        "NÃO, IRMÃ, AMANHÃ… “MAÇÃ”",
        "La página dice “Ã©” y “Ã±” donde debía decir é y ñ: así se ve la codificación equivocada de años atrás, según María José Núñez.",
        "50 °C, § 7, ½ and £3.",
    ],
)
def test_texts_that_are_well(text):
    """Capitals before quotation marks, and a few garbled letters that a text speaks of, are no sign."""
    assert encoded_twice(text) is None


@given(st.text(st.characters(max_codepoint=0x17F, exclude_categories=("Cs", "Cc")), max_size=80))
@settings(deadline=None)
def test_what_was_meant(text):
    """Whatever is said to be meant is, in UTF-8 taken for windows-1252, what stands there."""
    found = encoded_twice(text)
    if found is not None:
        assert "".join(_seen(byte) for byte in found.meant.encode()) == found.found or "\xa0" in found.found


def test_the_remedy_undoes_it(tmp_path):
    """The command of the remedy gives the text back."""
    text = TEXTS[0]
    (tmp_path / "old.txt").write_bytes(text.encode().decode("cp1252").encode())
    new = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "WINDOWS-1252", "old.txt"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert new.stdout.decode() == text
