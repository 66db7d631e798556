"""TEI P5: a text encoded, an encoding read back as text, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.tei.facts import HeaderFacts as HeaderFacts
from archive.tei.facts import header_facts as header_facts
from archive.tei.faults import faults as faults
from archive.tei.faults import verify_text as verify_text
from archive.tei.project import fold as fold
from archive.tei.project import locate as locate
from archive.tei.project import project as project

if TYPE_CHECKING:  # who judges an encoding makes none: the encoder, dear to load, comes when asked for
    from archive.tei.encode import encode as encode
    from archive.tei.encode import identity as identity


def __getattr__(name: str) -> Any:
    if name not in ("encode", "identity"):
        raise AttributeError(f"module 'archive.tei' has no attribute {name!r}")
    from archive.tei.encode import encode, identity

    # The import has bound `encode` to the module of that name: the function is what it means here.
    globals().update(encode=encode, identity=identity)
    return globals()[name]
