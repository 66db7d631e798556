"""Whether a short line names who wrote: a person or several, initials, a name with a body it belongs to, or a newspaper's source."""

from __future__ import annotations

import re

from archive.outline.given import GIVEN, MORE
from archive.outline.names import PARTICLES, name_like

_LONGEST = 110
_NAME_WORDS = 5
_MOST_INITIALS = 3
_GIVEN = GIVEN | MORE
_BIG = r"[^\W\d_a-zà-ÿß]"
_INITIALS = re.compile(rf"(?:(?:{_BIG}{{1,2}}|[vd])\.[ -]?){{1,5}}\Z")
_ROMAN = re.compile(r"[IVXLC]+\.?\Z")
_BEGINS_WITH_INITIAL = re.compile(rf"{_BIG}{{1,2}}\.(?:[ -]?{_BIG}\.)*\Z")
_BODY = re.compile(
    r"(?:(?<=[\s,])|(?<=[a-zà-ÿ]))(?:(?P<of>(?:The )?University (?:of|at)|Universit(?:é|ät|à|at)|Universidad(?:e)?|École|Escuela|Hochschule|CNRS)|University|College|Institute?o?|Polytechnic|Academy|Museum|Library)\b"
)
_OTHER_NAME = re.compile(r"(?P<short>[^\[\]]{2,40}?)\s?\[(?P<long>[^\[\]]{4,50})\]\.?\Z")
_BYNAME = re.compile(r"\s\([\"“‘'][^()]{2,30}[\"”’']\)")
_BETWEEN = re.compile(r",\s+(?:and|y|et|und|&)\s+|,\s+|\s+(?:and|y|et|und|&|with|con|avec|mit)\s+")
_NO_PERSON_WORDS = """
a an the of in on at to from for with il lo gli un une una uno der die das ein eine el los las le les
part chapter article book volume section act scene letter number series edition introduction preface appendix notes note conclusion
parte capítulo artículo libro tomo acto escena carta introducción prefacio prólogo notas
partie chapitre livre tome acte scène lettre préface avant-propos notes
teil kapitel artikel buch band akt szene brief einleitung vorwort anhang
monday tuesday wednesday thursday friday saturday sunday today yesterday new san santa saint st fort port mount lake north south east west old great little
january february march april june july august september october november december
seiner ihrer euer seine ihre orig exmo no nr
herr herrn frau monsieur madame señor señora eminenza eccellenza eminencia excelencia excellence excellenz sir dear lieber liebe
conducted presidential
chairman president secretary present absent court hall room street house city county journal times news bureau correspondent agent editor press office department service
"""
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split())
_IN_BYLINES_WORDS = "des ní mac ben bin ibn al el ter ten"  # no `y`: it may join two who wrote
IN_BYLINES = PARTICLES | frozenset(_IN_BYLINES_WORDS.split())


def person(text: str) -> bool:
    """Whether a line is surely one person's name: it begins with a given name, or holds an initial that a surname follows."""
    words = _words(text)
    if not 2 <= len(words) <= _NAME_WORDS or not _plain(words):
        return False
    if _ROMAN.match(words[0]) and _first(words[1:]) in _GIVEN:
        return False  # "I. Ignaz Moscheles" is a heading
    letters = sum(word.count(".") for word in words if _is_initial(word))
    if letters + len(words) > _MOST_INITIALS + 4 or letters > _MOST_INITIALS:
        return False  # "H. M. S. Sealark Damaged", "S.P.C.A. Bazaar"
    return _first(words) in _GIVEN or any(map(_is_initial, words[:-1]))


def may_be_person(text: str) -> bool:
    """Whether a line may be a person's name by its look alone: two to four words with capitals, none of another kind."""
    words = _words(text)
    return 2 <= len(words) <= _NAME_WORDS - 1 and _plain(words) and not text.isupper()


def persons(text: str) -> bool:
    """Whether a line names one person or several, and at least one of them surely."""
    names = _BETWEEN.split(text.strip(" .()[]"))
    if len(names) == 1:
        return person(names[0])
    return any(map(person, names)) and all(person(name) or may_be_person(name) for name in names)


def initials(text: str) -> bool:
    """Whether a line is no more than two or more initials: "R. G.", "(A. V.)"."""
    bare = text.strip("()[]— ")
    return bare.count(".") >= 2 and _INITIALS.match(bare) is not None


def with_body(text: str) -> int:
    """Where the name may end at the latest, in a line of a person's name and the university or other body it belongs to; else 0.

    It is the name's end where the body is a "University of": before "Brigham Young University" nobody can tell.
    """
    if len(text) > _LONGEST or text[-1] in ".:;,!?" or ":" in text:
        return 0
    found = _BODY.search(text)
    if found is None:
        return 0
    words = text[: found.start()].rstrip(" ,(").split(" ")
    for count in range(len(words), 1, -1):
        name = " ".join(words[:count]).rstrip(",")
        if persons(name) or may_be_person(name):
            return len(name)
    return 0


def resolved(text: str) -> bool:
    """Whether initials or a byname stand with the name in full beside them: "R. G. [Remy de Gourmont]."."""
    found = _OTHER_NAME.match(text)
    if found is None:
        return False
    full = found["long"]
    return (person(full) or may_be_person(full)) and name_like(found["short"])


def _of_another_kind(word: str) -> bool:
    bare = word.casefold().strip(".'’")
    return bare in _NO_PERSON and word not in IN_BYLINES and not _is_initial(word)


def _is_initial(word: str) -> bool:
    return _BEGINS_WITH_INITIAL.match(word) is not None


def _words(text: str) -> list[str]:
    bare = _BYNAME.sub("", text).strip("()[]—– ").rstrip(".")
    for title in (", Jr", ", M.D", ", Ph.D", ", M. D", ", Esq", ", A.M", ", D.D"):
        bare = bare.removesuffix(title)
    return bare.split()


def _plain(words: list[str]) -> bool:
    """Whether all words may be those of one person's name."""
    if any(character in ',:;!?"“”«»&/0123456789' for word in words for character in word):
        return False
    if any(word.endswith(("’s", "'s", "s’")) or _of_another_kind(word) for word in words):
        return False
    named = [word for word in words if word[0].isupper() or word[1:2] in {"'", "’"}]
    return (
        words[0] in named
        and words[-1] in named
        and len(words[-1].rstrip(".")) > 1
        and _ROMAN.match(words[-1]) is None
        and all(word in named or word in IN_BYLINES for word in words)
    )


def _first(words: list[str]) -> str:
    return words[0].partition("-")[0].capitalize() if words[0].isupper() else words[0].partition("-")[0]
