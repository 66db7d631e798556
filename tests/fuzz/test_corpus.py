"""The kept corpus: bytes that once reached odd places of a reader, and those that hypothesis makes of them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS, attempt

CORPUS = Path(__file__).parent / "corpus"


def kept(name):
    return [path.read_bytes() for path in sorted((CORPUS / name).iterdir())]


def test_every_reader_has_a_corpus():
    """Each reader has its folder, and each folder its reader."""
    assert {path.name for path in CORPUS.iterdir()} == PARSERS.keys()


@pytest.mark.parametrize("name", PARSERS)
def test_the_corpus_breaks_nothing(name):
    """Every kept input ends in a value or in an error of ours."""
    inputs = kept(name)
    assert inputs
    for data in inputs:
        attempt(name, data)


@pytest.mark.parametrize("name", PARSERS)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_what_is_made_of_the_corpus_breaks_nothing(name, data):
    """Kept inputs, cut, joined and with bytes put in, end in a value or in an error of ours too."""
    inputs = kept(name)
    first, second = (data.draw(st.sampled_from(inputs)) for _ in range(2))
    cut, again = data.draw(st.integers(0, len(first))), data.draw(st.integers(0, len(second)))
    attempt(name, first[:cut] + data.draw(st.binary(max_size=8)) + second[again:])
