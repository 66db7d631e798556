"""A letter within a text: where its opener, its salutation and its body begin."""

from __future__ import annotations

from typing import NamedTuple

from archive.outline.joined import Joined


class Letter(NamedTuple):
    """The units of a letter: where its opener, salutation and body start."""

    top: int
    salute: int  # -1 where there is none
    body: int
    run_in: int  # length of a salutation run into the first paragraph
    sure: bool  # whether a salutation or a full date says that it is a letter
    only: bool = False  # whether its text holds no other
    joined: Joined | None = None  # where its parts begin, if they stand on one line
