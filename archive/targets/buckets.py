"""The only door to S3: one bucket's objects, by the requests that every S3 server knows (docs/deposit/s3.md).

Nothing is believed that a server says of digests. A request is tried again by botocore where it failed for reasons that pass.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from archive.errors import DepositError, Rejected, Unavailable
from archive.fixity import Algorithm
from archive.targets.parcel import Item
from archive.targets.secrets import words

PART = 16 << 20
"""Bytes that are sent at once: more is sent in parts. Of more than 10,000 parts none is this small (see `_part`)."""

_PARTS = 10_000
_MEGABYTE = 1 << 20
_CHUNK = 1 << 18
_RESUMED = 3
_SHA256 = "archive-sha256"
_ATTEMPTS = 5
_LACKING, _TOO_MANY = 501, 429
_CONNECT = 20  # seconds
_READ = 120
_MISSING = frozenset({"NotFound", "NoSuchKey", "404"})
_GONE = frozenset({"NoSuchUpload", "404"})
_THERE = frozenset({"PreconditionFailed", "412"})
_OURS = frozenset({"ParamValidationError", "InvalidEndpointURL", "SSLError"})
_UNAUTHORIZED = frozenset({401, 403})
_KEYS = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "XAdminUserNotFound"}
)
_PASSING = frozenset({
    "BadDigest", "XAmzContentSHA256Mismatch", "ContentSHA256Mismatch", "IncompleteBody", "RequestTimeout", "SlowDown", "Throttling",
    "OperationAborted", "ConditionalRequestConflict",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keys:
    """How the door is opened: the two keys, a session token if there is one, and the variables that they came from."""

    access: str
    secret: str
    token: str | None
    variables: tuple[str, str]

    def __repr__(self) -> str:
        return f"Keys(from {' and '.join(self.variables)})"


@dataclass(frozen=True, slots=True)
class Object:
    """What the server says of an object: bytes, and the sha256 that was sent with it, None if there was none."""

    size: int
    sha256: str | None


class Bucket:
    """One bucket of one server. Raises Rejected E0695, E0697, or Unavailable E0696; no message holds a key."""

    def __init__(
        self, name: str, keys: Keys, *, endpoint: str | None, region: str, path_style: bool, where: str
    ) -> None:
        self.where = where
        self._name, self._keys = name, keys
        self._open: Callable[[], Any] = lambda: _client(keys, endpoint, region, path_style)
        self._client: Any = None

    def tops(self, prefix: str, start: str) -> set[str]:
        """The names directly below `prefix` (which ends in a slash, or is empty) that begin with `start`."""
        found: set[str] = set()
        for page in self._pages("list_objects_v2", Prefix=prefix + start, Delimiter="/"):
            found |= {row["Prefix"][len(prefix) :].rstrip("/") for row in page.get("CommonPrefixes", ())}
            found |= {row["Key"][len(prefix) :] for row in page.get("Contents", ())}
        return found

    def sizes(self, prefix: str) -> dict[str, int]:
        """The size of every object below `prefix`, by the rest of its key."""
        pages = self._pages("list_objects_v2", Prefix=prefix)
        return {row["Key"][len(prefix) :]: row["Size"] for page in pages for row in page.get("Contents", ())}

    def head(self, key: str) -> Object | None:
        """What the server says of an object; None if there is none."""
        answer = self._ask("head_object", _MISSING, Key=key)
        return (
            None
            if answer is None
            else Object(answer["ContentLength"], answer.get("Metadata", {}).get(_SHA256))
        )

    def chunks(self, key: str) -> Iterator[bytes] | None:
        """The bytes of an object; None if there is none. A connection that breaks is taken up again where it broke."""
        answer = self._ask("get_object", _MISSING, Key=key)
        return None if answer is None else self._body(key, answer)

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
        answer = self._sure(
            "create_multipart_upload", Key=key, ContentType=item.media_type, Metadata=_metadata(item)
        )
        return str(answer["UploadId"])

    def send(self, key: str, upload: str, item: Item) -> None:
        """The item's bytes, part by part; as many as one part are in memory."""
        for number, data in enumerate(_parts(item), 1):
            self._ask("upload_part", Key=key, UploadId=upload, PartNumber=number, Body=data)

    def finish(self, key: str, upload: str, *, new: bool, size: int | None = None) -> bool:
        """Whether the parts became an object; not so if there is no such upload, or `new` is asked for and there is one.

        Raises Rejected E0693 where the parts are not `size` bytes.
        """
        parts: list[dict[str, Any]] = []
        answer: dict[str, Any] = {"IsTruncated": True, "NextPartNumberMarker": 0}
        while answer.get("IsTruncated"):
            marker = answer["NextPartNumberMarker"]
            found = self._ask("list_parts", _GONE, Key=key, UploadId=upload, PartNumberMarker=marker)
            if found is None:
                return False
            answer = found
            parts += answer.get("Parts", ())
        if size is not None and sum(part["Size"] for part in parts) != size:
            raise Rejected("E0693", f"{self.where}: {key}", "not every part of it is there")
        numbered = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in parts]
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
        return [(row["Key"], row["UploadId"]) for page in pages for row in page.get("Uploads", ())]

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
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _pages(self, operation: str, **given: Any) -> Iterator[dict[str, Any]]:
        """Every page of a list; the names by which the next is asked for are the operation's own."""
        asked = dict(given)
        while True:
            page = self._sure(operation, **asked)
            yield page
            if not page.get("IsTruncated"):
                return
            if operation == "list_objects_v2":
                asked["ContinuationToken"] = page["NextContinuationToken"]
            else:
                asked |= {"KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"]}

    def _body(self, key: str, answer: dict[str, Any]) -> Iterator[bytes]:
        given, size, etag = 0, answer["ContentLength"], answer.get("ETag")
        for left in reversed(range(_RESUMED)):
            try:
                with self._told():
                    for chunk in answer["Body"].iter_chunks(_CHUNK):
                        given += len(chunk)
                        yield chunk
                if given >= size:
                    return
            except Unavailable:
                if not left:
                    raise
            again = {"IfMatch": etag} if etag else {}
            answer = self._ask("get_object", Key=key, Range=f"bytes={given}-", **again) or answer
        raise Unavailable("E0696", f"{self.where}: {key}", f"{given} bytes came, where {size} were announced")

    def _ask(self, operation: str, refused: Collection[str] = (), **given: Any) -> dict[str, Any] | None:
        """The answer; None where the server's error is one of `refused`."""
        with self._told(str(given.get("Key", ""))):
            from botocore.exceptions import ClientError

            try:
                answer: dict[str, Any] = getattr(self._opened(), operation)(Bucket=self._name, **given)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in refused:
                    return None
                raise
            return answer

    def _sure(self, operation: str, **given: Any) -> dict[str, Any]:
        answer = self._ask(operation, **given)
        assert answer is not None
        return answer

    def _opened(self) -> Any:
        if self._client is None:
            self._client = self._open()
        return self._client

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        """What the server or the network says no to, as Rejected E0695, or Unavailable E0696 where it may pass."""
        try:
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError as error:
            raise Rejected("E0697", self.where, "botocore is not installed") from error
        try:
            yield
        except (BotoCoreError, ClientError, OSError) as error:
            # What they hold in themselves may be a key, so no trace of them goes on.
            raise _error(error, f"{self.where}: {key}" if key else self.where, self._keys) from None


