"""Identifiers made from names are those that every other program makes by the same rule."""

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.accession import _named


@given(st.uuids(), st.text(max_size=60))
@settings(deadline=None)
def test_an_identifier_is_a_name_based_uuid(namespace: uuid.UUID, name: str) -> None:
    """Ours is the version 5 of RFC 9562 as Python's own library makes it."""
    assert _named(namespace.bytes, name) == f"urn:uuid:{uuid.uuid5(namespace, name)}"
