"""The bags that all judges are given: those of the suite beside the checkout, and our own, good, doubtful and bad."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.findings import Severity, register
from tests.bags.build import (
    DECLARATION,
    FIFO,
    FOLDER,
    A,
    B,
    Change,
    Files,
    Link,
    good,
    lay,
    line,
    recount,
    seal,
)
from tests.checks.test_codes import ROWS, also, drop, listed, moved, nothing, put, sub, version
from tests.checks.test_good import GOOD
from tests.conformance.test_suite import BAGS, DEFECTIVE, SUITE

M, T = "manifest-sha512.txt", "tagmanifest-sha512.txt"


class Kind(StrEnum):
    """What a bag deserves."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"
    DEFECTIVE = "defective"  # what its name says of it is not so


@dataclass(frozen=True, slots=True)
class Case:
    """One bag: what it deserves, its name, and what it is made of: files, or a bag of the suite to copy."""

    kind: Kind
    name: str
    files: Files | None = None
    scored: bool = True

    def lay(self, root: Path) -> Path:
        """The bag, laid afresh at `root`; whoever is given it may spoil it."""
        if self.files is None:
            shutil.copytree(SUITE / self.name, root, symlinks=True)
        else:
            lay(root, self.files)
        return root

    @property
    def waits(self) -> bool:
        """Whether a pipe lies in it, at which a careless reader waits for ever."""
        return self.files is not None and any(content is FIFO for content in self.files.values())


def suite_cases() -> list[Case]:
    """Every bag of the conformance suite. Those of `windows-only` are not scored here, nor the defective."""
    deserved = {"valid": Kind.GOOD, "warning": Kind.WARNING}
    return [
        Case(
            Kind.DEFECTIVE if name in ODD else deserved.get(name.split("/")[1], Kind.BAD),
            name,
            scored=name not in ODD and "windows-only" not in name,
        )
        for name in BAGS
    ]


ODD = {*DEFECTIVE, "v0.97/warning/same-filename-listed-twice-with-different-normalization"}


def own_cases() -> list[Case]:
    """Our own bags, the bad first: the rows of the codes' tests, and those that only judges need."""
    cases = [*_bad_and_doubtful(), *_good()]
    order = [Kind.BAD, Kind.WARNING, Kind.GOOD]
    return sorted(cases, key=lambda case: order.index(case.kind))


def plain_cases() -> list[Case]:
    """Bags of three versions that deserve no word: what a judge warns of in these, it warns of always."""
    return [
        Case(Kind.GOOD, "1.0", seal(good())),
        Case(Kind.GOOD, "0.97", seal(good(version="0.97"))),
        Case(Kind.GOOD, "0.95", seal(_changed(version("0.95"), moved("bag-info.txt", "package-info.txt")))),
    ]


def _bad_and_doubtful() -> Iterator[Case]:
    for name, (code, before, after, *_) in ROWS.items():
        wrong = register()[code].severity is Severity.ERROR
        yield Case(Kind.BAD if wrong else Kind.WARNING, name, _made(before, after))
    for name, (before, after) in BAD.items():
        yield Case(Kind.BAD, name, _made(before, after))


def _good() -> Iterator[Case]:
    """The good bags and the near misses, each once."""
    seen: list[Files] = []
    for name, (files, _) in GOOD.items():
        seen.append(dict(files))
        yield Case(Kind.GOOD, name, dict(files))
    near = [
        (f"near to {name}", _made(before, after))
        for name, (*_, before, after, codes) in ROWS.items()
        if not codes
    ]
    more = [(name, _made(before, after)) for name, (before, after) in FINE.items()]
    for name, files in (*more, *near):
        if files not in seen:
            seen.append(files)
            yield Case(Kind.GOOD, name, files)


def _made(before: Change, after: Change) -> Files:
    files = _changed(before)
    seal(files)
    after(files)
    return files


def _changed(*changes: Change) -> Files:
    files = good()
    for change in changes:
        change(files)
    return files


def _unlisted(path: str) -> Change:
    return also(put(path, b"x"), recount)


def _both(weak: bytes, strong: bytes) -> Change:
    """Two manifests, of which the weak one tells the digest of `weak` for data/a.txt, the other that of `strong`."""

    def change(files: Files) -> None:
        files["manifest-md5.txt"] = line("data/a.txt", weak, "md5") + line("data/sub/b.txt", B, "md5")
        files[M] = line("data/a.txt", strong) + line("data/sub/b.txt", B)

    return change


def _more(path: str, *lines: bytes) -> Change:
    return lambda files: files.__setitem__(path, files[path] + b"".join(lines))  # type: ignore[operator]


def _empty(*, manifest: bytes = b"") -> Change:
    """No payload file, and no `data` either."""
    return also(
        drop("data/a.txt"), drop("data/sub/b.txt"), put(M, manifest), sub("bag-info.txt", b"11.2", b"0.0")
    )


