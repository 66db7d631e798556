"""The judgement on a bag: which checks are asked at which level, and what they found, all of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.bag.bag import Bag
from archive.findings import Finding, errors
from archive.record.profile import Profile, load_profile
from archive.resources import BAGIT_PROFILE, schema


class Level(StrEnum):
    """BAG: RFC 8493 and its drafts, for anybody's bag. DEPOSIT: also our profile, with record, text, TEI and PREMIS."""

    BAG = "bag"
    DEPOSIT = "deposit"


class Opinion(StrEnum):
    """Which bags bagit-python judges too."""

    ALL = "all"
    SAMPLE = "sample"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one bag. `second_opinion` is whether the peer agreed, None where it was not asked."""

    level: Level
    findings: tuple[Finding, ...]
    files: int
    size: int
    digests_checked: bool
    completeness: dict[str, Any] | None = None
    second_opinion: bool | None = None

    @property
    def valid(self) -> bool:
        return not errors(self.findings)


def sampled(name: str, *, many: bool) -> bool:
    """Whether a bag of this name is in the fixed sample: each of a few, one in a hundred of many, chosen by digest."""
    return not many or int.from_bytes(sha256(name.encode("utf-8", "surrogateescape")).digest()[:4]) % 100 == 0
