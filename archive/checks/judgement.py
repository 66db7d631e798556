"""The judgement on a bag: which checks are asked at which level, and all that they found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.bag.bag import Bag
from archive.checks.rfc8493 import Verdict, judge
from archive.errors import ArchiveError
from archive.findings import Finding, errors
from archive.fixity import Algorithm
from archive.resources import BAGIT_PROFILE, schema
from archive.stored import LARGE

if TYPE_CHECKING:  # what judges deposits is loaded only for a deposit
    from archive.bag.profiles import BagProfile
    from archive.checks.deposit import Deposit
    from archive.record.model import Record
    from archive.record.profile import Judgement, Prior, Profile
    from archive.tei.official import OfficialGrammar
    from archive.tei.schematron import Schematron


class Level(StrEnum):
    """BAG: RFC 8493 and its drafts, for anybody's bag. DEPOSIT: also our profile, with record, text, TEI and PREMIS.

    OCFL is of storage roots and their objects, which are no bags and have no other level.
    """

    BAG = "bag"
    DEPOSIT = "deposit"
    OCFL = "ocfl"


OF_BAGS = (Level.BAG, Level.DEPOSIT)
"""What can be asked for."""


class Opinion(StrEnum):
    """Which bags bagit-python judges too."""

    ALL = "all"
    SAMPLE = "sample"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one bag. `second_opinion` is whether the peer agreed, None where it was not asked.

    `title` and `created` are the record's; where there is none, `title` is the bag's External-Description. `profiles`
    are the identifiers of the BagIt profiles that the bag was held to; `document` is the record's own identifier, `said`
    are those that people state in it.
    """

    level: Level
    findings: tuple[Finding, ...]
    files: int
    size: int
    digests_checked: bool
    completeness: dict[str, Any] | None = None
    second_opinion: bool | None = None
    title: str | None = None
    created: str | None = None
    profiles: tuple[str, ...] = ()
    document: str | None = None
    said: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        return not errors(self.findings)


def judge_bag(
    bag: Bag,
    *,
    level: Level | None = None,
    fast: bool = False,
    profile: Profile | None = None,
    bag_profile: BagProfile | None = None,
    peer: Path | None = None,
    prior: Prior | None = None,
    grammar: OfficialGrammar | None = None,
    schematron: Schematron | None = None,
    large: int = LARGE,
) -> Judged:
    """Every finding on `bag` at `level`, or at the one it calls for where that is None.

    `profile` is the house's own deposit profile. The bag is held to `bag_profile`, and at level deposit to the BagIt
    profile of our own bags. A record that reads as `prior` has it is not judged again. Its TEI is held to `grammar` and
    `schematron` too. With `peer`, the path of a directory, bagit-python judges too if we found no error in its
    BagIt; only such a bag is safe to give it. A deposit whose seed has more than `large` bytes is read in pieces.
    """
    verdict = judge(bag, fast=fast)
    taken = level or (
        Level.DEPOSIT if ("BagIt-Profile-Identifier", BAGIT_PROFILE) in verdict.info else Level.BAG
    )
    found = list(verdict.findings)
    held = _held(bag_profile, taken)
    if held:
        from archive.checks.profiles import conformance

        told = [item for one in held for item in conformance(bag, verdict, one, serialized=bag.packing)]
        found += dict.fromkeys(told)
    completeness = record = None
    if taken is Level.DEPOSIT:
        more, judgement, record = _judge_deposit(bag, verdict, profile, prior, large)
        found += more
        completeness = judgement.as_dict() if judgement else None
    if not fast and (grammar is not None or schematron is not None):
        from archive.checks.official import official

        found += [finding for finding in official(bag, grammar, schematron) if finding not in found]
    agreed = None
    if peer is not None and not errors(verdict.findings):
        from archive.checks.peer import second_opinion

        differs = second_opinion(peer)
        agreed = not differs
        found += differs
    return Judged(
        level=taken,
        findings=tuple(found),
        files=verdict.payload_files,
        size=verdict.size,
        digests_checked=not fast,
        completeness=completeness,
        second_opinion=agreed,
        title=record.value("title") if record else dict(reversed(verdict.info)).get("External-Description"),
        created=record.value("created") if record else None,
        profiles=tuple(one.identifier for one in held),
        document=record.identifier if record else None,
        said=_said(record) if record else (),
    )


def sampled(name: str, *, many: bool) -> bool:
    """Whether a bag of this name is in the fixed sample: each of a few, one in a hundred of many, chosen by digest."""
    return not many or int.from_bytes(sha256(name.encode("utf-8", "surrogateescape")).digest()[:4]) % 100 == 0


def _said(record: Record) -> tuple[str, ...]:
    from archive.record.shared import identifiers_said

    return identifiers_said(record.statements)


def _held(bag_profile: BagProfile | None, level: Level) -> tuple[BagProfile, ...]:
    given = () if bag_profile is None else (bag_profile,)
    return tuple(dict.fromkeys((_own_profile(), *given))) if level is Level.DEPOSIT else given


@cache
def _own_profile() -> BagProfile:
    from archive.bag.profile_reading import read_profile

    return read_profile(schema("bagit-profile.json"), "bagit-profile.json")


def _judge_deposit(
    bag: Bag, verdict: Verdict, profile: Profile | None, prior: Prior | None, large: int
) -> tuple[list[Finding], Judgement | None, Record | None]:
    from archive.checks.deposit import open_deposit
    from archive.record.profile import judge_once, load_profile

    manifests = {
        Algorithm(name): digests for name, digests in verdict.manifests.items() if name in set(Algorithm)
    }
    deposit, faults = open_deposit(bag, manifests, verdict.info, large=large)
    found = list(faults)
    if deposit is None:
        return found, None, None
    rules = profile or load_profile(schema("deposit_profile.csv"))
    if deposit.large:
        from archive.checks.large import judge_large

        whole = judge_large(bag, deposit, rules, found.append)
        return [*found, *(whole.findings if whole else ())], whole, deposit.record
    found += _parts(deposit)
    if deposit.record is None:
        return found, None, None
    text = deposit.text.decode("utf-8", "replace")
    judgement = judge_once(deposit.record, rules, text=text, seed=deposit.original, prior=prior)
    return [*found, *judgement.findings], judgement, deposit.record


def _parts(deposit: Deposit) -> Iterator[Finding]:
    from archive.checks import agreement, provenance
    from archive.tei.faults import document_faults, unread
    from archive.text import faults as text_faults
    from archive.xml import parse

    paths = deposit.paths
    yield from text_faults(
        deposit.text, deposit.changes, deposit.original, paths=(paths.text, paths.changes, paths.original)
    )
    try:
        tei = parse(deposit.tei, ids=False)
    except ArchiveError as error:
        tei = None
        yield unread(error, paths.tei)
    else:
        text = deposit.text.decode("utf-8", "replace")
        yield from document_faults(tei, text, path=paths.tei, record=deposit.record)
    yield from provenance.check(deposit)
    yield from agreement.check(deposit, tei)
