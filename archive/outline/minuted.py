"""Whether lines at the top of a text say that these are the minutes of a meeting: their secretary closes them as a letter is closed."""

from __future__ import annotations

import re

MINUTES = re.compile(
    r"(?:minutes (?:of|from)\b|meeting minutes\b|\w.{0,60}\bmeeting minutes\b|minutes\Z|acta\b.{0,60}(?:reuni[óo]n|asamblea|sesi[óo]n|n[oº°]|\d)|procès-verbal\b|compte[- ]rendu de (?:la )?(?:réunion|séance)|(?:\w+)?protokoll\b)",
    re.IGNORECASE,
)
_TOP = 400  # characters in which minutes say what they are
_LINES = 4


def minuted(content: str) -> bool:
    """Whether one of the first lines of a text says so."""
    lines = content[:_TOP].lstrip("\n").split("\n", _LINES)[:_LINES]
    return any(MINUTES.match(line.strip()) for line in lines)
