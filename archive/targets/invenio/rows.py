"""What a site's answers about drafts and records say: whose they are, where they stand, which bag they hold."""

from __future__ import annotations

from typing import Any

from archive.errors import Rejected
from archive.targets.invenio.metadata import key_of
from archive.targets.protocol import Holding
from archive.targets.trees import part

Row = dict[str, Any]

_PERSISTENT = {"doi": "https://doi.org/", "handle": "https://hdl.handle.net/", "ark": "https://n2t.net/"}


def metadata_of(row: Row) -> Row:
    return part(row, "metadata")


def holding_of(row: Row) -> Holding:
    """Where a published record stands. Raises Rejected E0664 of an answer that does not say."""
    links, index = part(row, "links"), part(row, "versions").get("index")
    location = links.get("self_html") or links.get("self")
    if not isinstance(location, str) or name_in(location) != row.get("id"):
        raise Rejected("E0664", str(row.get("id")), "a record without an address of its own")
    version = str(index) if index is not None else None
    return Holding(location, version, key_of(metadata_of(row)), persistent_in(row))


def persistent_in(row: Row) -> str | None:
    """The identifier of this version that the site registered, as a URI: its DOI, else its handle or ARK."""
    given = row.get("pids")
    for scheme, start in _PERSISTENT.items():
        one = given.get(scheme) if isinstance(given, dict) else None
        value = one.get("identifier") if isinstance(one, dict) else None
        if isinstance(value, str) and value:
            return value if "://" in value else f"{start}{value}"
    return None


def name_in(location: str) -> str:
    """The record's own identifier, which ends its address."""
    return location.rstrip("/").rsplit("/", 1)[-1]


def orphaned(row: Row) -> bool:
    """Whether a draft is the first of its record, and was made by us."""
    first = part(row, "versions").get("index") == 1
    return first and not row.get("is_published") and key_of(metadata_of(row)) is not None


def ours(draft: Row, published: Row) -> bool:
    """Whether a draft of the next version is one that we made: it has another bag's key, or nothing was done to it yet."""
    key = key_of(metadata_of(draft))
    if key is not None and key != key_of(metadata_of(published)):
        return True
    own = {"publication_date", "version"}
    told, was = (
        {k: _bare(v) for k, v in metadata_of(row).items() if k not in own} for row in (draft, published)
    )
    return told == was and not part(draft, "files").get("count")


def _bare(value: Any) -> Any:
    """The value with its terms by their ids alone: some answers spell out what a term means, and some do not."""
    if isinstance(value, dict):
        return {"id": value["id"]} if "id" in value else {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, list) else value
