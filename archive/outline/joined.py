"""Where the next part begins in a frame whose parts stand on one line: "Paris, 3 mai 1871. Mon cher ami,", "Yours truly, John Smith"."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.outline.dates import dated_above
from archive.outline.salutations import greeting, salutation_line

_SEEN = 256
_LONGEST = 140
_MARKS = 3  # characters that may stand behind a date
_SPLIT = re.compile(r"(?<=[\w.,:;)])\s+(?=[^\W\d_a-zà-ÿß])")
_FIGURE = re.compile("[0-9]")


@lru_cache(maxsize=_SEEN)
def salutation_after_date(text: str) -> int:
    """Where a salutation begins that ends a line after place and date; 0 if none does."""
    if len(text) > _LONGEST or text.count(" ") < 3:
        return 0
    figure = _FIGURE.search(text)
    if figure is None and text[-1] not in ",:!":  # "Croisset, mardi soir. Mon cher vieux,"
        return 0
    for found in _SPLIT.finditer(text, figure.end() if figure else 0):
        greets = text[found.end() :]
        if (salutation_line(greets) or greeting(greets)) and _told(text[: found.start()]):
            return found.end()
    return 0


def _told(text: str) -> bool:
    """Whether a line says place and date, and ends with one of them."""
    found = dated_above(text)
    return found is not None and max(found.date[1], found.place[1] if found.place else 0) + _MARKS >= len(
        text
    )
