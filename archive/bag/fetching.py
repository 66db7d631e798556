"""fetch.txt of anybody's bag, read leniently. Pure; nothing is ever fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.bag.bag import LIMITS, Limits
from archive.bag.manifests import meant, spelling
from archive.bag.names import Names, escapes, leaves
from archive.bag.parsing import RFC, Version, each_line
from archive.findings import Finding

_LINE = re.compile(r"([^ \t]+)[ \t]+([^ \t]+)[ \t]+([^ \t].*)", re.DOTALL)
_LENGTH = re.compile(r"[0-9]+|-")
_LATER = re.compile(r"(?<=[^ \t])[ \t]+([0-9]+|-)[ \t]+(?=data/)")
# RFC 3986 §4.3 with the characters of §2, and a scheme; brackets only round an IP literal.
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*"
    r"(?:\[[0-9A-Fa-fv:.]+\](?::[0-9]*)?)?(?=[/?#]|$))?"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)


@dataclass(frozen=True, slots=True)
class Fetch:
    """One line of fetch.txt; `length` is digits as written, None where it is left open."""

    url: str
    length: str | None
    path: str
    line: int


def parse_fetch(
    text: str, where: str, names: Names, *, version: Version = RFC, limits: Limits = LIMITS
) -> tuple[tuple[Fetch, ...], list[Finding]]:
    """The lines of fetch.txt, and their faults: B0115, B0501 to B0511, B0807 (RFC 8493 §2.2.3)."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults: list[Finding] = [] if not text or text.endswith("\n") else [Finding("B0115", where)]
    if not text:
        faults.append(Finding("B0509", where))
    found: dict[str, Fetch] = {}
    for number, line in enumerate(each_line(text), 1):
        at = f"{where}:{number}"
        if len(faults) > limits.faults:
            faults.append(Finding("B0807", at, f"at most {limits.faults} faults", "more"))
            break
        match = _LINE.fullmatch(line) if len(line) <= limits.line else None
        if match is None or "\0" in line:
            faults.append(Finding("B0501", at, "url length path", line))
            continue
        url, length, written = match.groups()
        if not _LENGTH.fullmatch(length) and (late := _LATER.search(line)):  # the URL itself holds a blank
            url, length, written = line[: late.start()], late[1], line[late.end() :]
        faults.extend(_judge_url(url, at))
        if not _LENGTH.fullmatch(length):
            faults.append(Finding("B0503", at, "a number of bytes, or -", length))
            length = "-"
        path = _path(written, at, names, version, faults)
        if path is None:
            continue
        if path in found:
            faults.append(Finding("B0506", at, "once", f"{path}, as in line {found[path].line}"))
        else:
            found[path] = Fetch(url, None if length == "-" else length, path, number)
    return tuple(found.values()), faults


def _judge_url(url: str, at: str) -> list[Finding]:
    match = _URI.fullmatch(url)
    scheme, _, rest = url.partition(":")
    if match is None or not rest or (scheme.lower() in _HOSTED and not re.match("//[^/?#]", rest)):
        return [Finding("B0502", at, "an absolute URI", url)]
    if scheme.lower() == "file":
        return [Finding("B0508", at, "a file elsewhere", url)]
    if match[1] is not None:
        return [Finding("B0511", at, "a URI without a fragment", url)]
    return []


def _path(written: str, at: str, names: Names, version: Version, faults: list[Finding]) -> str | None:
    if version < RFC:
        written = written.removeprefix("/")  # the drafts took a leading slash as the bag's own
    path, code = meant(written, names, version=version)
    if leaves(written) or (path not in names.files and (escapes(written) or escapes(path))):
        faults.append(Finding("B0504", at, "a path under data/", written))
        return None
    if not path.startswith("data/") or written.endswith("/"):
        faults.append(Finding("B0504", at, "a file under data/", written))
        return None
    if code is not None:
        faults.append(Finding(code, at, spelling(path, code, names, version=version), written))
    return path if path in names.files else names.twin(path) or path


_HOSTED = frozenset({"http", "https", "ftp", "ftps", "sftp"})
