"""The hardened parser: what it takes from anywhere, and what it refuses."""

import pytest

from archive.errors import ArchiveError
from archive.xml import parse

LONG = b"x" * 10_000_001  # one more than libxml2 takes in a text by itself


@pytest.mark.parametrize(
    "data", [b"<a>" + LONG + b"</a>", b"<a>y<b>" + LONG + b"</b></a>", b'<a b="' + LONG + b'"/>']
)
def test_a_text_of_any_length_is_read(data):
    """A paragraph of ten million letters is no fault."""
    root = parse(data)
    assert len("".join(root.itertext())) + sum(map(len, root.attrib.values())) >= len(LONG)


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>" * 300 + LONG + b"</a>" * 300,
        b"<a>" + LONG + b"<a>" * 300 + b"</a>" * 301,
        b"<!DOCTYPE a><a>" + LONG + b"</a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;' + LONG + b"</a>",
        b"<a>" + LONG + b"</b>",
        b"<a>" + LONG,
        b"<a>" + LONG + b"\0</a>",
        b'<a xml:id="b">' + LONG + b'<c xml:id="b"/></a>',
    ],
)
def test_what_else_is_wrong_with_a_long_one_is_told(data):
    """Depth, a document type, an id that stands twice and whatever is not well-formed are E0408, long text or not."""
    with pytest.raises(ArchiveError) as caught:
        parse(data)
    assert caught.value.code == "E0408"
