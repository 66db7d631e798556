"""The nearest W3CDTF of an EDTF value (NOTE-datetime), and what it no longer tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.record.edtf import Edtf, Kind


@dataclass(frozen=True, slots=True)
class Fallback:
    """`text` is the W3CDTF nearest to an EDTF value, None where there is none; `lost` says what it no longer tells."""

    text: str | None
    lost: tuple[str, ...] = ()


def w3cdtf(value: Edtf) -> Fallback:
    """The same date in W3CDTF (NOTE-datetime), which has neither doubt nor intervals, with what is lost."""
    if value.kind in {Kind.INTERVAL, Kind.ONE_OF, Kind.ALL_OF, Kind.YEAR}:
        return Fallback(None, (f"{value.kind} has no form in W3CDTF",))
    if value.lower is None or not 1 <= value.lower[0] <= 9999:
        return Fallback(None, ("W3CDTF has the years 0001 to 9999",))
    lost = [
        what for what, true in (("uncertain", value.uncertain), ("approximate", value.approximate)) if true
    ]
    plain = re.sub("[?~%]", "", value.text)
    if value.kind is Kind.TIME:
        stamp, zone = plain[:19], plain[19:]
        if not zone:
            return Fallback(plain[:10], (*lost, "a time without its zone"))
        return Fallback(stamp + (zone if zone == "Z" or ":" in zone else f"{zone}:00"), tuple(lost))
    if value.kind is Kind.SEASON:
        return Fallback(plain[:4], (*lost, "the season"))
    parts = plain.split("-")
    if "X" in parts[0]:
        return Fallback(None, (*lost, "unspecified digits of the year"))
    kept = [parts[0]]
    for part, name in zip(parts[1:], ("month", "day"), strict=False):
        if "X" in part:
            lost.append(f"that the {name} is unspecified")
            break
        kept.append(part)
    return Fallback("-".join(kept), tuple(lost))
