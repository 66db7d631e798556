"""Whether the place of a dateline is in America, where the month stands first in a date of figures: `Palatka, Fla. 11/3/25`."""

from __future__ import annotations

import re

_SHORTENED = (
    r"Ala|Ariz|Ark|Cal(?:if)?|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kans?|Ky|La|Mass|Md|Me|Mich|Minn|Miss|Mo|Mont|Nebr?|Nev|N\. ?[CDHJMY]|Okla|Ore"
    r"|Pa|Penna?|R\. ?I|S\. ?[CD]|Tenn|Tex|Vt|Va|Wash|W\. ?Va|Wis|Wyo|D\. ?C"
)
_NAMED = (
    "Alabama|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana"
    "|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)"
    "|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont"
    "|Virginia|Washington|Wisconsin|Wyoming"
)
_IN_AMERICA = re.compile(
    rf",[ \n](?:{_SHORTENED})(?:\.|(?=[,\n]))|\b(?:{_NAMED})\b|\bU\. ?S\. ?A\b|\b[A-Z]{{2}},? [0-9]{{5}}\b"
)
_AROUND = 160  # characters before and after a date in which its place stands


def month_first(content: str, start: int, end: int) -> bool:
    """Whether a state of the union, or its postal number, stands near the date at [start, end)."""
    return _IN_AMERICA.search(content, start - min(start, _AROUND), end + _AROUND) is not None
