"""Lists of signatories: bodies below a line that announces them, and people with office and body below a close."""

from __future__ import annotations

import pytest

from archive.outline import Role
from archive.outline.lines import Claim
from archive.outline.rules import claimed
from archive.outline.wrapping import sheet_of

PROSE = "The members of this house have read what was decided in March, and they ask that it be taken back before the summer."


def roles(content: str) -> list[tuple[Role, str]]:
    """The blocks that the rules claim, by their first lines."""
    sheet = sheet_of(content)
    claims: list[Claim] = []
    for claim in claimed(sheet)[0]:
        if claim is not None and claim not in claims:
            claims.append(claim)
    return [(claim.role, sheet.units[claim.first].text) for claim in claims]


def signatories(content: str) -> list[str]:
    """Every entry of the lists of signatories of a text."""
    parts = claimed(sheet_of(content))[1]
    return [content[part.start : part.end] for part in parts if part.role is Role.SIGNATORY]


BODIES = {
    "Signatories:": ["Article 19", "Hill Watch", "Committee to Protect Harbours"],
    "Participating organizations:": None,
    "Organizaciones firmantes:": ["COFADEL", "Casa del Puerto", "Radio Colina"],
    "Las organizaciones abajo firmantes:": ["Casa del Puerto", "Vía del Mar", "Radio Colina"],
    "Les signataires :": ["Ligue des droits du port", "Médecins de la colline", "Attac Colline"],
    "Unterzeichnende Organisationen:": ["Häfen ohne Grenzen", "Brot für den Hafen", "Misthafen"],
    "Erstunterzeichner": ["Häfen ohne Grenzen", "Brot für den Hafen", "Misthafen"],
}


@pytest.mark.parametrize("lead", [lead for lead, bodies in BODIES.items() if bodies])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_bodies_below_a_line_that_announces_them_sign(lead, between):
    """Each line below it is a signatory, and the line heads their list."""
    entries = BODIES[lead] or []
    content = f"{PROSE}\n\n{PROSE}\n\n{lead}\n{between.join(entries)}\n"
    assert signatories(content) == [lead, *entries]


@pytest.mark.parametrize("lead", ["Participating organizations:", "We ask the signatories:", "Signed"])
def test_other_words_announce_no_signatories(lead):
    """What takes part does not sign, and a sentence goes on."""
    content = f"{PROSE}\n\n{lead}\nHill Watch\nSea Watch\nCommittee to Protect Harbours\n\n{PROSE}\n"
    assert lead not in signatories(content)


def test_sentences_below_such_a_line_are_no_entries():
    """Running text does not sign."""
    content = f"{PROSE}\n\nSignatories:\n\n{PROSE}\n\n{PROSE}\n"
    assert signatories(content) == []


def test_the_day_right_above_the_list_dates_the_text():
    """And is of no letter below it."""
    content = f"{PROSE}\n\nStreslau, 3. Mai 2017\n\nUnterzeichnende Organisationen:\nHäfen ohne Grenzen\nBrot für den Hafen\nMisthafen\n"
    assert roles(content) == [
        (Role.DATELINE, "Streslau, 3. Mai 2017"),
        (Role.SIGNATURE, "Unterzeichnende Organisationen:"),
    ]


PEOPLE = {
    "Respectfully,": [
        "Jane Doe, Executive Director, Hill Working Group of the United Harbours",
        "John A. Roe, Director for Northern Harbours, Streslau Office on the Northern Sea",
        "Rev. Thomas Hill, General Secretary, National Council of Harbours",
        "Ann Evans, Program Officer, Hill Office for Global Concerns",
        "Maria Weiss, Senior Policy Analyst for Harbours, Ports and Coastal Waters, Center for the Harbours of the North",
    ],
    "Atentamente,": [
        "Juana Pérez, Directora Ejecutiva, Comité de Familiares de la Colina",
        "Pedro Ruiz Gómez, Coordinador General, Movimiento Amplio por la Colina",
        "María Elena Paz, Presidenta, Asociación de Mujeres de la Colina",
        "Ana Flores, Investigadora, Centro de Estudios de la Colina",
    ],
    "Mit freundlichen Grüßen": [
        "Petra Schulz, Geschäftsführerin, Brot für den Hafen",
        "Dr. Karl Meier, Vorsitzender des Vorstands, Streslauer Institut für Häfen",
        "Anna Krüger, Referentin für den Norden, Misthafen",
        "Jürgen Lang, Sprecher der Kampagne, Hafenstelle Streslau e.V.",
    ],
    "Cordialement,": [
        "Marie Dupont, présidente de la Ligue du port",
        "Jean-Pierre Martin, secrétaire général du Syndicat national des ports",
        "Claire Bernard, directrice, Réseau européen des ports",
        "Ahmed Benali, porte-parole, Collectif pour la liberté des ports",
    ],
}
GREETINGS = {
    "Respectfully,": "Dear Secretary Cole,",
    "Atentamente,": "Estimado señor Presidente:",
    "Mit freundlichen Grüßen": "Sehr geehrte Frau Ministerin,",
    "Cordialement,": "Monsieur le Président,",
}


@pytest.mark.parametrize("greeted", [True, False])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("close", PEOPLE)
def test_people_with_office_and_body_sign_below_a_close(close, between, greeted):
    """However long their lines, the close is one and each of them a signatory."""
    head = f"{GREETINGS[close]}\n\n" if greeted else ""
    content = f"{head}{PROSE}\n\n{PROSE}\n\n{close}\n\n{between.join(PEOPLE[close])}\n"
    assert signatories(content) == PEOPLE[close]
    assert [text for role, text in roles(content) if role is Role.CLOSING] == [close]


def test_people_with_an_office_elsewhere_do_not_sign():
    """Who was present at a meeting signs nothing."""
    rows = "\n".join(PEOPLE["Cordialement,"])
    assert signatories(f"Présents\n\n{rows}\n\n{PROSE}\n\n{PROSE}\n") == []


def test_a_word_for_signers_may_have_any_blanks_behind_it():
    """Each is read once: by their square these would take minutes."""
    row = "Ana Gil, Directora, Radio Tres\n"
    assert signatories(f"{PROSE}\n\nSignatories{' ' * 300_000}x\n\n{PROSE}\n\n{PROSE}\n\n{row}") == []