NEL, SEPARATOR = "\u0085".encode(), "\u2028".encode()

# Bad bags beside those of the codes' tests: faults in pairs, in disguise, or where another reader looks twice.
BAD: dict[str, tuple[Change, Change]] = {
    "data in another case": (
        also(_empty(manifest=line("Data/a.txt", A)), put("Data/a.txt", A)),
        nothing,
    ),
    "data is a link to a folder of the bag": (
        also(_empty(manifest=line("data/a.txt", A)), put("store/a.txt", A)),
        put("data", Link("store")),
    ),
    "data is a dangling link": (_empty(), put("data", Link("nothing"))),
    "bagit.txt is a pipe": (nothing, put("bagit.txt", FIFO)),
    "the manifest is a pipe": (nothing, put(M, FIFO)),
    "a listed payload file is a pipe": (nothing, put("data/a.txt", FIFO)),
    "a listed payload file is a pipe, and no Payload-Oxum": (
        sub("bag-info.txt", b"Payload-Oxum: 11.2\n", b"X: y\n"),
        put("data/a.txt", FIFO),
    ),
    "bag-info.txt is a pipe": (nothing, put("bag-info.txt", FIFO)),
    "fetch.txt is a pipe": (nothing, put("fetch.txt", FIFO)),
    "fetch.txt is a folder": (nothing, put("fetch.txt", FOLDER)),
    "bag-info.txt is a folder": (drop("bag-info.txt"), put("bag-info.txt", FOLDER)),
    "a listed payload file is a link out of the bag": (
        listed("data/l", A),
        also(put("data/l", Link("../../outside.txt")), put("../outside.txt", A)),
    ),
    "a folder of the payload is a link out of the bag": (
        listed("data/out/x.txt", A),
        also(drop("data/out/x.txt"), put("data/out", Link("../../outside")), put("../outside/x.txt", A)),
    ),
    "a tag file is a link out of the bag": (
        put("notes.txt", A),
        also(put("notes.txt", Link("../outside.txt")), put("../outside.txt", A)),
    ),
    "a manifest lists a file of a sibling of like name": (
        nothing,
        also(put("../bag-evil/x.txt", A), _more(T, line("../bag-evil/x.txt", A))),
    ),
    "a payload manifest lists a file of a sibling of like name": (
        _more(M, line("data/../../bag-evil/x.txt", A)),
        put("../bag-evil/x.txt", A),
    ),
    "two dots written with percent signs": (_more(M, line("data/%2e%2e/%2e%2e/x", b"")), nothing),
    "a backslash instead of the slash, up": (_more(M, line("data\\..\\..\\x", b"")), nothing),
    "the manifest is empty": (put(M, b""), nothing),
    "one of two manifests is empty": (put("manifest-sha256.txt", b""), nothing),
    "one of two manifests lists one file": (put("manifest-md5.txt", line("data/a.txt", A, "md5")), nothing),
    "the weak digest is wrong": (_both(B, A), nothing),
    "the strong digest is wrong": (_both(A, B), nothing),
    "digests of another algorithm": (
        put(M, line("data/a.txt", A, "sha256") + line("data/sub/b.txt", B, "sha256")),
        nothing,
    ),
    "a digest cut short": (sub(M, line("data/a.txt", A)[:128], line("data/a.txt", A)[:64]), nothing),
    "an empty digest": (sub(M, line("data/a.txt", A)[:128], b""), nothing),
    "two spellings of a path, two digests": (_more(M, line("./data/a.txt", B)), nothing),
    "lines ended by next line": (
        put(M, (line("data/a.txt", A) + line("data/sub/b.txt", B)).replace(b"\n", NEL)),
        nothing,
    ),
    "lines ended by line separator": (
        put(M, (line("data/a.txt", A) + line("data/sub/b.txt", B)).replace(b"\n", SEPARATOR)),
        nothing,
    ),
    "bagit.txt, lines ended by line separator": (
        put("bagit.txt", DECLARATION.replace(b"\n", SEPARATOR)),
        nothing,
    ),
    "bagit.txt, lines ended by next line": (put("bagit.txt", DECLARATION.replace(b"\n", NEL)), nothing),
    "bagit.txt folded": (put("bagit.txt", DECLARATION.replace(b": U", b":\n U")), nothing),
    "bagit.txt, the version twice": (put("bagit.txt", b"BagIt-Version: 1.0\n" + DECLARATION), nothing),
    "bagit.txt, a null at its end": (put("bagit.txt", DECLARATION + b"\0"), nothing),
    "the manifest in UTF-16, undeclared": (
        put(M, (line("data/a.txt", A) + line("data/sub/b.txt", B)).decode().encode("utf-16")),
        nothing,
    ),
    "the tag manifest is empty": (nothing, put(T, b"")),
    "the tag manifest has a malformed line": (nothing, _more(T, b"nonsense\n")),
    "the tag manifest lists a file twice": (nothing, _more(T, line("bagit.txt", DECLARATION))),
    "a tag file in a folder is missing": (put("meta/x.xml", b"<x/>"), drop("meta/x.xml")),
    "a tag file in a folder is altered": (put("meta/x.xml", b"<x/>"), put("meta/x.xml", b"<y/>")),
    "a hidden file is not listed": (_unlisted("data/.hidden"), nothing),
    "a file deep down is not listed": (_unlisted("data/1/2/3/4/5/6/7/8/x.txt"), nothing),
    "a file whose name is not UTF-8 is not listed": (_unlisted("data/caf\udce9.txt"), nothing),
    "a listed link that leads to itself": (listed("data/l"), put("data/l", Link("l"))),
    "a folder is listed and empty": (_more(M, line("data/empty", b"")), put("data/empty", FOLDER)),
    "Payload-Oxum twice, the second wrong": (_more("bag-info.txt", b"Payload-Oxum: 99.9\n"), nothing),
    "Payload-Oxum empty": (sub("bag-info.txt", b"Payload-Oxum: 11.2", b"Payload-Oxum: "), nothing),
    "Payload-Oxum negative": (sub("bag-info.txt", b"11.2", b"-11.2"), nothing),
    "Payload-Oxum with three numbers": (sub("bag-info.txt", b"11.2", b"11.2.0"), nothing),
    "Payload-Oxum in lower case and wrong": (
        sub("bag-info.txt", b"Payload-Oxum: 11.2", b"payload-oxum: 12.3"),
        nothing,
    ),
    "fetch.txt is not UTF-8": (put("fetch.txt", b"https://example.org/\xff 6 data/a.txt\n"), nothing),
    "fetch.txt, one field": (put("fetch.txt", b"https://example.org/a.txt\n"), nothing),
    "fetch.txt, a length with a fraction": (
        put("fetch.txt", b"https://example.org/a.txt 6.0 data/a.txt\n"),
        nothing,
    ),
    "fetch.txt, a path to a sibling of like name": (
        put("fetch.txt", b"https://example.org/a.txt - ../bag-evil/a.txt\n"),
        nothing,
    ),
    "of 0.97, a file that is to be fetched is missing": (
        also(
            version("0.97"),
            put("manifest-md5.txt", line("data/a.txt", A, "md5")),
            put("fetch.txt", b"https://example.org/b.txt 5 data/sub/b.txt\n"),
        ),
        drop("data/sub/b.txt"),
    ),
    "of 0.97, a file that no manifest lists": (also(version("0.97"), _unlisted("data/x")), nothing),
    "of 0.97, a tag file is altered": (version("0.97"), sub("bag-info.txt", b"Jane", b"Joan")),
    "of 0.96, an altered file": (version("0.96"), put("data/a.txt", b"ALPHA\n")),
    "of 0.93, an altered file": (
        also(version("0.93"), moved("bag-info.txt", "package-info.txt")),
        put("data/a.txt", b"ALPHA\n"),
    ),
}

