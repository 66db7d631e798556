"""One bucket's objects: the only door to S3, by the requests that every S3 server knows (docs/deposit/s3.md).

Nothing is believed that a server says of digests.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from archive.errors import Rejected
from archive.fixity import Algorithm
from archive.targets.parcel import Item
from archive.targets.s3_server import S3Server

PART = 16 << 20
"""Bytes that are sent at once: more is sent in parts, of which 10,000 at most make an object."""

_PARTS = 10_000
_SHA256 = "archive-sha256"
_MISSING = frozenset({"NotFound", "NoSuchKey", "404"})
_GONE = frozenset({"NoSuchUpload", "404"})
_THERE = frozenset({"PreconditionFailed", "412"})


class Bucket:
    """One bucket of one server. Raises as S3Server does, and E0693."""

    def __init__(self, name: str, server: S3Server) -> None:
        self._name, self._server = name, server

    def tops(self, prefix: str, start: str) -> set[str]:
        """The names directly below `prefix` (which ends in a slash, or is empty) that begin with `start`."""
        found: set[str] = set()
        for page in self._pages("list_objects_v2", Prefix=prefix + start, Delimiter="/"):
            folders, keys = page.get("CommonPrefixes", ()), page.get("Contents", ())
            found |= {self._said(row, "Prefix")[len(prefix) :].rstrip("/") for row in folders}
            found |= {self._said(row, "Key")[len(prefix) :] for row in keys}
        return found

    def sizes(self, prefix: str) -> dict[str, int]:
        """The size of every object below `prefix`, by the rest of its key."""
        pages = self._pages("list_objects_v2", Prefix=prefix)
        rows = (row for page in pages for row in page.get("Contents", ()))
        return {self._said(row, "Key")[len(prefix) :]: self._said(row, "Size") for row in rows}

    def noted(self, key: str) -> str | None:
        """The sha256 that was sent with an object, empty where none was; None if there is no object."""
        answer = self._ask("head_object", _MISSING, Key=key)
        return None if answer is None else str(answer.get("Metadata", {}).get(_SHA256, ""))

    def chunks(self, key: str) -> Iterator[bytes] | None:
        """The bytes of an object; None if there is none. A connection that breaks is taken up again where it broke."""
        answer = self._ask("get_object", _MISSING, Key=key)
        return None if answer is None else self._server.body(answer, Bucket=self._name, Key=key)

    def put(self, key: str, item: Item, *, new: bool = False) -> bool:
        """Whether the object was written; not so if `new` is asked for, and the server says that there is one already."""
        if item.fixity.size > PART:
            upload = self.begin(key, item)
            self.send(key, upload, item)
            return self.finish(key, upload, new=new)
        extra: dict[str, Any] = {"IfNoneMatch": "*"} if new else {}
        extra |= {
            "ContentType": item.media_type,
            "Metadata": _metadata(item),
            "ChecksumSHA256": _checksum(item),
        }
        data = b"".join(item.chunks())
        return self._ask("put_object", _THERE, Key=key, Body=data, **extra) is not None

    def begin(self, key: str, item: Item) -> str:
        """The number of an upload in parts, of which nothing is seen before it is finished."""
        answer = self._server.sure(
            "create_multipart_upload",
            Bucket=self._name,
            Key=key,
            ContentType=item.media_type,
            Metadata=_metadata(item),
        )
        return str(self._said(answer, "UploadId"))

    def send(self, key: str, upload: str, item: Item) -> None:
        """The item's bytes, part by part; as many as one part are in memory."""
        for number, data in enumerate(_parts(item), 1):
            self._ask("upload_part", Key=key, UploadId=upload, PartNumber=number, Body=data)

    def finish(self, key: str, upload: str, *, new: bool, size: int | None = None) -> bool:
        """Whether the parts became an object; not so if there is no such upload, or `new` is asked for and there is one.

        Raises Rejected E0693 where the parts are not `size` bytes.
        """
        pages = list(self._pages("list_parts", _GONE, Key=key, UploadId=upload))
        if not pages:
            return False
        parts = [part for page in pages for part in page.get("Parts", ())]
        if size is not None and sum(self._said(part, "Size") for part in parts) != size:
            raise Rejected("E0693", f"{self._server.where}: {key}", "not every part of it is there")
        numbered = [{name: self._said(part, name) for name in ("PartNumber", "ETag")} for part in parts]
        extra = {"IfNoneMatch": "*"} if new else {}
        done = self._ask(
            "complete_multipart_upload",
            _GONE | _THERE,
            Key=key,
            UploadId=upload,
            MultipartUpload={"Parts": numbered},
            **extra,
        )
        return done is not None

    def uploads(self, prefix: str) -> list[tuple[str, str]]:
        """Key and number of every unfinished upload below `prefix`."""
        pages = self._pages("list_multipart_uploads", Prefix=prefix)
        rows = (row for page in pages for row in page.get("Uploads", ()))
        return [(self._said(row, "Key"), self._said(row, "UploadId")) for row in rows]

    def abort(self, key: str, upload: str) -> None:
        """Nothing is left of an unfinished upload; of one that is gone nothing was."""
        self._ask("abort_multipart_upload", _GONE, Key=key, UploadId=upload)

    def remove(self, keys: Iterable[str]) -> None:
        """These objects are gone, in this order; one that was not there is no matter."""
        for key in keys:
            self._ask("delete_object", _MISSING, Key=key)

    def conditional(self, key: str) -> bool:
        """Whether the server keeps If-None-Match, tried on an object that is made for it and removed again."""
        try:
            self._ask("put_object", Key=key, Body=b"")
            return self._ask("put_object", _THERE, Key=key, Body=b"", IfNoneMatch="*") is None
        except Rejected:
            return False  # a server that has no such condition says so
        finally:
            self.remove([key])

    def close(self) -> None:
        self._server.close()

    def _ask(self, operation: str, refused: Collection[str] = (), **given: Any) -> dict[str, Any] | None:
        return self._server.ask(operation, refused, Bucket=self._name, **given)

    def _pages(self, operation: str, refused: Collection[str] = (), **given: Any) -> Iterator[dict[str, Any]]:
        return self._server.pages(operation, refused, Bucket=self._name, **given)

    def _said(self, answer: dict[str, Any], name: str) -> Any:
        return self._server.said(answer, name)


def _metadata(item: Item) -> dict[str, str]:
    return {_SHA256: item.fixity[Algorithm.SHA256]}


def _checksum(item: Item) -> str:
    return b64encode(bytes.fromhex(item.fixity[Algorithm.SHA256])).decode()


def _parts(item: Item) -> Iterator[bytes]:
    """The bytes in parts of one size, as few as 10,000, the last one shorter."""
    size = max(PART, -(-item.fixity.size // _PARTS))
    held = bytearray()
    for chunk in item.chunks():
        held += chunk
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
