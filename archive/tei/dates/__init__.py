"""Dates in running text, with the day, month or year that they name: English, Spanish, French and German.

`figures` and `worded_dates` find them as they are written, `meaning` tells which day each is.
"""

from archive.tei.dates.figures import Frame
from archive.tei.dates.meaning import dates

__all__ = ["Frame", "dates"]
