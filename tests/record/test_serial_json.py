"""record.json: lossless both ways, the same bytes, and no way in for anything malformed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from archive.errors import RecordError
from archive.record.model import Record
from archive.record.serial_json import from_json, to_json
from tests.record.strategies import records


@given(records())
@settings(deadline=None)
def test_round_trip(record: Record) -> None:
    """A record read back from its JSON equals itself."""
    assert from_json(to_json(record)) == record