# Good bags beside those of the other tests.
FINE: dict[str, tuple[Change, Change]] = {
    "0.94": (also(version("0.94"), moved("bag-info.txt", "package-info.txt")), nothing),
    "0.95": (also(version("0.95"), moved("bag-info.txt", "package-info.txt")), nothing),
    "0.96": (version("0.96"), nothing),
    "a folder of tag files": (put("meta/deep/x.xml", b"<x/>"), nothing),
    "an unlisted tag file in a folder": (nothing, put("meta/deep/x.xml", b"<x/>")),
    "a tag file that looks like a folder's manifest": (
        put("meta/manifest-md5.txt", b"not a manifest\n"),
        nothing,
    ),
    "line ends of three kinds in one file": (
        put(
            M, line("data/a.txt", A).replace(b"\n", b"\r\n") + line("data/sub/b.txt", B).replace(b"\n", b"\r")
        ),
        nothing,
    ),
    "lines of a manifest in another order": (
        put(M, line("data/sub/b.txt", B) + line("data/a.txt", A)),
        nothing,
    ),
    "a name of 255 bytes": (listed("data/" + "n" * 240), nothing),
    "a number sign at the beginning of a name": (listed("data/#x"), nothing),
    "a percent sign at the end": (listed("data/x%", written="data/x%25"), nothing),
    "two names, one of which looks like the other encoded": (
        also(
            listed("data/a%0Ab", written="data/a%250Ab"), listed("data/a%0ab", b"y", written="data/a%250ab")
        ),
        nothing,
    ),
}
