"""The files that we publish and also use: grammars and profiles, from `schemas/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

BAGIT_PROFILE = "urn:uuid:e56253b7-287f-5ad8-b521-75b7a3a45ee1"
"""Names `schemas/bagit-profile.json`, to which every bag that we write says it conforms."""

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "schemas", _HERE.parent / "schemas")  # in a wheel; in a checkout


@cache
def schema(name: str) -> bytes:
    """The bytes of one published schema. Raises FileNotFoundError if the installation is not whole."""
    for place in _PLACES:
        if (place / name).is_file():
            return (place / name).read_bytes()
    raise FileNotFoundError(name)
