"""The levels of headings after lines were read once more: what was made a heading late stands among those of the rules."""

from __future__ import annotations

from collections.abc import Sequence

from archive.outline.blocks import Role
from archive.outline.lines import Claim

LATE = "weighed/heading"
_BY_LOOK = frozenset(
    f"headings/{rule}" for rule in ("capitals", "short-line", "titled", "bracketed", "tall", "first-line")
)


def levelled(claims: Sequence[Claim | None]) -> list[Claim | None]:
    """The claims, where each late heading has the level of the others that only their look tells, or one below all.

    A late heading above everything else is the title, and all others stand one below it.
    """
    headings = [claim for claim in claims if claim is not None and claim.role is Role.HEADING]
    known = [claim for claim in headings if claim.rule != LATE]
    by_look = [claim.level for claim in known if claim.rule in _BY_LOOK]
    usual = max(by_look) if by_look else 1 + max((claim.level for claim in known), default=0)
    title = claims[0]
    below = int(title is not None and title.rule == LATE and len(headings) > 1)
    done = list(claims)
    for n, claim in enumerate(claims):
        if claim is None or claim.role is not Role.HEADING:
            continue
        level = usual if claim.rule == LATE else claim.level
        done[n] = claim._replace(level=1 if below and n == 0 else level + below)
    return done
