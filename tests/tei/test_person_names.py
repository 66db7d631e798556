"""What looks like a person's name and is none, or begins and ends elsewhere: one row a case."""

import pytest

from archive.outline.blocks import Genre, Outline
from archive.tei import names
from archive.tei.entity import Thing
from tests.tei.making import record


def seen(content: str) -> list[str]:
    found = names.mentions(content, Outline(Genre.PLAIN, "t/t", ()), record())
    return [content[m.start : m.end] for m in found if m.entity.thing is Thing.PERSON]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("los dirigentes Mario Vane y Ana Quist", ["Mario Vane", "Ana Quist"]),
        ("el filósofo José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Harold Finch and Rosa Quist", ["Harold Finch", "Rosa Quist"]),
        ("from the Fatherland Paul Quist, Dr. Quist of the Hills", ["Paul Quist", "Quist"]),
        ("Ada Nebraska makes planes in Nebraska", []),
        ("Dr. Ana Paul Quist, of whom Paul and Quist spoke", ["Ana Paul Quist", "Quist"]),
        ("Dr. Paul Italian, an Italian politician", ["Paul Italian"]),
        ("the Christian Religion", []),
        ("Senator Quests the Move", []),
        ("Senator Quests said so", ["Quests"]),
        ("Senators Ana Quist and Paul Vane", ["Ana Quist", "Paul Vane"]),
        ("Joining Paul Quist was the British-born Australian Ana Vane", ["Paul Quist", "Ana Vane"]),
        ("at the Paul Quist Theatre", []),
        ("relató Xul Quist, vocero", ["Xul Quist"]),
        ("zum Schutz von Berta Quist", ["Berta Quist"]),
        ("a déclaré Xul Quist, président", ["Xul Quist"]),
        ("Herrn Bundesminister Quist, Leiter der Abteilung", ["Quist"]),
        ("Yet Paul Quist left", ["Paul Quist"]),
        ("Councillor Xul Quist and Comrade Vane", ["Xul Quist", "Vane"]),
        ("at St. Joseph Quist fell", []),
        ("Ann Arbor and Ann Mortgage", []),
        ("Paul Quist had his Quist and a Quist", ["Paul Quist"]),
        ("went to Humana Bill. “Yes,” said Bill.", []),
        ("said Congresswoman Ana Quist.", ["Ana Quist"]),
        ("Congressman Vane left.", ["Vane"]),
        ("the Executive Business Meeting", []),
        ("won the Peter Vane Award", []),
        ("fell on Lucas County", []),
        ("Bill Vane spoke", ["Bill Vane"]),
        ("fell on Jay North", []),
        ("wrote to Oliver North", ["Oliver North"]),
        ("when the Vane administration fell, Vane wept", ["Vane", "Vane"]),
        ("Ana Vane won; the Vane presidency ended", ["Ana Vane", "Vane"]),
        ("in the Truman administration", ["Truman"]),
        (
            "the Federal administration, the Honduran administration, the Republican presidency, the University administration",
            [],
        ),
        ("the Honduras administration, the Ports Administration", []),
        ("The Vane administration fell.", ["Vane"]),
        ("But Mr. Vane left, and so did Sra. Quist.", ["Vane", "Quist"]),
        ("Thank you, Mr. Speaker, Mr. President and Dr. Sir", []),
        ("Mr. Thos. Vane and Dr. Verlag Quist", []),
        ("In Streslau, Rep. Xul Quist wept", ["Xul Quist"]),
        ("Mr. Vane and Mrs. Vane left; Mr. Vane wept", []),
        ("inside Carlos Quist National Park", []),
        ("the Ana Quist Human Rights Act; Ana Quist wept", ["Ana Quist", "Ana Quist"]),
        ("the Ana Quist Foundation", []),
        ("sagte Regierungssprecher Xul Quist. Außenminister Vane rief", ["Xul Quist", "Vane"]),
        ("Das Archiv Quist und Herr Quist", ["Quist"]),
        ("Selon Xul Quist, directeur", ["Xul Quist"]),
        ("a federal judge, Xul Quist, ruled", ["Xul Quist"]),
        ("cried Xul Quist, 34, whose brother", ["Xul Quist"]),
        ("Party Leader Ana Quist and the Honorable Paul Vane", ["Ana Quist", "Paul Vane"]),
        ("Laura Quist Ana Vane, of the office", []),
        ("he SAYS SPREAD FEAR, said he", []),
        ("BDI-Präsident Xul Quist und Grünen-Chefin Ana Vane", ["Xul Quist", "Ana Vane"]),
        ("le ministre de l'intérieur, Xul Quist, et le préfet", ["Xul Quist"]),
        ("la alcaldesa de Streslau, Xul Quist, dijo", ["Xul Quist"]),
        ("der Fabrik Paul Enterprises", []),
        ("President Freih. Quist", []),
        ("Paul Quist de la calle de la Luna va a Quist", ["Paul Quist", "Quist"]),
        ("Paul Quist had the view of a Quist", ["Paul Quist"]),
        ("the law firm Vane & Quist LLP, said Paul Vane", ["Paul Vane"]),
        ("Vane and Quist Associates, said Paul Vane", ["Paul Vane"]),
        ("DECLARACIÓN DE SAN PEDRO SULA\n", []),
        ("JOURNALIST HELD WITHOUT CHARGE\n", []),
        ("declaró la Jefa de la Misión, Marisa Vane.", ["Marisa Vane"]),
    ],
)
def test_a_run_of_capitals_is_a_person_or_not(content, wanted):
    """A title is no part of a name, and what ends as a thing does is none."""
    assert seen(content) == wanted
