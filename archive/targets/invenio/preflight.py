"""What speaks against a deposit at an InvenioRDM site, in the names of its own fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archive.findings import Finding
from archive.targets.invenio.fitting import Vocabularies, lacking
from archive.targets.parcel import Item

Row = dict[str, Any]

_SHORTEST = 3
_TEXTS = (("additional_titles", "title"), ("additional_descriptions", "description"))


def spoken_against(
    body: Row, items: Sequence[Item], quota: int, vocabularies: Vocabularies
) -> Iterator[Finding]:
    """S0301 to S0305: all of it at once."""
    metadata = body["metadata"]
    for field, text in _texts(metadata):
        if len(text.strip()) < _SHORTEST:
            yield Finding("S0301", field, f"{_SHORTEST} characters or more", text)
    if "publication_date" not in metadata:
        yield Finding(
            "S0305", "metadata.publication_date", "a day, month or year", "no Bagging-Date in bag-info.txt"
        )
    total = sum(item.fixity.size for item in items)
    if total > quota:
        yield Finding("S0302", "files", f"{quota} bytes at most", f"{total} bytes in {len(items)} files")
    for field, vocabulary, term in lacking(body, vocabularies):
        code = "S0303" if vocabulary == "resourcetypes" else "S0304"
        yield Finding(code, f"{field}.id", f"a term of /vocabularies/{vocabulary}", term)


def _texts(metadata: Row) -> Iterator[tuple[str, str]]:
    yield "metadata.title", metadata["title"]
    yield "metadata.description", metadata.get("description", "none")
    for field, key in _TEXTS:
        for at, row in enumerate(metadata.get(field, ())):
            yield f"metadata.{field}.{at}.{key}", row[key]