def _client(keys: Keys, endpoint: str | None, region: str, path_style: bool) -> Any:
    from botocore.config import Config
    from botocore.session import Session

    config = Config(
        connect_timeout=_CONNECT,
        read_timeout=_READ,
        retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
        s3={"addressing_style": "path" if path_style else "auto"},
        # Checksums of botocore's own go in a form that many servers do not read; ours is a header.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        ignore_configured_endpoint_urls=True,  # type: ignore[call-arg, unused-ignore]
    )
    return Session().create_client(
        "s3",
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=keys.access,
        aws_secret_access_key=keys.secret,
        aws_session_token=keys.token,
        config=config,
    )


def _error(error: Exception, where: str, keys: Keys) -> DepositError:
    response = getattr(error, "response", None)
    secrets = (keys.secret, keys.token or "", keys.access)
    if not isinstance(response, dict):
        kind = Rejected if type(error).__name__ in _OURS else Unavailable
        return kind(
            "E0695" if kind is Rejected else "E0696",
            where,
            words(f"{type(error).__name__}: {error}".encode(), secrets),
        )
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    told = response.get("Error", {})
    code, message = str(told.get("Code", "")), str(told.get("Message", ""))
    detail = words(f"{status} {code}: {message}".encode(), secrets)
    if (status >= 500 and status != _LACKING) or status == _TOO_MANY or code in _PASSING:
        return Unavailable("E0696", where, detail)
    if status in _UNAUTHORIZED or code in _KEYS:
        detail = f"{detail} (the keys are those of {' and '.join(keys.variables)})"
    return Rejected("E0695", where, detail)


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
