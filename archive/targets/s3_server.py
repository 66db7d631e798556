"""Requests to one S3 server, by botocore: tried again where that may help, every failure told as ours, no key in any message.

Keys come from where they are said to be and from nowhere else: neither ~/.aws nor a machine's role is looked at. TLS is verified as
`http` does it (AWS_CA_BUNDLE may name other certificates), and the same proxies are gone through.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from archive.errors import DepositError, Rejected, SettingsError, Unavailable
from archive.targets.answers import MOVED
from archive.targets.proxies import proxy_for
from archive.targets.secrets import place, words

ATTEMPTS = 5

_CONNECT, _READ = 20, 120  # seconds
_CHUNK = 1 << 18
_RESUMED = 3
_PAGES = 100_000  # of a list: a hundred million names
_LACKING, _TOO_MANY = 501, 429
_OURS = frozenset({"ParamValidationError", "InvalidEndpointURL", "SSLError"})
_NO_FILES = {
    "profile": (None, None, None, None),
    "config_file": (None, None, os.devnull, None),
    "credentials_file": (None, None, os.devnull, None),
}
"""What botocore is to take for these, each as (name in a file, variable, default, conversion): no profile, and no file."""

_UNAUTHORIZED = frozenset({401, 403})
_KEYS = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "XAdminUserNotFound"}
)
_ONWARD = {
    "list_objects_v2": {"ContinuationToken": "NextContinuationToken"},
    "list_parts": {"PartNumberMarker": "NextPartNumberMarker"},
    "list_multipart_uploads": {"KeyMarker": "NextKeyMarker", "UploadIdMarker": "NextUploadIdMarker"},
}
"""The names by which a list's next page is asked for, each with the name under which this page tells it."""

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


class S3Server:
    """One server, asked as the owner of these keys. Raises Rejected E0695, E0697, or Unavailable E0696."""

    def __init__(
        self, keys: Keys, *, endpoint: str | None, region: str, path_style: bool, where: str
    ) -> None:
        self.where = where
        self._keys = keys
        self._open: Callable[[], Any] = lambda: _client(keys, endpoint, region, path_style)
        self._client: Any = None

    def ask(self, operation: str, refused: Collection[str] = (), **given: Any) -> dict[str, Any] | None:
        """The answer to an operation of S3; None where the server's error is one of `refused`."""
        with self._told(str(given.get("Key", ""))):
            from botocore.exceptions import BotoCoreError, ClientError

            try:
                answer: dict[str, Any] = getattr(self._opened(), operation)(**given)
            except ClientError as error:
                if error.response.get("Error", {}).get("Code") in refused:
                    return None
                raise
            except (
                ValueError,
                LookupError,
                TypeError,
                AttributeError,
            ) as error:  # what it trips over in an answer
                if isinstance(error, BotoCoreError):
                    raise
                raise Rejected("E0695", self.where, "an answer that S3 does not give") from None
            return answer

    def sure(self, operation: str, **given: Any) -> dict[str, Any]:
        """The answer to an operation that can only be answered."""
        answer = self.ask(operation, **given)
        assert answer is not None
        return answer

    def said(self, answer: Mapping[str, Any], name: str) -> Any:
        """What an answer, or a row of one, says under a name that it always has. Raises Rejected E0695 if it has not."""
        if name not in answer:
            raise Rejected("E0695", self.where, f"an answer without {name}: is S3 what answers there?")
        return answer[name]

    def pages(self, operation: str, refused: Collection[str] = (), **given: Any) -> Iterator[dict[str, Any]]:
        """Every page of a list, none where the server's error is one of `refused`. Raises Rejected E0695 of a list without an end."""
        names = _ONWARD[operation]
        asked = dict(given)
        for _ in range(_PAGES):
            page = self.ask(operation, refused, **asked)
            if page is None:
                return
            yield page
            if not self.said(page, "IsTruncated"):
                return
            onward = {name: self.said(page, told) for name, told in names.items()}
            if onward.items() <= asked.items():
                break
            asked |= onward
        raise Rejected("E0695", self.where, "a list that goes on and on")

    def body(self, answer: dict[str, Any], **given: Any) -> Iterator[bytes]:
        """The bytes of what get_object answered. A download that breaks is taken up where it broke, if it is the same object still."""
        taken, size, etag = 0, self.said(answer, "ContentLength"), answer.get("ETag")
        for left in reversed(range(_RESUMED)):
            try:
                with self._told(str(given.get("Key", ""))):
                    for chunk in answer["Body"].iter_chunks(_CHUNK):
                        taken += len(chunk)
                        yield chunk
            except Unavailable:
                answer["Body"].close()
                if not left or taken >= size:
                    raise
            else:
                return
            same = {"IfMatch": etag} if etag else {}
            answer = self.sure("get_object", Range=f"bytes={taken}-", **same, **given)
            if "ContentRange" not in answer:
                broken = f"a download broke after {taken} bytes, and only begins anew"
                raise Unavailable("E0696", self.where, broken)

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

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


