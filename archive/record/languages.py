"""Language tags (BCP 47, RFC 5646): what is wrong with one, judged by the registered subtags."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from archive.record.subtags import GROUPS, LANGUAGES, REGIONS, SCRIPTS, VARIANTS

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?:-[ut](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE,
)
_SPECIAL = frozenset({"mis", "mul", "und", "zxx"})


@lru_cache(maxsize=4096)
def tag_fault(tag: str) -> str | None:
    """A sentence on what is wrong with a language tag, with the right tag where one is near; None if nothing is."""
    if len(tag) > 64:
        return "a language tag is never that long"
    if tag.casefold().startswith("x-") and re.fullmatch(r"(?i)x(-[a-z0-9]{1,8})+", tag):
        return None
    match = _TAG.fullmatch(tag)
    if match is None:
        return f'"{tag}" is no language tag (BCP 47){_instead(tag)}'
    if not is_language(match["language"].lower()):
        return f'no language has the registered subtag "{match["language"]}"{_instead(match["language"])}'
    if match["script"] and not _is_script(match["script"].title()):
        return f'no script has the registered subtag "{match["script"]}"'
    if match["region"] and not _is_region(match["region"].upper()):
        return f'no region has the registered subtag "{match["region"]}"'
    variants = match["variants"].lower().split("-")[1:]
    for variant in variants:
        if variant not in VARIANTS:
            return f'"{variant}" is no registered variant'
    return "a variant stands twice" if len(set(variants)) < len(variants) else None


def is_language(subtag: str) -> bool:
    """Whether a lower-case primary subtag is registered: two letters wherever ISO 639-1 has two.

    `qaa` to `qtz` are reserved for local use (ISO 639-2 §4.1.1; RFC 5646 §2.2.1), as are scripts and regions of their own.
    """
    if len(subtag) == 2:
        return subtag in LANGUAGES
    if subtag in GROUPS or subtag in _SPECIAL or "qaa" <= subtag <= "qtz":
        return True
    entry = _iso639().get(subtag)
    return entry is not None and entry == ""


def _is_script(subtag: str) -> bool:
    """Whether ISO 15924 has it; `Qaaa` to `Qabx` are for private use."""
    return subtag in SCRIPTS or "Qaaa" <= subtag <= "Qabx"


def _is_region(subtag: str) -> bool:
    """Whether ISO 3166-1 or the registry has it; `QM` to `QZ` and `XA` to `XZ` are for private use."""
    private = len(subtag) == 2 and ("QM" <= subtag <= "QZ" or "XA" <= subtag <= "XZ")
    return subtag in REGIONS or private


def three_letters(tag: str) -> str | None:
    """The ISO 639-3 code of a tag's language; None where it has none, as a private tag or a group of languages."""
    subtag = tag.partition("-")[0].lower()
    if subtag in _SPECIAL:
        return subtag
    return _part3().get(subtag)


def _instead(wrong: str) -> str:
    """`; did you mean …` for a three-letter code of ISO 639-2/3 that has a shorter one, or for a language's name."""
    known = _iso639().get(wrong.lower())
    if not known and len(wrong) > 3:
        name = wrong.casefold()
        known = _names().get(name) or _names().get(name.split("-")[0].split("_")[0])
    if not known and "_" in wrong:
        candidate = wrong.replace("_", "-")
        known = candidate if tag_fault(candidate) is None else None
    return f'; did you mean "{known}"?' if known else ""


@cache
def _iso639() -> dict[str, str]:
    """Each three-letter code with its two letters, or "" where ISO 639-1 has none. Loads for 0.2 s, so once and late."""
    import iso639

    codes: dict[str, str] = {}
    for language in iso639.ALL_LANGUAGES:
        if language.part3 and language.status == "A":
            codes[language.part3] = language.part1 or ""
            if language.part2b and language.part2b != language.part3:
                codes[language.part2b] = language.part1 or language.part3
    return codes


@cache
def _part3() -> dict[str, str]:
    import iso639

    codes: dict[str, str] = {}
    for language in iso639.ALL_LANGUAGES:
        if language.part3 and language.status == "A":
            for code in (language.part1, language.part2b, language.part3):
                if code:
                    codes[code] = language.part3
    return codes


@cache
def _names() -> dict[str, str]:
    import iso639

    return {
        language.name.casefold(): language.part1 or language.part3
        for language in iso639.ALL_LANGUAGES
        if language.part3 and language.status == "A"
    }
