"""Languages: two opinions, or none."""

from __future__ import annotations

import pytest

from archive.describe.languages import find_languages

EN = "We hold these truths to be self-evident, that all men are created equal, that they are endowed with certain rights."
ES = "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de lanza en astillero."
FR = "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient si vite que je n'avais pas le temps."
DE = "Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett zu einem ungeheueren Ungeziefer verwandelt."


@pytest.mark.parametrize(
    ("content", "tags"),
    [
        (EN, ["en"]),
        (ES, ["es"]),
        (FR, ["fr"]),
        (DE, ["de"]),
        ("国境の長いトンネルを抜けると雪国であった。夜の底が白くなった。信号所に汽車が止まった。", ["ja"]),
        ("Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.", ["el"]),
        ("Μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος οὐλομένην, ἣ μυρί᾽ Ἀχαιοῖς ἄλγε᾽ ἔθηκε", []),
        ("Yes.", []),
        ("1234567890 2345678 3456 345 --- ===", []),
        ("AFL-CIO Alianza Americas CARECEN JASS Oxfam America United Steelworkers", []),
        ("x = f(y); z = g(x); return h(z, 12, 13, 14)", []),
    ],
)
def test_a_language_is_claimed_where_two_opinions_agree(content: str, tags: list[str]) -> None:
    """Of what is short, a list of names or a program, no language is claimed."""
    found = find_languages(content, [])
    assert [spoken.tag for spoken in found] == tags
    for spoken in found:
        assert content[spoken.start : spoken.end].strip()


def test_a_text_in_two_languages_has_both() -> None:
    """A fifth of the text in another language makes it the second."""
    content = f"{EN}\n\n{EN} {EN} {EN}\n\n{ES} {ES} {ES}\n"
    first, second = len(EN), len(EN) + 2 + 3 * len(EN) + 2
    blocks = [(0, first), (first + 2, second), (second + 2, len(content) - 1)]
    found = find_languages(content, blocks)
    assert {spoken.tag for spoken in found} == {"en", "es"}
    for spoken in found:
        quote = content[spoken.start : spoken.end]
        assert quote in (EN if spoken.tag == "en" else ES)
