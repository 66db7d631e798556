"""A repository's proof that it took a bag: what it holds, where, and every byte of it digested after it was read back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from archive.errors import DepositError
from archive.fixity import Algorithm, Fixity
from archive.paths import portable_name

FORMAT = "archive-receipt/1"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file that the repository gave back: its place there, and the fixity of the bytes that came."""

    place: str
    fixity: Fixity


@dataclass(frozen=True, slots=True)
class Receipt:
    """`key` is the digest of the bag's tag manifest, `target` the repository without any secret, `taken_at` aware UTC.

    `level` and `findings` (code and place) are the judgement with which the bag was let through; `lost` says what the
    repository does not keep; `persistent` is the DOI, handle or the like that it gave, as a URI.
    """

    bag: str
    identifier: str
    key: str
    target: str
    location: str
    version: str | None
    taken_at: datetime
    level: str
    findings: tuple[tuple[str, str], ...]
    files: tuple[Kept, ...]
    lost: tuple[str, ...]
    software: str
    persistent: str | None = None

    @property
    def name(self) -> str:
        """The file name under which it is kept: one for each bag, in each of its states, at each target (see `receipts.keep`)."""
        return receipt_name(self.bag, self.key, self.target)

    @property
    def size(self) -> int:
        """Bytes of all files that the repository gave back."""
        return sum(kept.fixity.size for kept in self.files)


def receipt_name(bag: str, key: str, target: str) -> str:
    """The file name of the receipt for this bag at this target."""
    return f"{portable_name(bag)}-{key[:16]}-{sha256(target.encode()).hexdigest()[:8]}.json"


def to_json(receipt: Receipt) -> bytes:
    """The bytes of a receipt (schemas/receipt.schema.json): UTF-8, one final newline."""
    tree = {
        "format": FORMAT,
        "bag": receipt.bag,
        "identifier": receipt.identifier,
        "key": receipt.key,
        "target": receipt.target,
        "location": receipt.location,
        "version": receipt.version,
        "persistentIdentifier": receipt.persistent,
        "takenAt": receipt.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "level": receipt.level,
        "findings": [{"code": code, "where": where} for code, where in receipt.findings],
        "files": [_kept(kept) for kept in receipt.files],
        "lost": list(receipt.lost),
        "software": receipt.software,
    }
    # Names of anybody's bag may hold bytes that are no UTF-8; JSON carries them as escapes.
    return (json.dumps(tree, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def from_json(data: bytes, where: str) -> Receipt:
    """The receipt in `data`. Raises DepositError E0612 if it is none."""
    try:
        tree = json.loads(data)
        _expect(tree["format"] == FORMAT, f"its format is {tree['format']!r}, not {FORMAT}")
        return Receipt(
            bag=_text(tree["bag"]),
            identifier=_text(tree["identifier"]),
            key=_text(tree["key"]),
            target=_text(tree["target"]),
            location=_text(tree["location"]),
            version=_text_or_none(tree["version"]),
            taken_at=datetime.strptime(_text(tree["takenAt"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC),
            level=_text(tree["level"]),
            findings=tuple((_text(row["code"]), _text(row["where"])) for row in tree["findings"]),
            files=tuple(_files(tree["files"])),
            lost=tuple(map(_text, tree["lost"])),
            software=_text(tree["software"]),
            # Receipts of before it was noted have none.
            persistent=_text_or_none(tree.get("persistentIdentifier")),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DepositError("E0612", where, f"{type(error).__name__}: {error}") from error


def _kept(kept: Kept) -> dict[str, Any]:
    return {"place": kept.place, "size": kept.fixity.size, **dict(kept.fixity.digests)}


def _files(rows: Iterable[dict[str, Any]]) -> Iterable[Kept]:
    for row in rows:
        digests = tuple((algorithm, _text(row[algorithm])) for algorithm in Algorithm if algorithm in row)
        _expect(bool(digests) and type(row["size"]) is int, f"no size or no digest of {row['place']!r}")
        yield Kept(_text(row["place"]), Fixity(row["size"], digests))


def _expect(met: bool, otherwise: str) -> None:
    if not met:
        raise ValueError(otherwise)


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} where a text should stand")
    return value
