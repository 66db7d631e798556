"""The verdict on a TEI file's text, in words."""

from __future__ import annotations

from collections.abc import Iterator

from archive.reports.lines import safe
from archive.tei.verifying import Sameness, TextVerdict

_SAID = {
    Sameness.EXACT: "the text is the source's, character for character",
    Sameness.FOLDED: "the words are the source's; white space differs, as after re-indenting",
    Sameness.CHANGED: "the text was changed",
}


def told(verdict: TextVerdict, tei: str, source: str) -> Iterator[str]:
    """A line with the verdict; where the two part, three more that show the first place, blanks and line ends made visible."""
    yield f"{verdict.sameness.value}  {safe(tei)}: {_SAID[verdict.sameness]} ({verdict.length:,} characters)"
    if verdict.offset is None:
        return
    yield f"  first at {safe(source)}:{verdict.line}, character {verdict.offset:,}"
    before = _visible(verdict.before or "")
    yield f"    source  …{before}[{_visible(verdict.expected or '') or 'the end'}]"
    yield f"    TEI     …{before}[{_visible(verdict.found or '') or 'the end'}]"


def _visible(text: str) -> str:
    return safe(text.replace("\n", "⏎").replace("\t", "⇥").replace("\u00a0", "⍽"))