def keys_of(
    options: Mapping[str, str | int | bool], secret: Callable[[str, str], str | None], where: str
) -> Keys:
    """The keys that the options' variables hold, or those usual with Amazon. Raises SettingsError E0611 where they are not set."""
    names = {"access_key_env": "AWS_ACCESS_KEY_ID", "secret_key_env": "AWS_SECRET_ACCESS_KEY"}
    access, private = (secret(option, default) for option, default in names.items())
    first, second = (str(options.get(option) or default) for option, default in names.items())
    if not access or not private:
        raise SettingsError("E0611", where, f"the variables {first} and {second} must both be set")
    return Keys(access, private, secret("session_token_env", "AWS_SESSION_TOKEN"), (first, second))


def is_endpoint(address: str) -> bool:
    """Whether this is the plain address of a server: http or https, a host, and neither user nor query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        and not parts.query and not parts.fragment and address.isprintable() and " " not in address
    )  # fmt: skip


def _client(keys: Keys, endpoint: str | None, region: str, path_style: bool) -> Any:
    from botocore.config import Config
    from botocore.session import Session

    session = Session(session_vars=_NO_FILES)
    address = endpoint or f"https://s3.{region}.amazonaws.com"
    proxy = proxy_for(address)
    config = Config(
        connect_timeout=_CONNECT,
        read_timeout=_READ,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        proxies={urlsplit(address).scheme: proxy}
        if proxy
        else {},  # not those that botocore would find by itself
        s3={"addressing_style": "path" if path_style else "auto"},
        # Checksums of botocore's own go in a form that many servers do not read; ours is a header.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        ignore_configured_endpoint_urls=True,  # type: ignore[call-arg, unused-ignore]
    )
    client = session.create_client(
        "s3",
        region_name=region,
        endpoint_url=endpoint,
        verify=session.get_config_variable("ca_bundle") or ssl.get_default_verify_paths().cafile,
        aws_access_key_id=keys.access,
        aws_secret_access_key=keys.secret,
        aws_session_token=keys.token,
        config=config,
    )
    client.meta.events.register("before-call.s3.HeadBucket", _as_redirected)
    return client


def _as_redirected(context: dict[str, Any], **_: Any) -> None:
    """Lets this request be moved nowhere: botocore asks it where a bucket was moved to, and would ask it of itself without end."""
    context.setdefault("s3_redirect", {})["redirected"] = True


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
    if status in MOVED:
        onward = place(str(response["ResponseMetadata"].get("HTTPHeaders", {}).get("location", "")), secrets)
        detail = (
            f"{detail} (moved to {onward or 'another region'}: to be given as the endpoint, or as the region)"
        )
    if status in _UNAUTHORIZED or code in _KEYS:
        detail = f"{detail} (the keys are those of {' and '.join(keys.variables)})"
    return Rejected("E0695", where, detail)
