"""Passages cited between guillemets, as paragraphs of their own; talk between the same marks is none."""

from __future__ import annotations

import pytest

from archive.outline import Role
from archive.outline.rules import claimed
from archive.outline.wrapping import sheet_of

PROSE = (
    "Le port fut rendu à la ville par l'ordonnance du mois de mars, et le conseil la fit lire trois fois devant l'église, "
    "où presque personne n'était venu l'entendre."
)
CITED = (
    "« Les habitants de la colline prendront l'eau où ils la prenaient avant les travaux, et nul ne leur demandera de droit "
    "pour ce qu'ils auront porté de leurs mains ; le maire y veillera lui-même. »"
)


def cited(*paragraphs: str) -> list[int]:
    """Which paragraphs of the text are quotations."""
    claims = claimed(sheet_of("\n\n".join(paragraphs) + "\n"))[0]
    return [n for n, claim in enumerate(claims) if claim is not None and claim.role is Role.QUOTATION]


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("end", [" »", " ».", " » (12)", " »3"])
def test_a_long_paragraph_between_guillemets_is_a_quotation(blank, end):
    """Whatever blank stands inside the marks, and whether a stop or the number of a note stands behind them."""
    passage = CITED.replace("« ", f"«{blank}").replace(" »", end)
    assert cited(PROSE, passage, PROSE) == [1]


def test_a_passage_of_several_paragraphs_is_closed_by_its_last():
    first, second = CITED.removesuffix(" »"), f"» {CITED.removeprefix('« ')}"
    assert cited(PROSE, first, second, PROSE) == [1, 2]
    assert cited(PROSE, first, PROSE, second) == [], "a paragraph without a mark lies between"


def test_a_short_passage_is_a_quotation_right_below_another():
    short = "« Nul n'y bâtira sans le congé du conseil, qui le donnera par écrit. »"
    assert cited(PROSE, CITED, short, PROSE) == [1, 2]
    assert cited(PROSE, short, PROSE) == []


@pytest.mark.parametrize(
    "passage",
    [
        CITED.replace("« ", "«"),  # as Spanish sets it
        CITED.replace("«", "“").replace("»", "”"),
        f"{CITED} Ainsi parle l'ordonnance.",
        f"{CITED} et plus bas : {CITED}",
        CITED.removesuffix(" »"),
    ],
)
def test_what_is_not_wholly_between_one_pair_of_guillemets_is_a_paragraph(passage):
    assert cited(PROSE, passage, PROSE) == []


def test_where_people_talk_marks_tell_no_citation():
    """Two of six paragraphs are short and between marks, or begin with a dash."""
    for talk in ("« Vous viendrez ? »", "— Vous viendrez ?"):
        assert cited(PROSE, talk, PROSE, CITED, talk, PROSE) == []
