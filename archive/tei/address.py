"""Whether a form of address fits a person: no `Mrs. Hernández` is Juan Hernández, and Mr. and Mrs. Vane are two."""

from __future__ import annotations

from enum import Enum

from archive.describe.wordlists import word_set
from archive.outline.given import GIVEN


class Address(Enum):
    """As whom a text addresses somebody."""

    MAN = "man"
    WOMAN = "woman"


_MEN = word_set("Mr Messrs Sr Señor Herr Herrn Monsieur Don Sir Lord Padre Abbé")
_WOMEN = word_set(
    "Mrs Ms Miss Sra Srta Dra Señora Señorita Mme Mlle Madame Mademoiselle Frau Fräulein Lady Doña Sor"
)
_FORMS = {**dict.fromkeys(_MEN, Address.MAN), **dict.fromkeys(_WOMEN, Address.WOMAN)}
_OF_MEN = word_set(
    "John James Robert Michael William David Richard Joseph Thomas Charles Daniel Matthew Mark Donald Steven Stephen Paul Andrew Joshua Kenneth "
    "Kevin Brian George Timothy Ronald Edward Jason Jeffrey Jacob Gary Nicholas Eric Jonathan Larry Scott Brandon Benjamin Samuel Gregory "
    "Frank Alexander Patrick Raymond Jack Dennis Jerry Peter Henry Walter Arthur Harold Albert Fred Bill Bob Jim Tom Joe Mike Dan Steve Tony "
    "Juan José Jose Jesús Jesus Carlos Luis Jorge Miguel Manuel Rafael Ángel Daniel Víctor Victor Óscar Oscar Joaquín César David Gabriel Martín "
    "Andrés Javier Iván Raúl Rubén Félix Tomás Adán Hernán Ismael Nelson Wilfredo Edwin "
    "Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Roger Robert Henri François Laurent Yves Étienne Emmanuel "
    "Hans Karl Peter Wolfgang Klaus Jürgen Günter Günther Heinz Werner Helmut Gerhard Horst Manfred Dieter Uwe Bernd Heinrich Friedrich Johann "
    "Wilhelm Ludwig Georg Franz Max Fritz Otto Ernst Kurt Sigmar Olaf Frank Stefan Christian Martin Markus Joschka"
)
_OF_WOMEN = word_set(
    "Mary Jennifer Elizabeth Susan Margaret Karen Nancy Betty Helen Ruth Sharon Michelle Kimberly Deborah Dorothy Carol Hillary Kathleen Janet "
    "Catherine Katherine Frances Joyce Diane Alice Jean Doris Rachel Marilyn Anne Ann Jane Emily Ellen Kate Sarah Hannah Lynn Nicole Megan "
    "Carmen Isabel Dolores Pilar Mercedes Beatriz Raquel Inés Consuelo Rosario Guadalupe Ester Esther Iris Xiomara Leticia "
    "Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Hélène Christine Simone Denise Brigitte Ségolène "
    "Ursula Ingrid Renate Gisela Monika Petra Sabine Elisabeth Gertrud Hildegard Christel Heike Katrin Annegret Franziska Angela"
) - {"Jean"}
_BY_MEN = frozenset(
    {"Joshua", "Luca", "Elia", "Mischa", "Sascha", "Nikola", "Ezra", "Dana", "Josua", "Andrea"}
)  # names in -a of men too


def address(word: str) -> Address | None:
    """As whom this word, with or without its full stop, addresses who is named after it."""
    return _FORMS.get(word.rstrip("."))


def known_as(name: str) -> Address | None:
    """What the given name at the beginning of this name tells; None where it tells nothing."""
    given, _, family = name.partition(" ")
    if not family:
        return None
    if given in _OF_MEN:
        return Address.MAN
    if given in _OF_WOMEN or (given.endswith("a") and given in GIVEN and given not in _BY_MEN):
        return Address.WOMAN
    return Address.MAN if given.endswith("o") and given in GIVEN else None


def fits(word: str, name: str) -> bool:
    """Whether the person of this name may be addressed by the word that stands before the surname."""
    said = address(word)
    if said is None:
        return True
    known = known_as(name)
    return known is None or known is said
